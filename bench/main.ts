import { coldStart } from './cold-start.ts';
import { gateSize } from './gate-size.ts';
import { againstSkinny } from './mlflow-client.ts';
import { releaseSize } from './release-size.ts';
import { isMet, type Row } from './row.ts';
import { waiting } from './waiting.ts';

/** `npm run bench [-- NAME…]`: measures what is promised, each number against its budget. Exit status 1 when one is not met. */
const BENCHES: Record<string, () => Promise<Row[]> | Row[]> = {
  'cold-start': coldStart,
  'release-size': releaseSize,
  gate: gateSize,
  mlflow: againstSkinny,
  waiting,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`unknown bench ${unknown.join(', ')}; allowed: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`measuring ${name} …`);
  rows.push(...(await bench()));
}
console.log('| what | measured | budget | |\n| --- | --- | --- | --- |');
for (const row of rows) {
  const budget = `${row.atLeast ? '≥' : '≤'} ${row.limit} ${row.unit}`;
  console.log(
    `| ${row.what} | ${Number(row.measured.toPrecision(3))} ${row.unit} | ${budget} | ${isMet(row) ? 'met' : 'NOT MET'} |`,
  );
}
process.exit(rows.every(isMet) ? 0 : 1);

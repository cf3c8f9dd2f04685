/** `npm run lab -- up airflow mlflow`: the lab from a shell. Results go to stdout, progress and errors to stderr. */
import { type Arguments, readArguments, USAGE, UsageError } from './arguments.ts';
import { health, SERVICES } from './health.ts';
import { down, homeOf, up } from './lab.ts';
import { ended } from './process.ts';
import { python } from './python.ts';
import type { LabOptions } from './services/service.ts';
import { exportLines, servicePage, serviceRecord } from './show.ts';
import { readState, type ServiceState } from './state.ts';
import { tool } from './tools.ts';

async function main(args: Arguments): Promise<void> {
  const options: LabOptions = {
    log: (line) => console.error(line),
    dags: args.dags,
    ...(args.home === undefined ? {} : { home: args.home }),
    ...(args.jwtLifetimeSeconds === undefined ? {} : { jwtLifetimeSeconds: args.jwtLifetimeSeconds }),
  };
  const home = homeOf(options);
  const known = (): ServiceState[] => Object.values(readState(home)?.services ?? {});
  const show = (value: unknown, text: string) => console.log(args.json ? JSON.stringify(value, undefined, 2) : text);
  switch (args.command) {
    case 'help':
      return console.log(USAGE);
    case 'up': {
      const services = (await up(args.services, options)).map(({ service }) => service);
      return show(services.map(serviceRecord), services.map(servicePage).join('\n'));
    }
    case 'down': {
      const stopped = await down(home, args.services.length > 0 ? args.services : undefined);
      return show({ stopped }, stopped.length > 0 ? `stopped ${stopped.join(', ')}` : 'nothing was up');
    }
    case 'status': {
      const rows = await Promise.all(known().map(async (one) => ({ ...serviceRecord(one), ...(await statusOf(one)) })));
      const text = rows.map(
        (row) => `${row.name}  ${row.url}  ${row.problem ?? 'works'}  (${row.processes.join(', ')})`,
      );
      return show(rows, text.join('\n') || `nothing is up in ${home}`);
    }
    case 'env':
      for (const line of exportLines(known())) console.log(line);
      return;
    case 'install':
      for (const name of args.services) console.log(`${name}  ${await python(SERVICES[name].environment)}`);
      for (const name of args.tools) console.log(`${name}  ${await tool(name)}`);
  }
}

async function statusOf(service: ServiceState): Promise<{ problem: string | undefined; processes: string[] }> {
  const gone = ended(service.processes);
  const processes = service.processes.map(
    (one) => `${one.name} ${gone.includes(one) ? 'has ended' : `pid ${one.pid}`}`,
  );
  return { problem: await health(service), processes };
}

try {
  await main(readArguments(process.argv.slice(2)));
} catch (error) {
  console.error(`lab: ${error instanceof Error ? error.message : error}`);
  if (error instanceof UsageError) console.error('lab: --help explains the commands');
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

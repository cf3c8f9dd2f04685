// Runs with whatever Node the machine has (20 or later) before anything is installed: plain JavaScript, no dependencies.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`ml-actions needs Node 20 or later to set itself up, this is ${process.version}`);
  process.exit(1);
}
const stamp = 'node_modules/.ml-actions-stamp';
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('installing the npm packages (once)');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' });
  writeFileSync(stamp, wanted);
}

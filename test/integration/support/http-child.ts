/** One GET with the http package of the given file, in a process of its own: NODE_EXTRA_CA_CERTS is read when Node starts. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { systemClock } from '@ml-actions/kit/clock';

const [module = '', baseUrl = '', ca = ''] = process.argv.slice(2);
const { createHttp } = (await import(pathToFileURL(module).href)) as typeof import('@ml-actions/http');
const http = createHttp({
  service: 'Child',
  baseUrl,
  clock: systemClock,
  retryForMs: 0,
  log: { debug: () => undefined, info: () => undefined },
  ...(ca ? { tls: { ca: readFileSync(ca, 'utf8') } } : {}),
});
try {
  console.log((await http.request({ path: '/ok' })).text);
} catch (error) {
  console.log(String(error));
}
process.exit(0);

import { type Context, start } from '@ml-actions/kit';
import { checkTogether, type Inputs } from './check.ts';
import { contract } from './inputs.ts';

const COMMAND_MS = 60_000;
const CLEANUP_MS = 3000;

/** Three ways to the same Airflow: patient, impatient (the watch looks again by itself), and one that outlives a cancelled step. */
async function open(inputs: Inputs, context: Context, version: Inputs['apiVersion'] = inputs.apiVersion) {
  const [{ httpFor }, { connect }, run] = await Promise.all([
    import('@ml-actions/http'),
    import('@ml-actions/airflow'),
    import('./run.ts'),
  ]);
  const { airflowUrl: baseUrl, username, password, token } = inputs;
  const service = { name: 'Airflow', baseUrl };
  const quiet = { ...context, log: { ...context.log, warning: () => undefined } };
  const free = { ...quiet, signal: new AbortController().signal };
  const http = await httpFor({ ...service, retryForMs: Math.min(COMMAND_MS, inputs.timeout) }, inputs, context);
  const once = await httpFor({ ...service, retryForMs: 0 }, inputs, quiet);
  const short = { ...inputs, requestTimeout: Math.min(CLEANUP_MS, inputs.requestTimeout) };
  const last = await httpFor({ ...service, retryForMs: CLEANUP_MS }, short, free);
  const { clock, secrets } = context;
  const credentials = { username, password, token };
  const first = version === inputs.apiVersion ? http : last;
  const airflow = await connect({ http: first, baseUrl, apiVersion: version, credentials, clock, secrets });
  return { run, api: airflow.over(http), watcher: airflow.over(once), cleanup: airflow.over(last) };
}

await start({
  contract,
  async main(inputs, context) {
    checkTogether(inputs);
    context.secrets.addFrom(inputs.conf);
    const { run, ...airflow } = await open(inputs, context);
    const underAct = context.variable('ACT') === 'true';
    return run.run(inputs, { ...context, ...airflow, step: context.variable('GITHUB_ACTION'), underAct });
  },
  async post(inputs, context, state) {
    // A step that ended by itself left nothing to do, and loads nothing.
    if (state('done') !== '' || state('claim') === '') return;
    const { claimToSettle } = await import('./run.ts');
    const claim = claimToSettle(state);
    if (!claim) return;
    const { run, cleanup } = await open(inputs, context, claim.version);
    await run.post(inputs, { ...context, cleanup }, claim);
  },
});

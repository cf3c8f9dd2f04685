import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { act, stageRepository } from '../test/act/harness.ts';

/**
 * `npm run act -- --workflow .github/workflows/train.yml [--repository DIR] [--event NAME] [--input a=b]… [--secret a=b]… [--var a=b]…`: a workflow under
 * act with `org/ml-actions@v1` mapped to dist/, so that examples run word for word.
 */
const { values } = parseArgs({
  options: {
    workflow: { type: 'string', short: 'W' },
    repository: { type: 'string', default: '.' },
    event: { type: 'string', default: 'workflow_dispatch' },
    input: { type: 'string', multiple: true, default: [] },
    secret: { type: 'string', multiple: true, default: [] },
    var: { type: 'string', multiple: true, default: [] },
  },
});
if (!values.workflow) {
  console.error('--workflow: missing, allowed: the path of a workflow file inside --repository');
  process.exit(2);
}
const pairs = (given: string[]) =>
  Object.fromEntries(given.map((pair) => [pair.split('=')[0], pair.slice(pair.indexOf('=') + 1)]));
const repository = await stageRepository(values.repository);
const { code } = await act({
  repository,
  workflow: values.workflow,
  event: values.event,
  inputs: pairs(values.input),
  secrets: pairs(values.secret),
  variables: pairs(values.var),
  onEntry: ({ job, msg }) => console.log(`[${job ?? 'act'}] ${msg.trimEnd()}`),
});
rmSync(repository, { recursive: true, force: true });
process.exit(code);

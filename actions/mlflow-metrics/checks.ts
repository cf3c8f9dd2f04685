import type { InputsOf } from '@ml-actions/kit';
import { InputError, type InputProblem } from '@ml-actions/kit/errors';
import { FilterError, parseFilter } from '@ml-actions/mlflow/filter';
import type { contract } from './inputs.ts';
import type { Selector } from './selector.ts';

export type Inputs = InputsOf<typeof contract.inputs>;

/** Checks inputs against each other, before anything is contacted. Returns the run's selector. Throws one `InputError` with every problem. */
export function checkInputs(inputs: Inputs): Selector {
  const problems: InputProblem[] = [];
  const bad = (input: string, got: string | undefined, allowed: string) => problems.push({ input, got, allowed });
  const remote = inputs.trackingUri.kind === 'rest';

  if (inputs.token && (inputs.username || inputs.password)) {
    bad('token', '***', 'either "token", or "username" and "password" (also from MLFLOW_TRACKING_*), not both');
  } else if (Boolean(inputs.username) !== Boolean(inputs.password)) {
    const missing = inputs.username ? 'password' : 'username';
    bad(missing, undefined, '"username" and "password" belong together');
  }
  const run: Selector | undefined = inputs.run ?? (inputs.experiment ? { kind: 'latest', text: 'latest' } : undefined);
  if (run === undefined)
    bad(
      'run',
      undefined,
      'a selector such as run:<id> or models:/name@champion; or give "experiment" for its latest run',
    );
  else if (searches(run) && !inputs.experiment)
    bad('experiment', undefined, `the name or id of an experiment, which "${run.text}" needs`);
  if (inputs.baseline && searches(inputs.baseline) && !inputs.experiment && !inputs.baselineExperiment) {
    bad('baseline-experiment', undefined, `the name or id of an experiment, which "${inputs.baseline.text}" needs`);
  }
  if (!inputs.baseline) {
    if (inputs.baselineFilter) bad('baseline-filter', inputs.baselineFilter, 'only together with "baseline"');
    if (inputs.baselineExperiment)
      bad('baseline-experiment', inputs.baselineExperiment, 'only together with "baseline"');
  }
  for (const [name, filter] of [
    ['filter', inputs.filter],
    ['baseline-filter', inputs.baselineFilter],
  ] as const) {
    const problem = filter === undefined || remote ? undefined : filterProblem(filter);
    if (problem !== undefined) bad(name, filter, `a filter string of MLflow: ${problem}`);
  }
  if (inputs.requireStatus.length === 0) bad('require-status', '', 'at least one run state');
  if (problems.length > 0 || run === undefined) throw new InputError(problems);
  return run;
}

/** True for selectors that look through an experiment. */
export function searches({ kind }: Selector): boolean {
  return kind === 'latest' || kind === 'best';
}

function filterProblem(filter: string): string | undefined {
  try {
    parseFilter(filter);
    return undefined;
  } catch (error) {
    if (error instanceof FilterError) return error.message;
    throw error;
  }
}

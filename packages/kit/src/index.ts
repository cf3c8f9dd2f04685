export { type Clock, formatDuration, systemClock } from './clock.ts';
export {
  type Contract,
  commonInputs,
  commonOutputs,
  defineContract,
  onInconclusive,
  type ServiceInputs,
  serviceInputs,
} from './contract.ts';
export {
  describeError,
  describeProblem,
  InputError,
  type InputProblem,
  ServiceError,
  type ServiceErrorDetails,
} from './errors.ts';
export type { Files } from './files.ts';
export * as input from './input-types.ts';
export { type Declarations, type InputsOf, parseInputs } from './inputs.ts';
export { stringify } from './json.ts';
export { type Annotation, exitFor, type OnInconclusive, type Outcome, resultDocument } from './outcome.ts';
export type { Github, Log } from './runner.ts';
export { createSecrets, type Secrets } from './secrets.ts';
export { type Action, Cancelled, type Context, start } from './start.ts';
export { clipBytes, neutralise, suggest } from './text.ts';
export { VERDICTS, type Verdict, worst } from './verdict.ts';

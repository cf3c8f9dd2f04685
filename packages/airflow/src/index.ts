export { type Auth, type Credentials, createAuth } from './auth.ts';
export { type Connection, type ConnectOptions, connect, createAirflow, detectVersion } from './client.ts';
export { mayPass, SERVICE } from './errors.ts';
export {
  type AirflowApi,
  type ApiVersion,
  type Dag,
  type DagRun,
  type ImportFailure,
  isEnded,
  isFinished,
  type TaskInstance,
  type TaskRef,
  type TriggerAnswer,
  type TriggerRequest,
} from './types.ts';

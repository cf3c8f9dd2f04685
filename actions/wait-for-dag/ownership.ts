import type { ApiVersion, DagRun, TriggerRequest } from '@ml-actions/airflow';
import { fingerprint } from './run-id.ts';

/** What is written down before the trigger is sent, so that whoever comes later knows which run may be ours. */
export interface Claim {
  version: ApiVersion;
  dagId: string;
  runId: string;
  /** Digest of the configuration: the state file is no place for the configuration itself. */
  conf: string;
  note: string;
  /** Our clock when the trigger was about to be sent. */
  claimedAt: number;
  /** We looked before, and there was no such run. */
  wasFree: boolean;
  /** Airflow has told us that it made the run for us. */
  confirmed: boolean;
}

/** Clocks of two machines may differ by this much; a run that is older than the claim by more cannot be ours. */
const SKEW_MS = 60_000;

export function claim(
  version: ApiVersion,
  dagId: string,
  request: TriggerRequest,
  known: { claimedAt: number; wasFree: boolean },
): Claim {
  const { runId, conf, note = '' } = request;
  return { version, dagId, runId, conf: fingerprint(conf), note, ...known, confirmed: false };
}

/** Is this the run that the claim is about, and not one that somebody else made under the same id? */
export function isOurs(run: DagRun, claimed: Claim): boolean {
  if (claimed.confirmed) return true;
  if (!asksTheSame(run, claimed) || (run.note ?? '') !== claimed.note) return false;
  return claimed.wasFree || run.createdAt === null || run.createdAt >= claimed.claimedAt - SKEW_MS;
}

export function asksTheSame(run: DagRun, claimed: Claim): boolean {
  return fingerprint(run.conf) === claimed.conf;
}

export function parseClaim(text: string): Claim | undefined {
  if (text === '') return undefined;
  return JSON.parse(text) as Claim;
}

import { createHash } from 'node:crypto';

export interface Place {
  repository: string;
  runId: string;
  runAttempt: string;
  job: string;
  /** `GITHUB_ACTION`: the id of the step, or a name that counts up within a job. */
  step: string;
}

export interface Asked {
  dagId: string;
  conf: Record<string, unknown>;
  logicalDate?: string | undefined;
}

/**
 * The run id of one step of one attempt of one workflow run: `gha-<repository>-<run>-<attempt>-<job>-<digest>`. Asked for twice it is the
 * same, so a lost answer can be looked up. The digest is over step, DAG, configuration and logical date, so that two steps of a job, or
 * two legs of a matrix that ask for different things, never share a run. Legs that ask for the very same thing do: `GITHUB_JOB` does not
 * tell them apart. Only characters that Airflow accepts by default (`[scheduler] allowed_run_id_pattern`); at most 250, which is what its
 * column holds. undefined where there is no workflow run to derive it from.
 */
export function deriveRunId(place: Place, asked: Asked): string | undefined {
  if (!place.repository || !place.runId) return undefined;
  const digest = fingerprint([place.step, asked.dagId, asked.conf, asked.logicalDate ?? null]).slice(0, 10);
  const parts = [place.repository, place.runId, place.runAttempt || '1', place.job || 'job'].map(plain);
  return `${`gha-${parts.join('-')}`.slice(0, 230)}-${digest}`;
}

function plain(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_.~-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, 100);
}

/** SHA-256 of a value as JSON with sorted keys: equal for equal values, whatever the order in which they were written. */
export function fingerprint(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)) ?? '')
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

import type { MlflowStore, Run } from '@ml-actions/mlflow/store';
import { type Choice, commitOf } from './choice.ts';
import type { RunDocument, SelectionDocument } from './result.ts';
import type { Selector } from './selector.ts';

/** A run as the result document shows it. */
export function runDocument(run: Run, store: Pick<MlflowStore, 'runUrl'>): RunDocument {
  return {
    runId: run.runId,
    runName: run.runName,
    experimentId: run.experimentId,
    status: run.status,
    lifecycleStage: run.lifecycleStage,
    startedAt: isoTime(run.startTime),
    endedAt: isoTime(run.endTime),
    user: run.userId,
    commit: commitOf(run) ?? null,
    url: store.runUrl(run),
  };
}

export function selectionDocument(selector: Selector, choice: Choice): SelectionDocument {
  return {
    selector: selector.text,
    why: choice.run ? choice.why : choice.missing,
    considered: choice.considered,
    rejected: Object.fromEntries(choice.rejected),
  };
}

function isoTime(ms: number | undefined): string | null {
  if (ms === undefined || Number.isNaN(new Date(ms).getTime())) return null;
  return new Date(ms).toISOString();
}

import { ServiceError } from '@ml-actions/kit/errors';
import { allPages, pages } from '@ml-actions/mlflow/pages';
import type { Experiment, Run } from '@ml-actions/mlflow/store';
import {
  type Choice,
  commitOf,
  describeRejected,
  filterOf,
  missing,
  plural,
  type Scope,
  type Store,
} from './choice.ts';
import { conditions } from './latest.ts';
import type { Selector } from './selector.ts';

type Best = Extract<Selector, { kind: 'best' }>;

/** Every number and infinity is at least this; NaN and a metric that is not there are not. */
const PRESENT = '>= -1.7976931348623157e308';
const PAGE = 100;
const MOST_EXPLAINED = 5000;

/**
 * The run with the largest (or smallest) last value of a metric. A server that is asked to sort by a metric that does not exist sorts by
 * date without a word (mlflow#5341): so the metric must be present by filter, and every value and the order itself are checked here.
 */
export async function findBest(store: Store, selector: Best, experiment: Experiment, scope: Scope): Promise<Choice> {
  const { metric, descending } = selector;
  const search = {
    experimentIds: [experiment.experimentId],
    filter: filterOf(scope, `metrics.\`${metric}\` ${PRESENT}`),
    orderBy: [{ by: 'metric', key: metric, descending }] as const,
    maxResults: PAGE,
  };
  const rejected = new Map<string, number>();
  const tied: Run[] = [];
  let considered = 0;
  let before: number | undefined;
  reading: for await (const page of pages(
    (pageToken) => store.searchRuns({ ...search, pageToken }),
    'the run search',
  )) {
    for (const run of page) {
      const value = run.metrics.get(metric)?.value;
      const first = tied[0]?.metrics.get(metric)?.value;
      if (before !== undefined && value !== undefined && (descending ? value > before : value < before))
        throw unsorted(metric);
      if (value !== undefined && !Number.isNaN(value)) before = value;
      if (first !== undefined && value !== first) break reading;
      considered += 1;
      const reason = unfit(run, metric, experiment, scope);
      if (reason === undefined) tied.push(run);
      else rejected.set(reason, (rejected.get(reason) ?? 0) + 1);
    }
  }
  const [run] = tied.sort((a, b) => (b.startTime ?? 0) - (a.startTime ?? 0) || (a.runId < b.runId ? -1 : 1));
  if (run === undefined) return explain(store, selector, experiment, scope);
  const value = run.metrics.get(metric)?.value;
  const tie = tied.length > 1 ? `; ${tied.length} runs share this value, the one that started last was taken` : '';
  const why = `has the ${descending ? 'highest' : 'lowest'} ${metric} (${value}) in experiment "${experiment.name}"${conditions(scope)}${tie}`;
  return { run, why, considered, rejected, notes: directionNote(selector) };
}

/** Why a run cannot be the best one; undefined when it can. */
function unfit(run: Run, metric: string, experiment: Experiment, scope: Scope): string | undefined {
  const point = run.metrics.get(metric);
  if (run.experimentId !== experiment.experimentId || run.lifecycleStage !== 'active')
    return 'deleted or of another experiment';
  if (run.runId === scope.except) return 'that is the run itself';
  if (scope.gitSha !== undefined && !commitOf(run)?.startsWith(scope.gitSha)) return 'of another commit';
  if (!scope.statuses.includes(run.status)) return `with status ${run.status}`;
  if (point === undefined) return 'without the metric';
  if (Number.isNaN(point.value)) return 'with NaN';
  if (!Number.isFinite(point.value)) return 'with an infinite value';
  // A bare NaN sent over REST is kept as 0 at timestamp 0, and would win every search for the lowest loss.
  if (point.value === 0 && point.timestamp === 0) return 'with 0 at timestamp 0 (a lost NaN)';
  return undefined;
}

/** No run qualifies: looks at the experiment's runs without our conditions, to say why. */
async function explain(store: Store, { metric, text }: Best, experiment: Experiment, scope: Scope): Promise<Choice> {
  const search = { experimentIds: [experiment.experimentId], filter: scope.filter ?? '', maxResults: 1000 };
  const { items, complete } = await allPages((pageToken) => store.searchRuns({ ...search, pageToken }), {
    limit: MOST_EXPLAINED,
    what: 'the run search',
  });
  const rejected = new Map<string, number>();
  for (const run of items) {
    const reason = unfit(run, metric, experiment, scope) ?? 'logged meanwhile';
    rejected.set(reason, (rejected.get(reason) ?? 0) + 1);
  }
  const counts =
    items.length === 0
      ? 'there is no run'
      : `${complete ? '' : 'first '}${plural(items.length, 'run')} looked at: ${describeRejected(rejected)}`;
  return missing(`no run of experiment "${experiment.name}"${conditions(scope)} qualifies for "${text}"; ${counts}`, {
    considered: items.length,
    rejected,
  });
}

function directionNote({ metric, said, text }: Best): string[] {
  if (said || !/loss|err|mse|mae|perplexity|latency|duration/i.test(metric)) return [];
  return [`"${text}" takes the highest ${metric}; for the lowest write "${text}:min"`];
}

function unsorted(metric: string): ServiceError {
  return new ServiceError({
    service: 'MLflow',
    message: `the server did not sort the runs by metric "${metric}"`,
    hint: 'No run was chosen. Choose one with run:<id> or by alias, and report the version of the server.',
  });
}

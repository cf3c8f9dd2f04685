import { describe, expect, it } from 'vitest';
import { FilterError, parseFilter } from './filter.ts';
import { matches } from './filter-match.ts';
import { toSql } from './filter-sql.ts';
import type { Run } from './store.ts';

const run: Run = {
  runId: 'abc',
  runName: 'Night run',
  experimentId: '1',
  status: 'FINISHED',
  lifecycleStage: 'active',
  startTime: 1000,
  endTime: undefined,
  userId: 'ci',
  artifactUri: 's3://x',
  metrics: new Map(
    Object.entries({ acc: 0.9, 'val/loss': 0.25, nan: Number.NaN }).map(([key, value]) => [
      key,
      { key, value, timestamp: 1, step: 0 },
    ]),
  ),
  params: new Map([['model', 'rf']]),
  tags: new Map([
    ['mlflow.source.git.commit', '4b825dc'],
    ['lines', 'a\nb'],
  ]),
};

describe('parseFilter', () => {
  it('reads every kind of clause', () => {
    expect(
      parseFilter(
        "metrics.`val/loss` < 0.3 AND params.model = 'rf' and tags.\"a b\" ilike \"%X%\" and run_id IN ('a', 'b') and tag.x is not null and attributes.created >= -1.5e3",
      ),
    ).toEqual([
      { entity: 'metric', key: 'val/loss', comparator: '<', value: 0.3 },
      { entity: 'param', key: 'model', comparator: '=', value: 'rf' },
      { entity: 'tag', key: 'a b', comparator: 'ILIKE', value: '%X%' },
      { entity: 'attribute', key: 'run_id', comparator: 'IN', value: ['a', 'b'] },
      { entity: 'tag', key: 'x', comparator: 'IS NOT NULL', value: undefined },
      { entity: 'attribute', key: 'start_time', comparator: '>=', value: -1500 },
    ]);
    expect(parseFilter('  ')).toEqual([]);
    expect(parseFilter("tags.mlflow.source.git.commit LIKE '4b%'")[0]?.key).toBe('mlflow.source.git.commit');
  });

  it.each([
    ['metrics.acc >', 'expected a number without quotes, found the end at position 14'],
    ["metrics.acc > '0.9'", 'expected a number without quotes, found "\'0.9\'" at position 15'],
    ['metrics.acc > 0.9 or metrics.acc < 1', 'OR is not part of the filter language; only AND is, at position 19'],
    ["attributes.foo = 'x'", 'unknown attribute "foo"'],
    ["foo = 'x'", 'unknown attribute "foo"'],
    ["dataset.name = 'x'", 'dataset.… is not supported for embedded stores, at position 1'],
    ["metric.acc LIKE 'x'", 'metric acc can be compared with >, >=, <, <=, =, !=, not LIKE, at position 12'],
    ["attributes.status > 'x'", 'not >, at position 19'],
    ["attributes.status IN ('x')", 'IN is allowed for attributes.run_id only'],
    ['params.a = 1', 'expected a text in quotes, found "1" at position 12'],
    ["params.a = 'x' params.b = 'y'", 'expected AND or the end'],
    ["params.a 'x'", 'expected a comparison'],
    ['attributes.run_id IN ()', 'expected a text in quotes'],
    ["metricz.a = 'x'", '"metricz" is not metrics, params, tags or attributes'],
    ['metrics.a-b > 1', 'expected a comparison'],
    ['metrics.a > nan', 'expected a number'],
  ])('says where %s is wrong', (filter, message) => {
    expect(() => parseFilter(filter)).toThrow(FilterError);
    expect(() => parseFilter(filter)).toThrow(message);
  });
});

describe('matches', () => {
  it.each([
    ['metrics.acc > 0.5 and metrics.acc <= 0.9', true],
    ['metrics.acc > 0.9', false],
    ['metrics.none != 1', false],
    ['metrics.nan > -1', false],
    ['metrics.nan != 1', true],
    ["params.model != 'xgb'", true],
    ['params.none IS NULL', true],
    ["attributes.run_name LIKE 'night%'", false],
    ["attributes.run_name ILIKE 'night%'", true],
    ["attributes.run_name LIKE 'Night_run'", true],
    ["attributes.run_name LIKE 'ight'", false],
    ["tags.mlflow.source.git.commit LIKE '4b8%'", true],
    ["tags.lines LIKE 'a%b'", false],
    ["run_id NOT IN ('x')", true],
    ['end_time > 0', false],
    ["artifact_uri LIKE 's3://_'", true],
  ])('%s is %s', (filter, expected) => {
    expect(matches(run, parseFilter(filter))).toBe(expected);
  });
});

it('puts no text of a filter into SQL', () => {
  const [clause] = parseFilter("tags.`x' OR 1=1 --` = 'y'' OR 1=1'");
  const { sql, parameters } = toSql(clause ?? { entity: 'tag', key: '', comparator: '=', value: '' });
  expect(sql).not.toContain('OR 1=1');
  expect(parameters).toEqual(["x' OR 1=1 --", "y'' OR 1=1"]);
});

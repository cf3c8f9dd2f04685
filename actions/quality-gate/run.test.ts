import { exitFor } from '@ml-actions/kit';
import { stringify } from '@ml-actions/kit/json';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Inputs } from './read.ts';
import { resultSchema } from './result.ts';
import type { Deps } from './run.ts';
import { run } from './run.ts';

const INPUTS: Inputs = {
  rules: 'accuracy > 0.85',
  rulesFile: undefined,
  metrics: '{"accuracy": 0.9}',
  baseline: undefined,
  coverageFile: undefined,
  vulnerabilityFile: undefined,
  junitFile: undefined,
  onMissing: 'fail',
  onInconclusive: 'fail',
  dryRun: false,
  comment: false,
  commentKey: undefined,
  githubToken: 'token',
  summary: true,
};

interface World {
  files?: Record<string, string>;
  comment?: Deps['comment'];
  today?: string;
}

async function gate(inputs: Partial<Inputs>, { files = {}, comment, today = '2026-11-24' }: World = {}) {
  const written = new Map<string, string>();
  const outcome = await run(
    { ...INPUTS, ...inputs },
    {
      files: {
        async read(path) {
          const text = files[path.replace('/work/', '')];
          if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
          return text;
        },
        async write(path, text) {
          written.set(path, text);
        },
        exists: async () => false,
      },
      workspace: '/work',
      today,
      reportPath: '/tmp/report.md',
      redact: (text) => text.replaceAll('hunter2', '***'),
      comment: comment ?? (() => Promise.reject(new Error('no comment was wanted'))),
    },
  );
  return { ...outcome, report: written.get('/tmp/report.md') ?? '' };
}

const schema: object = toJsonSchema(resultSchema, { target: 'draft-2020-12' });
const valid = new Ajv2020({ strict: false }).compile(schema);
const document = (outcome: { verdict: string; reason: string; result: object }): unknown =>
  JSON.parse(
    stringify({
      schemaVersion: 1,
      action: 'quality-gate',
      verdict: outcome.verdict,
      reason: outcome.reason,
      ...outcome.result,
    }),
  );

describe('verdicts', () => {
  test('pass', async () => {
    const outcome = await gate({});
    expect(outcome).toMatchObject({
      verdict: 'pass',
      reason: '1 of 1 checks pass',
      outputs: { passed: true, 'failures-json': [] },
    });
    expect(outcome.annotations).toEqual([]);
  });
  test('fail, with an annotation for each rule', async () => {
    const outcome = await gate({ rules: 'accuracy > 0.95 # promised\nwarn: accuracy > 0.99\naccuracy > 0' });
    expect(outcome).toMatchObject({
      verdict: 'fail',
      outputs: { passed: false, 'failures-json': [{ metric: 'accuracy', margin: expect.closeTo(-0.05) }] },
    });
    expect(outcome.annotations).toEqual([
      {
        level: 'error',
        title: 'quality-gate: accuracy > 0.95',
        message: 'accuracy is 0.9, must be > 0.95 (short by 0.05)\npromised',
      },
      {
        level: 'warning',
        title: 'quality-gate: accuracy > 0.99',
        message: 'accuracy is 0.9, must be > 0.99 (short by 0.09)',
      },
    ]);
  });
  test('inconclusive stays so; only the exit status follows the policy', async () => {
    const { verdict, reason, outputs } = await gate({ rules: 'accuracy >= baseline', baseline: '{}' });
    expect(verdict).toBe('inconclusive');
    expect(reason).toContain('there is no baseline to compare with');
    expect(outputs.passed).toBe(false);
    expect(exitFor(verdict, 'pass').code).toBe(0);
  });
  test('a dry run warns of what would fail, and tells it', async () => {
    const outcome = await gate({ rules: 'accuracy > 0.95', dryRun: true });
    expect(outcome).toMatchObject({
      verdict: 'warn',
      outputs: { passed: false },
      result: { dryRun: true, gateVerdict: 'fail' },
    });
    expect(outcome.reason).toMatch(/^dry run, would be fail: 1 of 1 checks fails/);
    expect(outcome.annotations?.map(({ level }) => level)).toEqual(['warning']);
  });
  test('a dry run that cannot look is an error', async () => {
    expect((await gate({ rules: '', dryRun: true })).verdict).toBe('error');
  });
  test('without rules nothing is decided', async () => {
    expect(await gate({ rules: undefined })).toMatchObject({ verdict: 'error', outputs: { passed: false } });
  });
});

describe('what is read', () => {
  const FILES = {
    'm.json': '{"metrics": {"accuracy": 0.9, "loss": "NaN"}, "baseline": {"accuracy": 0.91}, "run": {"runId": "abc"}}',
    'champion.json': '{"accuracy": 0.95}',
    'more.yml': 'f1: 0.8',
    'coverage.xml': '<coverage line-rate="0.9"/>',
    'trivy.json': '{"SchemaVersion": 2, "ArtifactName": "x"}',
    'junit.xml': '<testsuite><testcase/></testsuite>',
    'gate.yml':
      'rules: [accuracy > 0.99]\nwaivers:\n  - { rule: accuracy > 0.99, person: ana, reason: pilot, expires: 2026-11-24 }',
  };

  test('metrics inline as JSON or YAML, or from files, one a line or comma-separated', async () => {
    for (const metrics of ['{"accuracy": 0.9}', 'accuracy: 0.9', 'm.json', 'm.json, more.yml', 'm.json\nmore.yml']) {
      expect((await gate({ metrics }, { files: FILES })).verdict).toBe('pass');
    }
  });
  test('the output of mlflow-metrics with the baseline and the run in it', async () => {
    const outcome = await gate({ metrics: 'm.json', rules: 'accuracy >= baseline - 0.01' }, { files: FILES });
    expect(outcome.verdict).toBe('pass');
    expect(outcome.report).toContain('<code>abc</code>');
  });
  test('a baseline of its own goes before it', async () => {
    const outcome = await gate(
      { metrics: 'm.json', baseline: 'champion.json', rules: 'accuracy >= baseline - 0.01' },
      { files: FILES },
    );
    expect(outcome.reason).toContain('baseline 0.95 - 0.01');
  });
  test('coverage, vulnerabilities and tests', async () => {
    const outcome = await gate(
      {
        rules: 'coverage > 80%\nvulnerabilities.critical == 0\ntests.pass_rate == 100%',
        coverageFile: 'coverage.xml',
        vulnerabilityFile: 'trivy.json',
        junitFile: 'junit.xml',
      },
      { files: FILES },
    );
    expect(outcome).toMatchObject({ verdict: 'pass', reason: '3 of 3 checks pass' });
  });
  test('the rules file, with its waivers', async () => {
    const inputs = { rules: undefined, rulesFile: 'gate.yml' };
    expect((await gate(inputs, { files: FILES })).verdict).toBe('warn');
    expect((await gate(inputs, { files: FILES, today: '2026-11-25' })).verdict).toBe('fail');
  });
  test('everything that cannot be read is reported at once', async () => {
    const outcome = await gate(
      {
        rules: 'accuracy = 1',
        rulesFile: 'nowhere.yml',
        metrics: '{"a": 1',
        baseline: 'champion.json,nowhere.json',
        coverageFile: 'junit.xml',
        vulnerabilityFile: 'coverage.xml',
        junitFile: 'trivy.json',
      },
      { files: FILES },
    );
    expect(outcome.verdict).toBe('error');
    expect(outcome.reason).toBe('input "rules": rule 1, column 10: unexpected "=", and 6 more');
    const { problems } = outcome.result as { problems: string[] };
    expect(problems.map((problem) => problem.split('\n')[0])).toEqual([
      'input "rules": rule 1, column 10: unexpected "="',
      'input "rules-file": cannot read nowhere.yml: there is no such file',
      expect.stringMatching(/^input "metrics": the object: damaged JSON/),
      'input "baseline": cannot read nowhere.json: there is no such file',
      'input "coverage-file": junit.xml: expected Cobertura XML, LCOV or coverage.py JSON, found XML with the root element <testsuite>',
      'input "vulnerability-file": coverage.xml: expected SARIF 2.1, Trivy JSON or Grype JSON, found XML',
      'input "junit-file": trivy.json: expected JUnit XML, found JSON',
    ]);
  });
  test('a metric from two places is a problem', async () => {
    const outcome = await gate({ metrics: '{"coverage": 0.5}', coverageFile: 'coverage.xml' }, { files: FILES });
    expect(outcome.reason).toBe('input "coverage-file": coverage.xml gives coverage, which was given before');
  });
});

describe('what is said', () => {
  test('the result document keeps to its schema, also with NaN and without a value', async () => {
    for (const inputs of [
      {},
      { metrics: '{"accuracy": "NaN"}' },
      { metrics: '{}' },
      { metrics: '{"accuracy": null}' },
      { rules: 'accuracy > 1/0' },
      { rules: 'nonsense' },
    ]) {
      const outcome = document(await gate(inputs));
      expect(valid(outcome), JSON.stringify(valid.errors)).toBe(true);
    }
  });
  test('what broke stands first, what holds is folded, hostile text stays text', async () => {
    const { report } = await gate({
      metrics: '{"accuracy": 0.9, "</code><script>|x": 1}',
      rules: 'accuracy > 0\n"</code><script>|x" > 2 # <img src=x> @everyone\naccuracy > 0.95',
    });
    expect(report.indexOf('❌')).toBeLessThan(report.indexOf('✅'));
    expect(report).toContain('<details><summary>1 passing</summary>');
    expect(report).not.toMatch(/<script>|<img/);
    expect(report).not.toContain('@everyone');
  });
  test('a large gate keeps to the limits', async () => {
    const metrics = JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`by.metric_${i}`, 0])));
    let body = '';
    const outcome = await gate(
      { metrics, rules: 'by.* > 1', comment: true },
      {
        comment: async (render) => {
          body = render(65_000);
        },
      },
    );
    expect(body.length).toBeLessThan(65_536);
    expect(outcome.result).toMatchObject({ omitted: 4000, counts: { fail: 5000 } });
    expect(Buffer.byteLength(stringify(outcome.result))).toBeLessThan(500_000);
  });
  test('secrets do not get into the report', async () => {
    const { report } = await gate({ metrics: '{"hunter2": 0}', rules: 'hunter2 > 1' });
    expect(report).toContain('***');
    expect(report).not.toContain('hunter2');
  });
  test('a comment that cannot be written is a warning', async () => {
    const outcome = await gate(
      { comment: true },
      { comment: () => Promise.reject(new Error('403 Resource not accessible')) },
    );
    expect(outcome.verdict).toBe('pass');
    expect(outcome.annotations).toEqual([
      {
        level: 'warning',
        title: 'quality-gate',
        message: 'the comment could not be written: 403 Resource not accessible',
      },
    ]);
  });
});

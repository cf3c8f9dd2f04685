import { describe, expect, it } from 'vitest';
import { runStep, type Step } from '../fixtures/runner.ts';

const annotations = (step: Step) => step.commands.filter(({ name }) => /^(error|warning|notice)$/.test(name));

describe.concurrent('a step', { timeout: 30_000 }, () => {
  it.each([
    ['pass', '', 0, []],
    ['warn', '', 0, ['warning']],
    ['fail', '', 1, ['error']],
    ['inconclusive', '', 1, ['error']],
    ['inconclusive', 'fail', 1, ['error']],
    ['inconclusive', 'warn', 0, ['warning']],
    ['inconclusive', 'pass', 0, ['warning']],
  ])(
    'that says %s with on-inconclusive "%s" exits with %d and announces %j',
    async (scenario, policy, code, announced) => {
      const step = await runStep({ scenario, 'on-inconclusive': policy });
      expect(step.code).toBe(code);
      expect(annotations(step).map(({ name }) => name)).toEqual(announced);
      expect(step.log).toContain('reason: text');
      expect(step.outputs).toMatchObject({ verdict: scenario, reason: 'reason: text', answer: 'text' });
      expect(JSON.parse(step.outputs.data ?? '')).toEqual({ text: 'text', secret: '', nan: 'NaN' });
      expect(JSON.parse(step.outputs['result-json'] ?? '')).toEqual({
        schemaVersion: 1,
        action: 'echo',
        verdict: scenario,
        reason: 'reason: text',
        text: 'text',
      });
      expect(step.summary).toBe('# summary\n\ntext \n');
    },
  );

  it('with bad inputs names all of them, contacts nothing and shows no stack', async () => {
    const step = await runStep({ count: '9999', 'on-inconclusive': 'maybe', summary: 'no', token: 'hunter22' });
    expect(step.code).toBe(1);
    expect(step.contacted).toBe(false);
    expect(step.outputs.verdict).toBe('error');
    const problems = JSON.parse(step.outputs['result-json'] ?? '').error;
    expect(problems.kind).toBe('input');
    expect(problems.problems.map(({ input }: { input: string }) => input)).toEqual([
      'scenario',
      'count',
      'on-inconclusive',
      'summary',
    ]);
    const [annotation, ...more] = annotations(step);
    expect(more).toEqual([]);
    expect(annotation?.message.split('\n')).toHaveLength(4);
    for (const text of [annotation?.message, step.summary]) {
      expect(text).toContain('input "count": got "9999", allowed: a whole number from 0 to 5000');
      expect(text).not.toMatch(/ {4}at |hunter22/);
    }
  });

  it('with a failing service says where, what and what next', async () => {
    const step = await runStep({ scenario: 'service', text: 'is away' });
    expect(step.code).toBe(1);
    expect(step.outputs).toMatchObject({ verdict: 'error', reason: 'Echo: is away (https://echo answered 503)' });
    expect(step.summary).toContain('Wait.');
    expect(step.log).not.toMatch(/ {4}at /);
  });

  it.each([
    ['bug', /unexpected error: TypeError: bug text/, /start|action\.ts/],
    ['stray', /unexpected error: Error: stray text/, /action\.ts/],
    ['nothing-left', /ended without a result/, /start\.ts/],
  ])('with a bug (%s) has its stack in the log, not in the summary, and fails', async (scenario, reason, stack) => {
    const step = await runStep({ scenario });
    expect(step.code).toBe(1);
    expect(step.outputs.verdict).toBe('error');
    expect(step.outputs.reason).toMatch(reason);
    expect(annotations(step)[0]?.message).toMatch(/\n {4}at /);
    expect(annotations(step)[0]?.message).toMatch(stack);
    expect(step.summary).toMatch(/^## echo: error/);
    expect(step.summary).not.toMatch(/ {4}at /);
  });

  it('masks before it logs, and leaves its secrets nowhere', async () => {
    const token = 'hunter/22 "x"';
    const step = await runStep({ scenario: 'fail', token, text: `it is ${token}`, count: '1' }, { RUNNER_DEBUG: '1' });
    const [first] = step.commands;
    expect(first).toEqual({ name: 'add-mask', properties: '', message: token });
    const rest = step.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    for (const text of [rest.join('\n'), JSON.stringify(step.outputs), step.summary]) {
      expect(text).not.toContain('hunter');
      expect(text).toContain('***');
    }
  });

  it('whose password is one of our words still says what it says', async () => {
    const step = await runStep({ scenario: 'pass', token: 'pass', text: 'a pass' });
    expect(step.outputs).toMatchObject({ verdict: 'pass', answer: 'a ***' });
    expect(JSON.parse(step.outputs['result-json'] ?? '')).toMatchObject({ verdict: 'pass', action: 'echo' });
  });

  it.each(['pass', 'bug'])('without a summary wanted writes none: %s', async (scenario) => {
    expect((await runStep({ scenario, summary: 'False' })).summary).toBe('');
  });

  it('cuts a summary of more than 1 MiB and keeps its beginning', async () => {
    const { summary, code } = await runStep({ scenario: 'large' });
    expect(code).toBe(0);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(1_000_000);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toMatch(/^äöü .*\n… 2100001 bytes in all, cut here$/s);
  });

  it('shows ten annotations of a level, its verdict first, and counts the others', async () => {
    const step = await runStep({ scenario: 'fail', count: '30' });
    expect(annotations(step)).toHaveLength(10);
    expect(annotations(step)[0]).toMatchObject({ properties: 'title=echo%3A fail', message: 'reason: text' });
    expect(annotations(step)[1]?.properties).toBe('title=finding 0%3A text,file=a%2Cb%3Ac.py,line=1');
    expect(step.log).toContain('21 more, see the summary');
  });

  it('that the runner gave no file to write to fails aloud', async () => {
    const step = await runStep({ scenario: 'pass' }, { GITHUB_OUTPUT: '/nonexistent/output' });
    expect(step.code).toBe(1);
    expect(step.log).toContain('Missing file at path');
  });
});

describe.concurrent('a cancelled step', { timeout: 30_000 }, () => {
  const cancel = (scenario: string, signal: NodeJS.Signals = 'SIGINT') => {
    let at = 0;
    return runStep({ scenario }, {}, (child, output) => {
      if (at === 0 && output.includes('ready')) {
        at = performance.now();
        child.kill(signal);
      }
    }).then((step) => ({ ...step, afterMs: performance.now() - at }));
  };

  it.each<[string, NodeJS.Signals, number, string]>([
    ['waits', 'SIGINT', 4500, 'cancelled by SIGINT'],
    ['waits', 'SIGTERM', 4500, 'cancelled by SIGTERM'],
    ['stops-its-work', 'SIGINT', 4500, 'cancelled; the run was stopped'],
    ['deaf', 'SIGINT', 6000, 'cancelled by SIGINT'],
  ])('that %s ends after %s within %d ms, with a verdict', async (scenario, signal, within, reason) => {
    const step = await cancel(scenario, signal);
    expect(step.code).toBe(1);
    expect(step.afterMs).toBeLessThan(within);
    expect(step.outputs).toMatchObject({ verdict: 'error', reason });
    expect(step.log).toContain(`got ${signal}, stopping`);
    expect(step.log).not.toMatch(/ {4}at /);
  });
});

describe.concurrent('the post step', { timeout: 30_000 }, () => {
  /** What the runner makes of GITHUB_STATE. */
  const asState = (state: Record<string, string>) =>
    Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));

  it('gets what the main step saved, and does not run main', async () => {
    const main = await runStep({ scenario: 'pass', text: 'a\nb' });
    const post = await runStep({ scenario: 'pass' }, asState(main.state));
    expect(post).toMatchObject({ code: 0, contacted: false, outputs: {}, summary: '' });
    expect(post.log).toContain('post: run a\nb');
  });

  it.each([
    ['its own failure', { scenario: 'bug' }, 'post failed'],
    ['bad inputs', { scenario: 'pass', count: 'x' }, 'input "count"'],
  ])('makes %s a warning', async (_, inputs: Record<string, string>, text) => {
    const post = await runStep(inputs, { 'STATE_ml-actions-phase': 'post' });
    expect(post.code).toBe(0);
    expect(annotations(post)).toMatchObject([{ name: 'warning', message: expect.stringContaining(text) }]);
  });
});

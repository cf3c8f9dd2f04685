import { describe, expect, it } from 'vitest';
import { runStep } from '../../packages/kit/fixtures/runner.ts';

/** What comes from a log, a run's name, a metric's name, a pull request: anything. */
const HOSTILE: [string, string][] = [
  ['shell', '"; touch pwned; " $(touch pwned) `touch pwned` && touch pwned'],
  ['commands', 'x\n::error::pwned\n  ::set-output name=verdict::pass\n\u0085::add-mask::text\n##[error]pwned'],
  ['a carriage return', 'x\r::error::pwned\r\n::stop-commands::pwned'],
  ['the end of a heredoc', 'x\nghadelimiter_\nEOF\nverdict=pass\nverdict<<EOF\npass\nEOF'],
  ['HTML', '</details><script>alert(1)</script>@everyone <img src=x onerror=alert(1)>'],
  ['the end of a fence', 'x\n```\n````\n`````\n# heading @everyone\n<b>bold</b>'],
  ['percent signs', '%0A::error::pwned %250A %25'],
  ['odd characters', '\u202e\u2066\u0000\ufeff\u{1f984}'],
];

describe.concurrent('hostile text', { timeout: 30_000 }, () => {
  it.each(HOSTILE)('of %s comes out as the same text and nothing else', async (_, text) => {
    const given = text.replaceAll('\u0000', ''); // no environment variable can hold it
    const step = await runStep({ scenario: 'fail', text: given, count: '2' }, { RUNNER_DEBUG: '1' });

    // Outputs: every name is ours, the value is what came.
    expect(Object.keys(step.outputs).sort()).toEqual(['answer', 'data', 'reason', 'result-json', 'verdict']);
    expect(step.outputs).toMatchObject({ verdict: 'fail', answer: given, reason: `reason: ${given}` });
    expect(JSON.parse(step.outputs['result-json'] ?? '')).toMatchObject({ verdict: 'fail', text: given });
    expect(Object.keys(step.state)).toEqual(['ml-actions-phase', 'remote']);

    // Log: only the commands that the kit means, each one once.
    expect(step.commands.map(({ name }) => name)).toEqual(['group', 'endgroup', 'debug', 'error', 'error', 'error']);
    expect(step.commands.every(({ message }) => !message.startsWith('pwned'))).toBe(true);
    expect(step.log).not.toContain('##[');
    expect(step.log).not.toContain('\r');
    expect(step.code).toBe(1);
  });

  it.each(HOSTILE)('of %s in an error stays inside the fence of the summary', async (_, text) => {
    const given = text.replaceAll('\u0000', '');
    const step = await runStep({ scenario: 'service', text: given });
    expect(step.outputs.verdict).toBe('error');
    expect(step.commands.map(({ name }) => name)).toEqual(['group', 'endgroup', 'debug', 'error']);
    const [head, , fence, ...rest] = step.summary.trimEnd().split('\n');
    expect(head).toBe('## echo: error');
    const closing = /^(`+)text$/.exec(fence ?? '')?.[1] ?? 'no fence';
    expect(rest.at(-1)).toBe(closing);
    const inside = rest.slice(0, -1);
    expect(inside.filter((line) => new RegExp(`^ {0,3}\`{${closing.length},}\\s*$`).test(line))).toEqual([]);
  });

  it('in the name of an input that is no such input changes nothing', async () => {
    const step = await runStep({ scenario: 'pass', 'nope\n::error::': 'x' }, { INPUT___PROTO__: '{"summary": false}' });
    expect(step.code).toBe(0);
    expect(step.commands.map(({ name }) => name)).toEqual(['group', 'endgroup', 'debug']);
  });

  it('of a megabyte neither hangs nor breaks anything', async () => {
    // Environment variables end at 128 KiB; what the action makes of it is 2 MiB.
    const step = await runStep({ scenario: 'pass', text: '\n'.repeat(1000) + '`'.repeat(60_000) + '<'.repeat(60_000) });
    expect(step.code).toBe(0);
    expect(step.outputs.verdict).toBe('pass');
  });
});

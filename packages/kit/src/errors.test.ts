import { describe, expect, it } from 'vitest';
import { describeError, describeProblem, InputError, isExpected, ServiceError } from './errors.ts';

const service = (more: object = {}) => new ServiceError({ service: 'Airflow', message: 'no answer', ...more });

describe('describeError', () => {
  it.each<[string, unknown, string]>([
    ['an input error has no stack', new InputError([{ input: 'a', allowed: 'b' }]), 'input "a": missing, allowed: b'],
    ['a service error shows its hint', service({ hint: 'Wait.' }), 'Airflow: no answer\nWait.'],
    [
      'a service error says where and what came',
      service({ url: 'https://a/b', status: 503 }),
      'Airflow: no answer (https://a/b answered 503)',
    ],
    ['without an answer only where', service({ url: 'https://a/b' }), 'Airflow: no answer (https://a/b)'],
    [
      'causes follow, to the end of the chain',
      service({ cause: new Error('one', { cause: new Error('two', { cause: 'three' }) }) }),
      'Airflow: no answer\ncaused by: one\ncaused by: two\ncaused by: three',
    ],
    ['a cause that says the same is left out', service({ cause: new Error('no answer') }), 'Airflow: no answer'],
    [
      'a cause without a message has its name',
      service({ cause: new TypeError('') }),
      'Airflow: no answer\ncaused by: TypeError',
    ],
    ['what is no error is shown as text', 'thrown', 'thrown'],
    ['nothing at all', undefined, 'undefined'],
  ])('%s', (_, error, text) => expect(describeError(error)).toBe(text));

  it('shows the stack of a bug, and of its causes the messages', () => {
    const text = describeError(new TypeError('bug', { cause: service() }));
    expect(text).toMatch(/^TypeError: bug\n {4}at .*errors\.test\.ts/);
    expect(text).toMatch(/\ncaused by: Airflow: no answer$/);
  });

  it('ends, also when errors cause each other', () => {
    const first = new Error('first');
    first.cause = new Error('second', { cause: first });
    expect(describeError(first).length).toBeLessThan(5000);
  });
});

describe('errors', () => {
  it('say what kind they are', () => {
    expect([service(), new InputError([])].every(isExpected)).toBe(true);
    expect([new Error('x'), 'x', undefined].some(isExpected)).toBe(false);
    expect(service({ ambiguous: true }).ambiguous).toBe(true);
    expect(service().ambiguous).toBe(false);
  });

  it.each([
    [{ input: 'a', allowed: 'b' }, 'input "a": missing, allowed: b'],
    [{ input: 'a', got: '', allowed: 'b' }, 'input "a": got "", allowed: b'],
    [{ input: 'a', got: 'x"\n', allowed: 'b' }, String.raw`input "a": got "x\"\n", allowed: b`],
    [{ input: 'a', got: 'x'.repeat(81), allowed: 'b' }, `input "a": got "${'x'.repeat(80)}…", allowed: b`],
  ])('%j', (problem, sentence) => expect(describeProblem(problem)).toBe(sentence));
});

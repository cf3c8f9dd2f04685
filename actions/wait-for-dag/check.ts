import type { InputsOf } from '@ml-actions/kit';
import { InputError, type InputProblem } from '@ml-actions/kit/errors';
import type { contract } from './inputs.ts';

export type Inputs = InputsOf<typeof contract.inputs>;

/** What no input can say alone. Throws one `InputError` with every contradiction; nothing has been contacted. */
export function checkTogether(inputs: Inputs): void {
  const problems: InputProblem[] = [];
  const wrong = (name: string, allowed: string, got?: string) => problems.push({ input: name, allowed, got });
  if (inputs.username && inputs.password === undefined) wrong('password', 'a password to go with "username"');
  if (inputs.password && inputs.username === undefined) wrong('username', 'a user to go with "password"');
  if (inputs.token && inputs.username) wrong('token', 'either "token" or "username" and "password"', '***');
  if (inputs.mode === 'wait') {
    const nothing = 'nothing with "mode: wait", which triggers no run';
    if (Object.keys(inputs.conf).length > 0) wrong('conf', nothing, 'an object');
    if (inputs.logicalDate) wrong('logical-date', nothing, inputs.logicalDate);
    if (inputs.note) wrong('note', nothing, inputs.note);
  }
  if (inputs.mode === 'trigger' && inputs.xcom) {
    wrong('xcom', 'nothing with "mode: trigger", which does not wait for results', 'a list');
  }
  if (typeof inputs.stallTimeout === 'number' && inputs.stallTimeout >= inputs.timeout) {
    wrong('stall-timeout', 'less than "timeout"', `${inputs.stallTimeout / 1000}s`);
  }
  if (problems.length > 0) throw new InputError(problems);
}

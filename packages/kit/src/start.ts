import { type Clock, systemClock } from './clock.ts';
import type { Contract } from './contract.ts';
import { describeError, InputError, isExpected } from './errors.ts';
import { type Files, systemFiles } from './files.ts';
import { type Declarations, type InputsOf, parseInputs } from './inputs.ts';
import { exitFor, type OnInconclusive, type Outcome, resultDocument } from './outcome.ts';
import { type Github, type Log, openRunner, type Runner } from './runner.ts';
import type { Secrets } from './secrets.ts';
import { useSynchronousStdout } from './stdout.ts';

/** 5 s are promised, and the runner sends SIGTERM after 7.5 s and kills after 10 s; what is not done by now is cut, with a verdict. */
const HARD_STOP_MS = 4800;

/** Why the work was stopped: the reason of an aborted `context.signal`. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** What an action gets beside its inputs. Everything it does to the world goes through here or through clients made in its `main.ts`. */
export interface Context {
  log: Log;
  clock: Clock;
  files: Files;
  secrets: Secrets;
  github: Github;
  /** Aborted with a `Cancelled` on SIGINT and SIGTERM. */
  signal: AbortSignal;
  variable(name: string): string;
  /** Keeps a value for the post step; saved at once. */
  saveState(name: string, value: string): void;
}

export interface Action<D extends Declarations, O extends string> {
  contract: Contract<D, O>;
  /** Imported only when the inputs are valid, so that a bad input costs no loading. */
  main(inputs: InputsOf<D>, context: Context): Promise<Outcome<O>>;
  /** Runs in the post step, with what `main` saved. Its failure is a warning. */
  post?(inputs: InputsOf<D>, context: Context, state: (name: string) => string): Promise<void>;
}

/** Runs an action to its exit status: reads inputs, calls it, and shows what came out. Never throws. */
export async function start<D extends Declarations, O extends string>(action: Action<D, O>): Promise<never> {
  useSynchronousStdout();
  const runner = openRunner();
  const { name } = action.contract;
  const isPost = runner.state('ml-actions-phase') === 'post';
  const end = ending(runner, name, isPost);
  const context = contextFor(runner, end);
  try {
    const inputs = await parseInputs(action.contract.inputs, runner, runner.secrets);
    if (isPost) {
      await action.post?.(inputs, context, runner.state);
      return end.with(() => 0);
    }
    if (action.post) runner.saveState('ml-actions-phase', 'post');
    const outcome = await action.main(inputs, context);
    return end.with(() => show(runner, name, inputs, outcome));
  } catch (error) {
    return await end.because(error);
  }
}

interface Ending {
  /** Shows an outcome and exits with its status. */
  with(show: () => 0 | 1): never;
  /** Shows an error and exits. */
  because(error: unknown): Promise<never>;
}

/** The one way out of the process: whatever happens, the step has a verdict, and its log is written to the end. */
function ending(runner: Runner, name: string, isPost: boolean): Ending {
  let over = false;
  function leave(code: 0 | 1): never {
    over = true;
    process.exit(code);
  }
  function report(error: unknown): 0 | 1 {
    try {
      if (!isPost) return showError(runner, name, error);
      runner.log.warning(`${name}, post step: ${describeError(error)}`);
      return 0;
    } catch (unwritten) {
      runner.log.warning(`${name}: the result could not be written: ${describeError(unwritten)}`);
      return 1;
    }
  }
  // A second error after the end, such as a stray rejection, does not change what was said.
  const because = async (error: unknown) => (over ? new Promise<never>(() => {}) : leave(report(error)));
  process.on('uncaughtException', (error) => void because(error));
  process.on('unhandledRejection', (error) => void because(error));
  process.on('exit', () => {
    // Nothing is left that could wake the action up: without this, Node would end with success or in silence.
    if (!over) process.exitCode = report(new Error('the action ended without a result'));
  });
  return {
    with: (present) => leave(present()),
    because,
  };
}

function contextFor(runner: Runner, end: Ending): Context {
  const abort = new AbortController();
  const { log, secrets, github, variable, saveState } = runner;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (abort.signal.aborted) return;
      log.info(`got ${signal}, stopping`);
      const cancelled = new Cancelled(`cancelled by ${signal}`);
      abort.abort(cancelled);
      setTimeout(() => void end.because(cancelled), HARD_STOP_MS).unref();
    });
  }
  return { log, clock: systemClock, files: systemFiles, secrets, github, signal: abort.signal, variable, saveState };
}

function show(runner: Runner, name: string, inputs: object, outcome: Outcome): 0 | 1 {
  const { summary, onInconclusive } = inputs as { summary?: boolean; onInconclusive?: OnInconclusive };
  const exit = exitFor(outcome.verdict, onInconclusive);
  writeOutputs(runner, name, outcome);
  const line = `${name}: ${outcome.verdict}: ${outcome.reason}`;
  const annotations = outcome.annotations ?? [];
  if (exit.announce === 'info') {
    runner.annotate(annotations);
    runner.log.info(line);
  } else {
    // First, because the runner shows only so many of a level.
    const verdict = { level: exit.announce, title: `${name}: ${outcome.verdict}`, message: outcome.reason };
    runner.annotate([verdict, ...annotations]);
  }
  if (summary !== false && outcome.summary) runner.summary(`${outcome.summary()}\n`);
  return exit.code;
}

function showError(runner: Runner, name: string, error: unknown): 0 | 1 {
  const expected = isExpected(error) || error instanceof Cancelled;
  const reason = expected ? error.message : `unexpected error: ${firstLine(error)}`;
  const result = { error: { kind: kindOf(error), problems: error instanceof InputError ? error.problems : [] } };
  runner.annotate([
    {
      level: 'error',
      title: `${name}: could not evaluate`,
      message: expected ? describe(error) : describeError(error),
    },
  ]);
  writeOutputs(runner, name, { verdict: 'error', reason, outputs: {}, result });
  // The inputs may be what is wrong, so this one is read as it came.
  if (!/^false$/i.test(runner.input('summary'))) {
    runner.summary(`## ${name}: error\n\n\`\`\`\`text\n${describe(error).replaceAll('````', "'''' ")}\n\`\`\`\`\n`);
  }
  return exitFor('error').code;
}

function writeOutputs(runner: Runner, name: string, outcome: Outcome): void {
  for (const [key, value] of Object.entries(outcome.outputs)) runner.output(key, value);
  runner.output('verdict', outcome.verdict);
  runner.output('reason', outcome.reason);
  runner.output('result-json', resultDocument(name, outcome));
}

function kindOf(error: unknown): 'input' | 'service' | 'cancelled' | 'bug' {
  if (error instanceof Cancelled) return 'cancelled';
  if (!isExpected(error)) return 'bug';
  return error instanceof InputError ? 'input' : 'service';
}

/** Without the stack: for the summary, which people read first. */
function describe(error: unknown): string {
  return isExpected(error) ? describeError(error) : firstLine(error);
}

function firstLine(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

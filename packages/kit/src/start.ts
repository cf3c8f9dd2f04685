import { type Clock, systemClock } from './clock.ts';
import type { Contract } from './contract.ts';
import { describeError, InputError, isExpected } from './errors.ts';
import { type Files, systemFiles } from './files.ts';
import { type Declarations, type InputsOf, parseInputs } from './inputs.ts';
import { stringify } from './json.ts';
import { exitFor, type OnInconclusive, type Outcome, resultDocument } from './outcome.ts';
import { type Github, type Log, openRunner, type Runner } from './runner.ts';
import type { Secrets } from './secrets.ts';

/** The runner kills a cancelled step about 10 s after SIGINT; what is not done by now would be cut anywhere. */
const HARD_STOP_MS = 7000;

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
  const runner = openRunner();
  const context = contextFor(runner);
  const isPost = runner.state('ml-actions-phase') === 'post';
  let code: 0 | 1 = 0;
  try {
    const inputs = await parseInputs(action.contract.inputs, runner, runner.secrets);
    if (isPost) {
      await action.post?.(inputs, context, runner.state);
    } else {
      if (action.post) runner.saveState('ml-actions-phase', 'post');
      code = show(runner, action.contract.name, inputs, await action.main(inputs, context));
    }
  } catch (error) {
    if (isPost) runner.log.warning(`${action.contract.name}, post step: ${describeError(error)}`);
    else code = showError(runner, action.contract.name, error);
  }
  process.exit(code);
}

function contextFor(runner: Runner): Context {
  const abort = new AbortController();
  const { log, secrets, github, variable, saveState } = runner;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (abort.signal.aborted) return;
      log.info(`got ${signal}, stopping`);
      abort.abort(new Cancelled(`cancelled by ${signal}`));
      setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
    });
  }
  return { log, clock: systemClock, files: systemFiles, secrets, github, signal: abort.signal, variable, saveState };
}

function show(runner: Runner, name: string, inputs: object, outcome: Outcome): 0 | 1 {
  const { summary, onInconclusive } = inputs as { summary?: boolean; onInconclusive?: OnInconclusive };
  const exit = exitFor(outcome.verdict, onInconclusive);
  writeOutputs(runner, name, outcome);
  runner.annotate(outcome.annotations ?? []);
  if (summary !== false && outcome.summary) runner.summary(`${outcome.summary()}\n`);
  const line = `${name}: ${outcome.verdict}: ${outcome.reason}`;
  if (exit.announce === 'info') runner.log.info(line);
  else runner.annotate([{ level: exit.announce, title: `${name}: ${outcome.verdict}`, message: outcome.reason }]);
  return exit.code;
}

function showError(runner: Runner, name: string, error: unknown): 0 | 1 {
  const reason =
    isExpected(error) || error instanceof Cancelled ? error.message : `unexpected error: ${firstLine(error)}`;
  const result = { error: { kind: kindOf(error), problems: error instanceof InputError ? error.problems : [] } };
  writeOutputs(runner, name, { verdict: 'error', reason, outputs: {}, result });
  const expected = isExpected(error) || error instanceof Cancelled;
  runner.annotate([
    {
      level: 'error',
      title: `${name}: could not evaluate`,
      message: expected ? describe(error) : describeError(error),
    },
  ]);
  runner.summary(`## ${name}: error\n\n\`\`\`\`text\n${describe(error).replaceAll('````', "'''' ")}\n\`\`\`\`\n`);
  return exitFor('error').code;
}

function writeOutputs(runner: Runner, name: string, outcome: Outcome): void {
  for (const [key, value] of Object.entries(outcome.outputs)) {
    runner.output(key, typeof value === 'object' ? stringify(value) : String(value));
  }
  runner.output('verdict', outcome.verdict);
  runner.output('reason', outcome.reason);
  runner.output('result-json', stringify(resultDocument(name, outcome)));
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

/** One thing wrong with one input, in the words the user sees. */
export interface InputProblem {
  input: string;
  /** What came, already shortened and free of secrets; undefined when nothing came. */
  got?: string | undefined;
  /** What would have been accepted. */
  allowed: string;
}

/** The caller's mistake. Holds every bad input at once, is shown without a stack, and nothing has been contacted. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[], options?: ErrorOptions) {
    super(problems.map(describeProblem).join('\n'), options);
    this.problems = problems;
  }
}

/** The sentence for one bad input: its name, what came and what is allowed. */
export function describeProblem({ input, got, allowed }: InputProblem): string {
  return `input "${input}": ${got === undefined ? 'missing' : `got ${JSON.stringify(shorten(got))}`}, allowed: ${allowed}`;
}

export interface ServiceErrorDetails {
  /** The service as a person calls it, e.g. `Airflow`. */
  service: string;
  message: string;
  /** What to do next; one sentence. */
  hint?: string | undefined;
  /** HTTP status, when an answer came. */
  status?: number | undefined;
  /** The address without user, password and query. */
  url?: string | undefined;
  /** True when the request may have been carried out although no usable answer came. */
  ambiguous?: boolean | undefined;
  cause?: unknown;
}

/** A remote service did not do what was asked. Says where, what came back and what to do next; never a secret. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly service: string;
  readonly status: number | undefined;
  readonly url: string | undefined;
  readonly hint: string | undefined;
  readonly ambiguous: boolean;

  constructor(details: ServiceErrorDetails) {
    const where = details.url ? ` (${details.url}${details.status ? ` answered ${details.status}` : ''})` : '';
    super(
      `${details.service}: ${details.message}${where}`,
      details.cause === undefined ? {} : { cause: details.cause },
    );
    this.service = details.service;
    this.status = details.status;
    this.url = details.url;
    this.hint = details.hint;
    this.ambiguous = details.ambiguous ?? false;
  }
}

/** True for errors that are nobody's bug here, and so are shown without a stack. */
export function isExpected(error: unknown): error is InputError | ServiceError {
  return error instanceof InputError || error instanceof ServiceError;
}

/**
 * One text for an error: its message, its hint, and the chain of its causes (their messages only, each once). A bug also shows its stack.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const lines = [isExpected(error) ? error.message : (error.stack ?? error.message)];
  if (error instanceof ServiceError && error.hint) lines.push(error.hint);
  for (let cause = error.cause, depth = 0; cause !== undefined && depth < 5; depth += 1) {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    if (!lines.some((line) => line.includes(why))) lines.push(`caused by: ${why}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines.join('\n');
}

function shorten(text: string, limit = 80): string {
  return text.length > limit ? `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

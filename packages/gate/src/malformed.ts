/**
 * What was given cannot be read: a rule, a rules file, a metrics document or a report of another tool.
 * It carries every problem that was found, each a sentence of its own, because people fix a file once.
 */
export class Malformed extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('\n'), options);
    this.name = 'Malformed';
    this.problems = problems;
  }
}

import type { GateResult, RuleResult } from '@ml-actions/gate';
import { evaluate } from '@ml-actions/gate';
import type { Annotation, Outcome } from '@ml-actions/kit';
import type { Files } from '@ml-actions/kit/files';
import type { Verdict } from '@ml-actions/kit/verdict';
import { VERDICTS } from '@ml-actions/kit/verdict';
import type { Inputs, Question } from './read.ts';
import { readQuestion } from './read.ts';
import { renderReport } from './summary.ts';

/** GitHub gives the outputs of a job one megabyte in all. */
const MOST_CHECKS = 1000;

export interface Deps {
  readonly files: Files;
  readonly workspace: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** Where the report goes. */
  readonly reportPath: string;
  /** Removes secrets from what leaves the process. */
  redact(text: string): string;
  /** Brings the pull request's comment up to date. Throws when it cannot. */
  comment(render: (budget: number) => string): Promise<void>;
}

export type Output = 'passed' | 'failures-json' | 'report-path';

/** Reads what was given, holds it against the rules, and says what came out. */
export async function run(inputs: Inputs, deps: Deps): Promise<Outcome<Output>> {
  const question = await readQuestion(inputs, deps.files, deps.workspace);
  const gate = ask(question, inputs, deps.today);
  const passed = gate.verdict === 'pass' || gate.verdict === 'warn';
  const verdict = inputs.dryRun ? atMostWarn(gate.verdict) : gate.verdict;
  const reason = verdict === gate.verdict ? gate.reason : `dry run, would be ${gate.verdict}: ${gate.reason}`;
  const checks = worstFirst(gate.results);

  const report = (budget?: number) =>
    renderReport({ verdict, reason, checks, question, problems: gate.problems }, budget);
  const warnings: string[] = [];
  await attempt('the report could not be written', warnings, () =>
    deps.files.write(deps.reportPath, `${deps.redact(report())}\n`),
  );
  if (inputs.comment) await attempt('the comment could not be written', warnings, () => deps.comment(report));

  return {
    verdict,
    reason,
    outputs: {
      passed,
      'failures-json': checks.filter(blocks).slice(0, MOST_CHECKS),
      'report-path': deps.reportPath,
    },
    result: {
      passed,
      dryRun: inputs.dryRun,
      gateVerdict: gate.verdict,
      problems: gate.problems,
      counts: Object.fromEntries(VERDICTS.map((v) => [v, checks.filter((check) => check.verdict === v).length])),
      checks: checks.slice(0, MOST_CHECKS),
      omitted: Math.max(0, checks.length - MOST_CHECKS),
      sources: question.sources,
    },
    annotations: [
      ...annotations(gate, checks, inputs.dryRun),
      ...warnings.map((message): Annotation => ({ level: 'warning', title: 'quality-gate', message })),
    ],
    summary: report,
  };
}

function ask(question: Question, { onMissing }: Inputs, today: string): GateResult {
  const { problems } = question;
  if (problems.length === 0) return evaluate(question.rules, { ...question, today, onMissing });
  const [first = ''] = problems[0]?.split('\n') ?? [];
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  return { verdict: 'error', reason: `${first}${more}`, results: [], problems };
}

/** A dry run reports what the rules say, but not being able to ask them is an error all the same. */
const atMostWarn = (verdict: Verdict): Verdict => (verdict === 'fail' || verdict === 'inconclusive' ? 'warn' : verdict);

const blocks = ({ verdict }: RuleResult): boolean => verdict === 'fail' || verdict === 'inconclusive';

function worstFirst(results: readonly RuleResult[]): RuleResult[] {
  const rank = ({ verdict }: RuleResult): number => VERDICTS.indexOf(verdict);
  return results.toSorted((a, b) => rank(b) - rank(a));
}

function annotations(gate: GateResult, checks: readonly RuleResult[], dryRun: boolean): Annotation[] {
  const ofProblems = gate.problems.map((message): Annotation => ({ level: 'error', title: 'quality-gate', message }));
  const ofChecks = checks
    .filter(({ verdict }) => verdict !== 'pass')
    .map((check): Annotation => {
      const message = [check.reason, check.why, ...check.notes].filter((text) => text !== '').join('\n');
      return { level: blocks(check) && !dryRun ? 'error' : 'warning', title: `quality-gate: ${check.rule}`, message };
    });
  return [...ofProblems, ...ofChecks];
}

/** What is done for people's convenience must not decide a delivery: a failure is a warning. */
async function attempt(what: string, warnings: string[], act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    warnings.push(`${what}: ${error instanceof Error ? error.message : error}`);
  }
}

import { resolve } from 'node:path';
import type { Metrics, MetricValue, Rule, Slice, Waiver } from '@ml-actions/gate';
import { Malformed, parseRules } from '@ml-actions/gate';
import { readMetrics } from '@ml-actions/gate/metrics-document';
import type { InputsOf } from '@ml-actions/kit';
import type { Files } from '@ml-actions/kit/files';
import type { contract } from './inputs.ts';
import type { SourceDocument } from './result.ts';

export type Inputs = InputsOf<typeof contract.inputs>;

/** Everything the gate is asked about. */
export interface Question {
  readonly rules: readonly Rule[];
  readonly slices: readonly Slice[];
  readonly waivers: readonly Waiver[];
  readonly metrics: Metrics;
  /** `null` when there is none, or an empty one. */
  readonly baseline: Metrics | null;
  readonly sources: readonly SourceDocument[];
  /** What could not be read; when there is any, the rest is incomplete. */
  readonly problems: readonly string[];
}

/** Reads every input; a problem with one does not hide the problems of the others. */
export async function readQuestion(inputs: Inputs, files: Files, workspace: string): Promise<Question> {
  const reader = new Reader(files, workspace);
  const rules = (await reader.guard('rules', () => parseRules(inputs.rules ?? ''))) ?? [];
  const file = await reader.guard('rules-file', () => reader.rulesFile(inputs.rulesFile));
  const metrics = await reader.documents('metrics', inputs.metrics);
  const baseline = await reader.documents('baseline', inputs.baseline);
  // The readers of reports are loaded only when there is one.
  await reader.report('coverage-file', inputs.coverageFile, metrics.values, async (text, source) => {
    const { readCoverage } = await import('@ml-actions/gate/evidence/coverage');
    return readCoverage(text, source);
  });
  await reader.report('vulnerability-file', inputs.vulnerabilityFile, metrics.values, async (text, source) => {
    const { readVulnerabilities } = await import('@ml-actions/gate/evidence/vulnerabilities');
    return readVulnerabilities(text, source);
  });
  await reader.report('junit-file', inputs.junitFile, metrics.values, async (text, source) => {
    const { readTests } = await import('@ml-actions/gate/evidence/junit');
    return readTests(text, source);
  });
  const compared = baseline.values.size > 0 ? baseline.values : metrics.baseline;
  return {
    rules: [...rules, ...(file?.rules ?? [])],
    slices: file?.slices ?? [],
    waivers: file?.waivers ?? [],
    metrics: metrics.values,
    baseline: compared.size > 0 ? compared : null,
    sources: reader.sources,
    problems: reader.problems,
  };
}

class Reader {
  readonly problems: string[] = [];
  readonly sources: SourceDocument[] = [];
  readonly #files: Files;
  readonly #workspace: string;

  constructor(files: Files, workspace: string) {
    this.#files = files;
    this.#workspace = workspace;
  }

  /** What `read` gives; `undefined` when it cannot be read, which is then a problem of the input. */
  async guard<T>(input: string, read: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.problems.push(...error.problems.map((problem) => `input "${input}": ${problem}`));
      return undefined;
    }
  }

  async rulesFile(path: string | undefined) {
    if (path === undefined) return undefined;
    const text = await this.#text(path);
    const { readRulesFile } = await import('@ml-actions/gate/rules-file');
    return readRulesFile(text, path);
  }

  /** Metrics given inline or as paths, and the baselines that the documents bring along. */
  async documents(input: string, value = '') {
    const values = new Map<string, MetricValue>();
    const baseline = new Map<string, MetricValue>();
    const inline = isInline(value);
    for (const item of inline ? [value] : paths(value)) {
      await this.guard(input, async () => {
        const text = inline ? value : await this.#text(item);
        const document = await readMetrics(text, inline ? 'the object' : item);
        this.#add(values, document.metrics, input, inline ? 'given inline' : item, document.run);
        for (const [name, number] of document.baseline ?? []) baseline.set(name, number);
        const brought = document.baseline?.size ?? 0;
        if (brought > 0)
          this.sources.push({ input: 'baseline', from: `${item} (baseline)`, metrics: brought, run: '' });
      });
    }
    return { values, baseline };
  }

  /** Metrics from the report of another tool, added to `values`. */
  async report(
    input: string,
    path: string | undefined,
    values: Map<string, MetricValue>,
    read: (text: string, source: string) => Promise<Metrics>,
  ): Promise<void> {
    if (path === undefined) return;
    await this.guard(input, async () => this.#add(values, await read(await this.#text(path), path), input, path, ''));
  }

  #add(values: Map<string, MetricValue>, metrics: Metrics, input: string, from: string, run: string): void {
    const twice = [...metrics.keys()].filter((name) => values.has(name));
    if (twice.length > 0) throw new Malformed(twice.map((name) => `${from} gives ${name}, which was given before`));
    for (const [name, value] of metrics) values.set(name, value);
    this.sources.push({ input, from, metrics: metrics.size, run });
  }

  async #text(path: string): Promise<string> {
    try {
      return await this.#files.read(resolve(this.#workspace, path));
    } catch (cause) {
      const code = (cause as { code?: unknown }).code;
      const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(cause);
      throw new Malformed([`cannot read ${path}: ${why}`], { cause });
    }
  }
}

/** An object rather than paths: JSON, or YAML, which has a colon and a space or the line's end behind a key. */
function isInline(value: string): boolean {
  return /^\s*[{[]/.test(value) || /:(?:\s|$)/m.test(value);
}

const paths = (value: string): string[] =>
  value
    .split(/[\n,]/)
    .map((path) => path.trim())
    .filter((path) => path !== '');

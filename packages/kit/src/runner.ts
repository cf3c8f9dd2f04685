import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import { variable } from './environment.ts';
import { redactDocument, stringify } from './json.ts';
import type { Annotation } from './outcome.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { clipBytes, neutralise } from './text.ts';

/** GitHub drops a larger summary whole, see https://docs.github.com/actions "Job summary: step isolation and limits". */
const SUMMARY_BYTES = 1024 * 1024 - 1024;
/** The runner shows ten annotations of a level for a step and drops the rest. */
const ANNOTATIONS_PER_LEVEL = 10;

export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warning(message: string): void;
  /** A folded block of lines. */
  group(title: string, lines: readonly string[]): void;
}

/** Where the step runs, as GitHub (or act) says it. Empty texts when a variable is not set. */
export interface Github {
  repository: string;
  workflow: string;
  job: string;
  runId: string;
  runAttempt: string;
  sha: string;
  serverUrl: string;
  apiUrl: string;
  eventName: string;
  eventPath: string;
  workspace: string;
}

export interface Runner {
  secrets: Secrets;
  log: Log;
  github: Github;
  input(name: string): string;
  variable(name: string): string;
  /** A text, or data that becomes JSON; without secrets. */
  output(name: string, value: unknown): void;
  annotate(annotations: readonly Annotation[]): void;
  summary(markdown: string): void;
  saveState(name: string, value: string): void;
  state(name: string): string;
}

const show = { error: core.error, warning: core.warning, notice: core.notice };

/** The door to the runner: nothing else in the product reads inputs or the environment, or writes commands and files of the runner. */
export function openRunner(): Runner {
  const secrets = createSecrets((value) => core.setSecret(value));
  const say = (message: string) => neutralise(secrets.redact(message));
  const log: Log = {
    debug: (message) => core.debug(say(message)),
    info: (message) => core.info(say(message)),
    warning: (message) => core.warning(say(message)),
    group: (title, lines) => {
      core.startGroup(say(title).replaceAll('\n', ' '));
      for (const line of lines) core.info(say(line));
      core.endGroup();
    },
  };
  return {
    secrets,
    log,
    github: readGithub(),
    input: (name) => core.getInput(name),
    variable,
    output: (name, value) => {
      const clean = redactDocument(value, secrets.redact);
      core.setOutput(name, typeof clean === 'object' ? stringify(clean) : String(clean));
    },
    annotate: (annotations) => {
      for (const level of ['error', 'warning', 'notice'] as const) {
        const some = annotations.filter((annotation) => annotation.level === level);
        for (const { title, message, file, line } of some.slice(0, ANNOTATIONS_PER_LEVEL)) {
          const place = { ...(file ? { file: say(file) } : {}), ...(line ? { startLine: line } : {}) };
          show[level](say(message), { title: say(title), ...place });
        }
        if (some.length > ANNOTATIONS_PER_LEVEL)
          log.info(`${some.length - ANNOTATIONS_PER_LEVEL} more, see the summary`);
      }
    },
    summary: (markdown) => {
      const file = variable('GITHUB_STEP_SUMMARY');
      // core.summary is asynchronous and rewrites its buffer; one append is all that is needed here.
      if (file) appendFileSync(file, clipBytes(secrets.redact(markdown), SUMMARY_BYTES));
    },
    saveState: (name, value) => core.saveState(name, value),
    state: (name) => core.getState(name),
  };
}

function readGithub(): Github {
  return {
    repository: variable('GITHUB_REPOSITORY'),
    workflow: variable('GITHUB_WORKFLOW'),
    job: variable('GITHUB_JOB'),
    runId: variable('GITHUB_RUN_ID'),
    runAttempt: variable('GITHUB_RUN_ATTEMPT'),
    sha: variable('GITHUB_SHA'),
    serverUrl: variable('GITHUB_SERVER_URL') || 'https://github.com',
    apiUrl: variable('GITHUB_API_URL') || 'https://api.github.com',
    eventName: variable('GITHUB_EVENT_NAME'),
    eventPath: variable('GITHUB_EVENT_PATH'),
    workspace: variable('GITHUB_WORKSPACE') || process.cwd(),
  };
}

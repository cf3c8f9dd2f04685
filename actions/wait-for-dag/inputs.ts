import { defineContract, input, serviceInputs } from '@ml-actions/kit';
import { NotAllowed } from '@ml-actions/kit/input-types';

export interface XcomWish {
  name: string;
  /** `task_id`, `task_id.key` or `task_id:key`; which part is the task is only known when the tasks are. */
  source: string;
}

/** Ids go into addresses: nothing that would lead to another one. Airflow itself judges the rest. */
function id(allowed: string, pattern: RegExp) {
  return (value: string): string => {
    if (!pattern.test(value) || value.includes('..') || value === '.' || value.length > 250)
      throw new NotAllowed(allowed);
    return value;
  };
}

const dagId = id('the id of a DAG: letters, digits, ".", "_" and "-", at most 250', /^[\p{L}\p{N}_.-]+$/u);
const runId = id('a run id without blanks, "/" and "..", at most 250 characters', /^[^\s/\\?#%]+$/);

/** ISO 8601 with an offset, so that nobody's time zone is guessed. */
function logicalDate(value: string): string {
  const shape = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
  if (!shape.test(value) || Number.isNaN(Date.parse(value.replace(' ', 'T')))) {
    throw new NotAllowed('a date and time with an offset, e.g. 2026-11-24T06:00:00Z');
  }
  return value.replace(' ', 'T');
}

function xcoms(value: string): XcomWish[] {
  const allowed = 'lines "name = task_id", "name = task_id.key" or "name = task_id:key"';
  const seen = new Set<string>();
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', source = ''] = /^([\w.-]+)\s*=\s*(\S.*)$/.exec(line) ?? [];
      if (name === '') throw new NotAllowed(`${allowed}; this line is none: "${line.slice(0, 80)}"`);
      if (seen.has(name)) throw new NotAllowed(`${allowed}; the name "${name}" is given twice`);
      seen.add(name);
      return { name, source };
    });
}

export const contract = defineContract({
  name: 'wait-for-dag',
  inputs: {
    'airflow-url': input.httpUrl({
      required: true,
      description: 'Base URL of Airflow, with its path prefix if it has one, e.g. https://airflow.example.com/prefix.',
    }),
    username: input.text({
      description: 'User. Airflow 2: basic auth; Airflow 3: a token is got with it and renewed.',
    }),
    password: input.text({ secret: true, description: 'Password of the user.' }),
    token: input.text({
      secret: true,
      description: 'A ready bearer token instead of user and password. It cannot be renewed.',
    }),
    'api-version': input.oneOf(['auto', 'v1', 'v2'], {
      default: 'auto',
      description: '`v1` (Airflow 2), `v2` (Airflow 3) or `auto`: ask Airflow once.',
    }),
    'dag-id': input.custom(dagId, { required: true, description: 'Id of the DAG.' }),
    mode: input.oneOf(['trigger-and-wait', 'trigger', 'wait'], {
      default: 'trigger-and-wait',
      description: '`trigger-and-wait`, `trigger` (do not wait) or `wait` (for a run that somebody else started).',
    }),
    'dag-run-id': input.custom(runId, {
      description:
        'For `trigger*`: the id of the new run; by default made of repository, workflow run, attempt, job, step and configuration. For `wait`: the run to watch, by default the newest one of the DAG.',
    }),
    conf: input.object({ default: '{}', description: 'Configuration of the run: an object in YAML or JSON.' }),
    'logical-date': input.custom(logicalDate, {
      description: 'Logical date of the run with its offset, e.g. 2026-11-24T06:00:00Z.',
    }),
    note: input.text({ description: "Note on the run; by default a link to this workflow's run." }),
    'on-paused': input.oneOf(['fail', 'unpause', 'wait'], {
      default: 'fail',
      description:
        'When the DAG is paused: `fail`, `unpause` it, or `wait` until somebody does, and only then trigger.',
    }),
    'registration-grace': input.duration({
      default: '60s',
      description:
        'How long a DAG may be unknown, gone or broken before that is an error: after a deployment Airflow parses it only after a while.',
    }),
    timeout: input.duration({ default: '1h', min: 1000, description: 'Deadline for everything together.' }),
    'on-timeout': input.oneOf(['fail', 'cancel', 'detach'], {
      default: 'fail',
      description:
        '`fail` and leave the run alone, `cancel` it (verified) and fail, or `detach`: warn and leave it running.',
    }),
    'on-cancel': input.oneOf(['cancel', 'leave'], {
      default: 'cancel',
      description: 'When this step is cancelled: `cancel` the run that it triggered, or `leave` it running.',
    }),
    'poll-interval': input.durationOr(['auto'], {
      default: 'auto',
      min: 500,
      description:
        '`auto` (fast at first, then in proportion to the age of the run, at most 15 s) or a fixed duration.',
    }),
    'stall-timeout': input.durationOr(['off'], {
      default: 'off',
      min: 1000,
      description: 'Fail when no task has changed its state for this long; `off` for never.',
    }),
    xcom: input.custom(xcoms, {
      description:
        'XComs to hand out as `xcom-json`: lines `name = task_id` (the return value), `name = task_id.key` or `name = task_id:key`.',
    }),
    'log-lines': input.integer({
      default: '50',
      min: 0,
      max: 1000,
      description: "How many of the last lines of each failed task's log are shown.",
    }),
    ...serviceInputs,
  },
  outputs: {
    'dag-run-id': 'Id of the run.',
    'dag-run-url': "Address of the run's page in Airflow.",
    state:
      'State of the run when the step ended: `success`, `failed`, `running`, `queued`; empty when there is no run.',
    'duration-seconds': 'Seconds from the start of the run to its end, or to now when it has not ended.',
    'tasks-json':
      'The task instances: a list of objects with `taskId`, `mapIndex`, `state`, `tryNumber`, `maxTries`, `startedAt`, `endedAt`, `durationSeconds`.',
    'xcom-json': 'The XComs asked for: an object by name. A mapped task gives a list in the order of its map index.',
  },
});

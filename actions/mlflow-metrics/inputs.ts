import { defineContract, input, serviceInputs } from '@ml-actions/kit';
import { NotAllowed } from '@ml-actions/kit/input-types';
import { parseSelector } from './selector.ts';
import { parseTrackingUri } from './tracking-uri.ts';

export const AGGREGATES = ['last', 'min', 'max', 'mean'] as const;
export const RUN_STATES = ['FINISHED', 'RUNNING', 'SCHEDULED', 'FAILED', 'KILLED'] as const;

export const contract = defineContract({
  name: 'mlflow-metrics',
  inputs: {
    'tracking-uri': input.custom(parseTrackingUri, {
      required: true,
      env: ['MLFLOW_TRACKING_URI'],
      description:
        'Where the runs are: `http(s)://…` of a tracking server, `sqlite:///path/mlflow.db`, or a folder (`./mlruns`, `file:…`). Default: `MLFLOW_TRACKING_URI`.',
    }),
    username: input.text({
      env: ['MLFLOW_TRACKING_USERNAME'],
      description: 'User for basic authentication. Default: `MLFLOW_TRACKING_USERNAME`.',
    }),
    password: input.text({
      secret: true,
      env: ['MLFLOW_TRACKING_PASSWORD'],
      description: 'Password for basic authentication. Default: `MLFLOW_TRACKING_PASSWORD`.',
    }),
    token: input.text({
      secret: true,
      env: ['MLFLOW_TRACKING_TOKEN'],
      description: 'Bearer token. Default: `MLFLOW_TRACKING_TOKEN`.',
    }),
    run: input.custom(parseSelector, {
      description:
        'Which run: `run:<id>`, `models:/name/3`, `models:/name@alias`, `models:/name/Production`, `latest` or `best:<metric>[:min|:max]`. Default: `latest`, when `experiment` is given.',
    }),
    experiment: input.text({
      description:
        'Name or id of the experiment. Needed by `latest` and `best`; with another selector the run must belong to it.',
    }),
    filter: input.text({ description: "MLflow filter string that the run must fulfil too, e.g. `tags.env = 'prod'`." }),
    'git-sha': input.custom(parseSha, {
      description: 'The run must come from this commit (tag `mlflow.source.git.commit`); 7 or more hexadecimal digits.',
    }),
    baseline: input.custom(parseSelector, {
      description: 'A second selector, for comparison. A baseline that does not exist yet is a warning.',
    }),
    'baseline-experiment': input.text({
      description: "Name or id of the baseline's experiment. Default: `experiment`.",
    }),
    'baseline-filter': input.text({
      description: 'MLflow filter string for the baseline; `filter` and `git-sha` are not applied to it.',
    }),
    metrics: input.list({
      description: 'Metrics to read, `*` allowed; one written without it must exist. Default: all.',
    }),
    aggregate: input.oneOf(AGGREGATES, {
      default: 'last',
      description:
        'Which value of a metric: the `last`, or the `min`, `max` or `mean` of its history. One NaN in the history makes it NaN.',
    }),
    'require-status': input.listOf(RUN_STATES, { default: 'FINISHED', description: 'Run states that are accepted.' }),
    history: input.list({ description: 'Metrics whose history is drawn in the summary, `*` allowed.' }),
    'output-file': input.text({
      description: 'File to write `{"metrics": …, "baseline": …, "run": …}` to; relative to the workspace.',
    }),
    ...serviceInputs,
    'ca-certificate': withEnv(serviceInputs['ca-certificate'], 'MLFLOW_TRACKING_SERVER_CERT_PATH'),
    'client-certificate': withEnv(serviceInputs['client-certificate'], 'MLFLOW_TRACKING_CLIENT_CERT_PATH'),
  },
  outputs: {
    'metrics-json':
      'The metrics by name. `{}` when the verdict is `fail`. NaN and infinities are `"NaN"`, `"Infinity"`, `"-Infinity"`.',
    'baseline-json': "The baseline's metrics by name; `{}` when there is none.",
    'run-id': 'The run that was chosen, also when it was not acceptable.',
    'run-url': 'Its page on the tracking server; empty for an embedded store.',
    'experiment-id': 'Its experiment.',
    'run-status': 'Its status, e.g. `FINISHED`.',
    'baseline-run-id': "The baseline's run; empty when there is none.",
  },
});

function withEnv<T extends { options: { description: string } }>(type: T, variable: string) {
  const description = `${type.options.description} Default: \`${variable}\`.`;
  return { ...type, options: { ...type.options, description, env: [variable] } };
}

function parseSha(text: string): string {
  if (!/^[0-9a-f]{7,64}$/i.test(text)) throw new NotAllowed('7 to 64 hexadecimal digits of a commit');
  return text.toLowerCase();
}

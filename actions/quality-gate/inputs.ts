import { defineContract, input, onInconclusive } from '@ml-actions/kit';

export const contract = defineContract({
  name: 'quality-gate',
  inputs: {
    rules: input.text({ description: 'One rule a line, such as `accuracy >= baseline - 0.01`. See `docs/rules.md`.' }),
    'rules-file': input.text({
      description: 'YAML file with `rules`, `slices` and `waivers`; its rules are added to those of `rules`.',
    }),
    metrics: input.text({
      description:
        'Metrics as a JSON or YAML object, or paths of such files; nested objects flatten to dotted names. The output file of mlflow-metrics brings its baseline along.',
    }),
    baseline: input.text({
      description: 'What `baseline` in a rule refers to, given like `metrics`. An empty object is no baseline.',
    }),
    'coverage-file': input.text({
      description: 'Cobertura XML, LCOV or coverage.py JSON: `coverage` and `coverage.branches`, both between 0 and 1.',
    }),
    'vulnerability-file': input.text({
      description:
        'SARIF, Trivy JSON or Grype JSON: `vulnerabilities.critical`, `.high`, `.medium`, `.low`, `.unknown` and `.total`.',
    }),
    'junit-file': input.text({
      description: 'JUnit XML: `tests.total`, `tests.failed`, `tests.skipped` and `tests.pass_rate`.',
    }),
    'on-missing': input.oneOf(['fail', 'warn', 'ignore'], {
      default: 'fail',
      description: 'What a rule over a missing metric is.',
    }),
    ...onInconclusive,
    'dry-run': input.boolean({
      default: 'false',
      description: 'Report only: what would stop the delivery is a warning. `passed` says what it would have been.',
    }),
    comment: input.boolean({
      default: 'false',
      description: 'Keep one comment on the pull request up to date; needs `pull-requests: write`.',
    }),
    'comment-key': input.text({
      description: 'Tells the comments of several gates in one job apart, such as the matrix value.',
    }),
    'github-token': input.text({
      secret: true,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner fills it in.
      default: '${{ github.token }}',
      description: 'Token for the comment.',
    }),
  },
  outputs: {
    passed: '`true` when the verdict of the rules is `pass` or `warn`, otherwise `false`; also in a dry run.',
    'failures-json': 'The checks that fail or are inconclusive, as a list of objects with `rule`, `reason` and more.',
    'report-path': 'The report as a Markdown file.',
  },
});

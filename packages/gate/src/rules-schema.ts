import * as v from 'valibot';

const text = (description: string) => v.pipe(v.string(), v.nonEmpty(), v.description(description));

const rule = v.union([
  text('A rule: [warn:] metric op expression'),
  v.strictObject({
    rule: v.optional(text('A rule: [warn:] metric op expression')),
    warn: v.optional(text('A rule that only warns. YAML reads the list item `warn: accuracy > 0.9` as this.')),
    description: v.optional(text('Why the rule is there; shown with its result.')),
    level: v.optional(v.pipe(v.picklist(['fail', 'warn']), v.description('What a broken rule does; fail by default.'))),
  }),
]);

const rules = v.pipe(v.array(rule), v.description('The rules; every one must hold.'));

const slice = v.strictObject({
  name: text('What the parts are called, such as region.'),
  metrics: text('How the metric of one part is called, with {metric} and {slice}: "{metric}/region={slice}".'),
  expected: v.optional(
    v.pipe(
      v.array(v.union([v.string(), v.number()])),
      v.description('Parts that must be there, besides those that are found.'),
    ),
  ),
  rules,
});

const waiver = v.strictObject({
  rule: text('The waived rule as the report shows it; for a pattern also the rule of one metric.'),
  person: text('Who decided.'),
  reason: text('Why it is acceptable for now.'),
  expires: v.pipe(v.string(), v.isoDate(), v.description('The last day it holds: YYYY-MM-DD, UTC.')),
});

/** The `rules-file` of quality-gate. `docs/schemas/quality-gate.rules.json` is generated from it. */
export const rulesFileSchema = v.strictObject({
  rules: v.optional(v.union([text('One rule a line.'), rules])),
  slices: v.optional(v.pipe(v.array(slice), v.description('Rules that every part of the data must satisfy.'))),
  waivers: v.optional(v.pipe(v.array(waiver), v.description('Broken rules that somebody takes responsibility for.'))),
});

export type RulesDocument = v.InferOutput<typeof rulesFileSchema>;
export type RuleEntry = v.InferOutput<typeof rule>;

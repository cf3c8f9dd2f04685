import * as v from 'valibot';
import { VERDICTS } from './verdict.ts';

/** What went wrong, when an action could not evaluate. */
const error = v.object({
  kind: v.picklist(['input', 'service', 'cancelled', 'bug']),
  problems: v.array(v.object({ input: v.string(), got: v.optional(v.string()), allowed: v.string() })),
});

/**
 * The schema of an action's `result-json`: the common head with the action's own body or, when nothing could be found out, with the error. At run time
 * only its types are used; docs/schemas is generated from it.
 */
export function resultSchemaOf<const Name extends string, const Body extends v.ObjectEntries>(
  action: Name,
  body: Body,
) {
  const head = {
    schemaVersion: v.literal(1),
    action: v.literal(action),
    verdict: v.picklist(VERDICTS),
    reason: v.string(),
  };
  return v.union([v.object({ ...head, ...body }), v.object({ ...head, error })]);
}

import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  uses?: string;
  with?: Record<string, unknown>;
}

/** Every YAML block of our documentation that uses an action of ours, as steps. */
const examples = globSync('{README.md,actions/*/README.md,docs/**/*.md}').flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/```ya?ml\n([\s\S]*?)```/g)]
    .map(([, text = '']) => text)
    .filter((text) => /uses:\s*org\/ml-actions\//.test(text))
    .map((text, index) => [`${path} #${index + 1}`, text] as const),
);

function stepsOf(value: unknown): Step[] {
  if (Array.isArray(value)) return value.flatMap(stepsOf);
  if (typeof value !== 'object' || value === null) return [];
  return 'uses' in value ? [value as Step] : Object.values(value).flatMap(stepsOf);
}

describe('an example can be copied as it stands', () => {
  it.each(examples)('%s', (_, text) => {
    for (const { uses = '', with: given = {} } of stepsOf(parse(text))) {
      const name = /^org\/ml-actions\/([\w-]+)@v1$/.exec(uses)?.[1];
      if (name === undefined) continue;
      const { inputs } = parse(readFileSync(`actions/${name}/action.yml`, 'utf8'));
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
      const required = Object.entries<{ required?: boolean }>(inputs).filter(([, input]) => input.required);
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required.map(([input]) => input)));
    }
  });

  it('there are some', () => expect(examples.length).toBeGreaterThan(4));
});

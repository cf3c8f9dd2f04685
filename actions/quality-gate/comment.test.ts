import { describe, expect, test } from 'vitest';
import { type Comments, keepComment, markerOf, pullRequestOf } from './comment.ts';

const MARKER = markerOf({ workflow: 'CI', job: 'gate', key: '' });

function fake(existing: { id: number; body: string; own: boolean }[]) {
  const calls: string[] = [];
  const comments: Comments = {
    list: async () => existing,
    create: async (body) => void calls.push(`create ${body}`),
    update: async (id, body) => void calls.push(`update ${id} ${body}`),
  };
  return { comments, calls };
}

describe('the marker', () => {
  test('names workflow and job', () => expect(MARKER).toBe('<!-- ml-actions:quality-gate:CI/gate -->'));
  test('tells matrix jobs apart', () =>
    expect(markerOf({ workflow: 'CI', job: 'gate', key: 'eu' })).toContain('CI/gate/eu'));
  test('cannot be ended from outside', () => {
    expect(markerOf({ workflow: 'a --> b', job: '<!--', key: '-' })).toMatch(
      /^<!-- ml-actions:quality-gate:[^->]+ -->$/,
    );
  });
});

describe('keepComment', () => {
  test('creates the first one', async () => {
    const { comments, calls } = fake([{ id: 1, body: 'hello', own: true }]);
    await keepComment(comments, MARKER, 'new');
    expect(calls).toEqual([`create ${MARKER}\nnew`]);
  });
  test('updates its own', async () => {
    const { comments, calls } = fake([{ id: 7, body: `${MARKER}\nold`, own: true }]);
    await keepComment(comments, MARKER, 'new');
    expect(calls).toEqual([`update 7 ${MARKER}\nnew`]);
  });
  test('leaves one that says so already', async () => {
    const { comments, calls } = fake([{ id: 7, body: `${MARKER}\nsame`, own: true }]);
    await keepComment(comments, MARKER, 'same');
    expect(calls).toEqual([]);
  });
  test('never touches what somebody else wrote, or what only quotes the marker', async () => {
    const { comments, calls } = fake([
      { id: 1, body: `${MARKER}\nforged`, own: false },
      { id: 2, body: `> ${MARKER}`, own: true },
    ]);
    await keepComment(comments, MARKER, 'new');
    expect(calls).toEqual([`create ${MARKER}\nnew`]);
  });
});

test.each([
  [{ pull_request: { number: 5 } }, 5],
  [{ issue: { number: 6, pull_request: {} } }, 6],
  [{ issue: { number: 6 } }, undefined],
  [{ number: 7, pull_request: {} }, 7],
  [{ ref: 'refs/heads/main' }, undefined],
  [null, undefined],
])('the pull request of %j', (event, number) => expect(pullRequestOf(event)).toBe(number));

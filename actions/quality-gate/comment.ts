/** The comments of one pull request, as far as the gate needs them. */
export interface Comments {
  /** Oldest first. `own` when our kind of account wrote it. */
  list(): Promise<readonly { id: number; body: string; own: boolean }[]>;
  create(body: string): Promise<void>;
  update(id: number, body: string): Promise<void>;
}

export interface Place {
  readonly workflow: string;
  readonly job: string;
  /** Tells several gates in one job apart. */
  readonly key: string;
}

/** The hidden line by which a gate finds its own comment again. No name can end the HTML comment. */
export function markerOf({ workflow, job, key }: Place): string {
  const parts = [workflow, job, ...(key === '' ? [] : [key])].map((part) =>
    encodeURIComponent(part).replace(/-/g, '%2D'),
  );
  return `<!-- ml-actions:quality-gate:${parts.join('/')} -->`;
}

/**
 * Makes the comment under the marker say `body`: creates it, updates it, or leaves it when it says so already.
 * A comment that somebody else wrote with our marker is never touched.
 */
export async function keepComment(comments: Comments, marker: string, body: string): Promise<void> {
  const text = `${marker}\n${body}`;
  const existing = (await comments.list()).find((comment) => comment.own && comment.body.startsWith(marker));
  if (existing === undefined) await comments.create(text);
  else if (existing.body !== text) await comments.update(existing.id, text);
}

/** The pull request that an event is about; `undefined` when it is about none. */
export function pullRequestOf(event: unknown): number | undefined {
  const { pull_request, issue, number } = (event ?? {}) as Record<string, Record<string, unknown> | undefined>;
  const found = pull_request?.number ?? (issue?.pull_request === undefined ? undefined : issue.number);
  if (typeof found === 'number') return found;
  return pull_request !== undefined && typeof number === 'number' ? number : undefined;
}

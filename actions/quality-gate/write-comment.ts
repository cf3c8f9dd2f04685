import type { Context } from '@ml-actions/kit';
import { COMMENT_BYTES } from '@ml-actions/report';
import { keepComment, markerOf, pullRequestOf } from './comment.ts';
import { openComments } from './github-comments.ts';
import type { Inputs } from './read.ts';

/** Writes the report into the comment of the pull request that started the workflow. Throws what the person can act on. */
export async function writeComment(
  inputs: Inputs,
  { files, github, log, secrets }: Pick<Context, 'files' | 'github' | 'log' | 'secrets'>,
  render: (budget: number) => string,
): Promise<void> {
  const event: unknown = github.eventPath === '' ? {} : JSON.parse(await files.read(github.eventPath));
  const number = pullRequestOf(event);
  if (number === undefined) {
    log.info(`no comment: the event ${github.eventName} is about no pull request`);
    return;
  }
  const marker = markerOf({ workflow: github.workflow, job: github.job, key: inputs.commentKey ?? '' });
  const { apiUrl, repository } = github;
  const comments = openComments({ token: inputs.githubToken, apiUrl, repository, number });
  try {
    await keepComment(comments, marker, secrets.redact(render(COMMENT_BYTES - marker.length)));
  } catch (cause) {
    const status = (cause as { status?: unknown }).status;
    const hint =
      status === 403 || status === 404 ? '; the token needs pull-requests: write, which forks do not get' : '';
    throw new Error(`${cause instanceof Error ? cause.message : cause}${hint}`, { cause });
  }
}

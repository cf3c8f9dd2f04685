import { getOctokit } from '@actions/github';
import type { Comments } from './comment.ts';

export interface PullRequest {
  readonly token: string;
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
}

/** The comments of a pull request on GitHub. A personal token writes as a user, any other as a bot. */
export function openComments({ token, apiUrl, repository, number }: PullRequest): Comments {
  const octokit = getOctokit(token, { baseUrl: apiUrl });
  const [owner = '', repo = ''] = repository.split('/');
  const kind = /^(?:ghp_|github_pat_)/.test(token) ? 'User' : 'Bot';
  return {
    async list() {
      const comments = await octokit.paginate(octokit.rest.issues.listComments, {
        owner,
        repo,
        issue_number: number,
        per_page: 100,
      });
      return comments.map(({ id, body, user }) => ({ id, body: body ?? '', own: user?.type === kind }));
    },
    async create(body) {
      await octokit.rest.issues.createComment({ owner, repo, issue_number: number, body });
    },
    async update(id, body) {
      await octokit.rest.issues.updateComment({ owner, repo, comment_id: id, body });
    },
  };
}

import { join } from 'node:path';
import { start } from '@ml-actions/kit';
import { contract } from './inputs.ts';

await start({
  contract,
  async main(inputs, context) {
    const { run } = await import('./run.ts');
    const { files, github, secrets, variable } = context;
    const folder = variable('RUNNER_TEMP') || github.workspace;
    return run(inputs, {
      files,
      workspace: github.workspace,
      today: new Date(context.clock.now()).toISOString().slice(0, 10),
      reportPath: join(folder, 'quality-gate', `${variable('GITHUB_ACTION') || 'report'}.md`),
      redact: secrets.redact,
      async comment(render) {
        const { writeComment } = await import('./write-comment.ts');
        await writeComment(inputs, context, render);
      },
    });
  },
});

import { start } from '@ml-actions/kit';
import { contract } from './inputs.ts';

await start({
  contract,
  async main(inputs, context) {
    const [{ checkInputs }, { openStore }, { run }] = await Promise.all([
      import('./checks.ts'),
      import('./open.ts'),
      import('./run.ts'),
    ]);
    const selector = checkInputs(inputs);
    const store = await openStore(inputs, context);
    try {
      return await run(inputs, selector, { store, files: context.files, workspace: context.github.workspace });
    } finally {
      store.close();
    }
  },
});

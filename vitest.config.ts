import { defineConfig } from 'vitest/config';

/** Suites by folder and name: a test that needs a real service ends in `.integration.test.ts`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['actions/**/*.test.ts', 'packages/**/*.test.ts', 'scripts/**/*.test.ts', 'test/lab/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      { test: { name: 'bundle', include: ['test/bundle/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', '**/*.integration.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 120_000,
          // Airflow on SQLite now and then waits for its own database lock ("database is locked" in its log): asked again before it counts.
          retry: 2,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'security', include: ['test/security/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'act',
          include: ['test/act/**/*.test.ts'],
          testTimeout: 300_000,
          retry: 1,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

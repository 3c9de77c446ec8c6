import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/dist/**'];

// The work is done by PostgreSQL and child processes as much as by a test's own thread: two at least, also on two cores.
const maxWorkers = Math.max(2, availableParallelism() - 1);
// Pure code keeps nothing between files, so a worker loads it once. A server remembers what its database said (definitions by
// version, analyses by number), and every other file has a database of its own: those stay apart.
const isolate = false;

// unit: pure and quick; integration: a real PostgreSQL (*.db.test.ts); browser: a real Chromium (test/e2e).
export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...never, '**/*.db.test.ts'],
          environment: 'node',
          maxWorkers,
          isolate,
        },
      },
      {
        test: {
          name: 'integration',
          include: [
            'packages/*/src/**/*.db.test.ts',
            'packages/*/test/**/*.db.test.ts',
            'test/**/*.db.test.ts',
          ],
          exclude: never,
          environment: 'node',
          maxWorkers,
          globalSetup: ['packages/server/test/harness/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.e2e.ts'],
          exclude: never,
          environment: 'node',
          globalSetup: ['packages/server/test/harness/postgres.ts', 'test/e2e/setup/world.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});

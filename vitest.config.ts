import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { times } from './tests/support/long.ts'
import { SlowestFirst } from './tests/support/slowest-first.ts'

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/integration/**/*.test.ts'],
    globalSetup: [
      'tests/support/own-temp.ts',
      'tests/support/migrated-store.ts',
      'tests/support/build-backend-process.ts',
    ],
    setupFiles: ['tests/support/temp-of-file.ts'],
    // A process for many files, not one a file: modules are read once. No test replaces a module or leaves a global behind.
    isolate: false,
    sequence: { sequencer: SlowestFirst },
    // Much of a test's time is waiting (for processes, timers, answers): two workers a core fill it.
    maxWorkers: 2 * availableParallelism(),
    /**
     * Threads of tests load TypeScript, which Node strips with WebAssembly, and V8 can free a wrapper of one thread while
     * another uses it: SIGSEGV under Runtime_TierUpWasmToJSWrapper (cores read, Node 24.21; nothing of ours is on the
     * stack). Wrappers that are never compiled are never freed. The built app has no TypeScript in it.
     */
    execArgv: [
      '--wasm-wrapper-tiering-budget=2000000000',
      // Room for what a test makes and drops again, so that it is collected less often.
      '--min-semi-space-size=16',
      '--max-semi-space-size=64',
    ],
    // Far more than any test takes, at length too: a busy machine fails none of them, and what hangs still ends.
    testTimeout: times(300_000, 3_000_000),
    hookTimeout: 300_000,
    // Waiting for something ends shortly before the test would, and not after vitest's one second.
    expect: { poll: { timeout: 240_000 } },
    coverage: {
      provider: 'v8',
      include: ['src/main/backend/**/*.ts', 'src/shared/**/*.ts'],
      exclude: ['src/main/backend/thread.ts', '**/*.d.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 85 },
    },
  },
})

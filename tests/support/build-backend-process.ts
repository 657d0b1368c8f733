/**
 * Global setup of the unit and integration tests: the backend that killed tests start as a process, and the threads every
 * backend starts, built. Loading them from their sources takes four times as long, at every start.
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { backendProcessEnv, builtThreadsEnv, repoRoot } from './repository.ts'
import { threadSources } from './threads.ts'

/** Beside the app's own build, so that the native module is found from there; one for each run, which may be several. */
const outDir = path.join(repoRoot, 'out', `tests-${process.pid}`)

export default async function buildBackendProcess(): Promise<() => void> {
  await build({
    configFile: false,
    root: repoRoot,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node24',
      rolldownOptions: {
        input: { 'backend-process': 'tests/support/crash/backend-process.ts', ...threadSources },
        output: { entryFileNames: '[name].js' },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  })
  process.env[backendProcessEnv] = path.join(outDir, 'backend-process.js')
  process.env[builtThreadsEnv] = outDir
  return () => rmSync(outDir, { recursive: true, force: true })
}

/**
 * Global setup of the unit and integration tests: the backend and the relay that tests start as a process, and the threads
 * every backend starts, built. Loading them from their sources takes four times as long and more, at every start.
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { buildRelay } from '../../relay/build.ts'
import { backendProcessEnv, builtRelayEnv, builtThreadsEnv, repoRoot } from './repository.ts'
import { threadSources } from './threads.ts'

/** Beside the app's own build, so that the native module is found from there; one for each run, which may be several. */
const outDir = path.join(repoRoot, 'out', `tests-${process.pid}`)

export default async function buildBackendProcess(): Promise<() => void> {
  const threads = path.join(outDir, 'threads')
  await buildInto(outDir, { 'backend-process': 'tests/support/crash/backend-process.ts' })
  await buildInto(threads, threadSources)
  const relay = path.join(outDir, 'relay')
  await buildRelay(relay)
  process.env[builtRelayEnv] = path.join(relay, 'relay.js')
  process.env[backendProcessEnv] = path.join(outDir, 'backend-process.js')
  process.env[builtThreadsEnv] = threads
  return () => rmSync(outDir, { recursive: true, force: true })
}

async function buildInto(folder: string, input: Readonly<Record<string, string>>): Promise<void> {
  await build({
    configFile: false,
    root: repoRoot,
    logLevel: 'warn',
    plugins: [{ name: 'ascii', generateBundle: (_, files) => Object.values(files).forEach(escapeRest) }],
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      // Less to read at each start. What fails is told by what is on the disk and by the simulator, not by a stack.
      minify: true,
      target: 'node24',
      rolldownOptions: { input: { ...input }, output: { entryFileNames: '[name].js' } },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  })
}

/** Writes what is not ASCII as escapes: a file of ASCII alone is read as it lies there, any other is decoded at each start. */
function escapeRest(file: { type: string; code?: string }): void {
  if (file.code === undefined) return
  file.code = file.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

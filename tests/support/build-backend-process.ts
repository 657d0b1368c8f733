/**
 * Global setup of the unit and integration tests: builds the backend and the relay that tests start as processes, and
 * the threads every backend starts. Loading them from their sources takes at least four times as long at every start.
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { buildRelay } from '../../relay/build.ts'
import { backendProcessEnv, builtRelayEnv, builtThreadsEnv, repoRoot } from './repository.ts'
import { threadSources } from './threads.ts'

/**
 * Beside the app's own build, so that the native module is found from there; one folder for each run, since several may
 * run at once.
 */
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
      // Less to read at each start. Failures show in the store and at the simulator, not in a stack.
      minify: true,
      target: 'node24',
      rolldownOptions: { input: { ...input }, output: { entryFileNames: '[name].js' } },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  })
}

/** Escapes non-ASCII characters: a file of only ASCII is read without decoding, any other is decoded at each start. */
function escapeRest(file: { type: string; code?: string }): void {
  if (file.code === undefined) return
  file.code = file.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

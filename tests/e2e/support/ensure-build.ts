/** Builds the app if `out/` is missing or older than its sources. */
import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import path from 'node:path'

export const projectRoot = path.join(import.meta.dirname, '..', '..', '..')

const built = [
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/bundled-packages/renderer.json',
]
const sources = [
  'src/**/*',
  'relay/**/*',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]

export function ensureBuild(): void {
  const oldestBuilt = Math.min(...built.map((file) => changedAt(file) ?? 0))
  const newestSource = Math.max(...globSync(sources, { cwd: projectRoot }).map((file) => changedAt(file) ?? 0))
  if (oldestBuilt > newestSource) return
  console.log('Building …')
  const builder = path.join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const done = spawnSync(process.execPath, [builder, 'build'], { cwd: projectRoot, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`The build failed:\n${done.stdout}\n${done.stderr}`)
}

/** Only files, because a folder's time says nothing about its content. */
function changedAt(file: string): number | null {
  const stat = statSync(path.join(projectRoot, file), { throwIfNoEntry: false })
  return stat?.isFile() ? stat.mtimeMs : null
}

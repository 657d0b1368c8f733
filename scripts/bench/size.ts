/**
 * Measures the size of the packed app for this system, without Electron: the files electron-builder includes, before
 * packing.
 */
import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { report } from './lib/report.ts'

const bench = 'size'
const root = path.join(import.meta.dirname, '../..')
const native = path.join('node_modules', 'better-sqlite3')
const mb = 1024 * 1024

/** Returns the entries of a list in electron-builder's file: the `files` of the app. */
function packedPatterns(): readonly string[] {
  const lines = fs.readFileSync(path.join(root, 'electron-builder.yml'), 'utf8').split('\n')
  const patterns: string[] = []
  for (const line of lines.slice(lines.indexOf('files:') + 1)) {
    if (/^\S/.test(line) && !line.startsWith('#')) break
    const found = /^ {2}- '?([^']+)'?$/.exec(line)?.[1]
    if (found) patterns.push(found)
  }
  return patterns
}

/** The native module's JavaScript, and its one binary for this system. */
const nativeFiles = (): readonly string[] => [
  ...fs.globSync(`${native}/lib/**`, { cwd: root }),
  `${native}/package.json`,
  `${native}/prebuilds/${process.platform}-${process.arch}.node`,
]

const patterns = packedPatterns()
const exclude = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1))
const files = [
  ...fs.globSync(
    patterns.filter((one) => !one.startsWith('!')),
    { cwd: root, exclude },
  ),
  ...nativeFiles(),
].filter((file) => fs.statSync(path.join(root, file)).isFile())
if (files.length < 50) throw new Error('not built yet: npm run build')

const sizes = new Map<string, number>()
let [bytes, packed] = [0, 0]
for (const file of files) {
  const content = fs.readFileSync(path.join(root, file))
  const part = file.split(path.sep).slice(0, 2).join('/')
  sizes.set(part, (sizes.get(part) ?? 0) + content.length)
  bytes += content.length
  packed += gzipSync(content).length
}
for (const [part, size] of [...sizes].toSorted((a, b) => b[1] - a[1]))
  console.error(`${part}: ${(size / mb).toFixed(2)} MB`)
report({
  bench,
  figure: 'app_mb',
  value: bytes / mb,
  unit: 'MB',
  target: '<= 9',
  peer: { compressed: packed / mb, native: fs.statSync(path.join(root, nativeFiles().at(-1) ?? '')).size / mb },
})

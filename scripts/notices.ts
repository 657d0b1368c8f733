/**
 * `npm run notices [-- --check]`: writes resources/third-party-notices.txt from what the build bundled and what is
 * installed beside it. Fails on a licence that is unknown or not allowed; with `--check` also if the file is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild, projectRoot } from '../tests/e2e/support/ensure-build.ts'
import { installedPackages, noticeOf, writeNotices } from '../tests/support/package/notices.ts'
import { readBundledPackages } from './lib/bundled-packages.ts'

const file = path.join(projectRoot, 'resources', 'third-party-notices.txt')
/** Only needed to compile what we do not compile; the package leaves it out. */
const notPackaged: ReadonlySet<string> = new Set(['node-addon-api'])

try {
  ensureBuild()
  const folders = new Set([
    ...readBundledPackages(path.join(projectRoot, 'out')),
    ...installedPackages(projectRoot, notPackaged),
    'node_modules/electron',
    // Not in the bundle, but `resources/holidays` was computed from its data.
    'node_modules/date-holidays',
  ])
  const text = writeNotices([...folders].map((folder) => noticeOf(path.join(projectRoot, folder))))
  if (process.argv.includes('--check')) {
    if (read() !== text) throw new Error('resources/third-party-notices.txt is stale. Run: npm run notices')
  } else writeFileSync(file, text)
  console.log(`${folders.size} packages of others, every licence known and allowed.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function read(): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/**
 * `npm run release:stage -- PERCENT FILE…`: writes into update files (latest.yml, latest-mac.yml, beta-linux.yml, …)
 * which share of the installed apps is offered the update. 0 holds it back from everybody who does not have it yet.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { withStagedShare } from '../tests/support/package/staged-share.ts'

const [percent = '', ...files] = process.argv.slice(2)
try {
  if (files.length === 0) throw new Error('Usage: npm run release:stage -- PERCENT FILE…')
  // All files are read and changed before the first is written, so that either none or all change.
  const changed = files.map((file) => ({ file, text: withStagedShare(readFileSync(file, 'utf8'), percent) }))
  for (const { file, text } of changed) writeFileSync(file, text)
  console.log(`${files.join(', ')}: offered to ${percent} % of the installed apps.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

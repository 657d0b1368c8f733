/**
 * `npm run api:diff -- FILE`: lists what a newer official Instantly document changes for the operations Sendoff calls.
 */
import { readFileSync } from 'node:fs'
import { operationsInUse } from '#backend/core/instantly/operations.ts'
import { compareFacts } from '../tests/support/instantly/compare-facts.ts'
import { extractFacts } from '../tests/support/instantly/extract-facts.ts'
import { apiFacts } from '../tests/support/instantly/facts.ts'

const [source] = process.argv.slice(2)
if (!source) {
  console.error('Usage: npm run api:diff -- FILE   (FILE: a newer official OpenAPI document of Instantly, JSON)')
  process.exit(2)
}
const newer = extractFacts(JSON.parse(readFileSync(source, 'utf8')))
const changes = compareFacts(apiFacts, newer, operationsInUse)
for (const [operation, own] of Map.groupBy(changes, (change) => change.operation)) {
  console.log(operation)
  for (const { breaking, text } of own) console.log(`  ${breaking ? 'BREAKS' : 'note  '} ${text}`)
}
const breaking = changes.filter((change) => change.breaking).length
console.log(
  `${operationsInUse.length} operations in use: ${breaking} breaking, ${changes.length - breaking} other changes`,
)
process.exit(breaking > 0 ? 1 : 0)

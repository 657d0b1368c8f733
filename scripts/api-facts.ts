/**
 * `npm run api:facts -- FILE`: extracts the facts from an official Instantly OpenAPI document and none of its prose.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { extractFacts, printFacts } from '../tests/support/instantly/extract-facts.ts'

const [source, target = 'tests/support/instantly/api-facts.json'] = process.argv.slice(2)
if (!source) {
  console.error('Usage: npm run api:facts -- FILE [OUT]   (FILE: an official OpenAPI document of Instantly, JSON)')
  process.exit(2)
}
const text = printFacts(extractFacts(JSON.parse(readFileSync(source, 'utf8'))))
writeFileSync(target, text)
console.log(`${target}: ${Math.round(text.length / 1024)} KB`)

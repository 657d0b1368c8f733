/** One term for one thing: words the product does not use appear in no English text and in no page for operators. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../../../..')
/** Pages for engineers, in the terms of the code. */
const forEngineers = new Set(['architecture.md', 'performance.md', 'release.md'])
const guides = globSync('docs/*.md', { cwd: root }).filter((page) => !forEngineers.has(path.basename(page)))
const pages = [...globSync('src/shared/texts/en/**/*.ts', { cwd: root }), 'README.md', ...guides]

/** The banned word, and the one to use (docs/glossary.md). */
const banned: readonly (readonly [RegExp, string])[] = [
  [/\bstay(?:s|ed)? behind\b/i, 'excluded, skipped, not exported'],
  [/\bsend off\b/i, 'export'],
  [/\bh(?:o|e)ld back\b/i, 'skip, exclude'],
  [/\bgiven up\b/i, 'failed'],
  [/\bdrawer\b/i, 'folder'],
  [/\bwhoever.s\b/i, 'anyone'],
  [/\btaken? out\b/i, 'remove'],
  [/\btaken? back\b/i, 'undo export, restore'],
  [/\bgo(?:es)? on\b/i, 'resume, continue'],
  [/\bwritten to\b/i, 'contacted'],
  [/\banew\b/i, 'again'],
  [/\bpeculiar\b|\bwords for nothing\b|\bhottest stand\b/i, 'what the screen says'],
  [/\bbeing read\b|\bread now\b/i, 'sync'],
  [/\bnot told\b/i, 'unknown'],
  [/\bdays without mail\b/i, 'blackout dates'],
  [/\bsort otherwise\b/i, 'change category'],
  [/\bcame again\b/i, 'duplicates'],
  [/\bwhat is missing\?|\bis anything missing\b/i, 'data completeness'],
  [/\bhanded to\b/i, 'sent to'],
  [/\bmalformed\b/i, 'invalid email'],
  [/\brole address/i, 'role-based email'],
  [/\buneven row/i, 'row with missing columns'],
  [/\bmailboxes failing\b/i, 'disconnected accounts'],
  [/\bwhose campaigns these are\b/i, 'assign to client'],
  [/\blooked at once more\b/i, 'rechecked'],
  [/\btaken away\b/i, 'deleted'],
  [/\bmails came back\b|\bmails that came back\b/i, 'bounced'],
]

test.each(pages)('%s uses the words of the glossary', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8')
  const found = text
    .split('\n')
    .flatMap((line, at) =>
      banned.flatMap(([word, instead]) => (word.test(line) ? [`${at + 1}: ${line.trim()} (say: ${instead})`] : [])),
    )
  expect(found).toEqual([])
})

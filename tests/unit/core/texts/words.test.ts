/** One word for one thing: words the product does not use stand in no English text and in no page for operators. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../../../..')
const pages = [...globSync('src/shared/texts/en/**/*.ts', { cwd: root }), 'README.md', 'docs/faq.md', 'docs/setup.md']

/** What is not said, and the word that is (docs/glossary.md). */
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

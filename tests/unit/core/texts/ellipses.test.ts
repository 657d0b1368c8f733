/**
 * Actions that open a dialog or are in progress end with an ellipsis, set as each language does, consistently
 * everywhere.
 */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { languages } from '#shared/language.ts'
import { entriesOf } from '../../../support/catalogues.ts'

const root = path.join(import.meta.dirname, '../../../..')
/** German puts a space before an ellipsis that stands for whole words; the other languages do not. */
const wrong = { en: /\p{L} …['`]/u, de: /\p{L}…['`]/u, nl: /\p{L} …['`]/u }
const wrongInText = { de: /\p{L}…(?:$|\})/u, nl: /\p{L} …(?:$|\})/u }

test.each(languages)('Trailing dots are written alike, %s', (language) => {
  const found = globSync(`src/shared/texts/${language}/**/*.ts`, { cwd: root }).flatMap((file) =>
    readFileSync(path.join(root, file), 'utf8')
      .split('\n')
      .filter((line) => wrong[language].test(line)),
  )
  // At the end of a text of a catalogue, or of one of its forms.
  const inCatalogues =
    language === 'en' ? [] : entriesOf(language).filter(({ text }) => wrongInText[language].test(text))
  expect(found).toEqual([])
  expect(inCatalogues.map(({ file, at, text }) => `${file}: ${at}: ${text}`)).toEqual([])
})

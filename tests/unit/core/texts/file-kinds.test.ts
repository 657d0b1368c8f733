/** A file that is not a lead list is rejected with a hint how to get at its leads, in every language. */
import { expect, test } from 'vitest'
import { type Language, languages } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'

const said = (language: Language, looksLike: string) => textsOf[language].errors.FILE_TYPE_UNKNOWN({ looksLike })

test.each(
  languages.flatMap((language) =>
    ['xls', 'ods', 'docx', 'pdf', 'iwork', 'gsheet'].map((kind) => [language, kind] as const),
  ),
)('%s: %s needs a workbook or CSV, and the text says so', (language, kind) => {
  const { todo } = said(language, kind)
  expect(todo).toMatch(/\.xlsx|Excel/)
  expect(todo).toContain('CSV')
  expect(todo).not.toBe(said(language, 'binary').todo)
})

test.each(languages)('%s: archives need unpacking, passwords removing, cards an address book', (language) => {
  const ways = ['zip', 'locked', 'vcard', 'xls'].map((kind) => said(language, kind).todo)
  expect(new Set(ways).size).toBe(ways.length)
  expect(said(language, 'vcard').todo).toMatch(/Google/)
})

test.each(languages)(
  '%s: a folder is to be opened and a big or damaged workbook saved again; none is called in use by another program',
  (language) => {
    const todo = (reason: string) => textsOf[language].errors.FILE_UNREADABLE({ fileName: 'leads', reason }).todo
    const ways = ['not_a_file', 'damaged', 'too_big', 'EBUSY'].map(todo)
    expect(new Set(ways).size).toBe(ways.length)
    expect(todo('damaged')).toContain('Excel')
    expect(todo('too_big')).toContain('CSV')
  },
)

/** No text of the interface is outside the catalogue, and none keeps the language from before a switch. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Finding, textsOutsideCatalogue, textsReadAtLoad } from '../../../support/source-texts.ts'

const root = path.join(import.meta.dirname, '../../../..')
const sources = globSync(['src/renderer/src/**/*.{ts,tsx}', 'src/main/shell/**/*.ts', 'src/main/index.ts'], {
  cwd: root,
})
/** SQL to be run elsewhere, and diagnostics for whoever fixes a fault, which are not translated. */
const notWords = /(?:sql-snippet|shell\/diagnostics)\.ts$/
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** Equal in every language: names of keys and products, and strings no operator sees. */
const allowed: ReadonlySet<string> = new Set([
  'Instantly',
  // MIME types, as exchanged with the browser.
  'text/html; charset=utf-8',
  'text/javascript; charset=utf-8',
  'text/css; charset=utf-8',
  'Files',
  // Keys by their DOM names.
  'Meta',
  'Control',
  'Enter',
  'Escape',
  // Selectors.
  'input, textarea, select, [contenteditable="true"], [role="combobox"]',
  'input, textarea',
  '(prefers-color-scheme: dark)',
  '[object Object]',
  // The header of a desktop file.
  '[Desktop Entry]',
  // Forms of addresses.
  'https://….supabase.co',
  'postgresql://…',
  'sb_publishable_…',
  'https://relay.example.com',
  'rly1.…',
  // The form of a project reference.
  'abcdefghijklmnopqrst',
])

describe('the check of texts in code', () => {
  const outside = (source: string) =>
    textsOutsideCatalogue('x.tsx', source, new Set(['Instantly'])).map(({ text }) => text)
  const atLoad = (source: string) =>
    textsReadAtLoad('x.tsx', `import { t, perLanguage } from '../lib/texts.ts'\n${source}`).map(({ text }) => text)

  test('finds words in elements, attributes, properties and calls', () => {
    expect(outside('const a = <p>Nothing here</p>')).toEqual(['Nothing here'])
    expect(outside('const a = <p aria-label="Close" className="Big one" />')).toEqual(['Close'])
    expect(outside('const a = <p title={open ? "Close it" : t.ui.open} />')).toEqual(['Close it'])
    expect(outside('const a = { header: "List" }')).toEqual(['List'])
    expect(outside('showToast(`${name} was saved`)')).toEqual(['was saved'])
  })

  test('ignores code and names', () => {
    expect(outside('import a from "Some thing"; log.warn("Not written"); throw new Error("No root here")')).toEqual([])
    expect(outside('const a = <b>Instantly</b>; type A = "Left one"; go("/lists"); const k = "mod+k"')).toEqual([])
  })

  test('finds words read when a module is loaded, not those read later', () => {
    expect(atLoad('const words = t.lists')).toEqual(['t.lists'])
    expect(atLoad('const columns = [{ header: t.lists.name }]')).toEqual(['t.lists'])
    expect(atLoad('const words = () => t.lists\nfunction A() { return t.lists.name }')).toEqual([])
    expect(atLoad('const columns = perLanguage(() => [{ header: t.lists.name, t: 1 }])')).toEqual([])
  })
})

/** Returns what `look` finds in some files, one line each. */
const found = (files: readonly string[], look: (file: string, source: string) => readonly Finding[]) =>
  files.flatMap((file) => look(file, read(file)).map(({ line, text }) => `${file}:${line} ${text}`))

test('Every file of the interface has its words from the catalogue', () => {
  const worded = sources.filter((file) => !notWords.test(file))
  expect(worded.length).toBeGreaterThan(500)
  expect(found(worded, (file, source) => textsOutsideCatalogue(file, source, allowed))).toEqual([])
})

test('No file of the interface keeps a word from before a switch of the language', () => {
  expect(found(sources, textsReadAtLoad)).toEqual([])
})

/** The German and Dutch catalogues: reports a translator's mistakes with file and key. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { textsOf } from '#shared/texts/all-languages.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { textsOfCatalogues } from '#shared/texts/catalogue.ts'
import { fileKindsEn } from '#shared/texts/en/leads/file-kinds.ts'
import { readPattern } from '#shared/texts/pattern.ts'
import { shellTextsOf } from '#shared/texts/shell-texts.ts'
import { type Entry, entriesOf } from '../../../support/catalogues.ts'
import { argumentNamesOfTexts } from '../../../support/source-texts.ts'

const root = path.join(import.meta.dirname, '../../../..')
const sources = globSync('src/shared/texts/en/**/*.ts', { cwd: root }).map((file) => ({
  file,
  source: readFileSync(path.join(root, file), 'utf8'),
}))
/** Files whose texts are stored under another name. */
const parts: Readonly<Record<string, string>> = {
  importGates: 'lists.gates',
  jobNames: 'health.jobs.names',
  relayHere: 'relay.inApp',
  relaySetup: 'relay.setup',
}
const names = new Map(
  sources.flatMap(({ file, source }) =>
    [...argumentNamesOfTexts(file, source)].map(([at, args]) => {
      const [first = '', ...rest] = at.split('.')
      return [[parts[first] ?? first, ...rest].join('.'), args] as const
    }),
  ),
)
/** Facts that English error sentences use. */
const facts = new Set(
  sources
    .filter(({ source }) => source.includes('ErrorData'))
    .flatMap(({ source }) => [...source.matchAll(/data(?:\.|, '|\[')(\w+)|\(\{ ([\w, ]+) \}\)/g)])
    .flatMap(([, fact, several]) => (fact ?? several ?? '').split(', ')),
)

const english: unknown = { ...textsOf.en, shell: shellTextsOf.en, fileKinds: fileKindsEn }
const at = (texts: unknown, keys: string): unknown =>
  keys.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], texts)
const isError = ({ at: keys }: Entry): boolean => keys.startsWith('errors.')

describe.each(['de', 'nl'] as const)('the catalogues, %s', (language) => {
  const entries = entriesOf(language)
  const own: unknown = { ...textsOf[language], shell: shellTextsOf[language], fileKinds: fileKindsEn }
  const wrong = (isWrong: (entry: Entry) => string | false | null) =>
    entries.flatMap((entry) => {
      const why = isWrong(entry)
      return why ? [`${entry.file}: ${entry.at}: ${why}`] : []
    })

  test('has thousands of texts', () => expect(entries.length).toBeGreaterThan(5000))

  test('can be parsed, and each pattern names only the arguments of its key', () => {
    const broken = wrong(({ args, text }) => {
      try {
        if (args) readPattern(text, args)
        return null
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(broken).toEqual([])
  })

  test('has only keys of English texts, with their arguments in order', () => {
    const unlike = wrong((entry) => {
      if (isError(entry)) {
        const unknown = entry.args?.filter((fact) => !facts.has(fact)) ?? []
        if (!entry.args) return 'a sentence of an error has brackets in its key, if only empty ones'
        return unknown.length > 0 && `no error of English names ${unknown.join(', ')}`
      }
      const text = at(english, entry.at.replace(/\.\d+$/, '')) ?? at(english, entry.at)
      if (text === undefined) return 'not in English'
      if (!entry.args) return typeof text === 'function' && 'English takes arguments here'
      if (typeof text !== 'function') return 'English takes no arguments here'
      const inEnglish = names.get(entry.at.replace(/\.\d+$/, '')) ?? []
      return inEnglish.join() !== entry.args.join() && `takes (${inEnglish.join(', ')}) in English`
    })
    expect(unlike).toEqual([])
  })

  test('has words for each kind of file English knows', () => {
    const there = new Set(entries.map((entry) => entry.at))
    const said = Object.keys(fileKindsEn).flatMap((kind) => [`fileKinds.${kind}.name`, `fileKinds.${kind}.todo`])
    expect(said.filter((keys) => !there.has(keys))).toEqual([])
  })

  test('gives the backend every text of its areas', () => {
    const areas = Object.keys(backendTexts.en)
    const inWindow = Object.fromEntries(areas.map((area) => [area, at(textsOf[language], area)]))
    const there = new Set(keysOf(backendTexts[language]))
    expect(keysOf(inWindow).filter((keys) => !there.has(keys))).toEqual([])
  })

  test('has as many rows as English', () => {
    const rows = new Map<string, number>()
    for (const { at: keys } of entries) {
      const [, of, row] = /^(.*)\.(\d+)$/.exec(keys) ?? []
      if (of !== undefined) rows.set(of, Math.max(rows.get(of) ?? 0, Number(row) + 1))
    }
    const unlike = [...rows].filter(([keys, count]) => {
      const text = at(english, keys)
      const inEnglish: unknown = typeof text === 'function' ? text(1, 1) : text
      return Array.isArray(inEnglish) && inEnglish.length !== count
    })
    expect(unlike).toEqual([])
  })

  test('loads each file', () => {
    const missing = wrong(
      (entry) => !isError(entry) && at(own, entry.at.replace(/\.\d+$/, '')) === undefined && 'not loaded',
    )
    expect(missing).toEqual([])
  })

  test('has no key twice in a file', () => {
    for (const file of new Set(entries.map((entry) => entry.file))) {
      const source = readFileSync(path.join(root, 'src/shared/texts', file), 'utf8')
      const keys = (source.match(/^ *"(?:[^"\\]|\\.)*": /gm) ?? []).length
      expect(keys, file).toBe(countKeys(JSON.parse(source)))
    }
  })
})

function keysOf(value: unknown, above = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [above]
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${above}.${key}`))
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value).reduce<number>((sum, each) => sum + countKeys(each), 0)
  return Array.isArray(value) ? inner : inner + Object.keys(value).length
}

type Said = 'plain' | 'leads' | 'of' | 'choice' | 'lists' | 'quoted' | 'error' | 'rows'

describe('the result of a pattern', () => {
  const { t } = textsOfCatalogues('de', {
    t: {
      'plain(name)': 'Für {name}.',
      'leads(count)': '{count, plural, =0 {Nichts} one {# Lead} other {# Leads}}',
      'of(part, all)': '{part, number} von {all, plural, one {# Lead} other {# Leads und {part} mehr}}',
      'choice(state)': '{state, select, done {fertig} true {ja} false {nein} empty {nichts} other {„{state}“}}',
      'lists(names)': '{names, list}; {names, list, or}; {names, list, comma}',
      'quoted(name)': "'{{'{name}'}}', it''s # und '#'",
      'error({host, line})': { what: '{host, select, empty {Das Relay} other {{host}}}', action: '{line, number}' },
      'rows(count)': ['{count, number}', 'zwei'],
    },
  }) as { readonly t: Readonly<Record<Said, (...args: readonly unknown[]) => unknown>> }

  test("has figures, plurals, lists and choices in the language's form", () => {
    expect(['leads', t.leads(0), t.leads(1), t.leads(4052)]).toEqual(['leads', 'Nichts', '1 Lead', '4.052 Leads'])
    expect(t.of(1234, 2)).toBe('1.234 von 2 Leads und 1234 mehr')
    expect([t.choice('done'), t.choice(true), t.choice(false), t.choice(null), t.choice('')]).toEqual([
      'fertig',
      'ja',
      'nein',
      'nichts',
      'nichts',
    ])
    expect(t.lists(['a', 'b', 'c'])).toBe('a, b und c; a, b oder c; a, b, c')
    expect(t.quoted('city')).toBe("{{city}}, it's # und #")
    expect(t.rows(1000)).toEqual(['1.000', 'zwei'])
  })

  test('uses the form for a missing fact, and leaves out a sentence without words', () => {
    expect(t.error({})).toEqual({ what: 'Das Relay' })
    expect(t.error({ host: 'relay.example.com', line: 1204 })).toEqual({ what: 'relay.example.com', action: '1.204' })
  })

  test.each([
    '{name}',
    '{count, plural, one {x} other {y}}',
    "'{",
    '#',
    '}',
    'empty',
    'true',
    'done',
    '__proto__',
    '$&',
  ])('inserts an argument that reads %s literally', (hostile) => {
    expect(t.plain(hostile)).toBe(`Für ${hostile}.`)
    expect(t.quoted(hostile)).toContain(`{{${hostile}}}`)
    expect(t.choice(hostile)).toBe(hostile === 'done' ? 'fertig' : `„${hostile}“`)
  })

  test.each([
    ['{nam}', 'there is no argument nam'],
    ['{name', 'expected'],
    ['name}', 'a brace too many'],
    ['{name, plural, one {x}}', 'other is missing'],
    ['{name, plural, few {x} other {y}}', 'expected'],
    ['{name, select, a {x} a {y} other {z}}', 'a is there twice'],
    ['{name, date}', 'date is no form'],
  ])('names the broken pattern %s with its fault', (pattern, fault) => {
    expect(() => readPattern(pattern, ['name'])).toThrow(fault)
  })
})

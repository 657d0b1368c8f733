/** Reads the catalogues of a translation from their files, key by key. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readKey } from '#shared/texts/catalogue.ts'

const texts = path.join(import.meta.dirname, '../../src/shared/texts')

export type Entry = {
  readonly file: string
  /** The path of keys that lead to it, without their arguments, joined by dots. */
  readonly at: string
  readonly key: string
  /** Arguments its pattern may name; null if the text has no arguments and is used literally. */
  readonly args: readonly string[] | null
  readonly facts: boolean
  readonly text: string
}

/** Returns every text of a language's catalogues. */
export function entriesOf(language: 'de' | 'nl'): readonly Entry[] {
  return globSync(`${language}/**/*.json`, { cwd: texts })
    .toSorted()
    .flatMap((file) => {
      const above = { file, at: '', key: '', args: null, facts: false }
      return flatten(JSON.parse(readFileSync(path.join(texts, file), 'utf8')), above)
    })
}

function flatten(value: unknown, above: Omit<Entry, 'text'>): readonly Entry[] {
  if (typeof value === 'string') return [{ ...above, text: value }]
  return Object.entries(value as object).flatMap(([key, inner]) => {
    const { name, args, facts } = readKey(key)
    const at = above.at ? `${above.at}.${name}` : name
    return flatten(inner, { ...above, at, key, ...(args ? { args, facts } : {}) })
  })
}

/** Returns the lines of a language's code that contain texts, with their locations. */
export function linesInCode(language: 'de' | 'nl'): readonly { readonly place: string; readonly line: string }[] {
  const file = path.join(texts, language, 'in-code.ts')
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line, at) => ({ place: `${language}/in-code.ts:${at + 1}`, line }))
    .filter(({ line }) => !/^(?:import|export|\s*\/?\*|\s*\/\/)/.test(line))
}

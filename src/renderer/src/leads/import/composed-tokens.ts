/** Names of columns inside a composed variable: the header, made unique if several columns share it. */
import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { columnName } from './column-name.ts'

export type Tokens = {
  readonly nameOf: (column: number) => string
  readonly columnOf: (name: string) => number | undefined
}

/** Returns the names of a file's columns for use in braces, by target too, so `{city}` finds the column `Town`. */
export function tokensOf(columns: readonly ImportColumn[], mapping: Mapping): Tokens {
  const names = new Map<number, string>()
  const byName = new Map<string, number>()
  for (const column of columns) {
    const base = columnName(column)
      .replace(/[{}\s]+/g, ' ')
      .trim()
    const name = byName.has(base.toLowerCase()) ? `${base} #${column.position + 1}` : base
    names.set(column.position, name)
    byName.set(name.toLowerCase(), column.position)
  }
  mapping.forEach((target, at) => {
    const name = target.kind === 'field' ? target.field : target.kind === 'variable' ? target.name.trim() : null
    if (name !== null && !byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), at)
  })
  return { nameOf: (column) => names.get(column) ?? String(column + 1), columnOf: (name) => byName.get(name) }
}

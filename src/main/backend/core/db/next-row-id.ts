import type { Store } from '../deps.ts'

/** Returns the id of a table's next row, as a secret is sealed for its row before it exists. Ids are never reused. */
export const nextRowId = ({ raw }: Pick<Store, 'raw'>, table: string): number =>
  (raw.prepare<[string], number>('select seq from sqlite_sequence where name = ?').pluck().get(table) ?? 0) + 1

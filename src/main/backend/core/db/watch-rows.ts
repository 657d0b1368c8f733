/** Tells whether rows of some tables were written since, client by client: what is counted from them is kept until then. */
import type { Store } from '../deps.ts'

/** A number for each client that changes with every write to its rows. The tables have a column `workspace_id`. */
export function watchRows(
  { raw }: Pick<Store, 'raw'>,
  name: string,
  tables: readonly string[],
): (of: number) => number {
  const writes = new Map<number, number>()
  raw.function(`note_${name}`, (of: number) => {
    writes.set(of, (writes.get(of) ?? 0) + 1)
  })
  // Of this connection alone, which is the one that writes; a write that is rolled back counts too, at no harm.
  for (const table of tables)
    for (const [act, row] of [
      ['insert', 'new'],
      ['update', 'new'],
      ['update of workspace_id', 'old'],
      ['delete', 'old'],
    ] as const)
      raw.exec(
        `create temp trigger "${name} ${table} ${act}" after ${act} on main.${table}
           begin select note_${name}(${row}.workspace_id); end`,
      )
  return (of) => writes.get(of) ?? 0
}

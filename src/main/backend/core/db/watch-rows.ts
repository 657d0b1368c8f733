/** Detects by client whether rows of some tables were written, so that figures can be cached until then. */
import type { Store } from '../deps.ts'

/**
 * Returns a function that gives a number per client, which changes with every write to the client's rows. The tables
 * have a column `workspace_id`.
 */
export function trackRowRevisions(
  { raw }: Pick<Store, 'raw'>,
  name: string,
  tables: readonly string[],
): (of: number) => number {
  const writes = new Map<number, number>()
  raw.function(`note_${name}`, (of: number) => {
    writes.set(of, (writes.get(of) ?? 0) + 1)
  })
  // Sees only this connection, which is the one that writes; a write that is rolled back also counts, which is
  // harmless.
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

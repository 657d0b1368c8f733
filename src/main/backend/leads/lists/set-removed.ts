/** Takes leads out of a list and puts them back, updating the counts of the list. */
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** `setRemoved` returns how many leads it took in or out. */
export type LeadRemoval = {
  readonly setRemoved: (listId: ListId, positions: readonly number[], from: number, to: number) => number
  readonly touch: (listId: ListId) => void
}

/** Everything that changes a list must call `touch`. */
export function createLeadRemoval(raw: Store['raw']): LeadRemoval {
  const touch = (listId: ListId): void =>
    void raw.prepare('update lead_list set revision = revision + 1 where id = ?').run(listId)
  const countRemoved = raw.prepare(`
    update list_gate_count set removed = removed + ? where list_id = ? and gate = ?`)

  /** Takes leads in or out, updating the counts of the list. Returns how many. */
  const setRemoved = raw.transaction((listId: ListId, positions: readonly number[], from: number, to: number) => {
    // The whole list is scanned for the few leads of a step, so most calls have no positions and need no commit.
    if (positions.length === 0) return 0
    const ids = JSON.stringify(positions)
    const gates = raw
      .prepare(
        `select gate, count(*) as n from lead
         where list_id = ? and removed = ? and position in (select value from json_each(?)) group by gate`,
      )
      .all(listId, from, ids) as { gate: number; n: number }[]
    raw
      .prepare(
        `update lead set removed = ? where list_id = ? and removed = ? and position in (select value from json_each(?))`,
      )
      .run(to, listId, from, ids)
    for (const { gate, n } of gates) countRemoved.run(to === 0 ? -n : n, listId, gate)
    const count = gates.reduce((sum, { n }) => sum + n, 0)
    touch(listId)
    return count
  })
  return { touch, setRemoved }
}

import type { RelayPosition } from '#shared/relay-protocol.ts'

export type PositionRow = {
  readonly stream: string
  readonly newest: number
  readonly acknowledged: number
  readonly forgotten_through: number
  readonly forgotten_unacknowledged: number
}

export function positionOf(row: PositionRow): RelayPosition {
  return {
    stream: row.stream,
    newest: row.newest,
    acknowledged: row.acknowledged,
    forgottenThrough: row.forgotten_through,
    forgottenUnacknowledged: row.forgotten_unacknowledged,
  }
}

/** Returns rows from the first on while they fit into `maxBytes`; at least the first. */
export function takeWithinBytes<T extends { readonly body: Buffer }>(rows: Iterable<T>, maxBytes: number): T[] {
  const taken: T[] = []
  let bytes = 0
  for (const row of rows) {
    bytes += row.body.length
    if (taken.length > 0 && bytes > maxBytes) break
    taken.push(row)
  }
  return taken
}

/** Returns the leading rows older than `before`, so that what is deleted is always a prefix without gaps. */
export function leadingBefore<T extends { readonly received: number }>(rows: readonly T[], before: number): T[] {
  const end = rows.findIndex(({ received }) => received >= before)
  return end === -1 ? [...rows] : rows.slice(0, end)
}

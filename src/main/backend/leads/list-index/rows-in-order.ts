/** Selects and orders rows of a big list with plain loops over a million numbers. */
import type { LeadFilter } from '#shared/contract/leads/lists.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { ListView, RowOrder } from './list-view.ts'

type OrderOptions = { readonly out: Uint8Array; readonly descending: boolean }

/** 1 for each row that is not wanted: taken out, at another gate, from another file, or 0 in one of the maps. */
export function excludedRows(
  { removed, gates, imports }: ListView,
  { gate, importId }: Pick<LeadFilter, 'gate' | 'importId'>,
  maps: readonly Uint8Array[],
): Uint8Array {
  const out = removed.slice()
  if (gate === 'held') for (let at = 0; at < out.length; at += 1) out[at] = out[at] || gates[at] === 0 ? 1 : 0
  else if (gate !== 'all') {
    const code = gateCodes[gate]
    for (let at = 0; at < out.length; at += 1) out[at] = out[at] || gates[at] !== code ? 1 : 0
  }
  if (importId !== null) {
    for (let at = 0; at < out.length; at += 1) out[at] = out[at] || imports[at] !== importId ? 1 : 0
  }
  for (const map of maps) {
    for (let at = 0; at < out.length; at += 1) out[at] = (out[at] as number) | (1 - (map[at] as number))
  }
  return out
}

/** Returns all rows in order. In descending order empty cells still come last, because nobody sorts to see them. */
export function wholeOrder({ list }: ListView, order: RowOrder | null, descending: boolean): Uint32Array {
  if (order && !descending) return order.positions
  const positions = order ? order.positions.slice() : new Uint32Array(list.rowCount)
  if (!order) for (let at = 0; at < positions.length; at += 1) positions[at] = at + 1
  if (descending) positions.subarray(0, positions.length - (order?.empty ?? 0)).reverse()
  return positions
}

/** Returns all rows that are not left out. */
export function includedInOrder(
  view: ListView,
  order: RowOrder | null,
  { out, descending }: OrderOptions,
): Uint32Array {
  const whole = wholeOrder(view, order, descending)
  const positions = new Uint32Array(whole.length)
  let count = 0
  for (let at = 0; at < whole.length; at += 1) {
    const position = whole[at] as number
    positions[count] = position
    count += 1 - (out[position - 1] as number)
  }
  return positions.slice(0, count)
}

type MatchOptions = OrderOptions & {
  readonly fits: (position: number) => boolean
  /** Maximum number of rows needed. */
  readonly most: number
  readonly forMs: number
}

/** Returns the first matching rows, as many as are found in time. */
export function collectMatches(
  view: ListView,
  order: RowOrder | null,
  { out, descending, fits, most, forMs }: MatchOptions,
): Uint32Array {
  const whole = wholeOrder(view, order, descending)
  const until = performance.now() + forMs
  const found: number[] = []
  for (let at = 0; at < whole.length && found.length < most; at += 1) {
    const position = whole[at] as number
    if (out[position - 1] === 0 && fits(position)) found.push(position)
    if ((at & 511) === 511 && performance.now() > until) break
  }
  return Uint32Array.from(found)
}

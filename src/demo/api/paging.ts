import type { Values } from '../state/values.ts'
import type { Call } from './http-types.ts'

type Page = { readonly items: readonly unknown[]; readonly next_starting_after?: string }

/** Returns a page of sorted rows. A cursor that matches no row, such as that of a deleted one, starts over. */
export function pageOf<Row>(
  call: Call,
  rows: readonly Row[],
  cursorOf: (row: Row) => string,
  show: (row: Row) => unknown,
  request: Values = call.query,
): Page {
  const after = request['starting_after']
  const behind = typeof after === 'string' ? rows.findIndex((row) => cursorOf(row) === after) + 1 : 0
  const start = call.paging === 'last_row_again' ? Math.min(behind, Math.max(0, rows.length - 1)) : behind
  const limit = Number(request['limit'] ?? 10)
  return finishPage(call, rows.slice(start, start + limit), rows.length > start + limit, cursorOf, show, request)
}

/** Adds the cursor to a page, ending lists as the world is configured to. */
export function finishPage<Row>(
  call: Call,
  rows: readonly Row[],
  more: boolean,
  cursorOf: (row: Row) => string,
  show: (row: Row) => unknown,
  request: Values = call.query,
): Page {
  const items = rows.map(show)
  const last = rows.at(-1)
  if (last !== undefined) {
    return more || call.paging !== 'none' ? { items, next_starting_after: cursorOf(last) } : { items }
  }
  const after = request['starting_after']
  const repeats = call.paging === 'cursor_then_empty_with_cursor' && typeof after === 'string'
  return repeats ? { items, next_starting_after: after } : { items }
}

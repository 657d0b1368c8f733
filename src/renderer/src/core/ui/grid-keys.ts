import type { KeyboardEvent, RefObject } from 'react'
import type { Pages } from '../lib/pages-core.ts'
import { rowAfterKey } from './table-moves.ts'
import type { TableProps } from './table-props.ts'
import type { ActiveRow } from './use-active-row.ts'
import type { CellEditing } from './use-cell-editing.ts'
import type { RowSelection } from './use-row-selection.ts'

/** A table as its keys and rows act on it. */
export type Grid<Row> = {
  readonly props: TableProps<Row>
  readonly pages: Pages<Row>
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  readonly rowHeight: number
  readonly place: ActiveRow<Row>
  readonly cells: CellEditing
  readonly selection: RowSelection<Row>
}

/** Does what a key pressed in the table means. */
export function pressKey<Row>(event: KeyboardEvent<HTMLElement>, grid: Grid<Row>): void {
  const { props, selection } = grid
  if ((event.ctrlKey || event.metaKey) && event.key === 'a' && selection.selectable && props.selectAll) {
    selection.toggleAll()
    event.preventDefault()
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (!moveByKey(event, grid) && !actByKey(event, grid)) return
  event.preventDefault()
  event.stopPropagation()
}

/** Moves to another row, and selects up to it with Shift; returns whether the key does that. */
function moveByKey<Row>(
  event: KeyboardEvent<HTMLElement>,
  { scroller, count, rowHeight, place, selection }: Grid<Row>,
): boolean {
  const { active } = place
  const next = rowAfterKey(
    event.key,
    active,
    count,
    Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 1,
  )
  if (next === null) return false
  if (event.shiftKey && selection.selectable && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
    selection.selectTo(next, active)
  place.moveTo(next)
  return true
}

/** Acts on the active row; returns whether the key does that. */
function actByKey<Row>({ key, target, currentTarget }: KeyboardEvent<HTMLElement>, grid: Grid<Row>): boolean {
  const { props, pages, place, cells, selection } = grid
  const { active } = place
  const row = active >= 0 ? pages.rowAt(active) : null
  const isOnGrid = target === currentTarget
  // Where Space opens a row's panel, it never scrolls the page, also before the rows are there.
  if (!row) return key === ' ' && isOnGrid && Boolean(props.peek ?? props.onPeek)
  const isSideways = key === 'ArrowRight' || key === 'ArrowLeft'
  if (props.onFold && isSideways) props.onFold(row, key === 'ArrowLeft')
  else if (cells.canEdit && isSideways) cells.stepColumn(key === 'ArrowRight' ? 1 : -1)
  else if (cells.canEdit && isOnGrid && key === 'F2') cells.editActive(active)
  else if (key === 'F2' && props.onRename) props.onRename(row)
  else if (key === 'Enter' && isOnGrid) (props.onOpen ?? props.onPeek)?.(row, false)
  else if (key === ' ' && props.peek && isOnGrid) place.setOwnPeek(place.peeked === props.rowId(row) ? null : row)
  else if (key === ' ' && props.onPeek) props.onPeek(row, false)
  else if (key.toLowerCase() === 'x' && selection.selectable) selection.toggle(row, active)
  else return false
  return true
}

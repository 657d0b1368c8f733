import { useRef } from 'react'
import { useShortcut } from '../lib/keyboard.ts'
import type { Pages } from '../lib/pages-core.ts'
import type { TableProps } from './table-props.ts'

/** Maximum number of selected rows. */
const maxSelected = 5_000

export type RowSelection<Row> = ReturnType<typeof useRowSelection<Row>>

/** The selection of rows, one by one, from one row to another, or all. */
export function useRowSelection<Row>({ selected, onSelect, rowId }: TableProps<Row>, pages: Pages<Row>, count: number) {
  /** Start of a range: the row selected last. */
  const anchor = useRef(-1)
  const hasSelected = selected !== undefined && selected.size > 0
  const isAll = count > 0 && selected !== undefined && selected.size >= count
  // Escape first clears the selection, before it leaves the screen.
  useShortcut(onSelect && hasSelected ? 'escape' : null, () => onSelect?.(new Set()))
  return {
    selectable: Boolean(selected && onSelect),
    isSelected: (id: number | string): boolean => Boolean(selected?.has(id)),
    /** Whether all rows are selected, or some of them. */
    all: isAll || (hasSelected && ('mixed' as const)),
    /** Whether a range can be selected with a click. */
    isBegun: (): boolean => anchor.current >= 0,
    toggle(row: Row, index: number): void {
      if (!selected || !onSelect) return
      anchor.current = index
      const next = new Set(selected)
      if (!next.delete(rowId(row))) next.add(rowId(row))
      onSelect(next)
    },
    /** Selects the rows up to this one, from the row selected last, or else the active one. */
    selectTo(index: number, active: number): void {
      if (!selected || !onSelect) return
      if (anchor.current < 0) anchor.current = Math.max(0, active)
      const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)]
      const rows = Array.from({ length: to - from + 1 }, (_, at) => pages.rowAt(from + at))
      onSelect(new Set([...selected, ...rows.flatMap((row) => (row === null ? [] : [rowId(row)]))]))
    },
    toggleAll(): void {
      if (!onSelect) return
      if (isAll) onSelect(new Set())
      else
        void pages.first(Math.min(count, maxSelected)).then(
          (rows) => onSelect(new Set(rows.map(rowId))),
          () => {},
        )
    },
  }
}

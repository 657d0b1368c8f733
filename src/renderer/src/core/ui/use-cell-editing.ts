import { type RefObject, useEffect, useState } from 'react'
import type { Pages } from '../lib/pages-core.ts'
import type { TableProps } from './table-props.ts'

export type CellEditing = ReturnType<typeof useCellEditing>

/** The column that is active in the active row, and the cell that is edited in place. */
export function useCellEditing<Row>(
  { columns, source }: TableProps<Row>,
  pages: Pages<Row>,
  scroller: RefObject<HTMLElement | null>,
  { count, moveTo }: { readonly count: number; readonly moveTo: (index: number) => void },
) {
  const [activeColumn, setActiveColumn] = useState(-1)
  const [editing, setEditing] = useState<{ readonly index: number; readonly column: string } | null>(null)
  const question = source.question ?? source.key
  useEffect(() => setEditing(null), [question])
  const editable = columns.flatMap((column, at) => (column.edit ? [at] : []))
  const editAt = (index: number, at: number) => {
    const column = columns[at]
    if (!column?.edit || !pages.rowAt(index)) return
    setActiveColumn(at)
    setEditing({ index, column: column.id })
  }
  return {
    activeColumn,
    setActiveColumn,
    editing,
    /** Whether any cell can be edited. */
    canEdit: editable.length > 0,
    editAt,
    editActive: (index: number) => editAt(index, activeColumn >= 0 ? activeColumn : (editable[0] ?? -1)),
    stepColumn: (by: number) =>
      setActiveColumn((now) => {
        const next = now < 0 ? 0 : editable.indexOf(now) + by
        return editable[Math.min(editable.length - 1, Math.max(0, next))] ?? -1
      }),
    endEdit(index: number, column: string, move: -1 | 0 | 1): void {
      setEditing(null)
      scroller.current?.focus({ preventScroll: true })
      const at = columns.findIndex(({ id }) => id === column)
      if (move === 0) return
      const next = editable[editable.indexOf(at) + move]
      if (next !== undefined) return editAt(index, next)
      const row = index + move
      if (row < 0 || row >= count) return
      moveTo(row)
      editAt(row, editable.at(move === 1 ? 0 : -1) ?? at)
    },
  }
}

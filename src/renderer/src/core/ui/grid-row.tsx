import { type CSSProperties, memo, type ReactNode, type RefObject } from 'react'
import type { Language } from '#shared/language.ts'
import { t } from '../lib/texts.ts'
import { CellEditor } from './cell-editor.tsx'
import type { Column } from './column.ts'
import { Checkbox } from './toggles.tsx'

export type RowActs<Row> = {
  readonly press: (index: number, row: Row | null) => void
  readonly open: (index: number, row: Row | null) => void
  readonly pressCell: (column: Column<Row>, at: number, clicks: number) => void
  /** Returns false if no range has been started. */
  readonly selectTo: (index: number) => boolean
  readonly toggle: (row: Row, index: number) => void
  readonly endEdit: (index: number, column: string, move: -1 | 0 | 1) => void
}

type RowProps<Row> = {
  gridId: string
  index: number
  id: number | string | null
  /** Null until it is loaded. */
  row: Row | null
  columns: readonly Column<Row>[]
  tracks: CSSProperties
  height: number
  /** Rows are rendered again when the language changes. */
  language: Language
  selectable: boolean
  isActive: boolean
  isSelected: boolean
  isPeeked: boolean
  activeColumn: number
  /** Column edited in place. */
  editing: string | null
  acts: RefObject<RowActs<Row>>
}

/** A row. Memoised, so that rows that stay are not rendered again while the table scrolls. */
export const GridRow = memo(function GridRow<Row>(props: RowProps<Row>) {
  const { index, row, columns, selectable, isActive, isSelected, isPeeked, editing, acts } = props
  const classes = ['grid-row', isActive && 'grid-row-active', (isSelected || isPeeked) && 'grid-row-selected']
  return (
    // The grid handles the keys.
    <div
      id={`${props.gridId}-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selectable ? isSelected : undefined}
      className={classes.filter(Boolean).join(' ')}
      style={{ ...props.tracks, height: props.height }}
      onClick={() => acts.current.press(index, row)}
      onDoubleClick={() => acts.current.open(index, row)}
    >
      {selectable && (
        // The X key does the same.
        <div
          role="gridcell"
          tabIndex={-1}
          className="grid-cell"
          onClick={(event) => event.stopPropagation()}
          onClickCapture={(event) => {
            if (!event.shiftKey || !acts.current.selectTo(index)) return
            event.stopPropagation()
            event.preventDefault()
          }}
        >
          {row && (
            <Checkbox
              bare
              tabIndex={-1}
              label={t.ui.selectRow(index + 1)}
              checked={isSelected}
              onChange={() => acts.current.toggle(row, index)}
            />
          )}
        </div>
      )}
      {columns.map((column, at) => (
        // The arrow keys do the same.
        <div
          key={column.id}
          role="gridcell"
          tabIndex={-1}
          className={cellClass(column, at === props.activeColumn)}
          onClick={(event) => acts.current.pressCell(column, at, event.detail)}
        >
          {row && column.edit && editing === column.id ? (
            <CellEditor
              key={props.id}
              edit={column.edit(row)}
              onEnd={(move) => acts.current.endEdit(index, column.id, move)}
            />
          ) : row ? (
            column.cell(row)
          ) : (
            <span className="skeleton" />
          )}
        </div>
      ))}
    </div>
  )
  // `memo` loses the generic type of the row.
}) as <Row>(props: RowProps<Row>) => ReactNode

export const cellClass = <Row,>(column: Column<Row>, isActive: boolean): string =>
  [
    'grid-cell',
    column.align === 'right' && 'grid-right',
    column.quiet && 'plain-quiet',
    isActive && column.edit && 'grid-cell-active',
  ]
    .filter(Boolean)
    .join(' ')

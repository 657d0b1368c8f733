import './table.css'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react'
import { go } from '../lib/router.ts'
import type { TableColumn } from './column.ts'
import { type Peek, PeekPanel } from './peek.tsx'

const quietClass = ({ quiet }: Pick<TableColumn<never>, 'quiet'>): string | undefined =>
  typeof quiet === 'string' ? `plain-quiet-${quiet}` : quiet ? 'plain-quiet' : undefined

/** For a cell of a foot, too: it comes and goes with its column. */
export const cellClass = (column: Pick<TableColumn<never>, 'align' | 'quiet'>): string | undefined =>
  [column.align === 'right' && 'num', quietClass(column)].filter(Boolean).join(' ') || undefined

/** In a small window the table scrolls sideways rather than squeezing a column to nothing. */
const leastWidth = (columns: readonly TableColumn<never>[]): CSSProperties => {
  const least = columns.reduce((sum, { width, minWidth, quiet }) => sum + (quiet ? 0 : (width ?? minWidth ?? 180)), 0)
  return { '--least-width': `${least}px` } as CSSProperties
}

/** The row's link, or the first button of one without: Enter does what it does. */
const ownOf = (row: Element | null) => row?.querySelector<HTMLElement>('a, button') ?? null

type Props<Row> = {
  label: string
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => number | string
  /** Where a row leads, when pressed anywhere; put a Link in one cell too, for the keyboard. */
  to?: ((row: Row) => string) | undefined
  /** F2 in a row. */
  onRename?: ((row: Row) => void) | undefined
  /** Space in a row. */
  peek?: Peek<Row> | undefined
  foot?: ReactNode | undefined
}

/**
 * A short table: all its rows are here and drawn. Keys: J, K and arrows move, Enter opens, F2 edits, Space peeks. For long
 * ones there is DataTable.
 */
export function PlainTable<Row>({ label, columns, rows, rowId, to, onRename, peek, foot }: Props<Row>) {
  const [peekedId, setPeekedId] = useState<number | string | null>(null)
  const peeked = peekedId === null ? undefined : rows.find((row) => rowId(row) === peekedId)
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: Row) => {
    const { key, currentTarget, target } = event
    // What is in a menu of the row, or is typed, is not meant.
    if (!(target instanceof Element) || !currentTarget.contains(target) || target.closest('input')) return
    const step = key === 'ArrowDown' || key === 'j' ? 1 : key === 'ArrowUp' || key === 'k' ? -1 : 0
    if (step !== 0) {
      const next = rows[rows.indexOf(row) + step]
      if (next === undefined) return
      ownOf(step === 1 ? currentTarget.nextElementSibling : currentTarget.previousElementSibling)?.focus()
      // With the panel open, it follows.
      if (peeked !== undefined) setPeekedId(rowId(next))
    } else if (key === 'F2' && onRename) onRename(row)
    // A further button of the row is pressed by Space.
    else if (key === ' ' && peek && (target === ownOf(currentTarget) || target.matches('a')))
      setPeekedId(peekedId === rowId(row) ? null : rowId(row))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const table = (
    <table className="plain-table" aria-label={label} style={leastWidth(columns)}>
      <colgroup>
        {columns.map((column) => (
          <col
            key={column.id}
            className={quietClass(column)}
            style={column.width ? { width: column.width } : undefined}
          />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) =>
            // Over a row's buttons stands nothing: a heading without words would be read out as one.
            column.header === '' ? (
              <td key={column.id} className={cellClass(column)} />
            ) : (
              <th key={column.id} scope="col" className={cellClass(column)}>
                {column.header}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the link in the row does the same
          <tr
            key={rowId(row)}
            onKeyDown={(event) => onKeyDown(event, row)}
            className={
              [to && 'plain-row-link', row === peeked && 'plain-row-peeked'].filter(Boolean).join(' ') || undefined
            }
            onClick={
              to &&
              ((event) => {
                const { target, currentTarget } = event
                // Presses in a menu of the row arrive here too, though it lies elsewhere in the page.
                if (!(target instanceof Element) || !currentTarget.contains(target)) return
                if (!target.closest('a, button')) go(to(row))
              })
            }
          >
            {columns.map((column) => (
              <td key={column.id} className={cellClass(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {foot && <tfoot>{foot}</tfoot>}
    </table>
  )
  if (!peek) return table
  return (
    <>
      {table}
      {peeked !== undefined && (
        <PeekPanel
          peek={peek}
          row={peeked}
          columns={columns}
          renames={onRename !== undefined}
          onClose={() => setPeekedId(null)}
        />
      )}
    </>
  )
}

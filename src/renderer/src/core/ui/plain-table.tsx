import './table.css'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react'
import { go } from '../lib/router.ts'
import type { TableColumn } from './column.ts'
import { type Peek, PeekPanel } from './peek.tsx'

const quietClass = ({ quiet }: Pick<TableColumn<never>, 'quiet'>): string | undefined =>
  typeof quiet === 'string' ? `plain-quiet-${quiet}` : quiet ? 'plain-quiet' : undefined

/** Returns the class of a cell. Also used for footer cells, so that they are hidden with their column. */
export const cellClass = (column: Pick<TableColumn<never>, 'align' | 'quiet'>): string | undefined =>
  [column.align === 'right' && 'num', quietClass(column)].filter(Boolean).join(' ') || undefined

/** The minimum width: in a small window the table scrolls sideways rather than squeezing a column to nothing. */
const leastWidth = (columns: readonly TableColumn<never>[]): CSSProperties => {
  const least = columns.reduce((sum, { width, minWidth, quiet }) => sum + (quiet ? 0 : (width ?? minWidth ?? 180)), 0)
  return { '--least-width': `${least}px` } as CSSProperties
}

/** Returns the row's link, or its first button if it has none: Enter activates it. */
const ownOf = (row: Element | null) => row?.querySelector<HTMLElement>('a, button') ?? null

type Props<Row> = {
  label: string
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => number | string
  /** Target of a click anywhere in a row; put a Link in one cell too, for the keyboard. */
  to?: ((row: Row) => string) | undefined
  /** Called on F2 in a row. */
  onRename?: ((row: Row) => void) | undefined
  /** Panel opened with Space in a row. */
  peek?: Peek<Row> | undefined
  foot?: ReactNode | undefined
}

/**
 * A short table whose rows are all loaded and rendered. Keys: J, K and arrows move, Enter opens, F2 edits, Space peeks.
 * For long tables use DataTable.
 */
export function PlainTable<Row>({ label, columns, rows, rowId, to, onRename, peek, foot }: Props<Row>) {
  const [peekedId, setPeekedId] = useState<number | string | null>(null)
  const peeked = peekedId === null ? undefined : rows.find((row) => rowId(row) === peekedId)
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: Row) => {
    const { key, currentTarget, target } = event
    // Ignores keys typed into a field or pressed in a menu of the row.
    if (!(target instanceof Element) || !currentTarget.contains(target) || target.closest('input')) return
    const step = key === 'ArrowDown' || key === 'j' ? 1 : key === 'ArrowUp' || key === 'k' ? -1 : 0
    if (step !== 0) {
      const next = rows[rows.indexOf(row) + step]
      if (next === undefined) return
      ownOf(step === 1 ? currentTarget.nextElementSibling : currentTarget.previousElementSibling)?.focus()
      // An open panel follows the row.
      if (peeked !== undefined) setPeekedId(rowId(next))
    } else if (key === 'F2' && onRename) onRename(row)
    // Space presses the other buttons of the row.
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
            // An empty header cell would be read out by screen readers, so buttons have a plain cell above them.
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
          // The link in the row does the same.
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
                // Clicks in a menu of the row bubble up here too, though it is rendered elsewhere in the page.
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

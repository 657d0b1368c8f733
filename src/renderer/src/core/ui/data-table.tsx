import './table.css'
import {
  type CSSProperties,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import { useShortcut } from '../lib/keyboard.ts'
import type { Pages } from '../lib/pages-core.ts'
import { spoken, t } from '../lib/texts.ts'
import { isFocusLost } from '../lib/use-page-focus.ts'
import { usePages } from '../lib/use-pages.ts'
import { useScreenKeys } from '../stores/screen-keys.ts'
import { GridHead, useGridTable } from './grid-head.tsx'
import { type Grid, pressKey } from './grid-keys.ts'
import { cellClass, GridRow, type RowActs } from './grid-row.tsx'
import { tracksOf } from './grid-tracks.ts'
import { ErrorNote } from './note.tsx'
import { PeekPanel } from './peek.tsx'
import { scaleOf, useScrollPlace, windowAt } from './row-window.ts'
import type { TableProps } from './table-props.ts'
import { useActiveRow } from './use-active-row.ts'
import { useCellEditing } from './use-cell-editing.ts'
import { useRowSelection } from './use-row-selection.ts'

const rowHeights = { 1: 34, 2: 44, 3: 58 } as const
/** Height of the head, which rows scroll under. */
const headHeight = 30

/**
 * A long table loaded from the backend page by page. Keys: J, K and arrows move, Enter opens, F2 edits or renames,
 * Space peeks, X selects, Shift selects from one row to another, Ctrl A selects all, Escape none. Fills its container,
 * whose height must be known.
 */
export function DataTable<Row>(props: TableProps<Row>) {
  const { columns, dense, lines = 1, onTotal } = props
  const pages = usePages(props.source)
  const { total, error } = pages.state()
  const count = total ?? 0
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const keptFocus = useKeptFocus(scroller)
  const selection = useRowSelection(props, pages, count)
  const { selectable } = selection
  useListedKeys(props, count, selectable)
  const tracks = useMemo(() => tracksOf(columns, selectable), [columns, selectable])
  const { metrics, first, last, start } = useRowsInView(pages, scroller, count, dense ? 28 : rowHeights[lines])
  const place = useActiveRow(props, pages, scroller, metrics)
  const { active, moveTo } = place
  const cells = useCellEditing(props, pages, scroller, { count, moveTo })
  useEffect(() => {
    if (total !== null) onTotal?.(total)
  }, [total, onTotal])
  const table = useGridTable(
    props,
    Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => ({
      index: first + at,
      row: pages.rowAt(first + at),
    })),
  )
  const grid: Grid<Row> = { props, pages, scroller, count, rowHeight: metrics.rowHeight, place, cells, selection }
  const acts = useRowActs(grid)
  const stepIn = (index: number) => {
    scroller.current?.focus()
    moveTo(index)
  }
  useShortcut('j', () => stepIn(Math.min(count - 1, active + 1)))
  useShortcut('k', () => stepIn(Math.max(0, active - 1)))

  if (error && total === null) {
    return (
      <div className="grid-empty">
        <ErrorNote error={error} onAction={() => pages.refresh()} />
      </div>
    )
  }
  if (total === 0) return <div className="grid-empty">{props.empty}</div>
  return (
    <div className={dense ? 'grid-frame grid-dense' : 'grid-frame'}>
      {props.peek && place.inPanel !== null && (
        <PeekPanel
          peek={props.peek}
          row={place.inPanel}
          columns={columns}
          renames={props.onRename !== undefined}
          onClose={() => place.setOwnPeek(null)}
        />
      )}
      {/* It has a tabindex. */}
      <div
        ref={scroller}
        className="grid"
        role="grid"
        aria-label={props.label}
        aria-rowcount={(total ?? 0) + (props.sums ? 2 : 1)}
        aria-colcount={columns.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        aria-activedescendant={active >= 0 ? `${gridId}-${active}` : undefined}
        tabIndex={0}
        onKeyDown={(event) => pressKey(event, grid)}
        {...keptFocus}
      >
        <GridHead
          {...props}
          headers={table.getHeaderGroups()[0]?.headers ?? []}
          tracks={tracks}
          selection={selection}
        />
        <div className="grid-rows" role="rowgroup" style={{ height: scaleOf(metrics).height }}>
          <div style={{ transform: `translateY(${start}px)` }} role="presentation">
            {table.getRowModel().rows.map(({ id, original }) => (
              <GridRow
                key={id}
                {...rowProps(grid, original)}
                gridId={gridId}
                tracks={tracks}
                language={spoken}
                acts={acts}
              />
            ))}
          </div>
        </div>
        {props.sums && (
          <GridSums {...props} sums={props.sums} rowIndex={count + 2} tracks={tracks} selectable={selectable} />
        )}
      </div>
      {error && <ErrorNote error={error} onAction={() => pages.refresh()} />}
      {props.foot && <div className="grid-foot">{props.foot}</div>}
    </div>
  )
}

/** If the focused row is removed, the keys keep working in the table, or in the screen if the table is now empty. */
function useKeptFocus(scroller: RefObject<HTMLElement | null>) {
  const hadFocus = useRef(false)
  useEffect(() => {
    if (!hadFocus.current || !isFocusLost()) return
    hadFocus.current = false
    ;(scroller.current ?? document.getElementById('content'))?.focus({ preventScroll: true })
  })
  return {
    onFocus(): void {
      hadFocus.current = true
    },
    onBlur(): void {
      hadFocus.current = false
    },
  }
}

/** Lists the keys of the table in the footer. */
function useListedKeys<Row>({ onOpen, onPeek, peek }: TableProps<Row>, count: number, selectable: boolean): void {
  useScreenKeys(
    // An empty table has no use for them.
    count === 0
      ? []
      : [
          ['j k', t.frame.keys.move],
          ...(onOpen ? ([['enter', t.frame.keys.open]] as const) : []),
          ...(peek || onPeek ? ([['space', t.frame.keys.panel]] as const) : []),
          ...(selectable ? ([['x', t.frame.keys.select]] as const) : []),
        ],
    { general: true },
  )
}

/** The rows to render at the place the table is scrolled to, which are loaded. */
function useRowsInView<Row>(
  pages: Pages<Row>,
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
) {
  const place = useScrollPlace(scroller, count > 0)
  const metrics = { count, rowHeight, viewHeight: Math.max(rowHeight, place.viewHeight - headHeight) }
  const { first, last, start } = windowAt(place.scrollTop, metrics)
  useEffect(() => pages.want(first, Math.max(0, last)), [pages, first, last])
  return { metrics, first, last, start }
}

/** Row actions, always those of the latest render, so that rows need not be rendered again for them. */
function useRowActs<Row>({ props, place, cells, selection }: Grid<Row>): RefObject<RowActs<Row>> {
  const { columns, onOpen } = props
  /** Column of the first click of a double click: opening a panel may move the columns before the second one. */
  const clickedColumn = useRef<string | null>(null)
  const doing: RowActs<Row> = {
    press: place.press,
    open(index, row) {
      const at = columns.findIndex(({ id: column }) => column === clickedColumn.current)
      if (columns[at]?.edit) cells.editAt(index, at)
      else if (row) onOpen?.(row)
    },
    pressCell(column, at, clicks) {
      if (clicks < 2) clickedColumn.current = column.id
      if (column.edit) cells.setActiveColumn(at)
    },
    selectTo(index) {
      if (!selection.isBegun()) return false
      selection.selectTo(index, place.active)
      return true
    },
    toggle: selection.toggle,
    endEdit: cells.endEdit,
  }
  const acts = useRef(doing)
  useLayoutEffect(() => {
    acts.current = doing
  })
  return acts
}

/** What a row shows of the state of its table. */
function rowProps<Row>(
  { props, rowHeight, place, cells, selection }: Grid<Row>,
  { index, row }: { readonly index: number; readonly row: Row | null },
) {
  const id = row ? props.rowId(row) : null
  const isActive = index === place.active
  return {
    index,
    id,
    row,
    columns: props.columns,
    height: rowHeight,
    selectable: selection.selectable,
    isActive,
    isSelected: id !== null && selection.isSelected(id),
    isPeeked: id !== null && id === place.peeked,
    activeColumn: isActive ? cells.activeColumn : -1,
    editing: cells.editing?.index === index ? cells.editing.column : null,
  }
}

type SumsProps<Row> = Pick<TableProps<Row>, 'columns'> & {
  sums: Readonly<Record<string, ReactNode>>
  rowIndex: number
  tracks: CSSProperties
  selectable: boolean
}

/** Totals by column, below the rows. */
function GridSums<Row>({ columns, sums, rowIndex, tracks, selectable }: SumsProps<Row>) {
  return (
    <div className="grid-sums" role="row" aria-rowindex={rowIndex} style={tracks}>
      {selectable && <div role="gridcell" tabIndex={-1} className="grid-cell" />}
      {columns.map((column) => (
        <div key={column.id} role="gridcell" tabIndex={-1} className={cellClass(column, false)}>
          {sums[column.id]}
        </div>
      ))}
    </div>
  )
}

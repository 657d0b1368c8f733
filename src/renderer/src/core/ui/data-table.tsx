import './table.css'
import { createColumnHelper, type Header, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Language } from '#shared/language.ts'
import { useShortcut } from '../lib/keyboard.ts'
import type { Pages } from '../lib/pages-core.ts'
import { spoken, t } from '../lib/texts.ts'
import { isFocusLost } from '../lib/use-page-focus.ts'
import { type PageSource, usePages } from '../lib/use-pages.ts'
import { useScreenKeys } from '../stores/screen-keys.ts'
import { Icon } from './button.tsx'
import { CellEditor } from './cell-editor.tsx'
import { type Column, type Sort, sortAfterClick } from './column.ts'
import { ErrorNote } from './note.tsx'
import { type Peek, PeekPanel } from './peek.tsx'
import { scaleOf, scrollFor, useScrollPlace, windowAt } from './row-window.ts'
import { rowAfterKey } from './table-moves.ts'
import { Checkbox } from './toggles.tsx'

type Props<Row> = {
  /** Name for screen readers. */
  label: string
  columns: readonly Column<Row>[]
  source: PageSource<Row>
  rowId: (row: Row) => number | string
  sort?: Sort | undefined
  onSort?: ((sort: Sort) => void) | undefined
  /** Called on Enter or double click. */
  onOpen?: ((row: Row) => void) | undefined
  /** Called on Space or click, for the side panel. `passing`: the panel is open and follows the row. */
  onPeek?: ((row: Row, passing: boolean) => void) | undefined
  /** Panel opened with Space, if the page has none of its own. */
  peek?: Peek<Row> | undefined
  /** Row whose panel is open. */
  peeked?: number | string | null | undefined
  selected?: ReadonlySet<number | string> | undefined
  onSelect?: ((selected: ReadonlySet<number | string>) => void) | undefined
  /** Called on Left and Right on a row: folds or unfolds the group it heads. */
  onFold?: ((row: Row, folded: boolean) => void) | undefined
  /** All rows can be selected at once, from the head or with Ctrl A; only for selections that may be that long. */
  selectAll?: boolean | undefined
  /** Called on F2 on a row if no cell can be edited in place. */
  onRename?: ((row: Row) => void) | undefined
  /** Totals by column, in a line below the rows that is always visible. */
  sums?: Readonly<Record<string, ReactNode>> | undefined
  dense?: boolean | undefined
  /** Shown if there are no rows at all. */
  empty: ReactNode
  /** Below the rows, always visible. */
  foot?: ReactNode | undefined
  onTotal?: ((total: number) => void) | undefined
}

type Slot<Row> = { readonly index: number; readonly row: Row | null }

const features = tableFeatures({ rowSortingFeature })
/** Height of the head, which rows scroll under. */
const headHeight = 30
const selectWidth = 40
/** Maximum number of selected rows. */
const maxSelected = 5_000

function templateOf<Row>(columns: readonly Column<Row>[], selectable: boolean): string {
  const tracks = columns.map((column) =>
    column.width ? `${column.width}px` : `minmax(${column.minWidth ?? 96}px, ${column.flex ?? 1}fr)`,
  )
  return [...(selectable ? [`${selectWidth}px`] : []), ...tracks].join(' ')
}

/** Returns the width below which the table scrolls sideways. Rows must agree on it, so it ignores their contents. */
const leastWidth = <Row,>(columns: readonly Column<Row>[], selectable: boolean): number =>
  columns.reduce((sum, column) => sum + (column.width ?? column.minWidth ?? 96), selectable ? selectWidth : 0)

/** Returns the column tracks for a wide window and, without the quiet columns, for a narrow one. */
function tracksOf<Row>(columns: readonly Column<Row>[], selectable: boolean): CSSProperties {
  const loud = columns.filter(({ quiet }) => !quiet)
  return {
    '--tracks': templateOf(columns, selectable),
    '--least-width': `${leastWidth(columns, selectable)}px`,
    '--narrow-tracks': templateOf(loud, selectable),
    '--narrow-least-width': `${leastWidth(loud, selectable)}px`,
  } as CSSProperties
}

/**
 * A long table loaded from the backend page by page. Keys: J, K and arrows move, Enter opens, F2 edits or renames,
 * Space peeks, X selects, Shift selects from one row to another, Ctrl A selects all, Escape none. Fills its container,
 * whose height must be known.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, source, rowId, onOpen, dense, onTotal } = props
  const [ownPeek, setOwnPeek] = useState<Row | null>(null)
  const onPeek = props.onPeek
  const peeked = ownPeek === null ? props.peeked : rowId(ownPeek)
  const pages = usePages(source)
  const { total, error } = pages.state()
  const rowHeight = dense ? 28 : 34
  const count = total ?? 0
  const gridId = useId()
  const [active, setActive] = useState(-1)
  const [activeColumn, setActiveColumn] = useState(-1)
  const [editing, setEditing] = useState<{ readonly index: number; readonly column: string } | null>(null)
  /** Column of the first click of a double click: opening a panel may move the columns before the second one. */
  const clickedColumn = useRef<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  /** If the focused row is removed, the keys keep working in the table, or in the screen if the table is now empty. */
  const hadFocus = useRef(false)
  useEffect(() => {
    if (!hadFocus.current || !isFocusLost()) return
    hadFocus.current = false
    ;(scroller.current ?? document.getElementById('content'))?.focus({ preventScroll: true })
  })
  const selection = useSelection(props, pages, count)
  const { selectable, isSelected } = selection
  useScreenKeys(
    // An empty table has no use for them.
    count === 0
      ? []
      : [
          ['j k', t.frame.keys.move],
          ...(onOpen ? ([['enter', t.frame.keys.open]] as const) : []),
          ...(props.peek || onPeek ? ([['space', t.frame.keys.panel]] as const) : []),
          ...(selectable ? ([['x', t.frame.keys.select]] as const) : []),
        ],
    { general: true },
  )
  const tracks = useMemo(() => tracksOf(columns, selectable), [columns, selectable])

  const place = useScrollPlace(scroller, count > 0)
  const metrics = { count, rowHeight, viewHeight: Math.max(rowHeight, place.viewHeight - headHeight) }
  const { first, last, start } = windowAt(place.scrollTop, metrics)
  useEffect(() => pages.want(first, Math.max(0, last)), [pages, first, last])
  const question = source.question ?? source.key
  useEffect(() => {
    setActive(-1)
    setEditing(null)
    setOwnPeek(null)
    scroller.current?.scrollTo({ top: 0 })
  }, [question])
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

  const moveTo = (index: number) => {
    if (count === 0) return
    setActive(index)
    if (scroller.current) {
      scroller.current.scrollTop = scrollFor(index, scroller.current.scrollTop, metrics)
    }
    const row = pages.rowAt(index)
    // An open panel follows the row.
    if (!row || peeked === null || peeked === undefined) return
    if (props.peek) setOwnPeek(row)
    else onPeek?.(row, true)
  }
  const editable = columns.flatMap((column, at) => (column.edit ? [at] : []))
  const editAt = (index: number, at: number) => {
    const column = columns[at]
    if (!column?.edit || !pages.rowAt(index)) return
    setActiveColumn(at)
    setEditing({ index, column: column.id })
  }
  const endEdit = (index: number, column: string, move: -1 | 0 | 1) => {
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
  }
  const stepColumn = (by: number) =>
    setActiveColumn((now) => {
      const next = now < 0 ? 0 : editable.indexOf(now) + by
      return editable[Math.min(editable.length - 1, Math.max(0, next))] ?? -1
    })
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'a' && selectable && props.selectAll) {
      selection.toggleAll()
      event.preventDefault()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = rowAfterKey(
      event.key,
      active,
      count,
      Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 1,
    )
    const row = active >= 0 ? pages.rowAt(active) : null
    if (next !== null && event.shiftKey && selectable && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      selection.selectTo(next, active)
      moveTo(next)
    } else if (next !== null) moveTo(next)
    else if (row && props.onFold && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      props.onFold(row, event.key === 'ArrowLeft')
    } else if (row && editable.length > 0 && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      stepColumn(event.key === 'ArrowRight' ? 1 : -1)
    } else if (row && editable.length > 0 && event.target === event.currentTarget && event.key === 'F2') {
      editAt(active, activeColumn >= 0 ? activeColumn : (editable[0] ?? -1))
    } else if (event.key === 'F2' && row && props.onRename) props.onRename(row)
    else if (event.key === 'Enter' && row && event.target === event.currentTarget) (onOpen ?? onPeek)?.(row, false)
    else if (event.key === ' ' && row && props.peek && event.target === event.currentTarget)
      setOwnPeek(peeked === rowId(row) ? null : row)
    else if (event.key === ' ' && row && onPeek) onPeek(row, false)
    else if (event.key.toLowerCase() === 'x' && row && selectable) selection.toggle(row, active)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const stepIn = (index: number) => {
    scroller.current?.focus()
    moveTo(index)
  }
  const doing: RowActs<Row> = {
    press(index, row) {
      setActive(index)
      if (!row) return
      if (ownPeek !== null) setOwnPeek(row)
      else onPeek?.(row, false)
    },
    open(index, row) {
      const at = columns.findIndex(({ id: column }) => column === clickedColumn.current)
      if (columns[at]?.edit) editAt(index, at)
      else if (row) onOpen?.(row)
    },
    pressCell(column, at, clicks) {
      if (clicks < 2) clickedColumn.current = column.id
      if (column.edit) setActiveColumn(at)
    },
    selectTo(index) {
      if (!selection.isBegun()) return false
      selection.selectTo(index, active)
      return true
    },
    toggle: selection.toggle,
    endEdit,
  }
  /** Row actions, always those of the latest render, so that rows need not be rendered again for them. */
  const acts = useRef(doing)
  useLayoutEffect(() => {
    acts.current = doing
  })
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

  const here = active >= 0 ? pages.rowAt(active) : null
  // The latest version of the row, if it was loaded again.
  const inPanel = ownPeek !== null && here !== null && rowId(here) === rowId(ownPeek) ? here : ownPeek
  return (
    <div className={dense ? 'grid-frame grid-dense' : 'grid-frame'}>
      {props.peek && inPanel !== null && (
        <PeekPanel
          peek={props.peek}
          row={inPanel}
          columns={columns}
          renames={props.onRename !== undefined}
          onClose={() => setOwnPeek(null)}
        />
      )}
      {/* It has a tabindex. */}
      <div
        ref={scroller}
        className="grid"
        role="grid"
        aria-label={label}
        aria-rowcount={(total ?? 0) + (props.sums ? 2 : 1)}
        aria-colcount={columns.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        aria-activedescendant={active >= 0 ? `${gridId}-${active}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => (hadFocus.current = true)}
        onBlur={() => (hadFocus.current = false)}
      >
        <GridHead
          {...props}
          headers={table.getHeaderGroups()[0]?.headers ?? []}
          tracks={tracks}
          selection={selection}
        />
        <div className="grid-rows" role="rowgroup" style={{ height: scaleOf(metrics).height }}>
          <div style={{ transform: `translateY(${start}px)` }} role="presentation">
            {table.getRowModel().rows.map((tableRow) => {
              const { index, row } = tableRow.original
              const id = row ? rowId(row) : null
              const isActive = index === active
              return (
                <GridRow
                  key={tableRow.id}
                  gridId={gridId}
                  index={index}
                  id={id}
                  row={row}
                  columns={columns}
                  tracks={tracks}
                  height={rowHeight}
                  language={spoken}
                  selectable={selectable}
                  isActive={isActive}
                  isSelected={id !== null && isSelected(id)}
                  isPeeked={id !== null && id === peeked}
                  activeColumn={isActive ? activeColumn : -1}
                  editing={editing?.index === index ? editing.column : null}
                  acts={acts}
                />
              )
            })}
          </div>
        </div>
        {props.sums && (
          <div className="grid-sums" role="row" aria-rowindex={count + 2} style={tracks}>
            {selectable && <div role="gridcell" tabIndex={-1} className="grid-cell" />}
            {columns.map((column) => (
              <div key={column.id} role="gridcell" tabIndex={-1} className={cellClass(column, false)}>
                {props.sums?.[column.id]}
              </div>
            ))}
          </div>
        )}
      </div>
      {error && <ErrorNote error={error} onAction={() => pages.refresh()} />}
      {props.foot && <div className="grid-foot">{props.foot}</div>}
    </div>
  )
}

type Selection<Row> = ReturnType<typeof useSelection<Row>>

/** The selection of rows, one by one, from one row to another, or all. */
function useSelection<Row>({ selected, onSelect, rowId }: Props<Row>, pages: Pages<Row>, count: number) {
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

/**
 * The columns, rows and order as TanStack Table keeps them. The backend sorts, and the grid renders the cells, as it
 * handles rows that are not loaded yet.
 */
function useGridTable<Row>({ columns, sort, onSort }: Props<Row>, slots: readonly Slot<Row>[]) {
  const sorting = sort ? [{ id: sort.id, desc: sort.descending }] : []
  return useTable({
    features,
    columns: useMemo(() => {
      const helper = createColumnHelper<typeof features, Slot<Row>>()
      return helper.columns(
        columns.map(({ id, header, sortable }) =>
          helper.accessor((slot) => slot.index, { id, header, enableSorting: Boolean(sortable) }),
        ),
      )
    }, [columns]),
    data: slots,
    getRowId: (slot) => String(slot.index),
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (update) => {
      const [chosen] = typeof update === 'function' ? update(sorting) : update
      if (chosen) onSort?.({ id: chosen.id, descending: chosen.desc })
    },
  })
}

type HeadProps<Row> = Pick<Props<Row>, 'columns' | 'sort' | 'onSort' | 'selectAll'> & {
  headers: readonly Header<typeof features, Slot<Row>>[]
  tracks: CSSProperties
  selection: Selection<Row>
}

/** The head: the names of the columns, which sort by them. */
function GridHead<Row>({ columns, headers, sort, onSort, selectAll, tracks, selection }: HeadProps<Row>) {
  return (
    <div className="grid-head" role="row" aria-rowindex={1} style={tracks}>
      {selection.selectable && (
        <div role="columnheader" className="grid-cell">
          {selectAll ? (
            <Checkbox
              bare
              tabIndex={-1}
              label={t.ui.selectAll}
              checked={selection.all}
              onChange={selection.toggleAll}
            />
          ) : (
            <span className="sr-only">{t.ui.selected}</span>
          )}
        </div>
      )}
      {columns.map((column, at) => {
        const sorting = headers[at]?.column
        const direction = sorting?.getIsSorted()
        const sorted = direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined
        return (
          <div
            key={column.id}
            // The header above a column of buttons is empty, so it is not a column header.
            role={column.header === '' ? 'gridcell' : 'columnheader'}
            aria-sort={sorted}
            className={cellClass(column, false)}
          >
            {column.sortable && onSort ? (
              <button
                type="button"
                className={sorted ? 'grid-sort grid-sorted' : 'grid-sort'}
                onClick={() => sorting?.toggleSorting(sortAfterClick(column, sort).descending)}
              >
                {column.header}
                {sorted && <Icon of={sorted === 'ascending' ? ArrowUp : ArrowDown} size={12} />}
              </button>
            ) : (
              <span className="ellipsis">{column.header}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}

type RowActs<Row> = {
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
const GridRow = memo(function GridRow<Row>(props: RowProps<Row>) {
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

const cellClass = <Row,>(column: Column<Row>, isActive: boolean): string =>
  [
    'grid-cell',
    column.align === 'right' && 'grid-right',
    column.quiet && 'plain-quiet',
    isActive && column.edit && 'grid-cell-active',
  ]
    .filter(Boolean)
    .join(' ')

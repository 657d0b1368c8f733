import { createColumnHelper, type Header, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type CSSProperties, useMemo } from 'react'
import { t } from '../lib/texts.ts'
import { Icon } from './button.tsx'
import { sortAfterClick } from './column.ts'
import { cellClass } from './grid-row.tsx'
import type { TableProps } from './table-props.ts'
import { Checkbox } from './toggles.tsx'
import type { RowSelection } from './use-row-selection.ts'

type Slot<Row> = { readonly index: number; readonly row: Row | null }

const features = tableFeatures({ rowSortingFeature })

/**
 * The columns, rows and order as TanStack Table keeps them. The backend sorts, and the grid renders the cells, as it
 * handles rows that are not loaded yet.
 */
export function useGridTable<Row>({ columns, sort, onSort }: TableProps<Row>, slots: readonly Slot<Row>[]) {
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

type HeadProps<Row> = Pick<TableProps<Row>, 'columns' | 'sort' | 'onSort' | 'selectAll'> & {
  headers: readonly Header<typeof features, Slot<Row>>[]
  tracks: CSSProperties
  selection: RowSelection<Row>
}

/** The head: the names of the columns, which sort by them. */
export function GridHead<Row>({ columns, headers, sort, onSort, selectAll, tracks, selection }: HeadProps<Row>) {
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

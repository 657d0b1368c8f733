import type { ReactNode } from 'react'
import type { CellEdit } from './cell-editor.tsx'

export type Column<Row> = {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Fixed width in pixels; without it the column shares the remaining width by `flex` (1). */
  readonly width?: number | undefined
  readonly flex?: number | undefined
  readonly minWidth?: number | undefined
  /** Hidden if the window is narrow. */
  readonly quiet?: boolean | undefined
  readonly align?: 'left' | 'right' | undefined
  readonly sortable?: boolean | undefined
  /** Sorting by this column starts with the highest value. */
  readonly descendingFirst?: boolean | undefined
  /** What can be edited in place in a cell; F2 or a double click starts editing. */
  readonly edit?: ((row: Row) => CellEdit) | undefined
}

export type Sort = { readonly id: string; readonly descending: boolean }

/** Returns the order after a click on the head of a column: the other way round if rows are sorted by it already. */
export const sortAfterClick = (
  { id, descendingFirst = false }: Pick<Column<never>, 'id' | 'descendingFirst'>,
  sort: Sort | undefined,
): Sort => ({ id, descending: sort?.id === id ? !sort.descending : descendingFirst })

/** A column of a short table. */
export type TableColumn<Row> = Omit<Column<Row>, 'sortable' | 'flex' | 'quiet'> & {
  /** Hidden if the window is narrow; `early`: already at the usual width, `later`: only in a still narrower window. */
  readonly quiet?: boolean | 'early' | 'later' | undefined
}

/** Creates a column from its id, header, layout and sorting, and the content of its cells. */
export const column = <Row, const Layout extends ColumnLayout>(
  id: string,
  header: string,
  layout: Layout,
  cell: (row: Row) => ReactNode,
) => ({ ...layout, id, header, cell })

type ColumnLayout = Omit<Column<never>, 'id' | 'header' | 'cell' | 'quiet'> & { readonly quiet?: unknown }

import type { ReactNode } from 'react'
import type { CellEdit } from './cell-editor.tsx'

export type Column<Row> = {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Fixed width in pixels; without it the column shares what is left by `flex` (1). */
  readonly width?: number | undefined
  readonly flex?: number | undefined
  readonly minWidth?: number | undefined
  /** Left out where the window is narrow. */
  readonly quiet?: boolean | undefined
  /** Numbers stand right. */
  readonly align?: 'left' | 'right' | undefined
  readonly sortable?: boolean | undefined
  /** The first sort by it puts the highest first. */
  readonly descendingFirst?: boolean | undefined
  /** What can be edited in place in a row's cell; F2 or a double click begins. */
  readonly edit?: ((row: Row) => CellEdit) | undefined
}

/** A column of a short table. */
export type TableColumn<Row> = Omit<Column<Row>, 'sortable' | 'flex' | 'quiet'> & {
  /** Left out where the window is narrow; `early`: already in one of usual width, `later`: only where it is narrower still. */
  readonly quiet?: boolean | 'early' | 'later' | undefined
}

/** A column: its id, what stands over it, how it is laid out and sorted, and what is in its cells. */
export const column = <Row, const Layout extends ColumnLayout>(
  id: string,
  header: string,
  layout: Layout,
  cell: (row: Row) => ReactNode,
) => ({ ...layout, id, header, cell })

type ColumnLayout = Omit<Column<never>, 'id' | 'header' | 'cell' | 'quiet'> & { readonly quiet?: unknown }

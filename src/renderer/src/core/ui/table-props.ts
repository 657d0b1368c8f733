import type { ReactNode } from 'react'
import type { PageSource } from '../lib/use-pages.ts'
import type { Column, Sort } from './column.ts'
import type { Peek } from './peek.tsx'

export type TableProps<Row> = {
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
  /** How many lines of text every row has room for; one if left out, or two close together. */
  lines?: 2 | 3 | undefined
  /** Shown if there are no rows at all. */
  empty: ReactNode
  /** Below the rows, always visible. */
  foot?: ReactNode | undefined
  onTotal?: ((total: number) => void) | undefined
}

import type { CSSProperties } from 'react'
import type { Column } from './column.ts'

const selectWidth = 40

function templateOf<Row>(columns: readonly Column<Row>[], selectable: boolean): string {
  const tracks = columns.map((column) =>
    column.width ? `${column.width}px` : `minmax(${column.minWidth ?? 96}px, ${column.flex ?? 1}fr)`,
  )
  return [...(selectable ? [`${selectWidth}px`] : []), ...tracks].join(' ')
}

/** Returns the width below which the table scrolls sideways. Rows must agree on it, so it ignores their contents. */
const leastWidth = <Row>(columns: readonly Column<Row>[], selectable: boolean): number =>
  columns.reduce((sum, column) => sum + (column.width ?? column.minWidth ?? 96), selectable ? selectWidth : 0)

/** Returns the column tracks for a wide window and, without the quiet columns, for a narrow one. */
export function tracksOf<Row>(columns: readonly Column<Row>[], selectable: boolean): CSSProperties {
  const loud = columns.filter(({ quiet }) => !quiet)
  return {
    '--tracks': templateOf(columns, selectable),
    '--least-width': `${leastWidth(columns, selectable)}px`,
    '--narrow-tracks': templateOf(loud, selectable),
    '--narrow-least-width': `${leastWidth(loud, selectable)}px`,
  } as CSSProperties
}

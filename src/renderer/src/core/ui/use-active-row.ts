import { type RefObject, useEffect, useState } from 'react'
import type { Pages } from '../lib/pages-core.ts'
import { type RowMetrics, scrollFor } from './row-window.ts'
import type { TableProps } from './table-props.ts'

export type ActiveRow<Row> = ReturnType<typeof useActiveRow<Row>>

/** The row that the keys act on, and the panel beside the table, which follows it. Other rows start without either. */
export function useActiveRow<Row>(
  props: TableProps<Row>,
  pages: Pages<Row>,
  scroller: RefObject<HTMLElement | null>,
  metrics: RowMetrics,
) {
  const { rowId, onPeek } = props
  const [active, setActive] = useState(-1)
  const [ownPeek, setOwnPeek] = useState<Row | null>(null)
  const peeked = ownPeek === null ? props.peeked : rowId(ownPeek)
  const question = props.source.question ?? props.source.key
  useEffect(() => {
    setActive(-1)
    setOwnPeek(null)
    scroller.current?.scrollTo({ top: 0 })
  }, [question, scroller])
  const here = active >= 0 ? pages.rowAt(active) : null
  return {
    active,
    peeked,
    /** The row in the table's own panel: the latest version, if it was loaded again. */
    inPanel: ownPeek !== null && here !== null && rowId(here) === rowId(ownPeek) ? here : ownPeek,
    setOwnPeek,
    moveTo(index: number): void {
      if (metrics.count === 0) return
      setActive(index)
      bringIntoView(scroller.current, index, metrics)
      const row = pages.rowAt(index)
      // An open panel follows the row.
      if (!row || peeked === null || peeked === undefined) return
      if (props.peek) setOwnPeek(row)
      else onPeek?.(row, true)
    },
    press(index: number, row: Row | null): void {
      setActive(index)
      if (!row) return
      if (ownPeek !== null) setOwnPeek(row)
      else onPeek?.(row, false)
    },
  }
}

function bringIntoView(scroller: HTMLElement | null, index: number, metrics: RowMetrics): void {
  if (scroller) scroller.scrollTop = scrollFor(index, scroller.scrollTop, metrics)
}

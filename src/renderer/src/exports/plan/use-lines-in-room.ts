import { type RefObject, useLayoutEffect, useState } from 'react'

/**
 * How many lines of the sum have room above what is left, beside the warnings and the button as they stand: none is half
 * under it. `rows`: around the table.
 */
export function useLinesInRoom(rows: RefObject<HTMLElement | null>): number {
  const [most, setMost] = useState(Number.POSITIVE_INFINITY)
  // After every drawing: warnings come and go with the plan.
  useLayoutEffect(() => {
    const scroll = rows.current?.closest<HTMLElement>('.plan-side-scroll')
    const side = scroll?.parentElement
    const table = rows.current?.querySelector('table')
    if (!scroll || !side || !table) return
    const look = () => setMost(linesInRoom(side, scroll, table))
    look()
    const sizes = new ResizeObserver(look)
    for (const each of [side, ...side.children]) sizes.observe(each)
    return () => sizes.disconnect()
  })
  return most
}

function linesInRoom(side: HTMLElement, scroll: HTMLElement, table: HTMLTableElement): number {
  // In a narrow window the whole page scrolls.
  if (getComputedStyle(scroll).overflowY === 'visible') return Number.POSITIVE_INFINITY
  const { paddingTop, paddingBottom, rowGap } = getComputedStyle(side)
  const others = [...side.children].filter((each) => each !== scroll)
  const taken = others.reduce((sum, each) => sum + each.getBoundingClientRect().height + Number.parseFloat(rowGap), 0)
  const room = side.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom) - taken
  const above = table.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop
  // The first line is the highest; every line is counted as one like it, however it is drawn at the moment.
  const line = table.rows[0]?.offsetHeight ?? 0
  const lines = line > 0 ? Math.floor((room - above - (table.tFoot?.offsetHeight ?? 0)) / line) - 1 : 0
  return Math.max(1, lines)
}

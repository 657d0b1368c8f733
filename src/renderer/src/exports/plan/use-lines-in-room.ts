import { type RefObject, useLayoutEffect, useState } from 'react'

/**
 * Returns how many lines of the sum fit above the remainder, given the current warnings and button, so that no line is
 * cut off. `rows`: the element around the table.
 */
export function useLinesInRoom(rows: RefObject<HTMLElement | null>): number {
  const [most, setMost] = useState(Number.POSITIVE_INFINITY)
  // Runs after every render, as warnings come and go with the plan.
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
  // The first line is the tallest, so every line is assumed to be as tall, even if it is currently shorter.
  const line = table.rows[0]?.offsetHeight ?? 0
  const lines = line > 0 ? Math.floor((room - above - (table.tFoot?.offsetHeight ?? 0)) / line) - 1 : 0
  return Math.max(1, lines)
}

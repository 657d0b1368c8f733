/**
 * Calculates which rows of a long table are visible. Browsers cannot render an element as high as a million rows, so
 * scrolling is scaled beyond a limit.
 */
import { type RefObject, useEffect, useState } from 'react'

/** Well below the maximum height that browsers render (Chromium: 16.8 to 33.5 million pixels). */
const maxPixels = 12_000_000
const overscan = 12

export type RowMetrics = { readonly count: number; readonly rowHeight: number; readonly viewHeight: number }

/** Returns the height of the scrolled element, and how many pixels of rows one scrolled pixel represents. */
export function scaleOf({ count, rowHeight, viewHeight }: RowMetrics): {
  readonly height: number
  readonly by: number
} {
  const whole = count * rowHeight
  const height = Math.min(whole, maxPixels)
  const room = height - viewHeight
  return { height, by: room <= 0 || height === whole ? 1 : (whole - viewHeight) / room }
}

export type RowWindow = {
  readonly first: number
  readonly last: number
  /** Offset of the first rendered row within the scrolled element. */
  readonly start: number
}

/** Returns the rows to render at a scroll position; `last` is -1 for none. */
export function windowAt(scrollTop: number, metrics: RowMetrics): RowWindow {
  const { count, rowHeight, viewHeight } = metrics
  const { by } = scaleOf(metrics)
  const offset = Math.max(0, scrollTop * by)
  const top = Math.min(Math.max(0, count - 1), Math.floor(offset / rowHeight))
  const first = Math.max(0, top - overscan)
  const last = Math.min(count - 1, top + Math.ceil(viewHeight / rowHeight) + overscan)
  return { first, last, start: scrollTop - (offset - first * rowHeight) }
}

/** Returns the scroll position that brings a row into view with the least movement. */
export function scrollFor(index: number, scrollTop: number, metrics: RowMetrics): number {
  const { rowHeight, viewHeight } = metrics
  const { by } = scaleOf(metrics)
  const offset = scrollTop * by
  const top = index * rowHeight
  if (top < offset) return top / by
  const bottom = top + rowHeight
  return bottom > offset + viewHeight ? (bottom - viewHeight) / by : scrollTop
}

/** Tracks the scroll position and height of a scroller. */
export function useScrollPlace(scroller: RefObject<HTMLElement | null>, shown: boolean) {
  const [place, setPlace] = useState({ scrollTop: 0, viewHeight: 600 })
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const look = () => setPlace({ scrollTop: element.scrollTop, viewHeight: element.clientHeight })
    look()
    element.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      sizes.disconnect()
    }
    // The scroller is mounted only once there are rows.
  }, [scroller, shown])
  return place
}

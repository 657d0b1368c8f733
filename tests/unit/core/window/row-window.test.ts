import { assert, constantFrom, double, integer, nat, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scaleOf, scrollFor, windowAt } from '../../../../src/renderer/src/core/ui/row-window.ts'

const browserDraws = 16_000_000
const sizes = record({
  count: integer({ min: 1, max: 5_000_000 }),
  rowHeight: constantFrom(28, 34),
  viewHeight: integer({ min: 40, max: 2000 }),
})

describe('a table of any length', () => {
  it('is never higher than browsers draw, and draws only the rows in view and a few around them', () => {
    assert(
      property(sizes, double({ min: 0, max: 1, noNaN: true }), (metrics, share) => {
        const { height } = scaleOf(metrics)
        expect(height).toBeLessThanOrEqual(browserDraws)
        const { first, last } = windowAt(Math.max(0, height - metrics.viewHeight) * share, metrics)
        expect(last - first + 1).toBeLessThanOrEqual(metrics.viewHeight / metrics.rowHeight + 27)
      }),
    )
  })

  it('scrolls every row into view completely, from any position', () => {
    assert(
      property(sizes, nat(), double({ min: 0, max: 1, noNaN: true }), (metrics, pick, share) => {
        const { count, rowHeight, viewHeight } = metrics
        const index = pick % count
        const most = Math.max(0, scaleOf(metrics).height - viewHeight)
        const scrollTop = scrollFor(index, most * share, metrics)
        expect(scrollTop).toBeGreaterThanOrEqual(0)
        expect(scrollTop).toBeLessThanOrEqual(most + 0.01)
        const { first, last, start } = windowAt(scrollTop, metrics)
        expect(index).toBeGreaterThanOrEqual(first)
        expect(index).toBeLessThanOrEqual(last)
        const top = start + (index - first) * rowHeight - scrollTop
        expect(top).toBeGreaterThanOrEqual(-0.01)
        if (viewHeight >= rowHeight) expect(top + rowHeight).toBeLessThanOrEqual(viewHeight + 0.01)
      }),
    )
  })

  it('draws the last row at the end of the scroll', () => {
    const metrics = { count: 1_000_000, rowHeight: 34, viewHeight: 700 }
    expect(windowAt(scaleOf(metrics).height - 700, metrics).last).toBe(999_999)
  })
})

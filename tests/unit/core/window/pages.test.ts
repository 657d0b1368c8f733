import { describe, expect, test } from 'vitest'
import { createPages } from '../../../../src/renderer/src/core/lib/pages-core.ts'
import { sortAfterClick } from '../../../../src/renderer/src/core/ui/column.ts'
import { rowAfterKey } from '../../../../src/renderer/src/core/ui/table-moves.ts'
import { AppError, fromWire, toWire } from '../../../../src/shared/errors.ts'

const toError = (error: unknown) => fromWire(toWire(error))
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A list of `total` rows that records which of them were read. */
function list(total: () => number) {
  const read: number[] = []
  let version = 1
  return {
    read,
    change: () => {
      version += 1
    },
    load: async (offset: number, limit: number) => {
      read.push(offset)
      const count = Math.max(0, Math.min(limit, total() - offset))
      const rows = Array.from({ length: count }, (_, index) => `${offset + index} v${version}`)
      return { rows, total: total() }
    },
  }
}

describe('a long list loaded while scrolling', () => {
  test('loads the visible pages, each once', async () => {
    const rows = list(() => 1000)
    const pages = createPages(rows.load, toError, 100)
    pages.want(0, 30)
    await settle()
    pages.want(10, 40)
    pages.want(90, 120)
    await settle()
    expect(rows.read).toEqual([0, 100])
    expect(pages.state().total).toBe(1000)
    expect(pages.rowAt(115)).toBe('115 v1')
    expect(pages.rowAt(500)).toBeNull()
  })

  test('keeps the old rows after a change until the new ones arrive', async () => {
    const rows = list(() => 50)
    const pages = createPages(rows.load, toError, 100)
    pages.want(0, 20)
    await settle()
    rows.change()
    pages.refresh()
    expect(pages.rowAt(3)).toBe('3 v1')
    await settle()
    expect(pages.rowAt(3)).toBe('3 v2')
  })

  test('does not show a late answer from before a change', async () => {
    const answers: ((page: { rows: readonly string[]; total: number }) => void)[] = []
    const pages = createPages<string>(() => new Promise((resolve) => answers.push(resolve)), toError, 100)
    pages.want(0, 0)
    pages.refresh()
    answers[1]?.({ rows: ['new'], total: 1 })
    await settle()
    answers[0]?.({ rows: ['old'], total: 1 })
    await settle()
    expect(pages.rowAt(0)).toBe('new')
  })

  test('loads a failed page again on request, and keeps the rest', async () => {
    let broken = true
    const pages = createPages<string>(
      async () => {
        if (broken) throw new AppError('BACKEND_GONE')
        return { rows: ['row'], total: 1 }
      },
      toError,
      100,
    )
    pages.want(0, 0)
    await settle()
    expect(pages.state().error?.code).toBe('BACKEND_GONE')
    broken = false
    pages.refresh()
    await settle()
    expect(pages.state().error).toBeNull()
    expect(pages.rowAt(0)).toBe('row')
  })

  test('drops pages far away, and loads them again when needed', async () => {
    const rows = list(() => 100_000)
    const pages = createPages(rows.load, toError, 100)
    for (let from = 0; from < 6000; from += 100) pages.want(from, from)
    await settle()
    expect(pages.state().pages.size).toBeLessThanOrEqual(41)
    expect(pages.rowAt(0)).toBeNull()
    pages.want(0, 0)
    await settle()
    expect(pages.rowAt(0)).toBe('0 v1')
  })
})

describe('keys in a table', () => {
  test('J, K and arrows move by one and stop at the ends', () => {
    expect(rowAfterKey('j', -1, 10, 5)).toBe(0)
    expect(rowAfterKey('ArrowDown', 9, 10, 5)).toBe(9)
    expect(rowAfterKey('k', 0, 10, 5)).toBe(0)
    expect(rowAfterKey('PageDown', 2, 10, 5)).toBe(7)
    expect(rowAfterKey('End', 2, 10, 5)).toBe(9)
  })

  test('other keys and empty tables move nothing', () => {
    expect(rowAfterKey('x', 2, 10, 5)).toBeNull()
    expect(rowAfterKey('j', -1, 0, 5)).toBeNull()
  })
})

test('A first click on a column sorts as the column begins, and every further click the other way round', () => {
  const engagement = { id: 'engagement', descendingFirst: true }
  const byEngagement = sortAfterClick(engagement, { id: 'name', descending: false })
  expect(byEngagement).toEqual({ id: 'engagement', descending: true })
  expect(sortAfterClick(engagement, byEngagement)).toEqual({ id: 'engagement', descending: false })
  expect(sortAfterClick({ id: 'name' }, byEngagement)).toEqual({ id: 'name', descending: false })
})

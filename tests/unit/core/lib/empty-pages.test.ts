import { describe, expect, it } from 'vitest'
import { forEachPage } from '#backend/core/instantly/for-each-page.ts'
import { readList } from '#backend/core/instantly/read-list.ts'
import { createPageCursor, type PageRead } from '#backend/core/lib/page-cursor.ts'

type Read = (cursor: string | null) => Promise<PageRead<string>>

/** The three ways to read a list; each returns its items. */
const ways: Readonly<Record<string, (read: Read) => Promise<readonly string[]>>> = {
  'to be kept whole': async (page) => readList({ page, idOf: (item) => item }),
  'to be taken page by page': async (read) => {
    const taken: string[] = []
    await forEachPage({
      read: async (cursor) => {
        const { items, next } = await read(cursor)
        return { items: items.map((id) => ({ id })), next }
      },
      take: (items) => void taken.push(...items.map(({ id }) => id)),
    })
    return taken
  },
  'to be left in between': async (read) => {
    const taken: string[] = []
    const pages = createPageCursor()
    for (let cursor: string | null = null; ; ) {
      const page = await read(cursor)
      taken.push(...page.items)
      cursor = pages.after(page)
      if (cursor === null) return taken
    }
  },
}

/** Returns pages in sequence, with cursors that number them; `asked` records the requested pages. */
function list(pages: readonly (readonly string[])[], cursorOf: (at: number) => string | null) {
  const asked: number[] = []
  const read: Read = async (cursor) => {
    const at = cursor === null ? 0 : Number(cursor)
    asked.push(at)
    return { items: pages[at] ?? [], next: cursorOf(at + 1) }
  }
  return { read, asked }
}

describe.each(Object.keys(ways))('a list %s', (way) => {
  const readAll = (read: Read) => ways[way]?.(read)

  it('continues after an empty page in the middle, even after an empty first one', async () => {
    const { read } = list([[], ['a'], [], ['b']], (at) => (at < 4 ? String(at) : null))
    expect(await readAll(read)).toEqual(['a', 'b'])
  })

  it('ends at the second empty page in a row if cursors never end', async () => {
    const { read, asked } = list([['a'], ['b']], String)
    expect(await readAll(read)).toEqual(['a', 'b'])
    expect(asked).toEqual([0, 1, 2, 3])
  })

  it('ends at an empty page that leads back to itself', async () => {
    const { read, asked } = list([['a'], []], () => '1')
    expect(await readAll(read)).toEqual(['a'])
    expect(asked).toEqual([0, 1])
  })

  it('is an error after a few pages if the same page comes under ever new cursors', async () => {
    let asked = 0
    const endless: Read = async () => ({ items: ['a', 'b'], next: String((asked += 1)) })
    await expect(readAll(endless)).rejects.toMatchObject({ code: 'API_ANSWER_UNREADABLE' })
    expect(asked).toBe(4)
  })

  it.each([2, 3, 7, 40])('is an error soon if %i pages come round and round under ever new cursors', async (round) => {
    let asked = 0
    const endless: Read = async () => ({ items: [`page ${asked % round}`, 'end'], next: String((asked += 1)) })
    await expect(readAll(endless)).rejects.toMatchObject({ code: 'API_ANSWER_UNREADABLE' })
    expect(asked).toBeLessThan(10 * round)
  })

  it('may repeat a page, as happens when items move meanwhile', async () => {
    const { read } = list([['a'], ['a'], ['a'], ['b']], (at) => (at < 4 ? String(at) : null))
    expect(new Set(await readAll(read))).toEqual(new Set(['a', 'b']))
  })
})

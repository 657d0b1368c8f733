import { expect, it } from 'vitest'
import { forEachPage } from '#backend/core/instantly/for-each-page.ts'
import { isRefused } from '#backend/core/instantly/is-refused.ts'
import { AppError } from '#shared/errors.ts'

/** Reads items one per page, with `b` already deleted. A deleted item is rejected as a cursor, and so is `refused`. */
async function readAll(from: string | null, elseFromStart: boolean, refused?: string): Promise<string> {
  const items = ['a', 'c', 'd', 'e']
  const taken: string[] = []
  await forEachPage({
    from,
    ...(elseFromStart && { elseFromStart: isRefused }),
    read: async (cursor) => {
      if (cursor !== null && (cursor === refused || !items.includes(cursor))) throw new AppError('API_REFUSED')
      const item = items[cursor === null ? 0 : items.indexOf(cursor) + 1]
      return { items: item === undefined ? [] : [{ id: item }], next: item ?? null }
    },
    take: (some) => void taken.push(...some.map(({ id }) => id)),
  })
  return taken.join('')
}
const refusal = { code: 'API_REFUSED' }

it('Paging continues at a position, and reads all from the first page if it is gone', async () => {
  expect(await readAll('c', true)).toBe('de')
  expect(await readAll('b', true)).toBe('acde')
})

it('An incomplete list does not count as complete if a position is refused or not all may be read again', async () => {
  await expect(readAll('a', true, 'd')).rejects.toMatchObject(refusal)
  await expect(readAll(null, true, 'a')).rejects.toMatchObject(refusal)
  await expect(readAll('b', false)).rejects.toMatchObject(refusal)
})

/** Lists pages of leads in sequence, behind cursors that do not change after the first page. */
async function readPages(...pages: readonly (readonly string[])[]): Promise<string> {
  const taken = new Set<string>()
  let at = 0
  await forEachPage({
    read: async () => ({ items: (pages[at++] ?? []).map((id) => ({ id })), next: String(Math.min(at, 2)) }),
    take: (some) => {
      for (const { id } of some) taken.add(id)
    },
  })
  return [...taken].join('')
}

it('A repeated cursor ends a list only if the page before comes again and is not full', async () => {
  expect(await readPages(['a'], ['b', 'c'], ['c'])).toBe('abc')
  await expect(readPages(['a'], ['b', 'c'], ['d'])).rejects.toMatchObject({ code: 'API_ANSWER_UNREADABLE' })
  const full = Array.from({ length: 100 }, (_, at) => `lead-${at}`)
  await expect(readPages(['a'], full, full)).rejects.toMatchObject({ code: 'API_ANSWER_UNREADABLE' })
})

import { expect, it } from 'vitest'
import { isRefused } from '#backend/core/instantly/is-refused.ts'
import { forEachPage } from '#backend/core/lib/for-each-page.ts'
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
      return { items: item === undefined ? [] : [item], next: item ?? null }
    },
    take: (some) => void taken.push(...some),
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

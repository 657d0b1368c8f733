import { expect, it } from 'vitest'
import type { CheckRow } from '#backend/events/relay/gap-store.ts'
import { type GapFilling, readLog } from '#backend/events/relay/read-missed.ts'
import { AppError } from '#shared/errors.ts'

it('A day of the log is read to its end though a position in it is refused midway', async () => {
  const ids = Array.from({ length: 5 }, (_, no) => `delivery-${no}`)
  let refusals = 1
  const read: string[] = []
  const filling = {
    instantly: {
      deliveries: async (_: unknown, __: string, after: string | null) => {
        if (after === 'delivery-1' && refusals-- > 0) throw new AppError('API_REFUSED', { status: 400 })
        const at = after === null ? 0 : ids.indexOf(after) + 1
        const id = ids[at]
        return { items: id === undefined ? [] : [{ id, at: '', payload: { id } }], next: id ?? null }
      },
    },
    takeIn: (_: unknown, __: string, events: readonly { readonly sourceId: string }[], write: () => void) => {
      read.push(...events.map(({ sourceId }) => sourceId))
      write()
    },
    gaps: { addRead: () => undefined, move: () => undefined },
    deps: { changed: () => undefined },
  } as unknown as GapFilling
  const day = '2026-11-02'
  const check = { id: 1, workspaceId: 1, fromDay: day, toDay: day, day, cursor: null } as unknown as CheckRow
  await readLog(filling, check, new AbortController().signal)
  expect([...new Set(read)]).toEqual(ids)
})

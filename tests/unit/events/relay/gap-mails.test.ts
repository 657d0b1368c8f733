import { expect, it } from 'vitest'
import type { Deps } from '#backend/core/deps.ts'
import { createGapMails, type MailParts } from '#backend/events/relay/gap-mails.ts'
import type { CheckRow } from '#backend/events/relay/gap-store.ts'
import { AppError } from '#shared/errors.ts'

const day = '2026-11-02'

/** Reads the sent mails of a day from a position; returns the stored ones, and the day's count. */
async function readFrom(after: string | null) {
  const ids = ['one', 'two', 'three']
  const taken: string[] = []
  let counted = 0
  const instantly = {
    mailsBetween: async (_: unknown, { after: place }: { readonly after: string | null }) => {
      if (place !== null && !ids.includes(place)) throw new AppError('API_REFUSED', { status: 400 })
      const id = ids[place === null ? 0 : ids.indexOf(place) + 1]
      const mail = {
        id,
        kind: 1,
        email: 'lee@acme.example',
        storedAt: `${day}T09:00:00.000Z`,
        at: `${day}T09:00:00.000Z`,
      }
      return { items: id === undefined ? [] : [mail], next: id ?? null }
    },
  }
  const { read } = createGapMails(
    { clock: { now: () => Date.parse(`${day}T12:00:00Z`) }, instantly, changed: () => undefined } as unknown as Deps,
    {
      isAutomatic: () => false,
      gaps: {
        move: () => undefined,
        addRead: (...[, , , , count, isFirst]: readonly unknown[]) => {
          counted = Number(count) + (isFirst ? 0 : counted)
        },
      },
      takeIn: (_: unknown, events: readonly { readonly sourceId: string }[], write: () => void) => {
        taken.push(...events.map(({ sourceId }) => sourceId))
        write()
      },
    } as unknown as MailParts,
  )
  const check = { id: 1, workspaceId: 1 } as unknown as CheckRow
  await read(check, {} as never, { day, kind: 'sent', after }, new AbortController().signal)
  return { mails: taken.length, counted }
}

it('Reading a day’s mails continues, and restarts the day if the mail it stopped at is gone', async () => {
  expect(await readFrom('two')).toEqual({ mails: 1, counted: 1 })
  expect(await readFrom('deleted')).toEqual({ mails: 3, counted: 3 })
})

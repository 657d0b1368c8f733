/** What Instantly says of each sending account by day: read with the campaigns, kept for good. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { dateOfDay, dayOfDate } from '#shared/domain/analytics/period.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import type { Asker } from '../../instantly/types.ts'
import type { MailboxDay } from '../../instantly/types-campaigns.ts'
import { chunk } from '../../lib/chunk.ts'
import { getSetting, type Setting, setSetting } from '../settings/settings-store.ts'

const dayMs = 86_400_000
/** Instantly takes 200 and may find an answer of so many too long. */
const mailboxesPerCall = 100
/** Instantly's limit is 31 days, both ends included. */
const daysPerCall = 30
/** The first reading goes back half a year. Later ones read the last days anew: late replies are counted on older days. */
const firstSpans = 6
const everyMs = dayMs

export const mailboxesReadAt: Setting<number> = { key: 'mailboxDaysReadAt', shape: z.number(), fallback: 0 }

export type MailboxReader = ReturnType<typeof createMailboxReader>

export function createMailboxReader({ store, clock, instantly }: Pick<Deps, 'store' | 'clock' | 'instantly'>) {
  const { raw } = store
  const columns = [
    'sent',
    'contacted',
    'openedUnique',
    'clickedUnique',
    'repliedUnique',
    'automatic',
    'bounced',
  ] as const satisfies readonly (keyof MailboxDay)[]
  const inStore = columns.map((column) => column.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  const put = raw.prepare(
    `insert into mailbox_day (workspace_id, email, day, ${inStore.join(', ')})
       values (@workspaceId, @email, @day, ${columns.map((column) => `@${column}`).join(', ')})
     on conflict do update set ${inStore.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  )
  const putAll = raw.transaction((workspaceId: WorkspaceId, rows: readonly MailboxDay[]): void => {
    for (const row of rows) put.run({ ...row, workspaceId, day: dayOfDate(row.date) })
  })

  /** Days Instantly no longer tells stay. `changed`: figures of campaigns did, so those of mailboxes will have. */
  return async (asker: Asker, changed: boolean): Promise<void> => {
    const { workspaceId } = asker
    const now = clock.now()
    const last = getSetting(store, workspaceId, mailboxesReadAt)
    if (!changed && now - last < everyMs) return
    const emails = (await instantly.mailboxes(asker)).map(({ email }) => email)
    const today = Math.floor((now + instantly.clockAheadMs(workspaceId)) / dayMs)
    const missed = last === 0 ? firstSpans : Math.ceil((now - last) / (daysPerCall * dayMs))
    const spans = Math.min(firstSpans, Math.max(1, missed))
    for (let span = 0; span < spans; span++) {
      const to = today - span * daysPerCall
      let found = 0
      for (const some of chunk(emails, mailboxesPerCall)) {
        const rows = await instantly.mailboxDays(asker, some, dateOfDay(to - daysPerCall + 1), dateOfDay(to))
        found += rows.length
        for (const part of chunk(rows, 500)) {
          putAll.immediate(workspaceId, part)
          await nextTurn()
        }
        asker.signal?.throwIfAborted()
      }
      // Nothing in a month: nothing before it either, most likely, and a call for each month of nothing is dear.
      if (found === 0 && span > 0) break
    }
    setSetting(store, workspaceId, mailboxesReadAt, now, now)
  }
}

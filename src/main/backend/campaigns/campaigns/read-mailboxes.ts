/** What Instantly says of each sending account by day: read with the campaigns, kept for good. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { dateOfDay, dayOfDate } from '#shared/domain/insights/analytics/period.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker } from '../../core/instantly/types.ts'
import type { MailboxDay } from '../../core/instantly/types-campaigns.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'

const dayMs = 86_400_000
/** Instantly takes 200 and may find an answer of so many too long. */
const mailboxesPerCall = 100
/** Instantly's limit is 31 days, both ends included. */
const daysPerCall = 30
/** The first reading goes back half a year. Later ones read the last days anew: late replies are counted on older days. */
const firstSpans = 6
const everyMs = dayMs
/** Written in one transaction: each costs a write to the disk, and holds up screens for some milliseconds. */
const rowsPerStep = 1_500
/** Requests at once. Whatever order they are answered in, sums are made from the first day written on. */
const lanes = 12

/** When a client's mailboxes were last read; 0: never. */
export const mailboxesReadAt: Setting<number> = { key: 'mailboxDaysReadAt', shape: z.number(), fallback: 0 }

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
     on conflict do update set ${inStore.map((column) => `${column} = excluded.${column}`).join(', ')}
       where (${inStore.map((column) => `mailbox_day.${column}`).join(', ')}) is not (${inStore.map((column) => `excluded.${column}`).join(', ')})`,
  )
  // From the first day written on, after what was summed before it.
  const sumUp = raw.prepare(
    `update mailbox_day set ${inStore.map((column) => `${column}_so_far = s.${column}`).join(', ')}
       from (select d.day as at, ${inStore.map((column) => `coalesce(b.${column}_so_far, 0) + sum(d.${column}) over w as ${column}`).join(', ')}
         from mailbox_day d left join mailbox_day b on b.workspace_id = d.workspace_id and b.email = d.email
           and b.day = (select max(day) from mailbox_day where workspace_id = @workspaceId and email = @email and day < @first)
        where d.workspace_id = @workspaceId and d.email = @email and d.day >= @first window w as (order by d.day)) s
      where workspace_id = @workspaceId and email = @email and day = s.at`,
  )
  const putAll = raw.transaction((workspaceId: WorkspaceId, rows: readonly MailboxDay[]): void => {
    const firsts = new Map<string, number>()
    for (const row of rows) {
      const day = dayOfDate(row.date)
      // Most days are as they were: nothing is summed anew for them.
      if (put.run({ ...row, workspaceId, day }).changes === 0) continue
      firsts.set(row.email, Math.min(day, firsts.get(row.email) ?? day))
    }
    for (const [email, first] of firsts) sumUp.run({ workspaceId, email, first })
  })

  /**
   * Days Instantly no longer tells stay. `changed`: figures of campaigns did, so those of mailboxes will have. `known`: all
   * addresses, from who has just read them.
   */
  return async (asker: Asker, changed: boolean, known?: readonly string[]): Promise<void> => {
    const { workspaceId } = asker
    const now = clock.now()
    const last = getSetting(store, workspaceId, mailboxesReadAt)
    if (!changed && now - last < everyMs) return
    const emails = known ?? (await instantly.mailboxes(asker)).map(({ email }) => email)
    const today = Math.floor((now + instantly.clockAheadMs(workspaceId)) / dayMs)
    const missed = last === 0 ? firstSpans : Math.ceil((now - last) / (daysPerCall * dayMs))
    const spans = Math.min(firstSpans, Math.max(1, missed))
    const asked = Array.from({ length: spans }, (_, at) => today - (spans - 1 - at) * daysPerCall).flatMap((to) =>
      chunk(emails, mailboxesPerCall).map((some) => ({ some, to })),
    )
    await mapLimit(asked, lanes, async ({ some, to }) => {
      const rows = await instantly.mailboxDays(asker, some, dateOfDay(to - daysPerCall + 1), dateOfDay(to))
      // Mailbox by mailbox, so that each is summed once or twice and not with every part.
      const byMailbox = rows.toSorted((a, b) => (a.email < b.email ? -1 : a.email > b.email ? 1 : 0))
      for (const part of chunk(byMailbox, rowsPerStep)) {
        asker.signal?.throwIfAborted()
        putAll.immediate(workspaceId, part)
        await nextTurn()
      }
    })
    setSetting(store, workspaceId, mailboxesReadAt, now, now)
  }
}

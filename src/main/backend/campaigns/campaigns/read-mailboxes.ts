/** Reads Instantly's daily figures of each sending account together with the campaigns; they are kept indefinitely. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { dateOfDay, dayAt, dayMs, dayOfDate } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import { groupCommitOf } from '../../core/db/group-commit.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { MailboxDay } from '../../core/instantly/schemas-campaigns.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'

/** Instantly accepts 200, but may reject their answer as too large. */
const mailboxesPerCall = 100
/** Instantly's limit is 31 days, both inclusive. */
const daysPerCall = 30
/** The first reading goes back half a year. Daily the last 30 days are read again, as late replies count there. */
const firstSpans = 6
/** Days read in between: those whose figures the page shows. */
const recentDays = 8
/** While the operator waits, only recent days are read, as long as older ones were read within this time. */
const maxOlderAgeMs = (recentDays - 1) * dayMs
const everyMs = dayMs
/** Rows written in one transaction, each costs a write to the disk and holds up screens for milliseconds. */
const rowsPerStep = 1_500
/** Simultaneous requests. Their answers may come in any order, as sums are recomputed from the first day written. */
const concurrentRequests = 12

/** When a client's accounts were last read; 0: never. */
export const mailboxesReadAt: Setting<number> = { key: 'mailboxDaysReadAt', shape: z.number(), fallback: 0 }
/** When all days that may still change were last read. */
const olderReadAt: Setting<number> = { key: 'mailboxOlderDaysReadAt', shape: z.number(), fallback: 0 }

/** Days by number, both inclusive. */
type DaysRequest = { readonly some: readonly string[]; readonly from: number; readonly to: number }
type DayRow = { readonly day: number; readonly row: MailboxDay }

const columns = [
  'sent',
  'contacted',
  'openedUnique',
  'clickedUnique',
  'repliedUnique',
  'automatic',
  'bounced',
] as const satisfies readonly (keyof MailboxDay)[]
const storedColumns = columns.map((column) => column.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))

const statementsOf = (raw: Database) => ({
  put: raw.prepare(
    `insert into mailbox_day (workspace_id, email, day, ${storedColumns.join(', ')})
       values (@workspaceId, @email, @day, ${columns.map((column) => `@${column}`).join(', ')})
     on conflict do update set ${storedColumns.map((column) => `${column} = excluded.${column}`).join(', ')}
       where (${storedColumns.map((column) => `mailbox_day.${column}`).join(', ')}) is not (${storedColumns.map((column) => `excluded.${column}`).join(', ')})`,
  ),
  // Recomputes running totals from the first day written, starting from those of the day before it.
  sumUp: raw.prepare(
    `update mailbox_day set ${storedColumns.map((column) => `${column}_so_far = s.${column}`).join(', ')}
       from (select d.day as at, ${storedColumns.map((column) => `coalesce(b.${column}_so_far, 0) + sum(d.${column}) over w as ${column}`).join(', ')}
         from mailbox_day d left join mailbox_day b on b.workspace_id = d.workspace_id and b.email = d.email
           and b.day = (select max(day) from mailbox_day where workspace_id = @workspaceId and email = @email and day < @first)
        where d.workspace_id = @workspaceId and d.email = @email and d.day >= @first window w as (order by d.day)) s
      where workspace_id = @workspaceId and email = @email and day = s.at`,
  ),
  stored: raw
    .prepare<[object], [string, ...number[]]>(
      `select email, day, ${storedColumns.join(', ')} from json_each(@emails) j cross join mailbox_day
        where workspace_id = @workspaceId and email = j.value and day between @from and @to`,
    )
    .raw(),
})

export function createMailboxReader({ store, clock, instantly }: Pick<Deps, 'store' | 'clock' | 'instantly'>) {
  const { raw } = store
  const together = groupCommitOf(store)
  const sql = statementsOf(raw)
  /** Writes each day that differs; most do not. */
  const putAll = raw.transaction((workspaceId: WorkspaceId, rows: ReadonlyMap<string, readonly DayRow[]>): void => {
    for (const [email, days] of rows) {
      let first = Number.POSITIVE_INFINITY
      for (const { day, row } of days) {
        sql.put.run({ ...row, workspaceId, day })
        first = Math.min(first, day)
      }
      sql.sumUp.run({ workspaceId, email, first })
    }
  })

  /** Returns the days that differ from those stored, by account. */
  function changedOf(workspaceId: WorkspaceId, rows: readonly MailboxDay[], from: number, to: number) {
    const changed = new Map<string, DayRow[]>()
    const emails = JSON.stringify([...new Set(rows.map(({ email }) => email))])
    const known = new Map<string, (string | number)[]>()
    for (const row of sql.stored.all({ workspaceId, emails, from, to })) known.set(`${row[1]} ${row[0]}`, row)
    const dayOf = new Map<string, number>()
    for (const row of rows) {
      const day = dayOf.get(row.date) ?? dayOfDate(row.date)
      dayOf.set(row.date, day)
      if (isStored(row, known.get(`${day} ${row.email}`))) continue
      const days = changed.get(row.email)
      if (days) days.push({ day, row })
      else changed.set(row.email, [{ day, row }])
    }
    return changed
  }

  /** Requests days; if the answer is too large for Instantly, it is halved, down to one account on one day. */
  async function ask(requestContext: RequestContext, asked: DaysRequest): Promise<readonly MailboxDay[]> {
    const { some, from, to } = asked
    try {
      return await instantly.mailboxDays(requestContext, some, dateOfDay(from), dateOfDay(to))
    } catch (error) {
      const halves = splitRequest(asked)
      if (!isRefused(error, 413) || halves.length === 0) throw error
      const rows: MailboxDay[] = []
      for (const half of halves) rows.push(...(await ask(requestContext, half)))
      return rows
    }
  }

  /**
   * Reads and stores days; those Instantly no longer reports are kept. `changed`: figures of campaigns changed, so
   * those of accounts will have. `known`: all addresses, given when the operator waits; `isNew`: nothing is known about
   * these accounts, and only they are read.
   */
  return async (
    requestContext: RequestContext,
    changed: boolean,
    known?: readonly string[],
    isNew = false,
  ): Promise<void> => {
    const { workspaceId } = requestContext
    const now = clock.now()
    const last = getSetting(store, workspaceId, mailboxesReadAt)
    const older = getSetting(store, workspaceId, olderReadAt)
    if (!changed && ageOf(last, now) < everyMs && ageOf(older, now) < everyMs) return
    const emails = known ?? (await instantly.mailboxes(requestContext)).map(({ email }) => email)
    const today = dayAt(instantly.now(workspaceId))
    const isRecent = !isNew && ageOf(older, now) < (known ? maxOlderAgeMs : everyMs)
    const missed = last === 0 || isNew ? firstSpans : Math.ceil((now - last) / (daysPerCall * dayMs))
    const spans = Math.min(firstSpans, Math.max(1, missed))
    const length = isRecent ? recentDays : daysPerCall
    const asked = Array.from({ length: isRecent ? 1 : spans }, (_, at) => today - at * daysPerCall)
      .toReversed()
      .flatMap((to) => chunk(emails, mailboxesPerCall).map((some) => ({ some, to })))
    await mapLimit(asked, concurrentRequests, async ({ some, to }) => {
      const from = to - length + 1
      const rows = await ask(requestContext, { some, from, to })
      // A day's figures may be reported for a neighbouring time zone.
      const toWrite = changedOf(workspaceId, rows, from - 1, to + 1)
      for (const part of chunk([...toWrite], Math.ceil(rowsPerStep / length))) {
        requestContext.signal?.throwIfAborted()
        putAll.immediate(workspaceId, new Map(part))
        await nextTurn()
      }
    })
    if (isNew) return
    await together(() => {
      setSetting(store, workspaceId, mailboxesReadAt, now, now)
      if (!isRecent) setSetting(store, workspaceId, olderReadAt, now, now)
    })
  }
}

/** Splits by accounts or days, whichever are more. Returns none for one account on one day. */
function splitRequest({ some, from, to }: DaysRequest): readonly DaysRequest[] {
  const days = to - from + 1
  if (some.length > 1 && some.length >= days)
    return chunk(some, Math.ceil(some.length / 2)).map((half) => ({ some: half, from, to }))
  if (days === 1) return []
  const middle = Math.floor((from + to) / 2)
  return [
    { some, from, to: middle },
    { some, from: middle + 1, to },
  ]
}

const isStored = (row: MailboxDay, known: readonly (string | number)[] | undefined): boolean => {
  if (!known) return false
  for (let at = 0; at < columns.length; at += 1)
    if (row[columns[at] as (typeof columns)[0]] !== known[at + 2]) return false
  return true
}

/** What is past its time, found a step at a time, and what deleting does with it. Nothing that is still needed is found. */
import type { RetentionKind } from '#shared/contract/app/retention.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

export type Cursor = readonly [number, number]
export const firstCursor: Cursor = [Number.MIN_SAFE_INTEGER, 0]

export type Step = {
  readonly count: number
  readonly bytes: number
  readonly kept: number
  /** Null: there is no more. */
  readonly next: Cursor | null
  /** Deletes what was found; in the caller's transaction. */
  readonly remove: () => void
}
export type Of = { readonly workspaceId: WorkspaceId; readonly before: number }
export type PastTime = Readonly<Record<RetentionKind, (of: Of, after: Cursor) => Step>>

/** Few enough that nobody waits for a step. */
const threadsPerStep = 100
const blocksPerStep = 20
const rowsPerStep = 500
const json = (ids: readonly number[]) => JSON.stringify(ids)

export function createPastTime({ raw }: Store): PastTime {
  const threads = raw.prepare<[object], { id: number; at: number; open: 0 | 1 }>(
    `select t.id, t.last_at as at,
       (t.box in ('answer', 'snoozed') or t.snoozed_until is not null or t.follow_up_of is not null
         or exists (select 1 from inbox_send s where s.thread_id = t.id
              and s.state in ('draft', 'pending', 'sent', 'failed', 'unclear'))
         or exists (select 1 from inbox_label_pending p where p.thread_id = t.id and p.told = 0)) as open
     from inbox_thread t indexed by inbox_thread_newest
     where t.workspace_id = @workspaceId and t.last_at < @before and (t.last_at, t.id) > (@at, @id)
     order by t.last_at, t.id limit ${threadsPerStep}`,
  )
  const withText = `thread_id in (select value from json_each(@ids))
    and (text <> '' or html is not null or attachments is not null or hook_key is not null)`
  const messages = raw.prepare<[object], { count: number; bytes: number }>(
    `select count(*) as count, coalesce(sum(octet_length(text) + coalesce(octet_length(html), 0)
       + coalesce(octet_length(attachments), 0)), 0) as bytes from inbox_message where ${withText}`,
  )
  const emptyMessages = raw.prepare(
    `update inbox_message set text = '', html = null, attachments = null, hook_key = null where ${withText}`,
  )
  const emptySends = raw.prepare(
    `update inbox_send set text = '', attachments = null
      where thread_id in (select value from json_each(@ids)) and state in ('done', 'dropped')`,
  )
  const emptyThreads = raw.prepare(
    `update inbox_thread set snippet = '', follow_up_text = null
      where id in (select value from json_each(@ids)) and (snippet <> '' or follow_up_text is not null)`,
  )

  function emails({ workspaceId, before }: Of, [at, id]: Cursor): Step {
    const found = threads.all({ workspaceId, before, at, id })
    const ids = json(found.flatMap((one) => (one.open === 0 ? [one.id] : [])))
    const open = json(found.flatMap((one) => (one.open === 1 ? [one.id] : [])))
    const { count, bytes } = messages.get({ ids }) ?? { count: 0, bytes: 0 }
    const last = found.at(-1)
    return {
      count,
      bytes,
      kept: messages.get({ ids: open })?.count ?? 0,
      next: found.length < threadsPerStep || !last ? null : [last.at, last.id],
      remove() {
        emptyMessages.run({ ids })
        emptySends.run({ ids })
        emptyThreads.run({ ids })
      },
    }
  }

  const blocks = raw.prepare<[object], { first: number; last: number; bytes: number }>(
    `select first_event_id as first, last_event_id as last, octet_length(data) as bytes from event_block
      where workspace_id = @workspaceId and first_event_id > @id order by first_event_id limit ${blocksPerStep}`,
  )
  const eventsIn = raw.prepare<[object], { count: number; newest: number | null }>(
    'select count(*) as count, max(at) as newest from event where workspace_id = @workspaceId and id between @first and @last',
  )
  const dropBlock = raw.prepare('delete from event_block where workspace_id = ? and first_event_id = ?')
  const waiting = raw.prepare<[object], { id: number; bytes: number; old: 0 | 1 }>(
    `select p.event_id as id, octet_length(p.raw) as bytes, coalesce(e.at < @before, 0) as old
       from event_payload p left join event e on e.id = p.event_id
      where p.workspace_id = @workspaceId and p.event_id > @id order by p.event_id limit ${rowsPerStep}`,
  )
  const dropWaiting = raw.prepare('delete from event_payload where event_id in (select value from json_each(?))')
  const dead = raw.prepare<[object], { id: number; bytes: number; old: 0 | 1 }>(
    `select id, octet_length(raw) as bytes, received_at < @before as old from dead_event
      where workspace_id = @workspaceId and id > @id order by id limit ${rowsPerStep}`,
  )
  const dropDead = raw.prepare('delete from dead_event where id in (select value from json_each(?))')

  /** In three turns: what is packed, what waits to be, what could not be read. */
  function payloads({ workspaceId, before }: Of, after: Cursor): Step {
    const [turn, id] = after[0] < 0 ? [0, 0] : after
    if (turn === 0) {
      const found = blocks.all({ workspaceId, id })
      // A block goes once its newest event is past its time.
      const old = found.flatMap((block) => {
        const { count, newest } = eventsIn.get({ workspaceId, ...block }) ?? { count: 0, newest: null }
        return newest !== null && newest < before ? [{ ...block, count }] : []
      })
      return {
        count: old.reduce((sum, { count }) => sum + count, 0),
        bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
        kept: 0,
        next: found.length < blocksPerStep ? [1, 0] : [0, found.at(-1)?.first ?? 0],
        remove() {
          for (const { first } of old) dropBlock.run(workspaceId, first)
        },
      }
    }
    const found = (turn === 1 ? waiting : dead).all({ workspaceId, before, id })
    const old = found.filter((row) => row.old === 1)
    const last = found.at(-1)
    const more = found.length === rowsPerStep && last !== undefined
    return {
      count: old.length,
      bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
      kept: 0,
      next: more ? [turn, last.id] : turn === 1 ? [2, 0] : null,
      remove: () => void (turn === 1 ? dropWaiting : dropDead).run(json(old.map((row) => row.id))),
    }
  }

  const archives = raw.prepare<[object], { id: number; needed: 0 | 1 }>(
    `select a.campaign_id as id, exists (select 1 from campaign_deletion d
         where d.campaign_id = a.campaign_id and d.state in ('held', 'sent')) as needed
       from campaign_archive a where a.workspace_id = @workspaceId and a.state = 'done' and a.ended_at < @before`,
  )
  const archived = (table: 'archived_lead' | 'archived_mail') => ({
    read: raw.prepare<[object], { id: number; raw: string; campaignId: number }>(
      `select rowid as id, raw, campaign_id as campaignId from ${table} where workspace_id = @workspaceId and rowid > @id
        order by rowid limit ${rowsPerStep}`,
    ),
    write: raw.prepare(`update ${table} set raw = ? where rowid = ?`),
  })
  const leads = archived('archived_lead')
  const mails = archived('archived_mail')
  const notSafe = raw.prepare(
    'update campaign_archive set safe = 0 where safe = 1 and campaign_id in (select value from json_each(?))',
  )

  function archivesOf({ workspaceId, before }: Of, after: Cursor): Step {
    const [turn, id] = after[0] < 0 ? [0, 0] : after
    const all = archives.all({ workspaceId, before })
    if (all.length === 0) return { count: 0, bytes: 0, kept: 0, next: null, remove: () => undefined }
    const needed = new Set(all.flatMap((one) => (one.needed === 1 ? [one.id] : [])))
    const old = new Set(all.map((one) => one.id))
    const table = turn === 0 ? leads : mails
    const found = table.read.all({ workspaceId, id })
    const changed = found.flatMap((row) => {
      if (!old.has(row.campaignId)) return []
      const less = turn === 0 ? lessOfLead(row.raw) : lessOfMail(row.raw)
      return less === null
        ? []
        : [{ id: row.id, less, bytes: row.raw.length - less.length, campaignId: row.campaignId }]
    })
    const going = changed.filter(({ campaignId }) => !needed.has(campaignId))
    const last = found.at(-1)
    const more = found.length === rowsPerStep && last !== undefined
    return {
      count: going.length,
      bytes: going.reduce((sum, { bytes }) => sum + Math.max(0, bytes), 0),
      kept: changed.length - going.length,
      next: more ? [turn, last.id] : turn === 0 ? [1, 0] : null,
      remove() {
        for (const row of going) table.write.run(row.less, row.id)
        // What is no longer whole does not allow a campaign to be deleted at Instantly.
        notSafe.run(json([...new Set(going.map(({ campaignId }) => campaignId))]))
      },
    }
  }

  const calls = raw.prepare<[object], { id: number; at: string; bytes: number }>(
    `select id, at, octet_length(path) + octet_length(asked_by) + 60 as bytes from audit_call
      where workspace_id = @workspaceId and id > @id order by id limit ${rowsPerStep}`,
  )
  const dropCalls = raw.prepare('delete from audit_call where id in (select value from json_each(?))')

  function callsOf({ workspaceId, before }: Of, [, id]: Cursor): Step {
    const found = calls.all({ workspaceId, id })
    const limit = new Date(before).toISOString()
    const old = found.filter(({ at }) => at < limit)
    const last = found.at(-1)
    return {
      count: old.length,
      bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
      kept: 0,
      // They come in the order of their time, but for those of a clock that was wrong: behind a step that stays all stay.
      next: old.length === 0 || !last ? null : [0, last.id],
      remove: () => void dropCalls.run(json(old.map((row) => row.id))),
    }
  }

  return { emails, payloads, archives: archivesOf, calls: callsOf }
}

const mark = 'emptied'
type Fields = Readonly<Record<string, unknown>>
/** Null where nothing is to go: it was emptied before, or its person was erased. */
function fieldsOf(text: string): Fields | null {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object, by the line before
  const fields = value as Fields
  return mark in fields || Object.keys(fields).length === 0 ? null : fields
}

/** What keeps an archived person from being contacted twice stays: the address, states and times. */
const keptOfLead = ['id', 'email', 'campaign', 'list_id', 'status', 'lt_interest_status', 'status_summary']
function lessOfLead(text: string): string | null {
  const fields = fieldsOf(text)
  if (fields === null) return null
  const stays = Object.entries(fields).filter(([key]) => keptOfLead.includes(key) || key.startsWith('timestamp_'))
  return JSON.stringify({ ...Object.fromEntries(stays), [mark]: 1 })
}

function lessOfMail(text: string): string | null {
  const fields = fieldsOf(text)
  return fields === null
    ? null
    : JSON.stringify({ ...fields, text: '', html: null, preview: null, attachments: [], [mark]: 1 })
}

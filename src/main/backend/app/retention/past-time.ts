/** Finds data whose retention period has passed, step by step, and deletes it. Data still needed is not found. */
import type { RetentionKind } from '#shared/contract/app/retention.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { createEmailRetention } from './past-emails.ts'
import { createPayloadRetention, json, rowsPerStep } from './past-payloads.ts'

export type RetentionCursor = readonly [number, number]
export const firstCursor: RetentionCursor = [Number.MIN_SAFE_INTEGER, 0]

export type RetentionStep = {
  readonly count: number
  readonly bytes: number
  readonly kept: number
  /** Null if there is no more. */
  readonly next: RetentionCursor | null
  /** Deletes what was found, in the caller's transaction. */
  readonly remove: () => void
}
export type RetentionScope = { readonly workspaceId: WorkspaceId; readonly before: number }
export type RetentionSteps = Readonly<
  Record<RetentionKind, (of: RetentionScope, after: RetentionCursor) => RetentionStep>
>

export function createRetentionSteps({ raw }: Store): RetentionSteps {
  const emails = createEmailRetention(raw)
  const payloads = createPayloadRetention(raw)

  const archives = raw.prepare<[object], { id: number; needed: 0 | 1 }>(
    `select a.campaign_id as id, exists (select 1 from campaign_deletion d
         where d.campaign_id = a.campaign_id and d.state in ('held', 'sent')) as needed
       from campaign_archive a where a.workspace_id = @workspaceId and a.state <> 'running' and a.ended_at < @before`,
  )
  /** An unfinished archive is continued from its first page, or it would count as complete without its texts. */
  const fromStart = raw.prepare(
    `update campaign_archive set step = 'leads', lead_cursor = null, mail_cursor = null
      where state <> 'done' and campaign_id in (select value from json_each(?))`,
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

  function archivesOf({ workspaceId, before }: RetentionScope, after: RetentionCursor): RetentionStep {
    const [turn, id] = after[0] < 0 ? [0, 0] : after
    const all = archives.all({ workspaceId, before })
    if (all.length === 0) return { count: 0, bytes: 0, kept: 0, next: null, remove: () => undefined }
    const needed = new Set(all.flatMap((one) => (one.needed === 1 ? [one.id] : [])))
    const old = new Set(all.map((one) => one.id))
    const table = turn === 0 ? leads : mails
    const found = table.read.all({ workspaceId, id })
    const changed = found.flatMap((row) => {
      if (!old.has(row.campaignId)) return []
      const less = turn === 0 ? reduceLead(row.raw) : reduceMail(row.raw)
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
        // An incomplete archive does not permit deleting the campaign at Instantly.
        const emptied = json([...new Set(going.map(({ campaignId }) => campaignId))])
        notSafe.run(emptied)
        fromStart.run(emptied)
      },
    }
  }

  const calls = raw.prepare<[object], { id: number; at: string; bytes: number }>(
    `select id, at, octet_length(path) + octet_length(asked_by) + 60 as bytes from audit_call
      where workspace_id = @workspaceId and id > @id order by id limit ${rowsPerStep}`,
  )
  const dropCalls = raw.prepare('delete from audit_call where id in (select value from json_each(?))')

  function callsOf({ workspaceId, before }: RetentionScope, [, id]: RetentionCursor): RetentionStep {
    const found = calls.all({ workspaceId, id })
    const limit = new Date(before).toISOString()
    const old = found.filter(({ at }) => at < limit)
    const last = found.at(-1)
    return {
      count: old.length,
      bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
      kept: 0,
      // They are sorted by time, except those from a wrong clock: everything behind a row that stays also stays.
      next: old.length === 0 || !last ? null : [0, last.id],
      remove: () => void dropCalls.run(json(old.map((row) => row.id))),
    }
  }

  return { emails, payloads, archives: archivesOf, calls: callsOf }
}

const emptiedMark = 'emptied'
type Fields = Readonly<Record<string, unknown>>
/** Null if there is nothing to delete: it was emptied before, or its person was erased. */
function fieldsOf(text: string): Fields | null {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  // The line above has checked that it is an object.
  const fields = value as Fields
  return emptiedMark in fields || Object.keys(fields).length === 0 ? null : fields
}

/** Fields that prevent an archived person from being contacted twice stay: the address, states and times. */
const keptLeadFields = ['id', 'email', 'campaign', 'list_id', 'status', 'lt_interest_status', 'status_summary']
function reduceLead(text: string): string | null {
  const fields = fieldsOf(text)
  if (fields === null) return null
  const stays = Object.entries(fields).filter(([key]) => keptLeadFields.includes(key) || key.startsWith('timestamp_'))
  return JSON.stringify({ ...Object.fromEntries(stays), [emptiedMark]: 1 })
}

function reduceMail(text: string): string | null {
  const fields = fieldsOf(text)
  return fields === null
    ? null
    : JSON.stringify({ ...fields, text: '', html: null, preview: null, attachments: [], [emptiedMark]: 1 })
}

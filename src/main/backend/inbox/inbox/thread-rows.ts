/** Builds list rows for conversations, with the names of campaigns and leads from other tables. */
import type { InboxThread, ReplySort, ScorePart, UnsentState } from '#shared/contract/inbox/inbox.ts'
import type { Referral } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { scoreNow } from './score.ts'

export type ThreadRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly leadEmail: string | null
  readonly fromName: string
  readonly subject: string
  readonly snippet: string
  readonly campaignId: string | null
  readonly lastAt: number
  readonly lastReceivedAt: number | null
  readonly theirTurn: 0 | 1
  readonly unread: number
  readonly messageCount: number
  readonly interest: number | null
  readonly sorted: ReplySort | null
  readonly sortedMessageId: number | null
  readonly sortedWhy: string | null
  readonly sortedFixed: 0 | 1
  readonly sortedUnsure: 0 | 1
  readonly sortedCertainty: number | null
  readonly returnDate: string | null
  readonly referralName: string | null
  readonly referralEmail: string | null
  readonly score: number
  readonly scoreWhy: string
  readonly assignedTo: string | null
  readonly snoozedUntil: number | null
  readonly archivedAt: number | null
  readonly sortedModel: string | null
  readonly modelWish: 0 | 1
  readonly followUpOf: number | null
}

/** The category, or whether it is an opt-out, waits for the operator. */
export const unsureSql = `(t.sorted_fixed = 0 and t.sorted is not null and (t.sorted_unsure = 1
  or coalesce((select o.state from opt_out o where o.id = t.opt_out_entry_id), '') = 'asked'))`

export const threadColumns = `t.id, t.workspace_id as workspaceId, t.lead_email as leadEmail, t.from_name as fromName,
  t.subject, t.snippet,
  t.campaign_id as campaignId, t.last_at as lastAt, t.last_received_at as lastReceivedAt, t.their_turn as theirTurn,
  t.unread, t.message_count as messageCount, t.interest, t.sorted, t.sorted_message_id as sortedMessageId, t.sorted_why as sortedWhy,
  t.sorted_fixed as sortedFixed, ${unsureSql} as sortedUnsure, t.return_date as returnDate,
  t.sorted_certainty as sortedCertainty, t.referral_name as referralName, t.referral_email as referralEmail, t.score, t.score_why as scoreWhy,
  t.assigned_to as assignedTo, t.snoozed_until as snoozedUntil, t.archived_at as archivedAt,
  t.sorted_model as sortedModel, t.model_wish as modelWish, t.follow_up_of as followUpOf, t.heat`

const referralOf = ({ referralName: name, referralEmail: email }: ThreadRow): Referral | null =>
  name === null && email === null ? null : { ...(name === null ? {} : { name }), ...(email === null ? {} : { email }) }

type Lead = { readonly first: string | null; readonly last: string | null; readonly company: string | null }
type Campaign = { readonly name: string | null; readonly partId: ClientPartId | null }
/** Names of the rows' leads and campaigns, by `placeOf` of the question. */
type KnownNames = {
  readonly leads: ReadonlyMap<string, Lead>
  readonly campaigns: ReadonlyMap<string, Campaign>
  /** Conversations with mails that have not left. */
  readonly unsent: ReadonlyMap<number, UnsentState>
}
type NameQuery = readonly [of: string, workspaceId: WorkspaceId]

/** Creates the rows. `nowOf`: Instantly's time for a client. */
export function createThreadRows({ raw: db }: Store, nowOf: (workspaceId: WorkspaceId) => number) {
  // One statement reads all rows of a page; a hundred single ones take twenty times as long.
  const leadsOf = db.prepare<[string], Lead & { no: number }>(
    `select k.key as no, l.first_name as first, l.last_name as last, l.company_name as company, max(l.id)
       from json_each(?) k cross join lead l indexed by lead_ready_email
         on l.email = k.value ->> 0 and l.gate = 0 and l.removed = 0 and l.workspace_id = k.value ->> 1
      group by k.key`,
  )
  const campaignsOf = db.prepare<[string], Campaign & { no: number }>(
    `select k.key as no, c.part_id as partId, coalesce(c.name, (select r.campaign_name from export_run r
         where r.workspace_id = k.value ->> 1 and r.campaign_id = k.value ->> 0 order by r.id desc limit 1), e.name) as name
       from json_each(?) k
       left join campaign c on c.workspace_id = k.value ->> 1 and c.remote_id = k.value ->> 0
       left join event_campaign e on e.workspace_id = k.value ->> 1 and e.remote_id = k.value ->> 0`,
  )

  const unsentOf = db.prepare<[string], { threadId: number; state: UnsentState }>(
    `select s.thread_id as threadId, iif(s.state = 'pending', 'waiting', s.state) as state
       from json_each(?) k cross join inbox_send s on s.thread_id = k.value
      where s.state in ('failed', 'unclear') or (s.state = 'pending' and s.problem_code is not null)
         or (s.state = 'draft' and trim(s.text) <> '')
      -- The most urgent one of a conversation comes last.
      order by instr('draft pending failed unclear', s.state)`,
  )
  const newestOf = db
    .prepare<[number], number | null>('select max(last_at) from inbox_thread where workspace_id = ?')
    .pluck()

  /**
   * Returns a client's current time. Scores halved by another clock would not match the order, and a demo's clock runs
   * ahead; until Instantly was asked since the start, the newest message serves.
   */
  function timeOf(workspaceId: WorkspaceId, nows: Map<WorkspaceId, number>): number {
    const known = nows.get(workspaceId)
    if (known !== undefined) return known
    const time = Math.max(nowOf(workspaceId), newestOf.get(workspaceId) ?? 0)
    nows.set(workspaceId, time)
    return time
  }

  const campaignsAsked = (asked: readonly NameQuery[]) => queryDistinct(asked, (keys) => campaignsOf.all(keys))
  const nameOfCampaign = (workspaceId: WorkspaceId, campaignId: string): string | null =>
    campaignsAsked([[campaignId, workspaceId]]).get(keyOfQuery([campaignId, workspaceId]))?.name ?? null

  function shownAll(rows: readonly ThreadRow[]): readonly InboxThread[] {
    const ofLeads = rows.flatMap((row): NameQuery[] =>
      row.leadEmail === null ? [] : [[row.leadEmail, row.workspaceId]],
    )
    const ofCampaigns = rows.flatMap((row): NameQuery[] =>
      row.campaignId === null ? [] : [[row.campaignId, row.workspaceId]],
    )
    const known = {
      leads: queryDistinct(ofLeads, (keys) => leadsOf.all(keys)),
      campaigns: campaignsAsked(ofCampaigns),
      unsent: new Map(
        unsentOf.all(JSON.stringify(rows.map(({ id }) => id))).map(({ threadId, state }) => [threadId, state]),
      ),
    }
    const nows = new Map<WorkspaceId, number>()
    return rows.map((row) => shownWith(row, known, timeOf(row.workspaceId, nows)))
  }
  const shown = (row: ThreadRow): InboxThread => shownAll([row])[0] as InboxThread

  return { shown, shownAll, nameOfCampaign }
}

/** `now`: the client's current time. */
function shownWith(row: ThreadRow, { leads, campaigns, unsent }: KnownNames, now: number): InboxThread {
  const campaign = row.campaignId === null ? null : campaigns.get(keyOfQuery([row.campaignId, row.workspaceId]))
  const mail = unsent.get(row.id) ?? null
  const lead = row.leadEmail === null ? undefined : leads.get(keyOfQuery([row.leadEmail, row.workspaceId]))
  const name = [lead?.first, lead?.last].filter(Boolean).join(' ') || row.fromName || lead?.company || row.leadEmail
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    partId: campaign?.partId ?? null,
    leadEmail: row.leadEmail,
    name: name ?? '',
    company: lead?.company ?? null,
    subject: row.subject,
    snippet: row.snippet,
    campaignId: row.campaignId,
    campaignName: campaign?.name ?? null,
    lastAt: new Date(row.lastAt).toISOString(),
    theirTurn: row.theirTurn === 1,
    unread: row.unread,
    messageCount: row.messageCount,
    interest: row.interest,
    sorted: row.sorted,
    sortedMessageId: row.sortedMessageId,
    sortedWhy: JSON.parse(row.sortedWhy ?? '[]') as string[],
    sortedFixed: row.sortedFixed === 1,
    sortedUnsure: row.sortedUnsure === 1,
    sortedCertainty: row.sortedFixed === 1 || row.sortedModel !== null ? null : row.sortedCertainty,
    returnDate: row.returnDate,
    referral: referralOf(row),
    score: scoreNow(row.score, row.lastReceivedAt ?? row.lastAt, now),
    scoreWhy: JSON.parse(row.scoreWhy) as ScorePart[],
    assignedTo: row.assignedTo,
    snoozedUntil: isoOrNull(row.snoozedUntil),
    archived: row.archivedAt !== null,
    sortedModel: row.sortedModel,
    modelWish: row.modelWish === 1,
    followUp: row.followUpOf === null ? null : row.snoozedUntil === null ? 'due' : 'planned',
    unsent: row.followUpOf !== null && mail === 'draft' ? null : mail,
  }
}

const keyOfQuery = ([of, workspaceId]: NameQuery): string => `${workspaceId} ${of}`

/** Asks for each distinct item once, in a single query; returns the answers by `placeOf`. */
function queryDistinct<Row extends { readonly no: number }>(
  asked: readonly NameQuery[],
  all: (keys: string) => readonly Row[],
): ReadonlyMap<string, Row> {
  const keys = [...new Map(asked.map((one) => [keyOfQuery(one), one])).values()]
  if (keys.length === 0) return new Map()
  return new Map(all(JSON.stringify(keys)).map((row) => [keyOfQuery(keys[row.no] as NameQuery), row]))
}

/** A conversation as a row of lists, with the names others gave its campaign and its lead. */
import type { InboxThread, ReplySort, ScorePart } from '#shared/contract/inbox/inbox.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
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
  readonly sortedWhy: string | null
  readonly sortedFixed: 0 | 1
  readonly sortedUnsure: 0 | 1
  readonly returnDate: string | null
  readonly score: number
  readonly scoreWhy: string
  readonly assignedTo: string | null
  readonly snoozedUntil: number | null
  readonly archivedAt: number | null
  readonly sortedModel: string | null
  readonly modelWish: 0 | 1
  readonly followUpOf: number | null
}

/** Its label, or whether it is an opt-out, waits for the operator. */
export const unsureSql = `(t.sorted_fixed = 0 and t.sorted is not null and (t.sorted_unsure = 1
  or coalesce((select o.state from opt_out o where o.id = t.opt_out_entry_id), '') = 'asked'))`

export const threadColumns = `t.id, t.workspace_id as workspaceId, t.lead_email as leadEmail, t.from_name as fromName,
  t.subject, t.snippet,
  t.campaign_id as campaignId, t.last_at as lastAt, t.last_received_at as lastReceivedAt, t.their_turn as theirTurn,
  t.unread, t.message_count as messageCount, t.interest, t.sorted, t.sorted_why as sortedWhy,
  t.sorted_fixed as sortedFixed, ${unsureSql} as sortedUnsure, t.return_date as returnDate, t.score, t.score_why as scoreWhy,
  t.assigned_to as assignedTo, t.snoozed_until as snoozedUntil, t.archived_at as archivedAt,
  t.sorted_model as sortedModel, t.model_wish as modelWish, t.follow_up_of as followUpOf, t.heat`

/** What the rows of one answer share: a page has few campaigns and clients. */
type Shared = {
  readonly campaigns: Map<string, { readonly name: string | null; readonly partId: ClientPartId | null }>
  readonly nows: Map<WorkspaceId, number>
}
const sharedByRows = (): Shared => ({ campaigns: new Map(), nows: new Map() })

/** `nowOf`: Instantly's time, as a client has it. */
export function createThreadRows({ raw: db }: Store, nowOf: (workspaceId: WorkspaceId) => number) {
  const leadOf = db.prepare<[string, number], { first: string | null; last: string | null; company: string | null }>(
    `select first_name as first, last_name as last, company_name as company from lead
     where email = ? and gate = 0 and removed = 0 and workspace_id = ? order by id desc limit 1`,
  )
  const campaignName = db
    .prepare<[number, string], string>(
      'select campaign_name from export_run where workspace_id = ? and campaign_id = ? order by id desc limit 1',
    )
    .pluck()
  const partOf = db
    .prepare<[number, string], ClientPartId | null>(
      'select part_id from campaign where workspace_id = ? and remote_id = ?',
    )
    .pluck()
  const remoteCampaignName = db
    .prepare<[number, string], string>('select name from event_campaign where workspace_id = ? and remote_id = ?')
    .pluck()

  const newestOf = db
    .prepare<[number], number | null>('select max(last_at) from inbox_thread where workspace_id = ?')
    .pluck()

  /**
   * The time of a client. Points halved by another clock would not agree with the order, and a demo's runs ahead: until it
   * was asked since the start, its newest message tells.
   */
  function timeOf(workspaceId: WorkspaceId, nows: Shared['nows']): number {
    const known = nows.get(workspaceId)
    if (known !== undefined) return known
    const time = Math.max(nowOf(workspaceId), newestOf.get(workspaceId) ?? 0)
    nows.set(workspaceId, time)
    return time
  }

  function shown(row: ThreadRow, { campaigns, nows }: Shared = sharedByRows()): InboxThread {
    const campaign = row.campaignId === null ? null : knownCampaign(campaigns, row.workspaceId, row.campaignId)
    const lead = row.leadEmail === null ? undefined : leadOf.get(row.leadEmail, row.workspaceId)
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
      sortedWhy: JSON.parse(row.sortedWhy ?? '[]') as string[],
      sortedFixed: row.sortedFixed === 1,
      sortedUnsure: row.sortedUnsure === 1,
      returnDate: row.returnDate,
      score: scoreNow(row.score, row.lastReceivedAt ?? row.lastAt, timeOf(row.workspaceId, nows)),
      scoreWhy: JSON.parse(row.scoreWhy) as ScorePart[],
      assignedTo: row.assignedTo,
      snoozedUntil: row.snoozedUntil === null ? null : new Date(row.snoozedUntil).toISOString(),
      archived: row.archivedAt !== null,
      sortedModel: row.sortedModel,
      modelWish: row.modelWish === 1,
      followUp: row.followUpOf === null ? null : row.snoozedUntil === null ? 'due' : 'planned',
    }
  }

  const nameOfCampaign = (workspaceId: WorkspaceId, campaignId: string): string | null =>
    campaignName.get(workspaceId, campaignId) ?? remoteCampaignName.get(workspaceId, campaignId) ?? null

  function knownCampaign(campaigns: Shared['campaigns'], workspaceId: WorkspaceId, campaignId: string) {
    const key = `${workspaceId} ${campaignId}`
    const known = campaigns.get(key)
    if (known) return known
    const partId = partOf.get(workspaceId, campaignId) ?? null
    const campaign = { name: nameOfCampaign(workspaceId, campaignId), partId }
    campaigns.set(key, campaign)
    return campaign
  }

  const shownAll = (rows: readonly ThreadRow[]): readonly InboxThread[] => {
    const shared = sharedByRows()
    return rows.map((row) => shown(row, shared))
  }

  return { shown, shownAll, nameOfCampaign }
}

/** Writes campaigns and their figures. Every function is one transaction; nothing in here waits. */
import { createHash } from 'node:crypto'
import { searchNameOf } from '#shared/domain/campaigns/search-name.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { createAssigner } from '../../clients/clients/assign.ts'
import type { Store } from '../../core/deps.ts'
import type { RemoteCampaign } from '../../core/instantly/types.ts'
import type { CampaignDay, CampaignStep, CampaignTotals, SendingStatus } from '../../core/instantly/types-campaigns.ts'
import { packDaysSql } from './day-sums.ts'

const countColumns = [
  'sent',
  'contacted',
  'opened',
  'opened_unique',
  'clicked',
  'clicked_unique',
  'replied',
  'replied_unique',
  'automatic',
  'automatic_unique',
  'opportunities',
] as const
const endColumns = ['bounced', 'unsubscribed', 'completed', 'opportunity_cents'] as const
const totalColumns = [...countColumns, ...endColumns]

/** What of an answer changes by itself, and is no edit. */
const volatile = new Set(['status', 'not_sending_status', 'timestamp_updated'])

type Known = {
  readonly id: CampaignId
  readonly name: string
  readonly status: number
  readonly notSending: number | null
  readonly contentHash: string
  readonly contentAt: number
  readonly goneAt: number | null
}

/** What taking in a list did. */
export type Taken = {
  readonly imported: number
  readonly updated: number
}

/** Campaigns whose days and steps are not those of their totals. */
export type ToDetail = {
  readonly id: CampaignId
  readonly remoteId: string
  readonly totalsKey: string
  readonly from: string
}

/** Days and steps as answered. */
export type ReadDetails = {
  readonly days: readonly CampaignDay[]
  readonly steps: readonly CampaignStep[]
  /** The totals they are of. */
  readonly key: string
  readonly at: number
}

/** Who changed the state of a campaign. */
type ChangedBy = 'operator' | 'blackout' | 'instantly'

export type CampaignStore = ReturnType<typeof createCampaignStore>

const dayMs = 86_400_000

export function createCampaignStore(store: Store) {
  const { raw } = store
  const { byRules } = createAssigner(store)
  const find = raw.prepare<[number, string], Known>(
    `select id, name, status, not_sending as notSending, content_hash as contentHash, content_at as contentAt, gone_at as goneAt
       from campaign where workspace_id = ? and remote_id = ?`,
  )
  const add = raw.prepare(
    `insert into campaign (workspace_id, remote_id, name, search_name, status, not_sending, remote_created_at,
       open_tracking, link_tracking, content_hash, content_at, first_seen_at)
     values (@workspaceId, @remoteId, @name, @searchName, @status, @notSending, @createdAt, @opens, @clicks, @hash, @at, @at)`,
  )
  const change = raw.prepare(
    `update campaign set name = @name, search_name = @searchName, status = @status, not_sending = @notSending,
       remote_created_at = coalesce(@createdAt, remote_created_at), open_tracking = @opens, link_tracking = @clicks,
       content_hash = @hash, content_at = @at, gone_at = null where id = @id`,
  )
  const confirm = raw.prepare('update campaign set content_at = ? where id = ?')
  const putContent = raw.prepare(
    `insert into campaign_content (campaign_id, workspace_id, raw) values (?, ?, ?)
       on conflict (campaign_id) do update set raw = excluded.raw`,
  )
  const putChange = raw.prepare(
    `insert into campaign_change (workspace_id, campaign_id, at, was, status, changed_by) values (?, ?, ?, ?, ?, ?)`,
  )
  const markGone = raw.prepare('update campaign set gone_at = ? where id = ? and gone_at is null')

  const takeOne = (workspaceId: WorkspaceId, one: RemoteCampaign, askedAt: number, by: ChangedBy) => {
    const known = find.get(workspaceId, one.id)
    // What the operator switched after this list was asked for is newer than the list.
    if (known && known.contentAt > askedAt) return { isNew: false, changed: false }
    const hash = contentHash(one.raw)
    const name = nameOf(one)
    const notSending = numberOf(one.raw['not_sending_status'])
    const row = {
      workspaceId,
      remoteId: one.id,
      name,
      searchName: searchNameOf(name),
      status: Math.trunc(one.status),
      notSending,
      createdAt: one.createdAt,
      opens: flagOf(one.raw['open_tracking']),
      clicks: flagOf(one.raw['link_tracking']),
      hash,
      at: askedAt,
    }
    if (!known) {
      const id = Number(add.run(row).lastInsertRowid)
      putContent.run(id, workspaceId, JSON.stringify(one.raw))
      return { isNew: true, changed: false }
    }
    const sameContent = known.contentHash === hash
    const changed = !sameContent || known.name !== name || known.status !== row.status || known.goneAt !== null
    if (!changed && known.notSending === notSending) {
      confirm.run(askedAt, known.id)
      return { isNew: false, changed: false }
    }
    change.run({ ...row, id: known.id })
    if (known.status !== row.status) putChange.run(workspaceId, known.id, askedAt, known.status, row.status, by)
    if (!sameContent) putContent.run(known.id, workspaceId, JSON.stringify(one.raw))
    return { isNew: false, changed }
  }

  const take = raw.transaction(
    (workspaceId: WorkspaceId, listed: readonly RemoteCampaign[], askedAt: number, by: ChangedBy): Taken => {
      let imported = 0
      let updated = 0
      for (const one of listed) {
        const { isNew, changed } = takeOne(workspaceId, one, askedAt, by)
        imported += Number(isNew)
        updated += Number(changed)
      }
      // A new or renamed campaign is never seen with another client than its rules'.
      if (imported + updated > 0) byRules(workspaceId)
      return { imported, updated }
    },
  )

  const missing = raw.prepare<[number, string], { id: CampaignId; remoteId: string }>(
    `select id, remote_id as remoteId from campaign
       where workspace_id = ? and gone_at is null and remote_id not in (select value from json_each(?))`,
  )

  // Totals
  const totalsKey = raw.prepare<[number, string], { id: CampaignId; totalsKey: string | null; status: number }>(
    'select id, totals_key as totalsKey, status from campaign where workspace_id = ? and remote_id = ?',
  )
  const sameTotals = raw.prepare('update campaign set totals_at = ? where id = ?')
  const putTotals = raw.prepare(
    `update campaign set ${totalColumns.map((column) => `${column} = @${column}`).join(', ')},
       totals_at = @at, totals_key = @key where id = @id`,
  )
  const putSnapshot = raw.prepare(
    `insert into campaign_snapshot (workspace_id, campaign_id, at, status, ${totalColumns.join(', ')})
     values (@workspaceId, @id, @at, @status, ${totalColumns.map((column) => `@${column}`).join(', ')})
       on conflict do nothing`,
  )
  const nothingSent = raw.prepare(
    `update campaign set totals_at = ? where workspace_id = ? and gone_at is null and totals_key is null`,
  )
  const takeTotals = raw.transaction(
    (workspaceId: WorkspaceId, rows: readonly CampaignTotals[], at: number): number => {
      let changed = 0
      for (const row of rows) {
        const known = totalsKey.get(workspaceId, row.campaignId)
        if (!known) continue
        const values = totalValues(row)
        const key = totalColumns.map((column) => values[column]).join(' ')
        if (known.totalsKey === key) {
          sameTotals.run(at, known.id)
          continue
        }
        changed++
        putTotals.run({ ...values, at, key, id: known.id })
        putSnapshot.run({ ...values, at, workspaceId, id: known.id, status: known.status })
      }
      return changed
    },
  )

  // Days and steps
  const toDetail = raw.prepare<{ workspaceId: number; staleAt: number; recentDay: number }, ToDetail>(
    `select id, remote_id as remoteId, totals_key as totalsKey, coalesce(remote_created_at, '') as "from" from campaign
       where workspace_id = @workspaceId and gone_at is null and totals_key is not null and (
         details_key is null or details_key <> totals_key
         or (details_at < @staleAt and exists (select 1 from campaign_day d where d.campaign_id = campaign.id and d.day > @recentDay)))
       order by id`,
  )
  const oneToDetail = raw.prepare<[number], ToDetail>(
    `select id, remote_id as remoteId, totals_key as totalsKey, coalesce(remote_created_at, '') as "from" from campaign
       where id = ? and gone_at is null and totals_key is not null`,
  )
  const dropDays = raw.prepare('delete from campaign_day where campaign_id = ? and day >= ?')
  const putDay = raw.prepare(
    `insert into campaign_day (workspace_id, campaign_id, day, ${countColumns.join(', ')})
     values (@workspaceId, @id, @day, ${countColumns.map((column) => `@${column}`).join(', ')})`,
  )
  const packDays = raw.prepare(packDaysSql('campaign_id = ?'))
  const dropSteps = raw.prepare('delete from campaign_step where campaign_id = ?')
  const putStep = raw.prepare(
    `insert into campaign_step (workspace_id, campaign_id, step, variant, ${countColumns.join(', ')}, meetings, won)
     values (@workspaceId, @id, @step, @variant, ${countColumns.map((column) => `@${column}`).join(', ')}, @meetings, @won)
       on conflict do update set ${[...countColumns, 'meetings', 'won'].map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}`,
  )
  const detailed = raw.prepare(
    `update campaign set details_key = @key, details_at = @at, days_rev = days_rev + 1, problem_code = null, problem_at = null, failures = 0 where id = @id`,
  )
  const putDetails = raw.transaction((workspaceId: WorkspaceId, id: CampaignId, read: ReadDetails): void => {
    const byDay = new Map(read.days.map((row) => [dayNumber(row.date), row]))
    const days = [...byDay.keys()]
    // Counts move between days when automatic replies come late: all from the first day answered is written anew. Days
    // before it, which Instantly may have forgotten, stay.
    if (days.length > 0) {
      const first = Math.min(...days)
      dropDays.run(id, first)
      for (const [day, row] of byDay)
        putDay.run({ workspaceId, id, day, contacted: row.contacted, ...countValues(row) })
      packDays.run(id)
    }
    if (read.steps.length > 0) dropSteps.run(id)
    for (const row of read.steps) {
      const { step, variant, meetings, won } = row
      putStep.run({ workspaceId, id, step, variant, meetings, won, contacted: 0, ...countValues(row) })
    }
    detailed.run({ id, key: read.key, at: read.at })
  })
  const failedAt = raw.prepare(
    'update campaign set problem_code = ?, problem_at = ?, failures = failures + 1 where id = ?',
  )
  const putSending = raw.prepare('update campaign set sending_status = ?, sending_status_at = ? where id = ?')
  const putTags = raw.prepare('update campaign set tags = ? where workspace_id = ? and remote_id = ? and tags is not ?')
  const present = raw.prepare<[number], { remoteId: string }>(
    'select remote_id as remoteId from campaign where workspace_id = ? and gone_at is null',
  )

  const putAllTags = raw.transaction(
    (workspaceId: WorkspaceId, names: ReadonlyMap<string, readonly string[]>): void => {
      for (const { remoteId } of present.all(workspaceId)) {
        const text = tagText(names.get(remoteId) ?? [])
        putTags.run(text, workspaceId, remoteId, text)
      }
      byRules(workspaceId)
    },
  )
  const putTagsOf = raw.transaction((workspaceId: WorkspaceId, remoteId: string, names: readonly string[]): void => {
    const text = tagText(names)
    if (putTags.run(text, workspaceId, remoteId, text).changes > 0) byRules(workspaceId)
  })

  return {
    /** Those of a list that are new here, or called otherwise. */
    named: (workspaceId: WorkspaceId, listed: readonly RemoteCampaign[]): readonly RemoteCampaign[] =>
      listed.filter((one) => find.get(workspaceId, one.id)?.name !== nameOf(one)),
    /** Takes in campaigns as listed by a request that left at `askedAt`. At most 100 at a time. */
    /** `by`: who changed the states that are others than before. */
    take: (
      workspaceId: WorkspaceId,
      listed: readonly RemoteCampaign[],
      askedAt: number,
      by: ChangedBy = 'instantly',
    ): Taken => take.immediate(workspaceId, listed, askedAt, by),
    /** Campaigns a whole list did not name. */
    missing: (workspaceId: WorkspaceId, listed: readonly RemoteCampaign[]) =>
      missing.all(workspaceId, JSON.stringify(listed.map(({ id }) => id))),
    /** Instantly said that it no longer has it. True where that was not known. */
    gone: (id: CampaignId, at: number): boolean => markGone.run(at, id).changes === 1,
    /** Takes in totals read at `at`; gives how many changed. At most some hundred at a time. */
    takeTotals: (workspaceId: WorkspaceId, rows: readonly CampaignTotals[], at: number): number =>
      takeTotals.immediate(workspaceId, rows, at),
    /** Campaigns without totals have sent nothing: that too was read. */
    confirmUnsent: (workspaceId: WorkspaceId, at: number): void => void nothingSent.run(at, workspaceId),
    /**
     * Campaigns whose days and steps must be read: the totals changed since, or they sent within 30 days and were last
     * read three days ago, as counts can move between days.
     */
    toDetail: (workspaceId: WorkspaceId, now: number): readonly ToDetail[] =>
      toDetail.all({ workspaceId, staleAt: now - 3 * dayMs, recentDay: Math.floor(now / dayMs) - 30 }),
    /** One campaign, changed or not; null where it has no totals or is gone. */
    oneToDetail: (id: CampaignId): ToDetail | null => oneToDetail.get(id) ?? null,
    putDetails: (workspaceId: WorkspaceId, id: CampaignId, read: ReadDetails): void =>
      putDetails.immediate(workspaceId, id, read),
    detailFailed: (id: CampaignId, code: ErrorCode, at: number): void => void failedAt.run(code, at, id),
    putSending: (id: CampaignId, status: SendingStatus, at: number): void =>
      void putSending.run(JSON.stringify(status), at, id),
    /** `names`: tags by campaign. Campaigns without one have none. */
    putTags: (workspaceId: WorkspaceId, names: ReadonlyMap<string, readonly string[]>): void =>
      putAllTags.immediate(workspaceId, names),
    /** The tags of one campaign, by name. */
    putTagsOf: (workspaceId: WorkspaceId, remoteId: string, names: readonly string[]): void =>
      putTagsOf.immediate(workspaceId, remoteId, names),
  }
}

/** Names of tags as they are kept: in order, each once. */
const tagText = (names: readonly string[]): string =>
  JSON.stringify([...new Set(names.map((name) => name.trim().slice(0, 100)))].filter((name) => name !== '').toSorted())

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? Math.trunc(value) : null)
const flagOf = (value: unknown): number | null => (typeof value === 'boolean' ? Number(value) : null)

function contentHash(raw: Readonly<Record<string, unknown>>): string {
  const kept = Object.entries(raw)
    .filter(([key]) => !volatile.has(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha1').update(JSON.stringify(kept)).digest('base64')
}

const dayNumber = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs)

function countValues(
  row: Omit<CampaignTotals, 'campaignId' | 'contacted' | 'bounced' | 'unsubscribed' | 'completed' | 'opportunityValue'>,
) {
  return {
    sent: row.sent,
    opened: row.opened,
    opened_unique: row.openedUnique,
    clicked: row.clicked,
    clicked_unique: row.clickedUnique,
    replied: row.replied,
    replied_unique: row.repliedUnique,
    automatic: row.automatic,
    automatic_unique: row.automaticUnique,
    opportunities: row.opportunities,
  }
}

const nameOf = (one: RemoteCampaign): string => one.name.slice(0, 1_000)

const totalValues = (row: CampaignTotals) => ({
  ...countValues(row),
  contacted: row.contacted,
  bounced: row.bounced,
  unsubscribed: row.unsubscribed,
  completed: row.completed,
  opportunity_cents: Math.round(row.opportunityValue * 100),
})

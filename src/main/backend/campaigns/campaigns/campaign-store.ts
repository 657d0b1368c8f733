/** Stores campaigns and their figures. Every function is one transaction and synchronous. */

import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { searchNameOf } from '#shared/domain/campaigns/search-name.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { createAssigner } from '../../clients/clients/assign.ts'
import type { Store } from '../../core/deps.ts'
import type { SendingStatus } from '../../core/instantly/schemas-campaigns.ts'
import type { RemoteCampaign } from '../../core/instantly/types.ts'
import { isNewerThanRequest } from '../../core/lib/clock-spans.ts'
import { createDetailsStore } from './details-store.ts'
import { createTotalsStore } from './totals-store.ts'

/** Fields of an answer that change without an edit. */
const volatileFields = new Set(['status', 'not_sending_status', 'timestamp_updated'])

type KnownCampaign = {
  readonly id: CampaignId
  readonly name: string
  readonly status: number
  readonly notSending: number | null
  readonly contentHash: string
  readonly contentAt: number
  readonly goneAt: number | null
}

/** Result of storing a list. */
export type CampaignListResult = {
  readonly imported: number
  readonly updated: number
}

/** Who changed the state of a campaign. */
type ChangedBy = 'operator' | 'blackout' | 'instantly'

export type CampaignStore = ReturnType<typeof createCampaignStore>

const statementsOf = (raw: Database) => ({
  find: raw.prepare<[number, string], KnownCampaign>(
    `select id, name, status, not_sending as notSending, content_hash as contentHash, content_at as contentAt, gone_at as goneAt
       from campaign where workspace_id = ? and remote_id = ?`,
  ),
  add: raw.prepare(
    `insert into campaign (workspace_id, remote_id, name, search_name, status, not_sending, remote_created_at,
       open_tracking, link_tracking, content_hash, content_at, first_seen_at)
     values (@workspaceId, @remoteId, @name, @searchName, @status, @notSending, @createdAt, @opens, @clicks, @hash, @at, @at)`,
  ),
  change: raw.prepare(
    `update campaign set name = @name, search_name = @searchName, status = @status, not_sending = @notSending,
       remote_created_at = coalesce(@createdAt, remote_created_at), open_tracking = @opens, link_tracking = @clicks,
       content_hash = @hash, content_at = @at, gone_at = null where id = @id`,
  ),
  confirm: raw.prepare('update campaign set content_at = ? where id = ?'),
  putContent: raw.prepare(
    `insert into campaign_content (campaign_id, workspace_id, raw) values (?, ?, ?)
       on conflict (campaign_id) do update set raw = excluded.raw`,
  ),
  putChange: raw.prepare(
    `insert into campaign_change (workspace_id, campaign_id, at, was, status, changed_by) values (?, ?, ?, ?, ?, ?)`,
  ),
  markGone: raw.prepare('update campaign set gone_at = ? where id = ? and gone_at is null'),
  missing: raw.prepare<[number, string], { id: CampaignId; remoteId: string }>(
    `select id, remote_id as remoteId from campaign
       where workspace_id = ? and gone_at is null and remote_id not in (select value from json_each(?))`,
  ),
  putSending: raw.prepare('update campaign set sending_status = ?, sending_status_at = ? where id = ?'),
  putTags: raw.prepare('update campaign set tags = ? where workspace_id = ? and remote_id = ? and tags is not ?'),
  present: raw.prepare<[number], { remoteId: string }>(
    'select remote_id as remoteId from campaign where workspace_id = ? and gone_at is null',
  ),
})

/** Stores one listed campaign, in the caller's transaction. */
function takeOne(
  sql: ReturnType<typeof statementsOf>,
  workspaceId: WorkspaceId,
  one: RemoteCampaign,
  askedAt: number,
  by: ChangedBy,
): { readonly isNew: boolean; readonly changed: boolean } {
  const known = sql.find.get(workspaceId, one.id)
  // The operator's switch or deletion after the list was requested is newer than the list.
  if (known && isNewerThanRequest(Math.max(known.contentAt, known.goneAt ?? 0), askedAt))
    return { isNew: false, changed: false }
  const hash = contentHash(one.raw)
  const name = nameOf(one)
  const notSending = integerOrNull(one.raw['not_sending_status'])
  const row = {
    workspaceId,
    remoteId: one.id,
    name,
    searchName: searchNameOf(name),
    status: Math.trunc(one.status),
    notSending,
    createdAt: one.createdAt,
    opens: flagOrNull(one.raw['open_tracking']),
    clicks: flagOrNull(one.raw['link_tracking']),
    hash,
    at: askedAt,
  }
  if (!known) {
    const id = Number(sql.add.run(row).lastInsertRowid)
    sql.putContent.run(id, workspaceId, JSON.stringify(one.raw))
    return { isNew: true, changed: false }
  }
  const sameContent = known.contentHash === hash
  const changed = !sameContent || known.name !== name || known.status !== row.status || known.goneAt !== null
  if (!changed && known.notSending === notSending) {
    sql.confirm.run(askedAt, known.id)
    return { isNew: false, changed: false }
  }
  sql.change.run({ ...row, id: known.id })
  if (known.status !== row.status) sql.putChange.run(workspaceId, known.id, askedAt, known.status, row.status, by)
  if (!sameContent) sql.putContent.run(known.id, workspaceId, JSON.stringify(one.raw))
  return { isNew: false, changed }
}

export function createCampaignStore(store: Store) {
  const { raw } = store
  const { byRules } = createAssigner(store)
  const sql = statementsOf(raw)

  const take = raw.transaction(
    (
      workspaceId: WorkspaceId,
      listed: readonly RemoteCampaign[],
      askedAt: number,
      by: ChangedBy,
    ): CampaignListResult => {
      let imported = 0
      let updated = 0
      for (const one of listed) {
        const { isNew, changed } = takeOne(sql, workspaceId, one, askedAt, by)
        imported += Number(isNew)
        updated += Number(changed)
      }
      // In the same transaction, so that a new or renamed campaign is never seen with a client other than its rules
      // assign.
      if (imported + updated > 0) byRules(workspaceId)
      return { imported, updated }
    },
  )

  const putAllTags = raw.transaction(
    (workspaceId: WorkspaceId, names: ReadonlyMap<string, readonly string[]>): void => {
      for (const { remoteId } of sql.present.all(workspaceId)) {
        const text = tagText(names.get(remoteId) ?? [])
        sql.putTags.run(text, workspaceId, remoteId, text)
      }
      byRules(workspaceId)
    },
  )
  const putTagsOf = raw.transaction((workspaceId: WorkspaceId, remoteId: string, names: readonly string[]): void => {
    const text = tagText(names)
    if (sql.putTags.run(text, workspaceId, remoteId, text).changes > 0) byRules(workspaceId)
  })

  return {
    /** Returns the campaigns of a list that are new or renamed. */
    named: (workspaceId: WorkspaceId, listed: readonly RemoteCampaign[]): readonly RemoteCampaign[] =>
      listed.filter((one) => sql.find.get(workspaceId, one.id)?.name !== nameOf(one)),
    /**
     * Stores campaigns listed by a request that was sent at `askedAt`, at most 100 at a time. `by`: who changed the
     * states that differ.
     */
    take: (
      workspaceId: WorkspaceId,
      listed: readonly RemoteCampaign[],
      askedAt: number,
      by: ChangedBy = 'instantly',
    ): CampaignListResult => take.immediate(workspaceId, listed, askedAt, by),
    missing: (workspaceId: WorkspaceId, listed: readonly RemoteCampaign[]) =>
      sql.missing.all(workspaceId, JSON.stringify(listed.map(({ id }) => id))),
    /** Returns a campaign's id by Instantly's id; null if it was never seen. */
    find: (workspaceId: WorkspaceId, remoteId: string): CampaignId | null =>
      sql.find.get(workspaceId, remoteId)?.id ?? null,
    /** Marks a campaign as gone at Instantly. Returns true if this was not known. */
    gone: (id: CampaignId, at: number): boolean => sql.markGone.run(at, id).changes === 1,
    ...createTotalsStore(store),
    ...createDetailsStore(store),
    putSending: (id: CampaignId, status: SendingStatus, at: number): void =>
      void sql.putSending.run(JSON.stringify(status), at, id),
    /** `names`: tags by campaign. Campaigns not in it have none. */
    putTags: (workspaceId: WorkspaceId, names: ReadonlyMap<string, readonly string[]>): void =>
      putAllTags.immediate(workspaceId, names),
    /** Stores the tags of one campaign, by name. */
    putTagsOf: (workspaceId: WorkspaceId, remoteId: string, names: readonly string[]): void =>
      putTagsOf.immediate(workspaceId, remoteId, names),
  }
}

/** Returns tag names in the stored form: sorted, without duplicates. */
const tagText = (names: readonly string[]): string =>
  JSON.stringify([...new Set(names.map((name) => name.trim().slice(0, 100)))].filter((name) => name !== '').toSorted())

const integerOrNull = (value: unknown): number | null => (typeof value === 'number' ? Math.trunc(value) : null)
const flagOrNull = (value: unknown): number | null => (typeof value === 'boolean' ? Number(value) : null)

function contentHash(raw: Readonly<Record<string, unknown>>): string {
  const kept = Object.entries(raw)
    .filter(([key]) => !volatileFields.has(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha1').update(JSON.stringify(kept)).digest('base64')
}

const nameOf = (one: RemoteCampaign): string => one.name.slice(0, 1_000)

/** Stores campaigns that only exist here. Every function is one statement or transaction. */
import type { LocalCampaignRow } from '#shared/contract/campaigns/campaign-edits.ts'
import {
  applyDraftToBody,
  type CampaignDraft,
  copyCampaignBody,
  readDraft,
} from '#shared/domain/campaigns/campaign-draft.ts'
import { searchNameOf } from '#shared/domain/campaigns/search-name.ts'
import { requireFound } from '#shared/errors.ts'
import type { CampaignId, LocalCampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createCampaignsInUse } from '../campaigns/campaigns-in-use.ts'

type Body = Readonly<Record<string, unknown>>
type Row = {
  readonly id: LocalCampaignId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly body: string
  readonly steps: number
  readonly senders: number
  readonly origin: LocalCampaignRow['origin']
  readonly campaignId: CampaignId | null
  readonly figuresOf: CampaignId | null
  readonly figuresAt: number | null
  readonly changedAt: number
  readonly makingAt: number | null
  readonly makingKnown: string | null
}
export type LocalCampaign = Omit<Row, 'body'> & { readonly body: Body; readonly draft: CampaignDraft }

/** The campaigns of a name there were before one of that name was asked for. */
export type KnownBefore = { readonly name: string; readonly ids: readonly string[] }

export type LocalStore = ReturnType<typeof createLocalStore>

export function createLocalStore({ raw }: Store) {
  const columns = `id, workspace_id as workspaceId, name, steps, senders, origin, campaign_id as campaignId, figures_of as figuresOf,
    figures_at as figuresAt, changed_at as changedAt, making_at as makingAt, making_known as makingKnown`
  const byId = raw.prepare<[number], Row>(`select body, ${columns} from local_campaign where id = ?`)
  const listed = raw.prepare<[number], Omit<Row, 'body'>>(
    `select ${columns} from local_campaign
       where workspace_id = ? and campaign_id is null and removed_at is null order by id desc limit 1000`,
  )
  const linkedTo = raw.prepare<[number], Row>(
    `select body, ${columns} from local_campaign where campaign_id = ? order by id desc limit 1`,
  )
  const insert = raw.prepare(
    `insert into local_campaign (workspace_id, name, search_name, body, steps, senders, origin, figures_of, figures_at, created_at, changed_at)
     values (@workspaceId, @name, @searchName, @body, @steps, @senders, @origin, @figuresOf, @figuresAt, @at, @at)`,
  )
  const update = raw.prepare(
    `update local_campaign set name = @name, search_name = @searchName, body = @body, steps = @steps, senders = @senders, changed_at = @at
       where id = @id and campaign_id is null`,
  )
  const remove = raw.prepare('update local_campaign set removed_at = ? where id = ?')
  const making = raw.prepare('update local_campaign set making_at = ?, making_known = ? where id = ?')
  const link = raw.prepare(
    'update local_campaign set campaign_id = ?, making_at = null, making_known = null where id = ?',
  )
  const unlink = raw.prepare(
    `update local_campaign set campaign_id = null, origin = 'unlinked', figures_of = @figuresOf, figures_at = @at,
       name = @name, search_name = @searchName, body = @body, steps = @steps, senders = @senders, changed_at = @at where id = @id`,
  )

  const named = (body: Body) => {
    const { name, steps, senders } = readDraft(body).draft
    return {
      name,
      searchName: searchNameOf(name),
      body: JSON.stringify(body),
      steps: steps.length,
      senders: senders.length,
    }
  }
  const read = (row: Row): LocalCampaign => {
    // Written only by this file.
    const body = JSON.parse(row.body) as Body
    return { ...row, body, draft: readDraft(body).draft }
  }

  return {
    /** Throws NOT_FOUND. */
    get(id: LocalCampaignId): LocalCampaign {
      const row = requireFound(byId.get(id), 'campaign')
      return read(row)
    },
    ofClient: (workspaceId: WorkspaceId): readonly LocalCampaignRow[] => listed.all(workspaceId).map(toLocalRow),
    linkedTo: (id: CampaignId): LocalCampaign | null => {
      const row = linkedTo.get(id)
      return row ? read(row) : null
    },
    idsInUse: createCampaignsInUse(raw),
    /** `body` may be an answer of Instantly's; only the fields that define a campaign are stored. */
    add(
      made: {
        readonly workspaceId: WorkspaceId
        readonly body: Body
        readonly sameClient: boolean
        readonly origin: Row['origin']
        readonly figuresOf?: CampaignId
      },
      at: number,
    ): LocalCampaignId {
      const figuresOf = made.figuresOf ?? null
      // The id of a row of this table.
      return Number(
        insert.run({
          workspaceId: made.workspaceId,
          ...named(copyCampaignBody(made.body, made.sameClient)),
          origin: made.origin,
          figuresOf,
          figuresAt: figuresOf === null ? null : at,
          at,
        }).lastInsertRowid,
      ) as LocalCampaignId
    },
    /** Saves a draft; false if the campaign has been created at Instantly meanwhile. */
    save: (local: LocalCampaign, draft: CampaignDraft, at: number): boolean =>
      update.run({ id: local.id, ...named(applyDraftToBody(local.body, draft)), at }).changes === 1,
    setRemoved: (id: LocalCampaignId, at: number | null): void => void remove.run(at, id),
    /** Records the creation before its request is sent, with the existing campaigns of the same name. */
    making: (id: LocalCampaignId, at: number, known: KnownBefore): void =>
      void making.run(at, JSON.stringify(known), id),
    /** Called if the request was refused or never sent. */
    notMade: (id: LocalCampaignId): void => void making.run(null, null, id),
    link: (id: LocalCampaignId, campaignId: CampaignId): void => void link.run(campaignId, id),
    /** Makes a linked campaign local again, with the campaign's current content. */
    unlink: (id: LocalCampaignId, of: CampaignId, body: Body, at: number): void =>
      void unlink.run({ id, figuresOf: of, at, ...named(copyCampaignBody(body, true)) }),
  }
}

export function toLocalRow(local: Omit<Row, 'body'>): LocalCampaignRow {
  const { id, workspaceId, name, origin, steps, senders, changedAt, makingAt } = local
  return {
    id,
    workspaceId,
    name,
    origin,
    steps,
    senders,
    changedAt: new Date(changedAt).toISOString(),
    making: makingAt !== null,
  }
}

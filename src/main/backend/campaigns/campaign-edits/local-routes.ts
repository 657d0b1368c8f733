/** Routes for local campaigns: creating, duplicating, comparing with one at Instantly, and linking. */

import type { campaignEdits, EditForm, LocalCampaignDetail } from '#shared/contract/campaigns/campaign-edits.ts'
import type { Handlers } from '#shared/contract/route.ts'
import {
  applyDraftToBody,
  copyCampaignBody,
  newDraft,
  readDraft,
  withTidyBodies,
} from '#shared/domain/campaigns/campaign-draft.ts'
import { searchNameOf } from '#shared/domain/campaigns/search-name.ts'
import { AppError } from '#shared/errors.ts'
import type { LocalCampaignId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { assertWorkspaceOpen } from '../../leads/lists/queries.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import type { EditStore } from './edit-store.ts'
import { linkRoutes } from './link-routes.ts'
import { createLocalStore, toLocalRow } from './local-store.ts'
import { createCampaignMaker } from './make-campaign.ts'
import type { EditParts } from './save-edit.ts'

/** Local campaigns are written here; Instantly's version is read first where one is needed. */
export function localCampaignRoutes(given: {
  readonly clock: Clock
  readonly store: Store
  readonly queries: CampaignQueries
  readonly locals: ReturnType<typeof createLocalStore>
  readonly sendersOf: (workspaceId: WorkspaceId, own: readonly string[]) => Pick<EditForm, 'senders' | 'sendersReadAt'>
  readonly andShow: <T>(work: Promise<T>) => Promise<T>
  readonly parts: EditParts
  readonly edits: EditStore
}): Pick<
  Handlers<typeof campaignEdits>,
  | 'localCampaigns.list'
  | 'localCampaigns.detail'
  | 'localCampaigns.make'
  | 'localCampaigns.duplicate'
  | 'localCampaigns.save'
  | 'localCampaigns.setRemoved'
  | 'localCampaigns.create'
  | 'localCampaigns.compare'
  | 'localCampaigns.link'
  | 'localCampaigns.unlink'
> {
  const { clock, store, queries, locals, sendersOf, andShow, parts, edits } = given
  const clients = store.raw
    .prepare(
      `select w.id from workspace w where (w.demo is null or w.demo = 'ready') and w.archived_at is null and ${allClientsSql('w.id')} order by w.id`,
    )
    .pluck()
  const ofClient = (id: WorkspaceId | null): readonly WorkspaceId[] =>
    id === null ? (clients.all() as WorkspaceId[]) : [id]

  const make = createCampaignMaker(parts, locals)

  function localDetail(id: LocalCampaignId): LocalCampaignDetail {
    const local = locals.get(id)
    const { draft, figuresOf, figuresAt, body } = local
    const totals = figuresOf === null || figuresAt === null ? null : queries.totalsAt(figuresOf, figuresAt)
    return {
      ...toLocalRow(local),
      form: { draft, opened: draft, unread: readDraft(body).unread, ...sendersOf(local.workspaceId, draft.senders) },
      figures:
        figuresOf === null || figuresAt === null || totals === null
          ? null
          : { campaignId: figuresOf, name: queries.row(figuresOf).name, totals },
    }
  }
  return {
    'localCampaigns.list': ({ workspaceId, search }) => {
      const wanted = searchNameOf(search.trim())
      return ofClient(workspaceId)
        .flatMap((id) => locals.ofClient(id))
        .filter(({ name }) => searchNameOf(name).includes(wanted))
    },
    'localCampaigns.detail': ({ localId }) => localDetail(localId),
    'localCampaigns.make': ({ workspaceId, name, timezone }) => {
      assertWorkspaceOpen(store, workspaceId)
      const body = applyDraftToBody({}, newDraft(name, timezone))
      return locals.add({ workspaceId, body, sameClient: true, origin: 'made' }, clock.now())
    },
    'localCampaigns.duplicate': ({ from, workspaceId, name }) => {
      assertWorkspaceOpen(store, workspaceId)
      const [source, content] =
        'campaignId' in from
          ? [queries.row(from.campaignId).workspaceId, queries.content(from.campaignId)]
          : [locals.get(from.localId).workspaceId, locals.get(from.localId).body]
      const body = { ...copyCampaignBody(content, source === workspaceId), name }
      return locals.add({ workspaceId, body, sameClient: source === workspaceId, origin: 'duplicate' }, clock.now())
    },
    'localCampaigns.save': ({ localId, draft }) => {
      const local = locals.get(localId)
      if (!locals.save(local, withTidyBodies(local.draft, draft), clock.now()))
        throw new AppError('NOT_FOUND', { what: 'campaign' })
      return toLocalRow(locals.get(localId))
    },
    'localCampaigns.setRemoved': ({ localId, removed }) => locals.setRemoved(localId, removed ? clock.now() : null),
    'localCampaigns.create': ({ localId }) => andShow(make(localId)),
    ...linkRoutes({ clock, store, queries, locals, andShow, parts, edits }),
  }
}

import type { campaignEdits, EditForm, LocalCampaignDetail } from '#shared/contract/campaigns/campaign-edits.ts'
import type { Handlers } from '#shared/contract/route.ts'
import {
  bodyLike,
  bodyWith,
  changedFields,
  draftChanges,
  newDraft,
  readDraft,
  withTidyBodies,
} from '#shared/domain/campaigns/campaign-draft.ts'
import { searchNameOf } from '#shared/domain/campaigns/search-name.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, LocalCampaignId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-teller.ts'
import type { Deps } from '../../core/deps.ts'
import { assertWorkspaceOpen } from '../../leads/leads/queries.ts'
import type { CampaignStore } from '../campaigns/campaign-store.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import { createMailboxStore } from '../mailboxes/mailbox-store.ts'
import { changeSenders, hasUnsentEdit, type SenderChange } from './change-senders.ts'
import { createDeletions } from './deletions.ts'
import { createDriftCheck, withWished } from './drift.ts'
import { createEditStore } from './edit-store.ts'
import { createLocalStore, localRow } from './local-store.ts'
import { makeCampaign } from './make-campaign.ts'
import { saveEdit, submitEdit } from './save-edit.ts'

export type EditTimings = {
  /** How long a deletion can be undone. */
  readonly deleteHoldMs: number
}
const editTimings: EditTimings = { deleteHoldMs: 8_000 }

type Routes = Omit<typeof campaignEdits, `archives.${string}`>

export type CampaignEdits = ReturnType<typeof createCampaignEdits>

/** Campaigns edited, copied, made, linked and deleted, and where here and Instantly differ. */
export function createCampaignEdits(
  deps: Deps,
  campaigns: { readonly store: CampaignStore; readonly queries: CampaignQueries },
  timings: EditTimings = editTimings,
) {
  const { store, clock, instantly } = deps
  const { queries } = campaigns
  const edits = createEditStore(store)
  const locals = createLocalStore(store)
  const mailboxes = createMailboxStore(store)
  const parts = { deps, campaigns: campaigns.store, queries, edits }
  const drift = createDriftCheck(parts, locals)
  const deletions = createDeletions({ deps, campaigns: campaigns.store, queries }, timings.deleteHoldMs)
  const clients = store.raw
    .prepare(
      `select w.id from workspace w where (w.demo is null or w.demo = 'ready') and w.archived_at is null and ${allClientsSql('w.id')} order by w.id`,
    )
    .pluck()
  const ofClient = (id: WorkspaceId | null): readonly WorkspaceId[] =>
    id === null ? (clients.all() as WorkspaceId[]) : [id]
  /** Those last read of Instantly, and those it sends from, which may be gone there. */
  function sendersOf(workspaceId: WorkspaceId, own: readonly string[]): Pick<EditForm, 'senders' | 'sendersReadAt'> {
    const senders = mailboxes.list(workspaceId)
    const at = mailboxes.subscription(workspaceId)?.mailboxesAt ?? null
    const known = new Set(senders.map(({ email }) => email.toLowerCase()))
    const missing = [...new Set(own)].filter((email) => !known.has(email.toLowerCase()))
    return {
      senders: [...senders, ...missing.map((email) => ({ email, status: null, dailyLimit: null }))],
      sendersReadAt: at === null ? null : new Date(at).toISOString(),
    }
  }

  function form(id: CampaignId): EditForm {
    const { workspaceId } = queries.row(id)
    const content = queries.content(id)
    const { draft: opened, unread } = readDraft(content)
    const edit = edits.find(id)
    const draft = edit && edit.state !== 'agreed' ? withWished(content, edit) : opened
    return { draft, opened, unread, ...sendersOf(workspaceId, opened.senders) }
  }

  function localDetail(id: LocalCampaignId): LocalCampaignDetail {
    const local = locals.get(id)
    const { draft, figuresOf, figuresAt } = local
    const totals = figuresOf === null || figuresAt === null ? null : queries.totalsAt(figuresOf, figuresAt)
    return {
      ...localRow(local),
      form: { draft, opened: draft, unread: [], ...sendersOf(local.workspaceId, draft.senders) },
      figures:
        figuresOf === null || figuresAt === null || totals === null
          ? null
          : { campaignId: figuresOf, name: queries.row(figuresOf).name, at: new Date(figuresAt).toISOString(), totals },
    }
  }

  /** What was read on the way is shown, whatever came of it. */
  async function andShow<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } finally {
      deps.changed('campaigns')
    }
  }

  function sameClient(localId: LocalCampaignId, id: CampaignId): void {
    if (locals.get(localId).workspaceId !== queries.row(id).workspaceId)
      throw new AppError('INVALID_INPUT', { field: 'campaignId' })
  }

  const routes: Handlers<Routes> = {
    'campaignEdits.form': ({ campaignId }) => form(campaignId),
    async 'campaignEdits.readSenders'({ workspaceId }) {
      const at = clock.now()
      const found = await instantly.mailboxes({ workspaceId, priority: 'click', askedBy: 'campaigns' })
      await mailboxes.keep(workspaceId, found, at)
      return mailboxes.list(workspaceId)
    },
    'campaignEdits.save': ({ campaignId, draft, opened }) => andShow(saveEdit(parts, campaignId, { draft, opened })),
    'campaignEdits.drift': ({ campaignId }) => drift.of(campaignId),
    'campaignEdits.takeSide': async ({ campaignId, side }) => ({
      localId: await andShow(drift.take(campaignId, side)),
    }),

    'localCampaigns.list': ({ workspaceId, search }) => {
      const wanted = searchNameOf(search.trim())
      return ofClient(workspaceId)
        .flatMap((id) => locals.ofClient(id))
        .filter(({ name }) => searchNameOf(name).includes(wanted))
    },
    'localCampaigns.detail': ({ localId }) => localDetail(localId),
    'localCampaigns.make': ({ workspaceId, name, timezone }) => {
      assertWorkspaceOpen(store, workspaceId)
      const body = bodyWith({}, newDraft(name, timezone))
      return locals.add({ workspaceId, body, sameClient: true, origin: 'made' }, clock.now())
    },
    'localCampaigns.duplicate': ({ from, workspaceId, name }) => {
      assertWorkspaceOpen(store, workspaceId)
      const [source, content] =
        'campaignId' in from
          ? [queries.row(from.campaignId).workspaceId, queries.content(from.campaignId)]
          : [locals.get(from.localId).workspaceId, locals.get(from.localId).body]
      const body = { ...bodyLike(content, source === workspaceId), name }
      return locals.add({ workspaceId, body, sameClient: source === workspaceId, origin: 'duplicate' }, clock.now())
    },
    'localCampaigns.save': ({ localId, draft }) => {
      const local = locals.get(localId)
      if (!locals.save(local, withTidyBodies(local.draft, draft), clock.now()))
        throw new AppError('NOT_FOUND', { what: 'campaign' })
      return localRow(locals.get(localId))
    },
    'localCampaigns.setRemoved': ({ localId, removed }) => {
      locals.setRemoved(localId, removed ? clock.now() : null)
      return null
    },
    'localCampaigns.create': ({ localId }) => andShow(makeCampaign(parts, locals, localId)),
    'localCampaigns.compare': ({ localId, campaignId }) => {
      sameClient(localId, campaignId)
      return draftChanges(readDraft(queries.content(campaignId)).draft, locals.get(localId).draft)
    },
    async 'localCampaigns.link'({ localId, campaignId, side }) {
      sameClient(localId, campaignId)
      const row = queries.row(campaignId)
      if (row.state === 'gone') throw new AppError('CAMPAIGN_GONE')
      const { draft } = locals.get(localId)
      const opened = readDraft(queries.content(campaignId)).draft
      const fields = changedFields(opened, draft)
      // The link and what is to be sent are one: after an end here it waits as a difference.
      store.raw.transaction(() => {
        locals.link(localId, campaignId)
        if (side === 'ours' && fields.length > 0)
          edits.wish(row.workspaceId, campaignId, { opened, wanted: draft, fields }, clock.now())
      })()
      return side === 'ours' && fields.length > 0
        ? andShow(submitEdit(parts, campaignId, false))
        : { outcome: 'unchanged' as const }
    },
    'localCampaigns.unlink': ({ campaignId }) => {
      const { workspaceId } = queries.row(campaignId)
      const now = clock.now()
      const linked = locals.linkedTo(campaignId)
      if (linked) {
        locals.unlink(linked.id, campaignId, queries.content(campaignId), now)
        return linked.id
      }
      const body = queries.content(campaignId)
      return locals.add({ workspaceId, body, sameClient: true, origin: 'unlinked', figuresOf: campaignId }, now)
    },

    'campaignDeletions.ask': ({ campaignIds }) => deletions.ask(campaignIds),
    'campaignDeletions.undo': ({ ids }) => deletions.undo(ids),
    'campaignDeletions.results': ({ ids }) => deletions.results(ids),
  }

  return {
    routes,
    deletions,
    /** A client's campaigns were just read. */
    read(workspaceId: WorkspaceId): Promise<void> {
      deletions.check(workspaceId)
      return drift.check(workspaceId)
    },
    /** The senders a campaign names, as last read. */
    senders: (id: CampaignId): readonly string[] => readDraft(queries.content(id)).draft.senders,
    hasUnsentEdit: (id: CampaignId): boolean => hasUnsentEdit(parts, id),
    /** `resumed`: the same change may have been sent before an end. */
    changeSenders: (id: CampaignId, change: SenderChange, resumed: boolean) =>
      changeSenders(parts, id, change, resumed),
    begin: (): void => void deletions.begin(),
    stop: deletions.stop,
  }
}

import type { campaignEdits, EditForm } from '#shared/contract/campaigns/campaign-edits.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { readDraft } from '#shared/domain/campaigns/campaign-draft.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import type { KeepUnsubscribed } from '../../leads/opt-outs/routes.ts'
import type { CampaignStore } from '../campaigns/campaign-store.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import { createMailboxStore } from '../mailboxes/mailbox-store.ts'
import { readMailboxes } from '../mailboxes/read-mailboxes.ts'
import { changeSenders, hasUnsentEdit, type SenderChange } from './change-senders.ts'
import { createDeletions, type EditTimings } from './deletions.ts'
import { createDriftCheck, withEditedFields } from './drift.ts'
import { createEditStore } from './edit-store.ts'
import { localCampaignRoutes } from './local-routes.ts'
import { createLocalStore } from './local-store.ts'
import { saveEdit } from './save-edit.ts'

const editTimings: EditTimings = { deleteHoldMs: 8_000 }

type Routes = Omit<typeof campaignEdits, `archives.${string}`>

export type CampaignEdits = ReturnType<typeof createCampaignEdits>

/** Creates the feature for editing, copying, creating, linking and deleting campaigns, and their differences. */
export function createCampaignEdits(
  deps: Deps,
  campaigns: { readonly store: CampaignStore; readonly queries: CampaignQueries },
  keepUnsubscribed: KeepUnsubscribed,
  timings: EditTimings = editTimings,
) {
  const { store, clock } = deps
  const { queries } = campaigns
  const edits = createEditStore(store)
  const locals = createLocalStore(store)
  const mailboxes = createMailboxStore(store)
  const parts = { deps, campaigns: campaigns.store, queries, edits }
  const drift = createDriftCheck(parts, locals)
  const deletions = createDeletions({ deps, campaigns: campaigns.store, queries, keepUnsubscribed }, timings)
  /** Returns the accounts last read from Instantly, and those the campaign sends from, which may be gone there. */
  function sendersOf(workspaceId: WorkspaceId, own: readonly string[]): Pick<EditForm, 'senders' | 'sendersReadAt'> {
    const senders = mailboxes.list(workspaceId)
    const at = mailboxes.subscription(workspaceId)?.mailboxesAt ?? null
    const known = new Set(senders.map(({ email }) => email.toLowerCase()))
    const missing = [...new Set(own)].filter((email) => !known.has(email.toLowerCase()))
    return {
      senders: [...senders, ...missing.map((email) => ({ email, status: null, dailyLimit: null }))],
      sendersReadAt: isoOrNull(at),
    }
  }

  function form(id: CampaignId): EditForm {
    const { workspaceId } = queries.row(id)
    const content = queries.content(id)
    const { draft: opened, unread } = readDraft(content)
    const edit = edits.find(id)
    const draft = edit && edit.state !== 'agreed' ? withEditedFields(content, edit) : opened
    return { draft, opened, unread, ...sendersOf(workspaceId, opened.senders) }
  }

  /** Notifies the screens even if the work failed, because it may have read new data. */
  async function andShow<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } finally {
      deps.changed('campaigns')
    }
  }

  const routes: Handlers<Routes> = {
    'campaignEdits.form': ({ campaignId }) => form(campaignId),
    async 'campaignEdits.readSenders'({ workspaceId }) {
      const at = clock.now()
      const requestContext = { workspaceId, priority: 'click', requestedBy: 'campaigns' } as const
      await mailboxes.keep(workspaceId, await readMailboxes(deps, mailboxes, requestContext), at)
      return mailboxes.list(workspaceId)
    },
    'campaignEdits.save': ({ campaignId, draft, opened }) => andShow(saveEdit(parts, campaignId, { draft, opened })),
    'campaignEdits.drift': ({ campaignId }) => drift.of(campaignId),
    'campaignEdits.takeSide': async ({ campaignId, side }) => ({
      localId: await andShow(drift.take(campaignId, side)),
    }),
    ...localCampaignRoutes({ clock, store, queries, locals, sendersOf, andShow, parts, edits }),

    'campaignDeletions.ask': ({ campaignIds }) => deletions.ask(campaignIds),
    'campaignDeletions.undo': ({ ids }) => deletions.undo(ids),
    'campaignDeletions.results': ({ ids }) => deletions.results(ids),
  }

  return {
    routes,
    deletions,
    /** Called after a client's campaigns were read. */
    read(workspaceId: WorkspaceId): Promise<void> {
      deletions.check(workspaceId)
      return drift.check(workspaceId)
    },
    senders: (id: CampaignId): readonly string[] => readDraft(queries.content(id)).draft.senders,
    hasUnsentEdit: (id: CampaignId): boolean => hasUnsentEdit(parts, id),
    /** `resumed`: the change may already have been sent before a crash. */
    changeSenders: (id: CampaignId, change: SenderChange, resumed: boolean) =>
      changeSenders(parts, id, change, resumed),
    begin: (): void => void deletions.begin(),
    stop: deletions.stop,
  }
}

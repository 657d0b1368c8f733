import type { inbox as contract, InboxThreadView } from '#shared/contract/inbox/inbox.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { inboxSetting, signatureSetting } from '../../clients/settings/inbox-settings.ts'
import { removeSetting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { contentRoutes } from './content-routes.ts'
import { createCorrections } from './corrections.ts'
import { createDraftProposals } from './drafts.ts'
import type { Inbox } from './inbox.ts'
import { createJoinedThreads } from './joined-threads.ts'
import { leadContext } from './lead-context.ts'
import { sendableAccounts } from './own-mailboxes.ts'
import { toInboxSend } from './send-store.ts'
import { createTemplates } from './templates.ts'

export function inboxRoutes(deps: Deps, inbox: Inbox): Handlers<typeof contract> {
  const { raw } = deps.store
  const { queries, work, sender, sync } = inbox
  const templates = createTemplates(raw)
  const corrections = createCorrections(raw)
  const help = createDraftProposals(deps.store, templates)
  /** A screen may still use the id of a conversation that was joined to another one. */
  const { current } = createJoinedThreads(raw)
  const currentOnes = (threadIds: readonly number[]) => [...new Set(threadIds.map(current))]
  const followUpText = raw
    .prepare<[number], string | null>('select follow_up_text from inbox_thread where id = ?')
    .pluck()
  function view(threadId: number): InboxThreadView {
    const thread = queries.read(threadId)
    const messages = queries.messages(threadId, thread.workspaceId)
    const context = leadContext(raw, thread)
    return {
      thread,
      messages,
      sends: sender.sends.ofThread(threadId).map(toInboxSend),
      context,
      followUpText: followUpText.get(threadId) ?? null,
      ...help.forWriting(thread, messages, context),
    }
  }

  return {
    'inbox.threads': (filter) => {
      // Ends snoozes that are over, so that the page shows them.
      work.wakeDue()
      return queries.threads(filter)
    },
    'inbox.counts': (client) => {
      work.wakeDue()
      return queries.counts(client)
    },
    'inbox.responseTime': (client) => queries.responseTime(client),
    'inbox.thread': ({ threadId }) => view(current(threadId)),
    'inbox.readThrough': async ({ threadId }) => ({ read: await work.readThrough(current(threadId)) }),
    'inbox.markRead': ({ threadIds, read }) => work.markRead(currentOnes(threadIds), read),
    'inbox.archive': ({ threadIds, archived }) => work.archive(currentOnes(threadIds), archived),
    'inbox.snooze': ({ threadIds, until }) =>
      work.snooze(currentOnes(threadIds), until === null ? null : Date.parse(until)),
    'inbox.assign': ({ threadIds, to }) => work.assign(currentOnes(threadIds), to),
    'inbox.bulk': ({ selection, act }) =>
      inbox.bulk.run('threadIds' in selection ? { threadIds: currentOnes(selection.threadIds) } : selection, act),
    'inbox.undoBulk': async ({ step }) => ({ count: await inbox.bulk.undo(step) }),
    'inbox.resumedSteps': () => inbox.bulk.resumed(),
    'inbox.undoResumed': async ({ step }) => ({ count: await inbox.bulk.undoResumed(step) }),
    'inbox.dismissResumed': ({ step }) => inbox.bulk.letBe(step),
    'inbox.campaigns': (client) => queries.campaigns(client),
    'inbox.labels': ({ workspaceId }) => queries.labels(workspaceId),
    'inbox.senders': ({ workspaceId }) => sendableAccounts(deps.store.raw, workspaceId),
    'inbox.corrections': ({ workspaceId }) => corrections.list(workspaceId),
    'inbox.correctionFigures': ({ workspaceId }) => corrections.figures(workspaceId),
    'inbox.forgetCorrection': ({ messageId }) => inbox.mailIngest.forgetCorrection(messageId),
    'inbox.correct': async ({ threadId, sorted, messageId }) => {
      await work.correct(current(threadId), sorted, messageId)
      return queries.read(current(threadId))
    },
    'inbox.saveDraft': (writing) => toInboxSend(sender.saveDraft(writing)),
    'inbox.dropDraft': ({ sendId }) => sender.dropDraft(sendId),
    'inbox.send': async ({ idempotencyKey, ...writing }) => toInboxSend(await sender.send(writing, idempotencyKey)),
    'inbox.held': () => inbox.held.list(),
    'inbox.undoSend': ({ sendId }) => ({ undone: inbox.held.undo(sendId) }),
    'inbox.settle': ({ sendId, as }) => sender.settle(sendId, as),
    'inbox.proposal': ({ threadId }) => help.propose(view(current(threadId)), deps.clock.now()),
    'inbox.followUp': ({ threadId, until, text, back }) =>
      until === null
        ? work.cancelFollowUp(current(threadId), back)
        : work.planFollowUp(current(threadId), Date.parse(until), text),
    ...contentRoutes(deps),
    ...textRoutes(deps, templates, help),
    'inbox.settings': () => inbox.settings(),
    'inbox.saveSettings': (change) => {
      const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      setSetting(deps.store, 'app', inboxSetting, { ...inbox.settings(), ...said }, deps.clock.now())
      sync.replan()
      return inbox.settings()
    },
    'inbox.sync': async ({ workspaceId }) => {
      await sync.now(workspaceId)
      return sync.state(workspaceId)
    },
    'inbox.syncState': ({ workspaceId }) => sync.state(workspaceId),
  }
}

/** Routes for reusable texts: templates and the signature. */
function textRoutes(
  deps: Deps,
  templates: ReturnType<typeof createTemplates>,
  help: ReturnType<typeof createDraftProposals>,
): Pick<
  Handlers<typeof contract>,
  'inbox.templates' | 'inbox.saveTemplate' | 'inbox.removeTemplate' | 'inbox.signature' | 'inbox.saveSignature'
> {
  const signature = (workspaceId: WorkspaceId) => ({
    own: help.ownSignature(workspaceId),
    used: help.usedSignature(workspaceId),
  })
  return {
    'inbox.templates': ({ workspaceId }) => templates.of(workspaceId),
    'inbox.saveTemplate': (template) => templates.save(template),
    'inbox.removeTemplate': ({ id }) => templates.remove(id, new Date(deps.clock.now()).toISOString()),
    'inbox.signature': ({ workspaceId }) => signature(workspaceId),
    'inbox.saveSignature': ({ workspaceId, signature: text }) => {
      if (text === null) removeSetting(deps.store, workspaceId, signatureSetting)
      else setSetting(deps.store, workspaceId, signatureSetting, text, deps.clock.now())
      return signature(workspaceId)
    },
  }
}

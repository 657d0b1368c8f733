import type { inbox as contract, InboxThreadView } from '#shared/contract/inbox/inbox.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { sanitiseHtml } from '#shared/domain/inbox/sanitise-html.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { inboxSetting, signatureSetting } from '../../clients/settings/inbox-settings.ts'
import { removeSetting, setSetting } from '../../clients/settings/settings-store.ts'
import { demoTeller } from '../../clients/workspaces/demo-teller.ts'
import type { Deps } from '../../core/deps.ts'
import { createCorrections } from './corrections.ts'
import type { Inbox } from './inbox.ts'
import { createJoinedThreads } from './joined-threads.ts'
import { leadContext } from './lead-context.ts'
import { fetchImages } from './remote-images.ts'
import { shownSend } from './send-store.ts'
import { createTemplates } from './templates.ts'
import { createWritingHelp } from './writing-help.ts'

export function inboxRoutes(deps: Deps, inbox: Inbox): Handlers<typeof contract> {
  const { raw } = deps.store
  const { queries, work, sender, sync } = inbox
  const templates = createTemplates(raw)
  const corrections = createCorrections(raw)
  const help = createWritingHelp(deps.store, templates)
  /** A screen may still hold the id of a conversation that became part of another. */
  const { current } = createJoinedThreads(raw)
  const currentOnes = (threadIds: readonly number[]) => [...new Set(threadIds.map(current))]
  const isDemo = demoTeller(deps.store)
  const followUpText = raw
    .prepare<[number], string | null>('select follow_up_text from inbox_thread where id = ?')
    .pluck()
  const filesOf = raw.prepare<[number], { workspaceId: WorkspaceId; attachments: string | null }>(
    'select workspace_id as workspaceId, attachments from inbox_message where id = ?',
  )
  const htmlOf = raw.prepare<[number], string | null>('select html from inbox_message where id = ?').pluck()
  const safe = (messageId: number) => {
    const html = htmlOf.get(messageId)
    if (html === undefined) throw new AppError('NOT_FOUND', { what: 'message' })
    return sanitiseHtml(html ?? '')
  }
  function view(threadId: number): InboxThreadView {
    const thread = queries.read(threadId)
    const messages = queries.messages(threadId, thread.workspaceId)
    const context = leadContext(raw, thread)
    return {
      thread,
      messages,
      sends: sender.sends.ofThread(threadId).map(shownSend),
      context,
      followUpText: followUpText.get(threadId) ?? null,
      ...help.forWriting(thread, messages, context),
    }
  }

  /** Where Instantly keeps a file: an address somebody else wrote, so only one a browser opens as a page. */
  function addressOfFile(messageId: number, index: number): string {
    const message = filesOf.get(messageId)
    if (message && isDemo(message.workspaceId)) throw new AppError('DEMO_WORKSPACE')
    const files = JSON.parse(message?.attachments ?? '[]') as readonly { readonly url: string | null }[]
    const url = URL.parse(files[index]?.url ?? '')
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
      throw new AppError('NOT_FOUND', { what: 'attachment' })
    }
    return url.href
  }

  const signature = (workspaceId: WorkspaceId) => ({
    own: help.ownSignature(workspaceId),
    used: help.usedSignature(workspaceId),
  })
  return {
    'inbox.threads': (filter) => {
      // A snooze that is over is over when somebody looks.
      work.wakeDue()
      return queries.threads(filter)
    },
    'inbox.counts': (client) => {
      work.wakeDue()
      return queries.counts(client)
    },
    'inbox.thread': ({ threadId }) => view(current(threadId)),
    'inbox.readThrough': async ({ threadId }) => ({ read: await work.readThrough(current(threadId)) }),
    'inbox.html': ({ messageId }) => safe(messageId),
    'inbox.images': ({ messageId }) => fetchImages(safe(messageId).images),
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
    'inbox.label': async ({ threadId, interest }) => {
      await work.label(current(threadId), interest)
      return queries.read(current(threadId))
    },
    'inbox.corrections': ({ workspaceId }) => corrections.list(workspaceId),
    'inbox.forgetCorrection': ({ messageId }) => corrections.forget(messageId),
    'inbox.correct': ({ threadId, sorted }) => {
      work.correct(current(threadId), sorted)
      return queries.read(current(threadId))
    },
    'inbox.saveDraft': (writing) => shownSend(sender.saveDraft(writing)),
    'inbox.dropDraft': ({ sendId }) => sender.sends.dropDraft(sendId),
    'inbox.send': async ({ clickId, ...writing }) => shownSend(await sender.send(writing, clickId)),
    'inbox.held': () => inbox.held.list(),
    'inbox.undoSend': ({ sendId }) => ({ undone: inbox.held.undo(sendId) }),
    'inbox.settle': ({ sendId, as }) => sender.settle(sendId, as),
    'inbox.proposal': ({ threadId }) => help.propose(view(current(threadId)), deps.clock.now()),
    'inbox.followUp': ({ threadId, until, text }) => {
      work.planFollowUp(current(threadId), until === null ? null : Date.parse(until), text)
    },
    'inbox.openAttachment': ({ messageId, index }) => deps.host.openExternal(addressOfFile(messageId, index)),
    'inbox.templates': ({ workspaceId }) => templates.of(workspaceId),
    'inbox.saveTemplate': (template) => templates.save(template),
    'inbox.removeTemplate': ({ id }) => templates.remove(id, new Date(deps.clock.now()).toISOString()),
    'inbox.signature': ({ workspaceId }) => signature(workspaceId),
    'inbox.saveSignature': ({ workspaceId, signature: text }) => {
      if (text === null) removeSetting(deps.store, workspaceId, signatureSetting)
      else setSetting(deps.store, workspaceId, signatureSetting, text, deps.clock.now())
      return signature(workspaceId)
    },
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

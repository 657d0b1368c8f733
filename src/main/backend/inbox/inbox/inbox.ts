import type { QualifiedLead } from '#shared/contract/inbox/crm.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { labelOfEvent } from '#shared/domain/events/lead-label.ts'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { inboxSetting } from '../../clients/settings/inbox-settings.ts'
import { getSetting } from '../../clients/settings/settings-store.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import { isStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { EventMail } from '../../events/events/mail-as-event.ts'
import { createListedFigures } from '../../events/lead-activity/listed-figures.ts'
import type { LabelChange } from '../../events/lead-labels/lead-labels.ts'
import { createReplyNotifier } from './announce-replies.ts'
import { createBulkActions } from './bulk.ts'
import type { ReplyClassifier } from './classify-threads.ts'
import { createThreadCompletion } from './complete-threads.ts'
import { createDelayedSends } from './delayed-sends.ts'
import { createLabelSteps } from './label-steps.ts'
import type { ReportedLabel } from './label-store.ts'
import { createMailIngest } from './mail-ingest.ts'
import { type LabelledThread, qualifiedLeadOf, withoutThread } from './qualified-lead.ts'
import { createInboxQueries } from './queries.ts'
import { createLabelReader, type IngestLabels } from './read-labels.ts'
import { createSender } from './sender.ts'
import { createInboxSync, type InboxTimings, inboxTimings } from './sync.ts'
import { createLabelSync } from './sync-labels.ts'
import { createThreadActions } from './thread-actions.ts'

const snoozeEveryMs = 30_000

export type Inbox = ReturnType<typeof createInbox>

/** Creates the unified inbox, which reads, sorts and answers the mails of all clients. */
export function createInbox(
  deps: Deps,
  parts: {
    readonly sort: ReplyClassifier | null
    readonly timings?: InboxTimings | undefined
    /** Takes a qualified lead; `sinceAdded` if it may have qualified long ago. */
    readonly pushToCrm?: (workspaceId: WorkspaceId, lead: QualifiedLead, options?: { sinceAdded: boolean }) => void
    /** Takes a client's own labels as listed by Instantly. */
    readonly knowLabels?: IngestLabels
    /** Takes the mails as events, in the transaction that stores them. */
    readonly mailsTaken?: (workspaceId: WorkspaceId, mails: readonly EventMail[]) => void
    /** Called when replies have come and are sorted. */
    readonly received?: () => void
  },
) {
  const { store, clock } = deps
  const timings = parts.timings ?? inboxTimings
  const log = deps.log('inbox')
  let stopped = false
  const clientName = createClientNames(store.raw)
  const settings = () => getSetting(store, 'app', inboxSetting)
  const tell = createReplyNotifier(deps, settings)
  const isStored = store.raw.prepare('select 1 from inbox_message where id = ?')
  /** Leaves out replies whose transaction was rolled back, as on a full disk; they come again. */
  const announce: typeof tell.replies = (news) => {
    const stored = news.filter(({ messageId }) => isStored.get(messageId))
    tell.replies(stored.map((one) => ({ ...one, name: queries.read(one.threadId).name })))
    parts.received?.()
  }
  const listedFigures = createListedFigures(store)
  const mailIngest = createMailIngest(store, {
    sort: parts.sort,
    ...(parts.mailsTaken ? { taken: parts.mailsTaken } : {}),
    engagement: (workspaceId, email) => {
      const { opened, clicked } = listedFigures.ofLead(workspaceId, email).counts
      return { opens: opened, clicks: clicked }
    },
    unsubscribed: (workspaceId, email) => listedFigures.ofLead(workspaceId, email).counts.unsubscribed > 0,
    now: (workspaceId) => nowOf(workspaceId),
    labelled: pushAllToCrm,
    clock: () => clock.now(),
    early: () => afterTransaction(() => void judgeEarly()),
  })
  async function judgeEarly(): Promise<void> {
    try {
      if (await mailIngest.judgeEarly()) deps.changed('inbox', 'blocklist', 'opt_outs')
    } catch (error) {
      asProblem(error, log)
    }
  }
  const nowOf = (workspaceId: WorkspaceId) => deps.instantly.now(workspaceId)
  const queries = createInboxQueries(store, {
    now: () => clock.now(),
    nowOf,
    followUpDays: () => settings().followUpDays,
    mayRead: () =>
      deps.background
        .clients('emails:read')
        .flatMap(({ workspaceId, held }) => (held === 'no_key' ? [] : [workspaceId])),
  })
  const holdMs = () => settings().undoSeconds * 1_000
  const sender = createSender(deps, mailIngest, timings, { holdMs, held: () => held.look() })
  const held = createDelayedSends(deps, {
    sends: sender.sends,
    facts: mailIngest.facts,
    holdMs,
    nameOf: (threadId) => queries.read(threadId).name,
    leave: sender.leave,
  })
  const work = createThreadActions(deps, mailIngest, pushToCrm)
  const labelSteps = createLabelSteps(deps, work)
  const bulk = createBulkActions(deps, { mailIngest, queries, work, labels: labelSteps })
  const wholeThreads = createThreadCompletion(deps, work)
  const everyMs = () => settings().everyMinutes * 60_000
  const labels = createLabelReader(deps, (workspaceId, names) => {
    mailIngest.restage(workspaceId)
    parts.knowLabels?.(workspaceId, names)
  })
  const labelSync = createLabelSync(deps, mailIngest, { everyMs })
  const sync = createInboxSync(deps, mailIngest, {
    everyMs,
    announce,
    labels,
    labelsOfLeads: (workspaceId) => labelSync.run(workspaceId, true),
    read: async (workspaceId) => {
      parts.received?.()
      await sender.lookAgain(workspaceId)
      // Instantly is reachable, as it has just answered.
      sender.goOn(workspaceId)
      wholeThreads.look()
    },
  })
  const threadsOfLead = store.raw
    .prepare<[number, string], number>('select id from inbox_thread where workspace_id = ? and lead_email = ?')
    .pluck()
  deps.background.defineJob<never>({
    kind: 'snoozes',
    network: false,
    regularly: { firstMs: snoozeEveryMs, everyMs: snoozeEveryMs },
    next: () => {
      if (work.wakeDue()) deps.changed('inbox')
      return { due: [] }
    },
    of: (none) => none,
    run: (none) => none,
  })

  const threadOfLead = store.raw
    .prepare<[number, string, string | null, string | null], number>(
      `select id from inbox_thread where workspace_id = ? and lead_email = ? and (? is null or campaign_id is ?)
       order by last_at desc, id desc limit 1`,
    )
    .pluck()

  /** Recomputes the facts of leads' conversations. Returns how many conversations there were. */
  function refreshLeads(workspaceId: WorkspaceId, emails: Iterable<string>): number {
    const ids = [...emails].flatMap((email) => threadsOfLead.all(workspaceId, email))
    for (const id of ids) mailIngest.facts.refresh(id)
    return ids.length
  }

  /** Called for a label set in this app, at Instantly and here. */
  function pushToCrm(threadId: number): void {
    handOverLead(queries.read(threadId), clock.now())
  }

  /** Runs after the caller's transaction, which can be rolled back until then. */
  const afterTransaction = (act: () => void) =>
    setImmediate(() => {
      if (!stopped) act()
    })

  /** Called for labels set at Instantly. The key is as if set here, so the lead is handed over only once. */
  function pushAllToCrm(workspaceId: WorkspaceId, changes: readonly LabelChange[]): void {
    for (const { campaignId: place, email, value, stage, since, source, firstMeeting } of changes) {
      if (stage <= 0 || source === 'here') continue
      const campaignId = place || null
      const threadId = threadOfLead.get(workspaceId, email, campaignId, campaignId)
      const thread =
        threadId === undefined
          ? withoutThread(workspaceId, email, campaignId, campaignId && queries.nameOfCampaign(workspaceId, campaignId))
          : queries.read(threadId)
      handOverLead({ ...thread, interest: value }, since, { sinceAdded: true })
      if (!firstMeeting) continue
      const name = threadId === undefined ? email : queries.read(threadId).name
      afterTransaction(() => {
        const client = clientName(workspaceId)
        tell.meeting({ workspaceId, agoMs: nowOf(workspaceId) - since, name, client, threadId: threadId ?? null })
      })
    }
  }

  /** Returns the label changes contained in events, resolving the names of a client's own labels. */
  function labelsIn(workspaceId: WorkspaceId, events: readonly ParsedEvent[]): readonly ReportedLabel[] {
    const now = Math.max(nowOf(workspaceId), clock.now())
    return events.flatMap((event): ReportedLabel[] => {
      const { leadEmail, campaignId, type, label } = event
      // A time in the future would override all labels reported until then. A small clock difference is allowed.
      const at = event.at > now + dayMs ? now : event.at
      const value =
        type === 'label' && label !== null
          ? (mailIngest.labels.valueOf(workspaceId, label) ?? undefined)
          : labelOfEvent(type)
      return leadEmail === null || value === undefined
        ? []
        : [
            {
              place: { campaignId: campaignId ?? '', email: leadEmail },
              claim: { value, source: 'event', since: at, asOf: at },
            },
          ]
    })
  }

  /**
   * Hands a qualified lead over. The label is kept even if that fails, unless the store fails: then the label is not
   * stored either, so that both follow when it is read again.
   */
  function handOverLead(thread: LabelledThread, at: number, options?: { sinceAdded: boolean }): void {
    const lead = qualifiedLeadOf(store.raw, thread, queries.labels(thread.workspaceId), at)
    if (!lead) return
    try {
      parts.pushToCrm?.(thread.workspaceId, lead, options)
    } catch (error) {
      if (isStoreError(error)) throw error
      log.warn('a qualified lead was not handed over', { threadId: thread.id, code: asProblem(error, log).code })
    }
  }

  return {
    mailIngest,
    sender,
    held,
    bulk,
    work,
    sync,
    /** Reads conversations and labels soon, after a demo was created or its days moved on. */
    readSoon(): void {
      sync.soon()
      labelSync.plan(0)
    },
    queries,
    settings,
    /**
     * Called by the event store in its transaction: replies become messages, opens and clicks warm their threads, and
     * leads labelled at Instantly are handed over to the CRM.
     */
    takeEvents(workspaceId: WorkspaceId, events: readonly ParsedEvent[]): void {
      const replies = events.filter((event) => hasReplyText(event)).map(toHookReply)
      const news = replies.length > 0 ? mailIngest.ingestWebhooks(workspaceId, replies) : []
      mailIngest.placeReplies(workspaceId, events)
      mailIngest.ingestLabels(workspaceId, labelsIn(workspaceId, events))
      const warmed = new Set(
        events.flatMap(({ type, leadEmail }) => (engagementEvents.has(type) && leadEmail !== null ? [leadEmail] : [])),
      )
      refreshLeads(workspaceId, warmed)
      if (replies.length === 0 && warmed.size === 0) return
      afterTransaction(() => {
        deps.changed('inbox')
        announce(news)
      })
    },
    /** Refreshes leads' conversations in the caller's transaction, as the lead list reports more opens or clicks. */
    warm(workspaceId: WorkspaceId, emails: readonly string[]): void {
      if (refreshLeads(workspaceId, emails) === 0) return
      afterTransaction(() => deps.changed('inbox'))
    },
    resumeAll(): void {
      sender.resumeAll()
    },
    async stop(): Promise<void> {
      stopped = true
      labelSteps.stop()
      await held.stop()
      await Promise.all([sync.stop(), sender.stop(), work.stop()])
    },
  }
}

const engagementEvents: ReadonlySet<string> = new Set(['email_opened', 'link_clicked'])

/** Whether the event contains a reply's text; label events only repeat that of the reply they are about. */
const hasReplyText = (event: ParsedEvent): boolean =>
  event.leadEmail !== null &&
  (event.type === 'reply_received' || event.type === 'auto_reply_received') &&
  (event.replyText ?? event.replyHtml ?? event.snippet) !== null

const toHookReply = (event: ParsedEvent) => ({
  at: event.at,
  leadEmail: event.leadEmail ?? '',
  emailId: event.emailId,
  threadId: event.threadId,
  text: event.replyText,
  html: event.replyHtml,
  subject: event.replySubject,
  snippet: event.snippet,
  account: event.account,
  campaignId: event.campaignId,
  automatic: event.type === 'auto_reply_received',
})

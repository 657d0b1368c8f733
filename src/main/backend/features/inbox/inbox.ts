import type { QualifiedLead } from '#shared/contract/crm.ts'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import { getSetting } from '../settings/settings-store.ts'
import { createAnnounceReplies } from './announce-replies.ts'
import { inboxSetting } from './inbox-settings.ts'
import { createIntake, type SortReply } from './intake.ts'
import { qualifiedLeadOf } from './qualified-lead.ts'
import { createInboxQueries } from './queries.ts'
import { createNames, type KnowNames } from './read-names.ts'
import { createSender } from './sender.ts'
import { createInboxSync, type InboxTimings, inboxTimings } from './sync.ts'
import { createThreadWork } from './thread-work.ts'

const snoozeEveryMs = 30_000

export type Inbox = ReturnType<typeof createInbox>

/** The unified inbox: mails of all clients, kept fresh, sorted, answered. */
export function createInbox(
  deps: Deps,
  parts: {
    readonly sort: SortReply | null
    readonly timings?: InboxTimings | undefined
    /** Takes a lead the operator just qualified. */
    readonly handOver?: (workspaceId: WorkspaceId, lead: QualifiedLead) => void
    /** Takes a client's own labels and its campaigns, as Instantly lists them. */
    readonly know?: KnowNames
    /** Replies came and are sorted. */
    readonly received?: () => void
  },
) {
  const { store, clock } = deps
  const timings = parts.timings ?? inboxTimings
  const log = deps.log('inbox')
  let stopped = false
  const settings = () => getSetting(store, 'app', inboxSetting)
  const tell = createAnnounceReplies(deps, settings)
  const announce: typeof tell = (news) => {
    tell(news)
    parts.received?.()
  }
  const engaged = store.raw.prepare<[number, string], { opens: number; clicks: number }>(
    `select coalesce(sum(l.opened), 0) as opens, coalesce(sum(l.clicked), 0) as clicks from event_lead l
     where l.contact_id = (select id from event_contact where workspace_id = ? and email = ?)`,
  )
  const intake = createIntake(store, {
    sort: parts.sort,
    engagement: (workspaceId, email) => engaged.get(workspaceId, email) ?? { opens: 0, clicks: 0 },
  })
  const queries = createInboxQueries(
    store.raw,
    () => clock.now(),
    () => settings().followUpDays,
  )
  const sender = createSender(deps, intake, timings)
  const work = createThreadWork(deps, intake, handOver)
  const names = createNames(deps, parts.know ?? { labels: () => undefined, campaigns: () => undefined })
  const sync = createInboxSync(deps, intake, {
    everyMs: () => settings().everyMinutes * 60_000,
    timings,
    announce,
    names,
    read: async (workspaceId) => {
      parts.received?.()
      await sender.lookAgain(workspaceId)
    },
  })
  const threadsOfLead = store.raw
    .prepare<[number, string], number>('select id from inbox_thread where workspace_id = ? and lead_email = ?')
    .pluck()
  const wakes = setInterval(() => work.wakeDue() && deps.changed('inbox'), snoozeEveryMs)
  wakes.unref()

  /** The label is kept whether or not its lead can be handed over. */
  function handOver(threadId: number): void {
    const thread = queries.read(threadId)
    const lead = qualifiedLeadOf(store.raw, thread, queries.labels(thread.workspaceId), clock.now())
    if (!lead) return
    try {
      parts.handOver?.(thread.workspaceId, lead)
    } catch (error) {
      log.warn('a qualified lead was not handed over', {
        threadId,
        code: error instanceof AppError ? error.code : 'INTERNAL',
      })
    }
  }

  return {
    intake,
    sender,
    work,
    sync,
    queries,
    settings,
    /** For the store of events, in its transaction: replies become messages, opens and clicks warm their threads. */
    takeEvents(workspaceId: WorkspaceId, events: readonly ParsedEvent[]): void {
      const replies = events.filter((event) => isReply(event)).map(hookReply)
      const news = replies.length > 0 ? intake.takeHooks(workspaceId, replies) : []
      const warmed = new Set(
        events.flatMap(({ type, leadEmail }) => (warming.has(type) && leadEmail !== null ? [leadEmail] : [])),
      )
      for (const email of warmed) for (const id of threadsOfLead.all(workspaceId, email)) intake.facts.refresh(id)
      if (replies.length === 0 && warmed.size === 0) return
      // After the transaction: until then it can still be taken back.
      setTimeout(() => {
        if (stopped) return
        deps.changed('inbox')
        announce(news)
      }, 0)
    },
    resumeAll(): void {
      work.wakeDue()
      sender.resumeAll()
      sync.start()
    },
    async stop(): Promise<void> {
      stopped = true
      clearInterval(wakes)
      await Promise.all([sync.stop(), sender.stop(), work.stop()])
    },
  }
}

const warming: ReadonlySet<string> = new Set(['email_opened', 'link_clicked'])

/** Events that bring a reply's words; labels repeat those of the reply they judge. */
const isReply = (event: ParsedEvent): boolean =>
  event.leadEmail !== null &&
  (event.type === 'reply_received' || event.type === 'auto_reply_received') &&
  (event.replyText ?? event.replyHtml ?? event.snippet) !== null

const hookReply = (event: ParsedEvent) => ({
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

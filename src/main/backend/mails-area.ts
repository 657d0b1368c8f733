import { type OpenParts } from './backend-parts.ts'
import { createEventIngest } from './events/events/ingest-events.ts'
import { type IsAutomatic, toMailEvent } from './events/events/mail-as-event.ts'
import { createMailReader } from './events/mails/mail-reader.ts'
import { createRelay } from './events/relay/relay.ts'
import { type Foundation } from './foundation.ts'
import { createCrm } from './inbox/crm/routes.ts'
import { classifyReceivedReply } from './inbox/inbox/classify-received-reply.ts'
import { createInbox } from './inbox/inbox/inbox.ts'
import { createInboxModel } from './inbox/inbox-model/routes.ts'

export type MailsArea = ReturnType<typeof createMailsArea>

/** Whether a reply is automatic, judged by its words. */
const isAutomatic: IsAutomatic = (reply) => classifyReceivedReply(reply).auto

/** Creates the area of incoming data: events from webhooks and the relay, mails, the inbox, handover to CRMs. */
export function createMailsArea({ deps, vault, isDemo, metrics }: Foundation, parts: OpenParts) {
  const { clock } = deps
  const crm = createCrm(deps, vault, parts.crmTimings)
  const inbox = createInbox(deps, {
    sort: classifyReceivedReply,
    timings: parts.inboxTimings,
    pushToCrm: crm.pushToCrm,
    // Called when label names were read, after both exist.
    knowLabels: (workspaceId, labels) => eventIngest.knowLabels(workspaceId, labels),
    mailsTaken: (workspaceId, mails) => {
      if (isDemo(workspaceId)) return
      const events = mails.map((mail) => toMailEvent(mail, isAutomatic, clock.now())).filter((one) => one !== null)
      for (let at = 0; at < events.length; at += 500)
        eventIngest.ingest(workspaceId, 'instantly', events.slice(at, at + 500))
    },
    received: () => inboxModel.look(),
  })
  const inboxModel = createInboxModel(deps, {
    vault,
    refresh: inbox.mailIngest.facts.refresh,
    timings: parts.modelTimings,
  })
  const eventIngest = createEventIngest(deps, { inTransaction: inbox.takeEvents })
  createMailReader(deps, {
    ingest: eventIngest,
    isDemo,
    taken: inbox.mailIngest.takeSent,
    timings: parts.mailReaderTimings,
  })
  const relay = createRelay(deps, {
    vault,
    ingest: eventIngest,
    isAutomatic,
    copiesAmong: inbox.mailIngest.copiesAmong,
    counted: metrics.events,
    spawn: parts.spawnRelay ?? null,
    timings: parts.relayTimings,
  })

  return { crm, inbox, inboxModel, eventIngest, relay }
}

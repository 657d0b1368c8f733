/** A lead that was given a label, as CRMs get it. */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { QualifiedLead } from '#shared/contract/inbox/crm.ts'
import type { InboxLabel, InboxThread } from '#shared/contract/inbox/inbox.ts'
import type { KnownEventType } from '#shared/domain/events/event-types.ts'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { leadContext } from './lead-context.ts'

/** Instantly's own interest statuses that qualify, by the names CRMs get (official document, `interest_status`). */
const ownNames = new Map([
  [1, 'interested'],
  [2, 'meeting_booked'],
  [3, 'meeting_completed'],
  [4, 'won'],
])
const core = new Set(['email', 'firstName', 'lastName', 'companyName', 'jobTitle', 'phone', 'website'])

/** What is asked of a conversation whose lead was labelled. */
export type Labelled = Pick<
  InboxThread,
  'id' | 'workspaceId' | 'leadEmail' | 'company' | 'campaignId' | 'campaignName' | 'interest'
>

/** What a CRM takes of each: as long as a thing of its kind can be. */
const cut = (text: string | null | undefined, most: number) => text?.slice(0, most) ?? null

/**
 * With the label the lead was just given; null where that label does not qualify, or the thread has no lead. The key is
 * the campaign's, the lead's and the label's: the same label again is the same qualification, another one a new one.
 */
export function qualifiedLeadOf(
  db: Database,
  thread: Labelled,
  labels: readonly InboxLabel[],
  now: number,
): QualifiedLead | null {
  const label = labels.find(({ value }) => value === thread.interest)
  if (thread.leadEmail === null || label?.tone !== 'positive') return null
  const { variables } = leadContext(db, thread)
  const reply = db
    .prepare<[number], { at: number; text: string }>(
      `select at, text from inbox_message where thread_id = ? and direction = 'received' order by at desc, id desc limit 1`,
    )
    .get(thread.id)
  const own = Object.entries(variables).filter(([name]) => !core.has(name))
  return {
    key: keyOf(`${thread.campaignId ?? ''}/${thread.leadEmail.toLowerCase()}/${label.value}`),
    email: thread.leadEmail,
    firstName: cut(variables['firstName'], 200),
    lastName: cut(variables['lastName'], 200),
    companyName: cut(variables['companyName'] ?? thread.company, 300),
    jobTitle: cut(variables['jobTitle'], 300),
    phone: cut(variables['phone'], 100),
    website: cut(variables['website'], 500),
    variables: Object.fromEntries(own.map(([name, value]) => [name.slice(0, 200), value.slice(0, 5_000)])),
    label: cut(label.name, 100) || (ownNames.get(label.value) ?? String(label.value)),
    qualifiedAt: new Date(now).toISOString(),
    campaignId: cut(thread.campaignId, 200),
    campaignName: cut(thread.campaignName, 300),
    replyAt: reply ? new Date(reply.at).toISOString() : null,
    replyText: cut(reply?.text, 20_000),
  }
}

/** What a handover may be named: a long one by its hash, so that no end is lost in which two differ. */
const keyOf = (name: string): string => (name.length <= 200 ? name : createHash('sha256').update(name).digest('hex'))

/** Events by which Instantly tells that a lead was given one of its own labels that qualify. */
const toldBy: Partial<Record<KnownEventType, number>> = {
  lead_interested: 1,
  lead_meeting_booked: 2,
  lead_meeting_completed: 3,
  lead_closed: 4,
}

/** The label an event says its lead was given; null where it says nothing of the kind. */
export function labelTold(event: ParsedEvent, labels: () => readonly InboxLabel[]): number | null {
  if (event.leadEmail === null || event.type === 'unknown') return null
  if (event.type !== 'label') return toldBy[event.type] ?? null
  return labels().find(({ name, tone }) => tone === 'positive' && name === event.label)?.value ?? null
}

/** A lead nobody has written with yet, as far as its conversation would tell. */
export const unwritten = (workspaceId: WorkspaceId, event: ParsedEvent): Omit<Labelled, 'interest'> => ({
  id: 0,
  workspaceId,
  leadEmail: event.leadEmail,
  company: null,
  campaignId: event.campaignId,
  campaignName: event.campaignName,
})

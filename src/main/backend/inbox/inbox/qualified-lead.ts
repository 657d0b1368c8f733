/** Builds the qualified lead that CRMs receive. */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { QualifiedLead } from '#shared/contract/inbox/crm.ts'
import type { InboxLabel, InboxThread } from '#shared/contract/inbox/inbox.ts'
import { ownLabel } from '#shared/domain/events/lead-label.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { leadContext } from './lead-context.ts'

const coreFields = new Set(['email', 'firstName', 'lastName', 'companyName', 'jobTitle', 'phone', 'website'])

/** Fields of a conversation that are needed once its lead was labelled. */
export type LabelledThread = Pick<
  InboxThread,
  'id' | 'workspaceId' | 'leadEmail' | 'company' | 'campaignId' | 'campaignName' | 'interest'
>

/** Shortens a value to the longest length plausible for its kind. */
const truncateText = (text: string | null | undefined, most: number) => text?.slice(0, most) ?? null

/**
 * Builds the lead with the label it was just given; null if that label does not qualify or the thread has no lead. The
 * key consists of campaign, lead and label, so the same label again is the same qualification and another one is new.
 */
export function qualifiedLeadOf(
  db: Database,
  thread: LabelledThread,
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
  const own = Object.entries(variables).filter(([name]) => !coreFields.has(name))
  return {
    key: handoverKeyOf(`${thread.campaignId ?? ''}/${thread.leadEmail.toLowerCase()}/${label.value}`),
    email: thread.leadEmail,
    firstName: truncateText(variables['firstName'], 200),
    lastName: truncateText(variables['lastName'], 200),
    companyName: truncateText(variables['companyName'] ?? thread.company, 300),
    jobTitle: truncateText(variables['jobTitle'], 300),
    phone: truncateText(variables['phone'], 100),
    website: truncateText(variables['website'], 500),
    variables: Object.fromEntries(own.map(([name, value]) => [name.slice(0, 200), value.slice(0, 5_000)])),
    label: truncateText(label.name, 100) || (ownLabel(label.value)?.crm ?? String(label.value)),
    qualifiedAt: new Date(now).toISOString(),
    campaignId: truncateText(thread.campaignId, 200),
    campaignName: truncateText(thread.campaignName, 300),
    replyAt: reply ? new Date(reply.at).toISOString() : null,
    replyText: truncateText(reply?.text, 20_000),
  }
}

/** Returns the handover's key; long ones are hashed, as cutting them could drop the part in which they differ. */
const handoverKeyOf = (name: string): string =>
  name.length <= 200 ? name : createHash('sha256').update(name).digest('hex')

/** Returns the fields of a conversation for a lead without one. */
export const withoutThread = (
  workspaceId: WorkspaceId,
  leadEmail: string,
  campaignId: string | null,
  campaignName: string | null,
): Omit<LabelledThread, 'interest'> => ({ id: 0, workspaceId, leadEmail, company: null, campaignId, campaignName })

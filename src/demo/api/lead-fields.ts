import { createdAt, leadId } from '../state/lead-store.ts'
import type { StepMark } from '../state/life-types.ts'
import { type Values, valuesOf, withoutNulls } from '../state/values.ts'
import type { Lead, LeadFields, LeadValue, Workspace } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import { closed, type Schema, textOrNull } from './validate.ts'

/** Top-level name → name in `payload`; null if payload does not repeat it. */
const coreFields: Readonly<Record<string, string | null>> = {
  personalization: 'personalization',
  website: 'website',
  first_name: 'firstName',
  last_name: 'lastName',
  company_name: 'companyName',
  job_title: 'jobTitle',
  phone: 'phone',
  lt_interest_status: null,
  pl_value_lead: null,
  assigned_to: null,
}

/** Fields of an existing lead that may be written: not its address or place. */
export const leadFieldSchemas: Readonly<Record<string, Schema>> = {
  ...Object.fromEntries(Object.keys(coreFields).map((name) => [name, textOrNull])),
  lt_interest_status: { type: 'number', enum: [1, 2, 3, 4, 0, -1, -2, -3, -4] },
  custom_variables: {
    type: 'object',
    // Objects and arrays are answered with 400.
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
  },
}
export const newLeadSchema = closed({ email: textOrNull, ...leadFieldSchemas })

/** Merges the fields of a request into the lead's previous ones. */
export function mergeFields(before: LeadFields | null, given: Values): LeadFields {
  const core: Record<string, string | number> = { ...before?.core }
  for (const name of Object.keys(coreFields)) {
    const value = given[name]
    if (typeof value === 'string' || typeof value === 'number') core[name] = value
    else if (value === null) delete core[name]
  }
  const custom: Record<string, LeadValue> = { ...before?.custom }
  for (const [name, value] of Object.entries(valuesOf(given['custom_variables']))) {
    if (isLeadValue(value)) custom[name] = value
  }
  return { core, custom }
}

function isLeadValue(value: unknown): value is LeadValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/** A lead as returned by the API: custom variables only inside `payload`, among Instantly's own in camelCase. */
export function showLead(workspace: Workspace, lead: Lead): Values {
  const core = lead.fields?.core ?? {}
  const payload: Values = { ...lead.fields?.custom }
  for (const [name, payloadName] of Object.entries(coreFields)) {
    if (payloadName && core[name] !== undefined) payload[payloadName] = core[name]
  }
  if (lead.email !== null) payload['email'] = lead.email
  return withoutNulls({
    id: leadId(workspace, lead),
    timestamp_created: isoTime(createdAt(lead)),
    timestamp_updated: isoTime(lead.updatedAt),
    organization: workspace.id,
    campaign: lead.holder.kind === 'campaign' && lead.holder.id !== '' ? lead.holder.id : null,
    list_id: lead.holder.kind === 'list' && lead.holder.id !== '' ? lead.holder.id : null,
    status: lead.status,
    email: lead.email,
    ...core,
    company_domain: lead.email?.slice(lead.email.indexOf('@') + 1) ?? '',
    payload,
    ...figuresOf(lead),
    verification_status: 11,
    upload_method: 'api',
    uploaded_by_user: workspace.ownerId,
  })
}

function figuresOf(lead: Lead): Values {
  const { life } = lead
  if (!life) return { email_open_count: 0, email_reply_count: 0, email_click_count: 0, status_summary: {} }
  const from = life.mailbox?.email
  const hasSent = life.step > 0 && from !== undefined
  const sentAt = hasSent ? isoTime(life.sentAt) : null
  const stepId = hasSent ? `0_${life.step - 1}_${life.variant}` : null
  const { openedLast, clickedLast, repliedLast } = life
  const touches = [life.sentAt, openedLast?.at ?? 0, clickedLast?.at ?? 0, repliedLast?.at ?? 0]
  return {
    email_open_count: life.opens,
    email_reply_count: life.replies,
    email_click_count: life.clicks,
    status_summary: hasSent ? { lastStep: { from, stepID: stepId, timestamp_executed: sentAt } } : {},
    last_step_from: hasSent ? 'campaign' : null,
    last_step_id: stepId,
    last_step_timestamp_executed: sentAt,
    last_contacted_from: from,
    timestamp_last_contact: sentAt,
    timestamp_last_touch: hasSent ? isoTime(Math.max(...touches)) : null,
    ...markFields('open', 'opened', openedLast),
    ...markFields('click', 'clicked', clickedLast),
    ...markFields('reply', 'replied', repliedLast),
    timestamp_last_interest_change: life.interestAt > 0 ? isoTime(life.interestAt) : null,
    subsequence_id: life.subsequence?.id,
    timestamp_added_subsequence: life.subsequence ? isoTime(life.subsequenceAt) : null,
  }
}

function markFields(name: string, done: string, mark: StepMark | null): Values {
  if (!mark) return {}
  return {
    [`timestamp_last_${name}`]: isoTime(mark.at),
    [`email_${done}_step`]: mark.step,
    [`email_${done}_variant`]: mark.variant,
  }
}

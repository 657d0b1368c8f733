import { isoTime } from './clock.ts'
import { createdAt, leadId } from './lead-store.ts'
import { closed, type Schema, textOrNull } from './validate.ts'
import { type Values, valuesOf, withoutNulls } from './values.ts'
import type { Lead, LeadFields, LeadValue, Workspace } from './world-types.ts'

/** Top-level name → name in `payload`; null where payload does not repeat it. */
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

/** What may be written to a lead that exists: not its address, not its place. */
export const leadFieldSchemas: Readonly<Record<string, Schema>> = {
  ...Object.fromEntries(Object.keys(coreFields).map((name) => [name, textOrNull])),
  lt_interest_status: { type: 'number', enum: [1, 2, 3, 4, 0, -1, -2, -3, -4] },
  custom_variables: {
    type: 'object',
    // No objects, no arrays: they are answered 400.
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
  },
}
export const newLeadSchema = closed({ email: textOrNull, ...leadFieldSchemas })

/** The fields a request gives a lead, over those it had. */
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

/** A lead as the API shows it: custom variables only inside `payload`, among Instantly's own in camelCase. */
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
    email_open_count: 0,
    email_reply_count: 0,
    email_click_count: 0,
    status_summary: {},
    verification_status: 11,
    upload_method: 'api',
    uploaded_by_user: workspace.ownerId,
  })
}

import { setInterest } from '../reactions/interest.ts'
import { scheduleTick } from '../sending/sending.ts'
import { isBlocked } from '../state/block-list.ts'
import { addLead, contactsLeft, deleteLead, findLead, leadsOf, plainEmail } from '../state/lead-store.ts'
import { optionalText, textsOf } from '../state/values.ts'
import type { Holder, Lead } from '../state/world-types.ts'
import { addLeads, declareVariables, isEmail, isSkipped, skipFlags, storedFields, targetOf } from './add-leads.ts'
import { recordAudit } from './audit.ts'
import type { Call, Operations } from './http-types.ts'
import { leadFieldSchemas, mergeFields, newLeadSchema, showLead } from './lead-fields.ts'
import { leadSelection, listLeads } from './list-leads.ts'
import { notFound, refuse } from './refusal.ts'
import { closed, flag, pageSize, text, textOrNull, texts } from './validate.ts'

const leadStatus = { type: 'number', enum: [1, 2, 3, -1, -2, -3] }
const skipSchemas = { skip_if_in_workspace: flag, skip_if_in_campaign: flag, skip_if_in_list: flag }

export const leadRoutes: Operations = {
  'POST /leads/add': {
    scope: 'leads:create',
    body: closed(
      {
        campaign_id: text,
        list_id: text,
        leads: { type: 'array', minItems: 1, maxItems: 1000, items: newLeadSchema },
        blocklist_id: textOrNull,
        assigned_to: text,
        verify_leads_on_import: flag,
        ...skipSchemas,
      },
      ['leads'],
    ),
    run: addLeads,
  },
  'POST /leads/list': {
    scope: 'leads:read',
    body: closed({
      ...leadSelection,
      excluded_ids: texts,
      contacts: { type: 'array', items: { type: 'string', format: 'email' } },
      organization_user_ids: texts,
      smart_view_id: text,
      is_website_visitor: flag,
      distinct_contacts: flag,
      enrichment_status: { type: 'number', enum: [1, -1, 11, -2] },
      esg_code: { type: 'string', enum: ['0', '1', '2', '3', '4', 'all', 'none'] },
      limit: pageSize,
      starting_after: text,
    }),
    run: listLeads,
  },
  'POST /leads': {
    scope: 'leads:create',
    body: closed({
      campaign: textOrNull,
      list_id: textOrNull,
      email: textOrNull,
      ...leadFieldSchemas,
      ...skipSchemas,
      blocklist_id: text,
      verify_leads_for_lead_finder: flag,
      verify_leads_on_import: flag,
    }),
    run: createLead,
  },
  'DELETE /leads': {
    scope: 'leads:delete',
    body: {
      ...closed({
        campaign_id: text,
        list_id: text,
        ids: texts,
        status: leadStatus,
        limit: { type: 'integer', minimum: 1, maximum: 10_000 },
      }),
      anyOf: [{ required: ['campaign_id'] }, { required: ['list_id'] }],
    },
    run: deleteLeads,
  },
  'GET /leads/:id': { scope: 'leads:read', run: (call) => showLead(call.workspace, leadOf(call)) },
  'PATCH /leads/:id': {
    scope: 'leads:update',
    body: { ...closed(leadFieldSchemas), minProperties: 1 },
    run: (call) => {
      const lead = leadOf(call)
      const { lt_interest_status: interest, ...fields } = call.body
      lead.fields = mergeFields(lead.fields, fields)
      if (typeof interest === 'number') setInterest(call.world, call.workspace, lead, interest, 'api', call.nowMs)
      lead.updatedAt = call.nowMs
      if (lead.holder.kind === 'campaign') declareVariables(lead.holder.variables, call.body)
      return showLead(call.workspace, lead)
    },
  },
  'DELETE /leads/:id': {
    scope: 'leads:delete',
    run: (call) => {
      const lead = leadOf(call)
      const shown = showLead(call.workspace, lead)
      deleteLead(call.workspace, lead, call.nowMs)
      return shown
    },
  },
}

function leadOf(call: Call): Lead {
  const lead = findLead(call.workspace, call.params['id'] ?? '')
  if (!lead) throw notFound()
  return lead
}

/** Creates one lead. For an address that exists the existing lead is returned unchanged, as if it were created. */
function createLead(call: Call): unknown {
  const { workspace, world, body, nowMs } = call
  const holder = holderOf(call)
  const email = optionalText(body['email'])
  const plain = email === null ? null : plainEmail(email)
  if (plain === null ? holder.kind === 'campaign' : !isEmail(plain)) {
    throw refuse(400, 'Invalid email')
  }
  if (plain !== null && world.dedupe) {
    const known = leadsOf(workspace, plain)
    const flags = skipFlags(body)
    const there = known.find((lead) => lead.holder === holder) ?? known.find((lead) => isSkipped(flags, lead))
    if (there) return showLead(workspace, there)
    if (isBlocked(workspace, plain)) throw refuse(400, 'Lead is in the block list')
  }
  if (holder.kind === 'campaign' && contactsLeft(workspace, nowMs) === 0) {
    throw refuse(403, 'Lead limit reached')
  }
  const lead = addLead(workspace, holder, { email: plain, fields: storedFields(call, body) }, nowMs)
  if (holder.kind === 'campaign') {
    declareVariables(holder.variables, body)
    scheduleTick(world, workspace, holder, nowMs + 60_000)
  }
  return showLead(workspace, lead)
}

function holderOf(call: Call): Holder {
  const campaign = optionalText(call.body['campaign'])
  const list = optionalText(call.body['list_id'])
  if (campaign === null && list === null) return call.workspace.nowhere
  return targetOf(call, campaign ?? undefined, list ?? undefined)
}

/** Without ids, status or limit every lead of the campaign or list is deleted: the trap a client must not fall into. */
function deleteLeads(call: Call): unknown {
  const { workspace, body, nowMs } = call
  const holder = targetOf(call, body['campaign_id'], body['list_id'])
  const ids = textsOf(body['ids'])
  const limit = typeof body['limit'] === 'number' ? body['limit'] : Number.POSITIVE_INFINITY
  const chosen: Lead[] = []
  const candidates = ids ? [...new Set(ids)].map((id) => findLead(workspace, id)) : holder.leads
  for (const lead of candidates) {
    if (chosen.length >= limit) break
    if (!lead || lead.gone || lead.holder !== holder) continue
    if (body['status'] !== undefined && lead.status !== body['status']) continue
    chosen.push(lead)
  }
  for (const lead of chosen) deleteLead(workspace, lead, nowMs)
  recordAudit(call, 'leadsDeleted', { campaignId: optionalText(body['campaign_id']), affected: chosen.length })
  return { count: chosen.length }
}

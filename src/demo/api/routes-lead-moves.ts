import { scheduleTick } from '../sending/sending.ts'
import { enterSubsequence } from '../sending/subsequences.ts'
import { lifeOf } from '../state/lead-life.ts'
import { deleteLead, findLead, leadsOf, plainEmail } from '../state/lead-store.ts'
import { listOf, optionalText, textsOf } from '../state/values.ts'
import type { Lead } from '../state/world-types.ts'
import { startJob } from '../time/jobs.ts'
import { scheduleEvent } from '../time/schedule-event.ts'
import { recordAudit } from './audit.ts'
import type { Call, Operations } from './http-types.ts'
import { mergeFields, showLead } from './lead-fields.ts'
import { leadSelection, leadsMatching } from './list-leads.ts'
import { notFound, Refusal, refuse } from './refusal.ts'
import { campaignOf } from './routes-campaigns.ts'
import { showJob } from './routes-jobs.ts'
import { closed, flag, numberOrNull, text, texts } from './validate.ts'

/** Delay after which a requested interest status is set. */
const settlesMs = 3_000
const selection = { ...leadSelection, assigned_to: text }

export const leadMoveRoutes: Operations = {
  'POST /leads/move': {
    scope: 'leads:update',
    body: closed({
      ...selection,
      excluded_ids: texts,
      contacts: { type: 'array', items: { type: 'string', format: 'email' } },
      esp_code: { type: 'number' },
      esg_code: { type: 'string', enum: ['0', '1', '2', '3', '4', 'all', 'none'] },
      limit: { type: 'number' },
      to_campaign_id: text,
      to_list_id: text,
      copy_leads: flag,
      check_duplicates: flag,
      check_duplicates_in_campaigns: flag,
      skip_leads_in_verification: flag,
      ignore_resource_filter_clauses: flag,
      reset_interest_status: flag,
    }),
    run: moveLeads,
  },
  'POST /leads/merge': {
    scope: 'leads:update',
    body: closed({ lead_id: text, destination_lead_id: text }, ['lead_id', 'destination_lead_id']),
    run: (call) => {
      const { workspace, nowMs } = call
      const [from, to] = [leadBy(call, call.body['lead_id']), leadBy(call, call.body['destination_lead_id'])]
      if (from === to) throw refuse(400, 'A lead cannot be merged with itself')
      const own = { ...to.fields?.core, custom_variables: { ...from.fields?.custom, ...to.fields?.custom } }
      to.fields = mergeFields(from.fields, own)
      to.updatedAt = nowMs
      deleteLead(workspace, from, nowMs)
      return showLead(workspace, to)
    },
  },
  'POST /leads/subsequence/move': {
    scope: 'leads:update',
    body: closed({ id: text, subsequence_id: text }, ['id', 'subsequence_id']),
    run: (call) => {
      const lead = leadBy(call, call.body['id'])
      const subsequence = call.workspace.subsequences.get(String(call.body['subsequence_id']))
      if (!subsequence || subsequence.campaign !== lead.holder) throw notFound()
      enterSubsequence(call.world, lead, subsequence, call.nowMs)
      // The campaign has finished its own steps, but keeps running for the leads in its subsequences.
      if (subsequence.campaign.status === 3 && subsequence.status === 1) subsequence.campaign.status = 4
      scheduleTick(call.world, call.workspace, subsequence.campaign, call.nowMs + 60_000)
      return showLead(call.workspace, lead)
    },
  },
  'POST /leads/subsequence/remove': {
    scope: 'leads:update',
    body: closed({ id: text }, ['id']),
    run: (call) => {
      const lead = leadBy(call, call.body['id'])
      lifeOf(lead).subsequence = null
      return showLead(call.workspace, lead)
    },
  },
  'POST /leads/bulk-assign': {
    scope: null,
    status: 202,
    body: closed(
      {
        ...selection,
        organization_user_ids: { ...texts, minItems: 1 },
        smart_view_id: text,
        has_clause: flag,
        limit: { type: 'integer', minimum: 0 },
      },
      ['organization_user_ids'],
    ),
    run: (call) => {
      const users = textsOf(call.body['organization_user_ids']) ?? []
      for (const [at, lead] of leadsMatching(call).entries()) {
        const user = users[at % users.length]
        lead.fields = mergeFields(lead.fields, { assigned_to: user })
      }
      return { status: 'accepted', message: 'Leads are being assigned' }
    },
  },
  'POST /leads/update-interest-status': {
    scope: null,
    status: 202,
    body: closed(
      {
        lead_email: text,
        interest_value: numberOrNull,
        campaign_id: text,
        list_id: text,
        ai_interest_value: { type: 'number' },
        disable_auto_interest: flag,
      },
      ['lead_email', 'interest_value'],
    ),
    run: updateInterest,
  },
}

function leadBy(call: Call, id: unknown): Lead {
  const lead = typeof id === 'string' ? findLead(call.workspace, id) : null
  if (!lead) throw notFound()
  return lead
}

function updateInterest(call: Call): unknown {
  const { workspace, world, body, nowMs } = call
  const { campaign_id: campaign, list_id: list, interest_value: given } = body
  const leads = leadsOf(workspace, plainEmail(String(body['lead_email'])))
    .filter((lead) => campaign === undefined || lead.holder.id === campaign)
    .filter((lead) => list === undefined || lead.holder.id === list)
  if (leads.length === 0) throw new Refusal(400, { error: 'Invalid lead email' })
  const value = typeof given === 'number' ? given : null
  for (const lead of leads) {
    if (body['disable_auto_interest'] === true) lifeOf(lead).fixedInterest = true
    scheduleEvent(world, { kind: 'interest', at: nowMs + settlesMs, workspace, lead, value, by: 'api' })
  }
  return { message: 'Lead interest status update background job submitted' }
}

/** Leads are moved when the job succeeds, not before. */
function moveLeads(call: Call): unknown {
  const { workspace, world, body, nowMs } = call
  const { to_campaign_id: campaignId, to_list_id: listId } = body
  if ((campaignId === undefined) === (listId === undefined)) {
    throw refuse(400, 'You must provide either to_campaign_id or to_list_id')
  }
  const ids = listOf(body['ids'])
  if (ids.length > 0 && body['campaign'] === undefined && body['list_id'] === undefined) {
    throw refuse(400, 'campaign or list_id is required when ids are given')
  }
  const toCampaign = campaignId === undefined ? null : campaignOf(call, campaignId)
  const toListId = optionalText(listId)
  if (toListId !== null && !workspace.lists.has(toListId)) throw notFound()
  const limit = typeof body['limit'] === 'number' ? body['limit'] : Number.POSITIVE_INFINITY
  const leads = leadsMatching(call).slice(0, limit)
  const job = startJob(
    world,
    workspace,
    {
      type: 'move-leads',
      entityId: toCampaign?.id ?? toListId,
      entityType: toCampaign ? 'campaign' : 'list',
      data: { total_to_process: leads.length },
      work: {
        kind: 'move',
        leads,
        toCampaign,
        toListId,
        copy: body['copy_leads'] === true,
        skipKnown: body['check_duplicates'] === true,
        resetInterest: body['reset_interest_status'] !== false,
      },
    },
    nowMs,
  )
  recordAudit(call, 'leadsMoved', { campaignId: toCampaign?.id ?? null, affected: leads.length })
  return showJob(call, job)
}

import { dayMs } from '#shared/domain/core/days.ts'
import { instantlyZones } from '#shared/domain/core/instantly-zones.ts'
import { pauseCampaign, startCampaign } from '../sending/campaign-state.ts'
import { replanFollowUps } from '../sending/sending.ts'
import { notSendingStatus, sendingStatus } from '../sending/sending-status.ts'
import { stampTime } from '../state/ids.ts'
import { leadsOf, plainEmail, removeCampaign } from '../state/lead-store.ts'
import { listOf, optionalText, textsOf, type Values, valuesOf, withoutNulls } from '../state/values.ts'
import type { Campaign } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import { recordAudit } from './audit.ts'
import type { Call, Operations } from './http-types.ts'
import { pageOf } from './paging.ts'
import { notFound, Refusal, refuse } from './refusal.ts'
import { closed, flag, flagOrNull, numberOrNull, pageQuery, type Schema, text, textOrNull, texts } from './validate.ts'

const clockTime = { type: 'string', pattern: '^([01][0-9]|2[0-3]):([0-5][0-9])$' }
const dateOrNull = { type: ['string', 'null'], format: 'date' }
const unit = { type: 'string', enum: ['minutes', 'hours', 'days'] }
const addresses = { type: 'array', items: { type: 'string', format: 'email' } }

export const scheduleSchema = closed(
  {
    start_date: dateOrNull,
    end_date: dateOrNull,
    schedules: {
      type: 'array',
      minItems: 1,
      items: closed(
        {
          name: { type: 'string', minLength: 1 },
          timing: closed({ from: clockTime, to: clockTime }, ['from', 'to']),
          days: {
            ...closed(Object.fromEntries(['0', '1', '2', '3', '4', '5', '6'].map((day) => [day, flag]))),
            minProperties: 1,
          },
          timezone: { type: 'string', enum: instantlyZones },
        },
        ['name', 'timing', 'days', 'timezone'],
      ),
    },
  },
  ['schedules'],
)
const step = closed(
  {
    type: { type: 'string', enum: ['email'] },
    delay: { type: 'number' },
    delay_unit: unit,
    pre_delay: { type: 'number' },
    pre_delay_unit: unit,
    variants: {
      type: 'array',
      items: closed({ subject: text, body: text, v_disabled: flag }, ['subject', 'body']),
    },
  },
  ['type', 'delay', 'variants'],
)
export const sequencesSchema = { type: 'array', items: closed({ steps: { type: 'array', items: step } }, ['steps']) }
const objectOrNull = { type: ['object', 'null'] }

const writable: Readonly<Record<string, Schema>> = {
  name: text,
  pl_value: numberOrNull,
  is_evergreen: flagOrNull,
  campaign_schedule: scheduleSchema,
  sequences: sequencesSchema,
  email_list: texts,
  email_tag_list: texts,
  daily_limit: numberOrNull,
  daily_max_leads: { type: ['integer', 'null'], minimum: 0 },
  email_gap: numberOrNull,
  random_wait_max: numberOrNull,
  stop_on_reply: flagOrNull,
  stop_on_auto_reply: flagOrNull,
  stop_for_company: flagOrNull,
  open_tracking: flag,
  link_tracking: flagOrNull,
  text_only: flagOrNull,
  first_email_text_only: flagOrNull,
  prioritize_new_leads: flagOrNull,
  match_lead_esp: flagOrNull,
  insert_unsubscribe_header: flagOrNull,
  allow_risky_contacts: flagOrNull,
  disable_bounce_protect: flagOrNull,
  limit_emails_per_company_override: objectOrNull,
  auto_variant_select: objectOrNull,
  cc_list: addresses,
  bcc_list: addresses,
  owned_by: textOrNull,
  provider_routing_rules: { type: 'array', items: { type: 'object' } },
}
const campaignStatus = { type: 'number', enum: [-99, -1, -2, 0, 1, 2, 3, 4] }

export const campaignRoutes: Operations = {
  'GET /campaigns': {
    scope: 'campaigns:read',
    query: closed({
      ...pageQuery,
      search: text,
      tag_ids: text,
      ai_sales_agent_id: text,
      status: campaignStatus,
      exclude_status: campaignStatus,
    }),
    run: listCampaigns,
  },
  'POST /campaigns': {
    scope: 'campaigns:create',
    body: closed({ ...writable, ai_sdr_id: textOrNull }, ['name', 'campaign_schedule']),
    run: (call) => showCampaign(call, call.world.addCampaign(call.workspace, firstSequenceOnly(call.body))),
  },
  'GET /campaigns/search-by-contact': {
    scope: 'campaigns:read',
    query: closed({
      search: text,
      sort_column: { type: 'string', enum: ['timestamp_created'] },
      sort_order: { type: 'string', enum: ['asc', 'desc'] },
    }),
    run: searchByContact,
  },
  'GET /campaigns/count-launched': {
    scope: 'campaigns:read',
    run: (call) => ({ count: [...call.workspace.campaigns.values()].filter(({ status }) => status !== 0).length }),
  },
  'GET /campaigns/:id': { scope: 'campaigns:read', run: (call) => showCampaign(call, campaignOf(call)) },
  'PATCH /campaigns/:id': {
    scope: 'campaigns:update',
    body: { ...closed(writable), minProperties: 1 },
    run: (call) => {
      const campaign = campaignOf(call)
      // Arrays are replaced completely, as in the real API.
      campaign.settings = { ...campaign.settings, ...firstSequenceOnly(call.body) }
      recordAudit(call, 'campaignUpdated', { campaignId: campaign.id })
      replanFollowUps(call.world, call.workspace, campaign, call.nowMs + 60_000)
      return markUpdated(call, campaign)
    },
  },
  'DELETE /campaigns/:id': { scope: 'campaigns:delete', run: deleteCampaign },
  'POST /campaigns/:id/activate': { scope: 'campaigns:update', run: activate },
  'POST /campaigns/:id/pause': { scope: 'campaigns:update', run: pause },
  'POST /campaigns/:id/duplicate': {
    scope: 'campaigns:create',
    body: closed({ name: text }),
    run: (call) => {
      const campaign = campaignOf(call)
      return copyOf(call, campaign, optionalText(call.body['name']) ?? `${String(campaign.settings['name'])} (copy)`)
    },
  },
  'POST /campaigns/:id/share': {
    scope: null,
    status: 204,
    run: (call) => {
      campaignOf(call).sharedUntil = call.nowMs + 7 * dayMs
    },
  },
  'POST /campaigns/:id/export': { scope: 'campaigns:read', run: (call) => showCampaign(call, campaignOf(call)) },
  'POST /campaigns/:id/from-export': {
    scope: 'campaigns:create',
    run: (call) => {
      const shared = sharedCampaign(call)
      return copyOf(call, shared, String(shared.settings['name']))
    },
  },
  'POST /campaigns/:id/variables': {
    scope: 'campaigns:update',
    body: closed({ variables: texts }, ['variables']),
    run: (call) => {
      const campaign = campaignOf(call)
      for (const name of textsOf(call.body['variables']) ?? []) campaign.variables.add(name)
      return markUpdated(call, campaign)
    },
  },
  'GET /campaigns/:id/sending-status': {
    scope: 'campaigns:read',
    query: closed({ with_ai_summary: { type: 'boolean', default: false } }),
    run: (call) => sendingStatus(call, campaignOf(call)),
  },
}

/** Returns a campaign of this workspace by id; campaigns of other workspaces count as missing. */
export function campaignOf(call: Call, id: unknown = call.params['id']): Campaign {
  const campaign = typeof id === 'string' ? call.workspace.campaigns.get(id) : undefined
  if (!campaign) throw notFound()
  return campaign
}

function listCampaigns(call: Call): unknown {
  const { search, status, exclude_status: excluded } = call.query
  const wanted = typeof search === 'string' ? search.toLowerCase() : null
  const rows = [...call.workspace.campaigns.values()]
    .filter((campaign) => wanted === null || String(campaign.settings['name']).toLowerCase().includes(wanted))
    .filter((campaign) => status === undefined || campaign.status === status)
    .filter((campaign) => excluded === undefined || campaign.status !== excluded)
    .toReversed()
  return pageOf(
    call,
    rows,
    (campaign) => campaign.id,
    (campaign) => showCampaign(call, campaign),
  )
}

function searchByContact(call: Call): unknown {
  const { search, sort_order: order } = call.query
  const leads = typeof search === 'string' ? leadsOf(call.workspace, plainEmail(search)) : []
  const campaigns = [...new Set(leads.map((lead) => lead.holder))]
    .filter((holder): holder is Campaign => holder.kind === 'campaign')
    .toSorted((a, b) => a.stamp - b.stamp)
  if (order === 'desc') campaigns.reverse()
  return { items: campaigns.map((campaign) => showCampaign(call, campaign)) }
}

/** Creates a draft with the same settings, without leads and figures. */
function copyOf(call: Call, campaign: Campaign, name: string): Values {
  const copy = call.world.addCampaign(call.workspace, { ...campaign.settings, name })
  for (const variable of campaign.variables) copy.variables.add(variable)
  return showCampaign(call, copy)
}

/** Finds a campaign of any workspace, while it is shared. */
function sharedCampaign(call: Call): Campaign {
  for (const workspace of call.world.workspaces) {
    const campaign = workspace.campaigns.get(call.params['id'] ?? '')
    if (campaign && campaign.sharedUntil > call.nowMs) return campaign
  }
  throw new Refusal(403, { message: 'The requested campaign not shared' })
}

function showCampaign(call: Call, campaign: Campaign): Values {
  return withoutNulls({
    id: campaign.id,
    ...campaign.settings,
    status: campaign.status,
    not_sending_status: notSendingStatus(call, campaign),
    timestamp_created: isoTime(stampTime(campaign.stamp)),
    timestamp_updated: isoTime(campaign.updatedAt),
    organization: call.workspace.id,
    custom_variables: campaign.variables.size
      ? Object.fromEntries([...campaign.variables].map((name) => [name, '']))
      : null,
  })
}

function markUpdated(call: Call, campaign: Campaign): Values {
  campaign.updatedAt = call.nowMs
  return showCampaign(call, campaign)
}

/** Only the first sequence is used. */
function firstSequenceOnly(body: Values): Values {
  const { sequences } = body
  return Array.isArray(sequences) ? { ...body, sequences: sequences.slice(0, 1) } : { ...body }
}

function deleteCampaign(call: Call): unknown {
  const campaign = campaignOf(call)
  const shown = showCampaign(call, campaign)
  removeCampaign(call.workspace, campaign, call.nowMs)
  recordAudit(call, 'campaignDeleted', { campaignId: campaign.id })
  return shown
}

/** Starts the campaign. What Instantly refuses here is not documented; sending needs a mailbox and a step. */
function activate(call: Call): unknown {
  const campaign = campaignOf(call)
  if (![0, 1, 2, 3].includes(campaign.status)) throw refuse(400, 'Campaign cannot be activated')
  const { email_list: mailboxes, email_tag_list: tags, sequences } = campaign.settings
  if (listOf(mailboxes).length + listOf(tags).length === 0) throw refuse(400, 'Campaign has no sending accounts')
  if (listOf(valuesOf(listOf(sequences)[0])['steps']).length === 0) throw refuse(400, 'Campaign has no sequence steps')
  startCampaign(call.world, call.workspace, campaign, call.nowMs)
  recordAudit(call, 'campaignLaunched', { campaignId: campaign.id })
  return markUpdated(call, campaign)
}

function pause(call: Call): unknown {
  const campaign = campaignOf(call)
  if (![1, 2, 4].includes(campaign.status)) throw refuse(400, 'Campaign cannot be paused')
  pauseCampaign(campaign, call.nowMs)
  recordAudit(call, 'campaignPaused', { campaignId: campaign.id })
  return markUpdated(call, campaign)
}

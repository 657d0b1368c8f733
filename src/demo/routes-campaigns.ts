import { instantlyZones } from '#shared/domain/instantly-zones.ts'
import { isoTime } from './clock.ts'
import type { Call, Route } from './http-types.ts'
import { stampTime } from './ids.ts'
import { removeCampaign } from './lead-store.ts'
import { pageOf } from './paging.ts'
import { notFound, refuse } from './refusal.ts'
import { closed, flag, flagOrNull, numberOrNull, pageQuery, type Schema, text, textOrNull, texts } from './validate.ts'
import { listOf, type Values, valuesOf, withoutNulls } from './values.ts'
import type { Campaign } from './world-types.ts'

const clockTime = { type: 'string', pattern: '^([01][0-9]|2[0-3]):([0-5][0-9])$' }
const dateOrNull = { type: ['string', 'null'], format: 'date' }
const unit = { type: 'string', enum: ['minutes', 'hours', 'days'] }
const addresses = { type: 'array', items: { type: 'string', format: 'email' } }

const schedule = closed(
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
const open = { type: ['object', 'null'] }

const writable: Readonly<Record<string, Schema>> = {
  name: text,
  pl_value: numberOrNull,
  is_evergreen: flagOrNull,
  campaign_schedule: schedule,
  sequences: { type: 'array', items: closed({ steps: { type: 'array', items: step } }, ['steps']) },
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
  limit_emails_per_company_override: open,
  auto_variant_select: open,
  cc_list: addresses,
  bcc_list: addresses,
  owned_by: textOrNull,
  provider_routing_rules: { type: 'array', items: { type: 'object' } },
}
const campaignStatus = { type: 'number', enum: [-99, -1, -2, 0, 1, 2, 3, 4] }

export const campaignRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/campaigns',
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
  {
    method: 'POST',
    path: '/campaigns',
    scope: 'campaigns:create',
    body: closed({ ...writable, ai_sdr_id: textOrNull }, ['name', 'campaign_schedule']),
    run: (call) => showCampaign(call, call.world.addCampaign(call.workspace, keepOneSequence(call.body))),
  },
  {
    method: 'GET',
    path: '/campaigns/:id',
    scope: 'campaigns:read',
    run: (call) => showCampaign(call, campaignOf(call)),
  },
  {
    method: 'PATCH',
    path: '/campaigns/:id',
    scope: 'campaigns:update',
    body: { ...closed(writable), minProperties: 1 },
    run: (call) => {
      const campaign = campaignOf(call)
      // Arrays are replaced whole, as live.
      campaign.settings = { ...campaign.settings, ...keepOneSequence(call.body) }
      return touched(call, campaign)
    },
  },
  { method: 'DELETE', path: '/campaigns/:id', scope: 'campaigns:delete', run: deleteCampaign },
  { method: 'POST', path: '/campaigns/:id/activate', scope: 'campaigns:update', run: activate },
  { method: 'POST', path: '/campaigns/:id/pause', scope: 'campaigns:update', run: pause },
  {
    method: 'GET',
    path: '/campaigns/:id/sending-status',
    scope: 'campaigns:read',
    query: closed({ with_ai_summary: { type: 'boolean', default: false } }),
    run: sendingStatus,
  },
]

/** A campaign of this workspace by id; anything else, another workspace's too, is not there. */
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

function showCampaign(call: Call, campaign: Campaign): Values {
  return withoutNulls({
    id: campaign.id,
    ...campaign.settings,
    status: campaign.status,
    timestamp_created: isoTime(stampTime(campaign.stamp)),
    timestamp_updated: isoTime(campaign.updatedAt),
    organization: call.workspace.id,
    custom_variables: campaign.variables.size
      ? Object.fromEntries([...campaign.variables].map((name) => [name, '']))
      : null,
  })
}

function touched(call: Call, campaign: Campaign): Values {
  campaign.updatedAt = call.nowMs
  return showCampaign(call, campaign)
}

/** Only the first sequence is ever used. */
function keepOneSequence(body: Values): Values {
  const { sequences } = body
  return Array.isArray(sequences) ? { ...body, sequences: sequences.slice(0, 1) } : { ...body }
}

function deleteCampaign(call: Call): unknown {
  const campaign = campaignOf(call)
  const shown = showCampaign(call, campaign)
  removeCampaign(call.workspace, campaign, call.nowMs)
  return shown
}

/** Starts or resumes. What Instantly itself refuses here is not documented; without mailbox or step nothing can go out. */
function activate(call: Call): unknown {
  const campaign = campaignOf(call)
  if (![0, 1, 2, 3].includes(campaign.status)) throw refuse(400, 'Campaign cannot be activated')
  const { email_list: mailboxes, email_tag_list: tags, sequences } = campaign.settings
  if (listOf(mailboxes).length + listOf(tags).length === 0) throw refuse(400, 'Campaign has no sending accounts')
  if (listOf(valuesOf(listOf(sequences)[0])['steps']).length === 0) throw refuse(400, 'Campaign has no sequence steps')
  campaign.status = 1
  return touched(call, campaign)
}

function pause(call: Call): unknown {
  const campaign = campaignOf(call)
  if (campaign.status !== 1 && campaign.status !== 2) throw refuse(400, 'Campaign cannot be paused')
  campaign.status = 2
  return touched(call, campaign)
}

function sendingStatus(call: Call): unknown {
  const campaign = campaignOf(call)
  const idle: Readonly<Record<number, string>> = { 0: 'campaign_draft', 2: 'campaign_paused', 3: 'campaign_completed' }
  const status = idle[campaign.status]
  if (status) return { diagnostics: null, summary: { status, status_message: status.replaceAll('_', ' ') } }
  const connected = listOf(campaign.settings['email_list']).length
  const live = campaign.leads.length > campaign.goneLeads ? 'healthy' : 'waiting_for_leads'
  return {
    diagnostics: {
      campaign_id: campaign.id,
      last_updated: isoTime(call.nowMs),
      status: live,
      accounts_summary: { total_connected: connected, available: connected },
    },
    summary: { status: live, status_message: live.replaceAll('_', ' ') },
  }
}

import { scheduleTick } from '../sending/sending.ts'
import { subsequenceSendingStatus } from '../sending/sending-status.ts'
import { continueSubsequence } from '../sending/subsequences.ts'
import { idOf, nextStamp, stampTime } from '../state/ids.ts'
import type { Subsequence } from '../state/life-types.ts'
import { type Values, withoutNulls } from '../state/values.ts'
import { isoTime } from '../time/clock.ts'
import { recordAudit } from './audit.ts'
import type { Call, Operations } from './http-types.ts'
import { matchesSearch } from './matches-search.ts'
import { pageOf } from './paging.ts'
import { notFound, refuse } from './refusal.ts'
import { stepFigures } from './routes-analytics.ts'
import { campaignOf, scheduleSchema, sequencesSchema } from './routes-campaigns.ts'
import { spanOf } from './span.ts'
import { countRowsIn, sumCountRows, sumCountRowsBy } from './sum-counts.ts'
import { closed, flag, numberOrNull, pageQuery, type Schema, text } from './validate.ts'

const writable: Readonly<Record<string, Schema>> = {
  name: text,
  conditions: closed({
    crm_status: { type: 'array', items: { type: 'number' } },
    lead_activity: { type: 'array', items: { type: 'number', enum: [2, 4, 91] } },
    reply_contains: text,
  }),
  subsequence_schedule: scheduleSchema,
  sequences: sequencesSchema,
  auto_variant_select: { type: ['object', 'null'] },
  daily_limit_mode: { type: 'string', enum: ['inherit', 'custom', 'unlimited'] },
  daily_limit: numberOrNull,
  ignore_account_daily_limit: flag,
}

export const subsequenceRoutes: Operations = {
  'GET /subsequences': {
    scope: 'subsequences:read',
    query: closed({ ...pageQuery, parent_campaign: text, parent_campaign_not: text, search: text }),
    run: (call) => {
      const { parent_campaign: parent, parent_campaign_not: not, search } = call.query
      const rows = listSubsequences(call)
        .filter((one) => parent === undefined || one.campaign.id === parent)
        .filter((one) => not === undefined || one.campaign.id !== not)
        .filter((one) => matchesSearch(search, String(one.settings['name'])))
      return pageOf(
        call,
        rows,
        (one) => one.id,
        (one) => show(call, one),
      )
    },
  },
  'POST /subsequences': {
    scope: 'subsequences:create',
    body: closed({ ...writable, parent_campaign: text }, ['parent_campaign', 'name', 'conditions']),
    run: (call) => {
      const { parent_campaign: parent, ...settings } = call.body
      return show(call, addSubsequence(call, parent, settings))
    },
  },
  'GET /subsequences/analytics': {
    scope: 'subsequences:read',
    query: closed({ campaign_id: text }, ['campaign_id']),
    run: (call) => {
      const campaign = campaignOf(call, call.query['campaign_id'])
      return listSubsequences(call)
        .filter((one) => one.campaign === campaign)
        .map((one) => {
          const sums = sumCountRows(rowsOf(call, one))
          const { sent, openedByStep, repliedByStep } = sums
          return {
            subsequence_id: one.id,
            emails_sent: sent,
            unique_opens: openedByStep,
            unique_replies: repliedByStep,
          }
        })
    },
  },
  'GET /subsequences/:id': { scope: 'subsequences:read', run: (call) => show(call, subsequenceOf(call)) },
  'PATCH /subsequences/:id': {
    scope: 'subsequences:update',
    body: closed(writable),
    run: (call) => {
      const one = subsequenceOf(call)
      one.settings = { ...one.settings, ...call.body }
      recordAudit(call, 'subsequenceUpdated', { campaignId: one.campaign.id })
      return show(call, one)
    },
  },
  'DELETE /subsequences/:id': {
    scope: 'subsequences:delete',
    run: (call) => {
      const one = subsequenceOf(call)
      const shown = show(call, one)
      one.status = 2
      one.gone = true
      call.workspace.subsequences.delete(one.id)
      return shown
    },
  },
  'POST /subsequences/:id/duplicate': {
    scope: 'subsequences:create',
    body: closed({ parent_campaign: text, name: text }, ['parent_campaign']),
    run: (call) => {
      const one = subsequenceOf(call)
      const name = call.body['name'] ?? `${String(one.settings['name'])} (copy)`
      return show(call, addSubsequence(call, call.body['parent_campaign'], { ...one.settings, name }))
    },
  },
  'POST /subsequences/:id/pause': { scope: 'subsequences:update', run: (call) => setStatus(call, 2) },
  'POST /subsequences/:id/resume': { scope: 'subsequences:update', run: (call) => setStatus(call, 1) },
  'GET /subsequences/:id/sending-status': {
    scope: 'subsequences:read',
    query: closed({ with_ai_summary: { type: 'boolean', default: false } }),
    run: (call) => subsequenceSendingStatus(call, subsequenceOf(call)),
  },
  'GET /subsequences/:id/analytics/steps': {
    scope: 'subsequences:read',
    query: closed({ start_date: text, end_date: text }),
    run: (call) =>
      sumCountRowsBy(rowsOf(call, subsequenceOf(call)), (row) => `${row.step}|${row.variant}`).map(([group, sums]) => {
        const [step, variant] = group.split('|')
        return { step, variant, ...stepFigures(sums) }
      }),
  },
}

function listSubsequences(call: Call): Subsequence[] {
  return [...call.workspace.subsequences.values()].filter((one) => call.workspace.campaigns.has(one.campaign.id))
}

function rowsOf(call: Call, one: Subsequence) {
  return countRowsIn([one.campaign], spanOf(call.query)).filter((row) => row.subsequence === one)
}

function subsequenceOf(call: Call): Subsequence {
  const one = listSubsequences(call).find(({ id }) => id === call.params['id'])
  if (!one) throw notFound()
  return one
}

/** A new subsequence starts immediately, as its campaign does. */
function addSubsequence(call: Call, parent: unknown, settings: Values): Subsequence {
  const { workspace, world, nowMs } = call
  const campaign = campaignOf(call, parent)
  const stamp = nextStamp(workspace.ids, nowMs)
  const id = idOf(stamp, world.state.serial++, workspace.salt)
  const one: Subsequence = { id, stamp, campaign, settings, status: 1, leadsUpdatedAt: nowMs, gone: false }
  workspace.subsequences.set(id, one)
  return one
}

function setStatus(call: Call, status: 1 | 2): unknown {
  const one = subsequenceOf(call)
  if (one.status !== 1 && one.status !== 2) throw refuse(400, 'Subsequence cannot be changed')
  // A running subsequence is not queued a second time.
  if (status === 1 && one.status !== 1) continueSubsequence(call.world, one, call.nowMs)
  one.status = status
  if (status === 1) scheduleTick(call.world, call.workspace, one.campaign, call.nowMs + 60_000)
  return show(call, one)
}

function show(call: Call, one: Subsequence): Values {
  return withoutNulls({
    id: one.id,
    timestamp_created: isoTime(stampTime(one.stamp)),
    parent_campaign: one.campaign.id,
    workspace: call.workspace.id,
    status: one.status,
    timestamp_leads_updated: isoTime(one.leadsUpdatedAt),
    ...one.settings,
  })
}

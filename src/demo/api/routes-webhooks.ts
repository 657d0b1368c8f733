import { utcDate } from '#shared/domain/core/days.ts'
import { postOnce } from '../reactions/post-webhooks.ts'
import { idOf, nextStamp, stampTime } from '../state/ids.ts'
import type { Delivery, Webhook } from '../state/life-types.ts'
import { type Values, withoutNulls } from '../state/values.ts'
import { isoTime } from '../time/clock.ts'
import { recordAudit } from './audit.ts'
import type { Call, Operations } from './http-types.ts'
import { pageOf } from './paging.ts'
import { notFound } from './refusal.ts'
import { closed, flag, numberOrNull, pageQuery, text, textOrNull } from './validate.ts'

const readableTypes = [
  'all_events',
  'email_sent',
  'email_opened',
  'email_link_clicked',
  'reply_received',
  'email_bounced',
  'lead_unsubscribed',
  'campaign_completed',
  'account_error',
  'lead_neutral',
  'lead_interested',
  'lead_not_interested',
  'lead_meeting_booked',
  'lead_meeting_completed',
  'lead_closed',
  'lead_out_of_office',
  'lead_wrong_person',
]
const types = [...readableTypes, 'lead_no_show', 'supersearch_enrichment_completed']
const writable = {
  target_hook_url: { type: 'string', format: 'uri', pattern: '^https?://' },
  event_type: { type: ['string', 'null'], enum: [...types, null] },
  campaign: textOrNull,
  name: textOrNull,
  custom_interest_value: numberOrNull,
  headers: { type: ['object', 'null'], additionalProperties: text },
}
const calendarDay = { type: 'string', format: 'date' }

export const webhookRoutes: Operations = {
  'GET /webhooks': {
    scope: null,
    query: closed({ ...pageQuery, campaign: text, event_type: { type: 'string', enum: readableTypes } }),
    run: (call) => {
      const { campaign, event_type: type } = call.query
      const rows = [...call.workspace.webhooks.values()]
        .filter((webhook) => campaign === undefined || webhook.settings['campaign'] === campaign)
        .filter((webhook) => type === undefined || webhook.settings['event_type'] === type)
      return pageOf(
        call,
        rows,
        (webhook) => webhook.id,
        (webhook) => show(call, webhook),
      )
    },
  },
  'POST /webhooks': {
    scope: 'webhooks:create',
    body: closed(writable, ['target_hook_url']),
    run: (call) => {
      const { workspace, world, body, nowMs } = call
      const stamp = nextStamp(workspace.ids, nowMs)
      const id = idOf(stamp, world.state.serial++, workspace.salt)
      const webhook: Webhook = { id, stamp, settings: { ...body }, status: 1, errorAt: null, failuresInRow: 0 }
      workspace.webhooks.set(id, webhook)
      recordAudit(call, 'webhookCreated', { webhookId: id })
      return show(call, webhook)
    },
  },
  'GET /webhooks/event-types': {
    scope: null,
    run: (call) => ({
      event_types: [
        ...types.map((id) => ({ id, label: id.replaceAll('_', ' '), type: 'default' })),
        ...[...call.workspace.labels.values()].map(({ value, label }) => ({
          id: String(value),
          label,
          type: 'custom',
        })),
      ],
    }),
  },
  'GET /webhooks/:id': { scope: 'webhooks:read', run: (call) => show(call, webhookOf(call)) },
  'PATCH /webhooks/:id': {
    scope: 'webhooks:update',
    body: closed(writable),
    run: (call) => {
      const webhook = webhookOf(call)
      webhook.settings = { ...webhook.settings, ...call.body }
      recordAudit(call, 'webhookUpdated', { webhookId: webhook.id })
      return show(call, webhook)
    },
  },
  'DELETE /webhooks/:id': {
    scope: 'webhooks:delete',
    run: (call) => {
      const webhook = webhookOf(call)
      call.workspace.webhooks.delete(webhook.id)
      return show(call, webhook)
    },
  },
  'POST /webhooks/:id/test': { scope: null, run: testWebhook },
  'POST /webhooks/:id/resume': {
    scope: 'webhooks:update',
    run: (call) => {
      const webhook = webhookOf(call)
      webhook.status = 1
      webhook.errorAt = null
      webhook.failuresInRow = 0
      recordAudit(call, 'webhookResumed', { webhookId: webhook.id })
      return show(call, webhook)
    },
  },
  'GET /webhook-events': {
    scope: 'webhook_events:read',
    query: closed({ ...pageQuery, success: flag, from: calendarDay, to: calendarDay, search: text }),
    run: (call) => {
      const { success, search } = call.query
      const rows = deliveriesInDays(call)
        .filter((delivery) => success === undefined || delivery.success === success)
        .filter((delivery) => search === undefined || delivery.url === search || delivery.leadEmail === search)
        .toReversed()
      return pageOf(
        call,
        rows,
        (delivery) => delivery.id,
        (delivery) => showDelivery(call, delivery),
      )
    },
  },
  'GET /webhook-events/summary': {
    scope: null,
    query: closed({ from: calendarDay, to: calendarDay }),
    run: (call) => {
      const { total_events, successful_events, failed_events, success_rate } = summarise(deliveriesInDays(call))
      const failure_rate = total_events === 0 ? 0 : 100 - success_rate
      return { total_events, successful_events, failed_events, success_rate, failure_rate }
    },
  },
  'GET /webhook-events/summary-by-date': {
    scope: null,
    query: closed({ from: calendarDay, to: calendarDay }),
    run: (call) => ({
      items: [...Map.groupBy(deliveriesInDays(call), dayOf)]
        .map(([date, own]) => ({ date, ...summarise(own) }))
        .toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    }),
  },
  'GET /webhook-events/:id': {
    scope: 'webhook_events:read',
    run: (call) => {
      const delivery = call.workspace.deliveries.find(({ id }) => id === call.params['id'])
      if (!delivery) throw notFound()
      return showDelivery(call, delivery)
    },
  },
}

function webhookOf(call: Call): Webhook {
  const webhook = call.workspace.webhooks.get(call.params['id'] ?? '')
  if (!webhook) throw notFound()
  return webhook
}

async function testWebhook(call: Call): Promise<unknown> {
  const webhook = webhookOf(call)
  const payload = {
    timestamp: isoTime(call.nowMs),
    event_type: 'test_event',
    workspace: call.workspace.id,
    webhook_id: webhook.id,
    is_test: true,
    test_message: 'This is a test event',
    lead_email: 'test@example.com',
  }
  const url = String(webhook.settings['target_hook_url'])
  const answer = call.deliver
    ? await postOnce(url, webhook.settings['headers'], payload, call.deliver)
    : { status: 200, error: null }
  const success = answer.error === null
  return withoutNulls({
    success,
    message: success ? 'Test event sent' : 'Test event failed',
    response_time_ms: 80,
    status_code: answer.status,
    error: answer.error,
  })
}

function show(call: Call, webhook: Webhook): Values {
  return withoutNulls({
    id: webhook.id,
    organization: call.workspace.id,
    ...webhook.settings,
    timestamp_created: isoTime(stampTime(webhook.stamp)),
    status: webhook.status,
    timestamp_error: webhook.errorAt === null ? null : isoTime(webhook.errorAt),
  })
}

function dayOf(delivery: Delivery): string {
  return utcDate(delivery.at)
}

/** Returns deliveries of the given days, both inclusive. */
function deliveriesInDays(call: Call): Delivery[] {
  const { from, to } = call.query
  return call.workspace.deliveries.filter((delivery) => {
    const day = dayOf(delivery)
    return (typeof from !== 'string' || day >= from) && (typeof to !== 'string' || day <= to)
  })
}

function summarise(deliveries: readonly Delivery[]) {
  const successful = deliveries.filter((delivery) => delivery.success).length
  const total = deliveries.length
  return {
    total_events: total,
    successful_events: successful,
    failed_events: total - successful,
    success_rate: total === 0 ? 0 : (100 * successful) / total,
  }
}

function showDelivery(call: Call, delivery: Delivery): Values {
  return withoutNulls({
    id: delivery.id,
    timestamp_created: isoTime(delivery.at),
    timestamp_created_date: dayOf(delivery),
    organization_id: call.workspace.id,
    success: delivery.success,
    retry_count: delivery.tries,
    will_retry: delivery.willRetry,
    webhook_url: delivery.url,
    payload: delivery.payload,
    status_code: delivery.status,
    error_message: delivery.error,
    timestamp_next_retry: delivery.willRetry && delivery.nextRetryAt !== null ? isoTime(delivery.nextRetryAt) : null,
    retry_group_id: delivery.group,
    retry_successful: delivery.retrySuccessful,
    lead_email: delivery.leadEmail,
    response_time_ms: delivery.tookMs,
  })
}

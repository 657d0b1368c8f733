import type { Route } from './http-types.ts'
import { closed, flag, numberOrNull, pageQuery, text } from './validate.ts'

const sortOrder = { type: 'string', enum: ['asc', 'desc'] }
const calendarDay = { type: 'string', format: 'date' }

/** Kinds of things this world has none of yet: they answer, with nothing in it. */
export const emptyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/webhooks',
    scope: null,
    query: closed({ ...pageQuery, campaign: text, event_type: text }),
    run: emptyPage,
  },
  { method: 'GET', path: '/webhooks/event-types', scope: null, run: () => ({ event_types: eventTypes }) },
  {
    method: 'GET',
    path: '/webhook-events',
    scope: 'webhook_events:read',
    query: closed({ ...pageQuery, success: flag, from: calendarDay, to: calendarDay, search: text }),
    run: emptyPage,
  },
  {
    method: 'GET',
    path: '/background-jobs',
    scope: 'background-jobs:read',
    query: closed({
      ...pageQuery,
      ids: text,
      included_ids: text,
      excluded_ids: text,
      type: text,
      entity_type: text,
      entity_id: text,
      status: text,
      sort_column: { type: 'string', enum: ['created_at', 'updated_at'] },
      sort_order: sortOrder,
    }),
    run: emptyPage,
  },
  {
    method: 'GET',
    path: '/custom-tags',
    scope: 'custom_tags:read',
    query: closed({ ...pageQuery, search: text, resource_ids: text, tag_ids: text }),
    run: emptyPage,
  },
  {
    method: 'GET',
    path: '/emails',
    scope: 'emails:read',
    query: closed({
      ...pageQuery,
      search: text,
      campaign_id: text,
      list_id: text,
      i_status: numberOrNull,
      eaccount: text,
      is_unread: flag,
      has_reminder: flag,
      mode: { type: 'string', enum: ['emode_focused', 'emode_others', 'emode_all'] },
      preview_only: flag,
      sort_order: sortOrder,
      scheduled_only: flag,
      assigned_to: text,
      lead: text,
      company_domain: text,
      marked_as_done: flag,
      email_type: { type: 'string', enum: ['received', 'sent', 'manual'] },
      min_timestamp_created: text,
      max_timestamp_created: text,
      latest_of_thread: flag,
    }),
    run: emptyPage,
  },
  {
    method: 'GET',
    path: '/webhook-events/summary',
    scope: null,
    query: closed({ from: calendarDay, to: calendarDay }),
    run: () => ({ total_events: 0, successful_events: 0, failed_events: 0, success_rate: 0, failure_rate: 0 }),
  },
  {
    method: 'GET',
    path: '/lead-labels',
    scope: 'lead-labels:read',
    query: closed({
      ...pageQuery,
      search: text,
      interest_status: { type: 'string', enum: ['positive', 'neutral', 'negative'] },
    }),
    run: emptyPage,
  },
  {
    method: 'GET',
    path: '/subsequences',
    scope: 'subsequences:read',
    query: closed({ ...pageQuery, parent_campaign: text, parent_campaign_not: text, search: text }),
    run: emptyPage,
  },
]

const eventTypes = [
  'email_sent',
  'email_opened',
  'email_link_clicked',
  'reply_received',
  'email_bounced',
  'lead_unsubscribed',
  'campaign_completed',
  'account_error',
  'lead_interested',
  'lead_not_interested',
  'lead_meeting_booked',
].map((id) => ({ id, label: id.replaceAll('_', ' '), type: 'default' }))

function emptyPage(): unknown {
  return { items: [] }
}

/**
 * The documented operations of Instantly's API that only read, for troubleshooting. Operations that return keys or
 * sessions, and downloads, are left out. A test compares the list with the API document.
 */

import { decodeUrlPart } from '../core/decode-url-part.ts'

type OperationLine = readonly [method: 'GET' | 'POST', path: string, fields: string]
/** `!` marks a required field, `*` a comma-separated list, `#` a number. For a POST, the fields are its body. */
const lines: readonly OperationLine[] = [
  ['POST', '/leads/list', 'campaign list_id search filter contacts* ids* limit# starting_after'],
  ['POST', '/accounts/warmup-analytics', 'emails!*'],
  ['POST', '/accounts/test/vitals', 'accounts!*'],
  ['GET', '/account-campaign-mappings/{email}', 'limit starting_after'],
  [
    'GET',
    '/accounts',
    'filter include_tags limit provider_code search skip sort_by sort_order starting_after status tag_ids tag_ids_all',
  ],
  ['GET', '/accounts/analytics/daily', 'emails* end_date start_date'],
  ['GET', '/accounts/ctd/status', 'host!'],
  ['GET', '/accounts/{email}', ''],
  ['GET', '/ai-agents', 'limit search sort_column sort_order starting_after status type'],
  ['GET', '/ai-agents/deliverability', ''],
  ['GET', '/ai-agents/deliverability/state', 'feed_filter limit starting_after'],
  ['GET', '/ai-agents/deliverability/{id}', ''],
  ['GET', '/ai-agents/deliverability/{id}/feed-items', 'feed_filter limit starting_after'],
  ['GET', '/ai-agents/deliverability/{id}/state', 'feed_filter limit starting_after'],
  ['GET', '/ai-agents/inbox-manager/{id}', 'with_metadata'],
  [
    'GET',
    '/ai-agents/inbox-manager/{id}/analytics/activity',
    'action_pending activity_type job_type limit starting_after',
  ],
  ['GET', '/ai-agents/inbox-manager/{id}/analytics/summary', 'from to'],
  ['GET', '/ai-agents/inbox-manager/{id}/analytics/summary-by-date', 'from to'],
  ['GET', '/ai-agents/inbox-manager/{id}/guidances', 'limit starting_after status'],
  ['GET', '/ai-agents/inbox-manager/{id}/guidances/{guidance_id}', ''],
  [
    'GET',
    '/ai-agents/inbox-manager/{id}/replies',
    'action_pending information_requested limit requires_hitl starting_after',
  ],
  ['GET', '/ai-agents/inbox-manager/{id}/replies/{reply_id}', ''],
  ['GET', '/ai-agents/lead-finder', 'limit starting_after'],
  ['GET', '/ai-agents/lead-finder/{id}', ''],
  ['GET', '/ai-agents/lead-finder/{id}/activities', 'limit starting_after'],
  ['GET', '/ai-agents/lead-finder/{id}/stats', ''],
  ['GET', '/ai-agents/sales/{id}', ''],
  [
    'GET',
    '/ai-agents/sales/{id}/activities',
    'action_status* action_type* exclude_live_feed_hidden limit starting_after',
  ],
  ['GET', '/ai-agents/sales/{id}/analytics', 'end_date start_date'],
  ['GET', '/ai-agents/sales/{id}/guidance-rules', ''],
  ['GET', '/ai-agents/sales/{id}/leads/activity', 'end_date filter limit start_date starting_after'],
  ['GET', '/ai-agents/sales/{id}/leads/activity/summary', 'end_date start_date'],
  ['GET', '/ai-agents/sales/{id}/opportunities/summary', 'end_date start_date'],
  ['GET', '/ai-agents/{id}', ''],
  ['GET', '/ai-agents/{id}/activities', 'action_status* action_type* exclude_live_feed_hidden limit starting_after'],
  ['GET', '/ai-agents/{id}/analytics', 'end_date start_date'],
  ['GET', '/ai-agents/{id}/leads/activity', 'end_date filter limit skip start_date'],
  ['GET', '/ai-agents/{id}/leads/activity/summary', 'end_date start_date'],
  ['GET', '/ai-agents/{id}/opportunities/summary', 'end_date start_date'],
  ['GET', '/audit-logs', 'activity_type end_date limit search start_date starting_after'],
  [
    'GET',
    '/background-jobs',
    'entity_id entity_type excluded_ids ids included_ids limit sort_column sort_order starting_after status type',
  ],
  ['GET', '/background-jobs/{id}', 'data_fields'],
  ['GET', '/block-lists-entries', 'domains_only limit search starting_after'],
  ['GET', '/block-lists-entries/{id}', ''],
  ['GET', '/campaigns', 'ai_sales_agent_id exclude_status limit search starting_after status tag_ids'],
  ['GET', '/campaigns/analytics', 'end_date exclude_total_leads_count id ids* start_date'],
  ['GET', '/campaigns/analytics/daily', 'campaign_id campaign_status end_date start_date'],
  ['GET', '/campaigns/analytics/overview', 'campaign_status end_date expand_crm_events id ids* start_date'],
  ['GET', '/campaigns/analytics/steps', 'campaign_id end_date include_opportunities_count start_date'],
  ['GET', '/campaigns/count-launched', ''],
  ['GET', '/campaigns/search-by-contact', 'search sort_column sort_order'],
  ['GET', '/campaigns/{id}', ''],
  ['GET', '/campaigns/{id}/sending-status', 'with_ai_summary'],
  ['GET', '/crm-actions/phone-numbers', ''],
  ['GET', '/custom-tag-mappings', 'limit resource_ids starting_after'],
  ['GET', '/custom-tags', 'limit resource_ids search starting_after tag_ids'],
  ['GET', '/custom-tags/{id}', ''],
  ['GET', '/dfy-email-account-orders', 'limit starting_after'],
  ['GET', '/dfy-email-account-orders/accounts', 'limit starting_after with_passwords'],
  ['GET', '/domains/{domain}/forwarding', ''],
  ['GET', '/email-verification/{email}', ''],
  [
    'GET',
    '/emails',
    'assigned_to campaign_id company_domain eaccount email_type has_reminder i_status is_unread latest_of_thread lead limit list_id marked_as_done max_timestamp_created min_timestamp_created mode preview_only scheduled_only search sort_order starting_after',
  ],
  ['GET', '/emails/unread/count', ''],
  ['GET', '/emails/{id}', ''],
  [
    'GET',
    '/inbox-placement-analytics',
    'date_from date_to limit recipient_esp recipient_geo recipient_type sender_email starting_after test_id!',
  ],
  ['GET', '/inbox-placement-analytics/{id}', ''],
  [
    'GET',
    '/inbox-placement-reports',
    'date_from date_to limit skip_blacklist_report skip_spam_assassin_report starting_after test_id!',
  ],
  ['GET', '/inbox-placement-reports/{id}', ''],
  ['GET', '/inbox-placement-tests', 'limit search sort_order starting_after status'],
  ['GET', '/inbox-placement-tests/email-service-provider-options', ''],
  ['GET', '/inbox-placement-tests/{id}', 'with_metadata'],
  ['GET', '/lead-labels', 'interest_status limit search starting_after'],
  ['GET', '/lead-labels/{id}', ''],
  ['GET', '/lead-lists', 'has_enrichment_task limit search starting_after'],
  ['GET', '/lead-lists/{id}', ''],
  ['GET', '/lead-lists/{id}/verification-stats', ''],
  ['GET', '/leads/{id}', ''],
  ['GET', '/subsequences', 'limit parent_campaign parent_campaign_not search starting_after'],
  ['GET', '/subsequences/analytics', 'campaign_id!'],
  ['GET', '/subsequences/{id}', ''],
  ['GET', '/subsequences/{id}/analytics/steps', 'end_date start_date'],
  ['GET', '/subsequences/{id}/sending-status', 'with_ai_summary'],
  ['GET', '/supersearch-enrichment/ai/{resource_id}/in-progress', ''],
  ['GET', '/supersearch-enrichment/history/{resource_id}', 'limit offset'],
  ['GET', '/supersearch-enrichment/{resource_id}', ''],
  ['GET', '/webhook-events', 'from limit search starting_after success to'],
  ['GET', '/webhook-events/summary', 'from to'],
  ['GET', '/webhook-events/summary-by-date', 'from to'],
  ['GET', '/webhook-events/{id}', ''],
  ['GET', '/webhooks', 'campaign event_type limit starting_after'],
  ['GET', '/webhooks/event-types', ''],
  ['GET', '/webhooks/{id}', ''],
  ['GET', '/workspace-billing/plan-details', ''],
  ['GET', '/workspace-billing/subscription-details', ''],
  ['GET', '/workspace-group-members', 'limit starting_after'],
  ['GET', '/workspace-group-members/admin', ''],
  ['GET', '/workspace-group-members/{id}', ''],
  ['GET', '/workspace-members', 'accepted limit search starting_after'],
  ['GET', '/workspace-members/{id}', ''],
  ['GET', '/workspaces/current', ''],
  ['GET', '/workspaces/current/whitelabel-domain', ''],
]

export type AskField = {
  readonly name: string
  readonly place: 'path' | 'query' | 'body'
  readonly required: boolean
  readonly kind: 'text' | 'list' | 'number'
}
export type AskOperation = {
  /** For example `GET /campaigns/{id}`. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly fields: readonly AskField[]
}

export const askOperations: readonly AskOperation[] = lines.map(([method, path, fields]) => ({
  id: `${method} ${path}`,
  method,
  path,
  fields: [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(
      ([, name = '']): AskField => ({ name, place: 'path', required: true, kind: 'text' }),
    ),
    ...fields
      .split(' ')
      .filter(Boolean)
      .map(
        (field): AskField => ({
          name: field.replaceAll(/[!*#]/g, ''),
          place: method === 'GET' ? 'query' : 'body',
          required: field.includes('!'),
          kind: field.includes('*') ? 'list' : field.includes('#') ? 'number' : 'text',
        }),
      ),
  ],
}))

export type AskValues = Readonly<Record<string, string>>
export type AskRequest = {
  readonly method: 'GET' | 'POST'
  /** Path below /api/v2, without the query. */
  readonly path: string
  /** A list is repeated, as in OpenAPI: `ids=a&ids=b`. */
  readonly query: Readonly<Record<string, string | readonly string[]>>
  readonly body: Readonly<Record<string, unknown>> | null
}

/** Returns the request to send, or the name of a field that is missing or invalid. */
export function buildAskRequest(operation: AskOperation, values: AskValues): AskRequest | { readonly field: string } {
  let { path } = operation
  const query: Record<string, string | readonly string[]> = {}
  const body: Record<string, unknown> = {}
  for (const { name, place, required, kind } of operation.fields) {
    const value = (values[name] ?? '').trim()
    if (value === '') {
      if (required) return { field: name }
      continue
    }
    if (place === 'path') {
      // Either value would lead to another operation.
      if (/^\.{1,2}$/.test(value)) return { field: name }
      path = path.replace(`{${name}}`, encodeURIComponent(value))
    } else if (kind === 'list') {
      const list = value
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean)
      if (place === 'query') query[name] = list
      else body[name] = list
    } else if (place === 'query') query[name] = value
    else if (kind === 'number') {
      const number = Number(value)
      if (!Number.isFinite(number)) return { field: name }
      body[name] = number
    } else body[name] = value
  }
  return { method: operation.method, path, query, body: operation.method === 'GET' ? null : body }
}

/**
 * Escaped backslashes and quotation marks of JSON, and signs that mean something to a shell. cmd knows no single
 * quotation marks, and PowerShell takes typographic ones for them.
 */
const shellSigns = /\\\\|\\"|[&|<>^%!;$`'‘’‚‛“”„\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Writes those signs by their numbers: the same JSON, whose values no shell runs, whoever wrote them. */
export const shellJson = (json: string): string =>
  json.replace(shellSigns, (sign) => `\\u${(sign.at(-1) ?? '').charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Quotes a text for a command line of a POSIX shell. */
export const shellQuote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Returns the same request as a curl command, with a placeholder for the key. */
export function curlOf({ method, path, query, body }: AskRequest, baseUrl = 'https://api.instantly.ai'): string {
  const search = Object.entries(query)
    .flatMap(([name, value]) =>
      [value].flat().map((one) => `${name}=${encodeURIComponent(one).replaceAll("'", '%27')}`),
    )
    .join('&')
  const url = `${baseUrl}/api/v2${path}${search === '' ? '' : `?${search}`}`
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${shellQuote(url)}`,
    `-H 'Authorization: Bearer YOUR_API_KEY'`,
    ...(body === null
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${shellQuote(shellJson(JSON.stringify(body)))}`]),
  ].join(' \\\n  ')
}

/** Returns the operation of a logged call, with the ids in its path; null if it does not only read. */
export function operationOf(
  method: string,
  logged: string,
): { readonly operation: AskOperation; readonly values: AskValues } | null {
  const parts = logged.replace(/^\/api\/v2/, '').split('/')
  const found = askOperations.flatMap((operation) => {
    const own = operation.path.split('/')
    if (operation.method !== method || own.length !== parts.length) return []
    const values: Record<string, string> = {}
    for (const [at, part] of own.entries()) {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      const there = parts[at] ?? ''
      if (name === undefined) {
        if (part !== there) return []
      } else if (there === '') return []
      else values[name] = decodeUrlPart(there)
    }
    return [{ operation, values }]
  })
  // Prefer `/campaigns/analytics` over `/campaigns/{id}`.
  return found.toSorted((a, b) => Object.keys(a.values).length - Object.keys(b.values).length)[0] ?? null
}

/** The questions of the first-key check. Answers hold statuses, counts and fields; values only of closed patterns. */
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { isPlainObject } from '#shared/domain/core/plain-object.ts'
import { AppError } from '#shared/errors.ts'
import type { Query } from '../../core/instantly/types.ts'

export type Read = (path: string, query?: Query) => Promise<{ readonly status: number; readonly json: unknown }>
type Question = {
  readonly title: string
  readonly ask: (read: Read, now: number) => Promise<readonly string[]>
}
type Row = Readonly<Record<string, unknown>>

const campaignsLookedAt = 3

export const firstKeyQuestions: readonly Question[] = [
  { title: 'Workspace', ask: workspaceFields },
  { title: 'Plan', ask: planFields },
  { title: 'Lists without a limit', ask: defaultPageSize },
  { title: 'Day "0" in schedules', ask: scheduleDays },
  { title: 'Base of `step` in step analytics', ask: stepBase },
  { title: 'Endpoints whose scope no document names', ask: unnamedScopes },
  { title: 'Event types of webhooks', ask: eventTypes },
  { title: 'GET /emails', ask: emailFields },
  { title: 'How far back /webhook-events goes', ask: webhookRetention },
]

async function workspaceFields(read: Read) {
  const { status, json } = await read('/workspaces/current')
  if (!isPlainObject(json)) return [`status ${status}`]
  const plans = Object.entries(json).flatMap(([field, value]) =>
    fieldName.test(field) && typeof value === 'string' && planId.test(value) ? [`${field}: ${value}`] : [],
  )
  return [`status ${status}; fields: ${fieldNames([json])}`, ...plans]
}

async function planFields(read: Read) {
  const { status, json } = await read('/workspace-billing/plan-details')
  if (!isPlainObject(json)) return [`status ${status}`]
  const parts = isPlainObject(json['subscriptions']) ? Object.entries(json['subscriptions']) : []
  return [
    `status ${status}; fields: ${fieldNames([json])}`,
    ...parts.flatMap(([name, part]) =>
      fieldName.test(name) && isPlainObject(part) ? [`${name}: ${fieldNames([part])}`] : [],
    ),
  ]
}

async function defaultPageSize(read: Read) {
  return [await pageOf(read, '/campaigns'), await pageOf(read, '/accounts')]
}

async function pageOf(read: Read, path: string): Promise<string> {
  const { status, json } = await read(path)
  const cursor = isPlainObject(json) && json['next_starting_after'] ? 'more to come' : 'no more'
  return `GET ${path}: status ${status}, ${itemsOf(json).length} rows, ${cursor}`
}

async function scheduleDays(read: Read) {
  const campaigns = itemsOf((await read('/campaigns', { limit: '100' })).json)
  const days = campaigns.flatMap((campaign) => {
    const plan = campaign['campaign_schedule']
    return isPlainObject(plan) ? rowsOf(plan['schedules']).map((schedule) => schedule['days']) : []
  })
  const known = days.filter(isPlainObject)
  if (known.length === 0) return ['no campaign with a schedule to look at']
  const keys = [...new Set(known.flatMap((day) => Object.keys(day)))].filter((day) => /^\d$/.test(day)).toSorted()
  const withZero = known.filter((day) => '0' in day).length
  return [`${withZero} of ${known.length} schedules have day "0"; days seen: ${keys.join(' ')}`]
}

async function stepBase(read: Read) {
  const campaigns = itemsOf((await read('/campaigns', { limit: '100' })).json)
  const lines: string[] = []
  for (const campaign of campaigns.filter((row) => row['status'] !== 0).slice(0, campaignsLookedAt)) {
    if (typeof campaign['id'] !== 'string') continue
    const { status, json } = await read('/campaigns/analytics/steps', { campaign_id: campaign['id'] })
    const rows = rowsOf(json)
    lines.push(
      `status ${status}, ${rows.length} rows, step: ${numbersOf(rows, 'step')}, variant: ${numbersOf(rows, 'variant')}`,
    )
  }
  return lines.length > 0 ? lines : ['no campaign that has sent to look at']
}

async function unnamedScopes(read: Read, now: number) {
  const mailbox = itemsOf((await read('/accounts', { limit: '1' })).json)[0]?.['email']
  const paths: readonly (readonly [string, Query?])[] = [
    ['/campaigns/analytics'],
    ['/campaigns/analytics/overview'],
    ['/campaigns/analytics/daily'],
    ...(typeof mailbox === 'string'
      ? [
          [
            '/accounts/analytics/daily',
            { emails: mailbox, start_date: utcDate(now - dayMs), end_date: utcDate(now) },
          ] as const,
        ]
      : []),
    ['/webhooks'],
    ['/webhooks/event-types'],
    ['/webhook-events/summary', { from: utcDate(now - 7 * dayMs), to: utcDate(now) }],
  ]
  const lines: string[] = []
  for (const [path, query] of paths) lines.push(`GET ${path}: ${await statusOf(read, path, query)}`)
  return lines
}

async function statusOf(read: Read, path: string, query: Query | undefined): Promise<string> {
  try {
    return `status ${(await read(path, query)).status}`
  } catch (error) {
    if (!(error instanceof AppError) || stopsKeyCheck(error)) throw error
    const status = error.data['status']
    return typeof status === 'number' ? `status ${status} (${error.code})` : `no answer (${error.code})`
  }
}

/** Without a network, or when the app quits, there is nothing to report yet. */
export const stopsKeyCheck = (error: AppError): boolean =>
  ['CANCELLED', 'API_OFFLINE', 'CLIENT_PAUSED'].includes(error.code)

async function eventTypes(read: Read) {
  const { status, json } = await read('/webhooks/event-types')
  const types = isPlainObject(json) ? rowsOf(json['event_types']) : []
  const ids = types.map((type) => type['id']).filter((id) => typeof id === 'string' && eventId.test(id))
  return [`status ${status}; ${types.length} types, of which ours or Instantly's by name: ${ids.join(', ') || 'none'}`]
}

async function emailFields(read: Read) {
  const { status, json } = await read('/emails', { limit: '20' })
  const rows = itemsOf(json)
  const having = (field: string) => rows.filter((row) => row[field] !== undefined).length
  return [
    `status ${status}, ${rows.length} rows; is_auto_reply on ${having('is_auto_reply')}, lead_id on ${having('lead_id')}`,
    `fields: ${fieldNames(rows)}`,
    `step: ${patternsOf(rows, 'step')}`,
  ]
}

async function webhookRetention(read: Read, now: number) {
  const lines: string[] = []
  for (const days of [0, 7, 30, 90, 365]) {
    const { status, json } = await read('/webhook-events', { limit: '1', to: utcDate(now - days * dayMs) })
    lines.push(
      `${days === 0 ? 'up to today' : `older than ${days} days`}: status ${status}, ${itemsOf(json).length > 0 ? 'some' : 'none'}`,
    )
    if (status !== 200) break
  }
  return lines
}

const fieldName = /^[A-Za-z_][A-Za-z0-9_]{0,59}$/
const planId = /^pid_[a-z0-9_]{1,40}$/
const eventId = /^[a-z]+(?:_[a-z]+){0,5}$/

const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.filter(isPlainObject) : [])
const itemsOf = (json: unknown): readonly Row[] => rowsOf(isPlainObject(json) ? json['items'] : json)

/** Returns only field names, and only texts that look like one. */
function fieldNames(rows: readonly Row[]): string {
  const names = new Set(rows.flatMap((row) => Object.keys(row)).filter((name) => fieldName.test(name)))
  return [...names].toSorted().slice(0, 100).join(', ') || 'none'
}

/** Returns the values of a field that are plain small numbers. */
function numbersOf(rows: readonly Row[], field: string): string {
  const seen = new Set(rows.map((row) => String(row[field])).filter((value) => /^\d{1,3}$/.test(value)))
  return [...seen].toSorted().join(' ') || 'none'
}

/** Returns values of the form `0_1_0`. */
function patternsOf(rows: readonly Row[], field: string): string {
  const seen = new Set(
    rows.map((row) => String(row[field])).filter((value) => /^\d{1,3}(?:_\d{1,3}){0,3}$/.test(value)),
  )
  return [...seen].toSorted().slice(0, 20).join(' ') || 'none'
}

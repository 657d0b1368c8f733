import { sendersOf } from '../sending/mailboxes.ts'
import { warmupScore } from '../sending/warmth.ts'
import { stampTime } from '../state/ids.ts'
import { domainOf } from '../state/lead-life.ts'
import { textsOf, type Values, valuesOf, withoutNulls } from '../state/values.ts'
import type { Mailbox } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import { recoverMailbox, wakeSenders } from '../time/run-due-events.ts'
import { recordAudit } from './audit.ts'
import type { Call, Operations } from './http-types.ts'
import { mailboxFilters } from './mailbox-filters.ts'
import { matchesSearch } from './matches-search.ts'
import { pageOf } from './paging.ts'
import { notFound, Refusal, refuse } from './refusal.ts'
import { closed, flag, flagOrNull, numberOrNull, pageQuery, type Schema, text, textOrNull, texts } from './validate.ts'

const number = { type: 'number' }
const warmup = closed({
  limit: number,
  increment: { type: 'string', enum: ['disabled', '0', '1', '2', '3', '4'] },
  reply_rate: number,
  warmup_custom_ftag: text,
  advanced: closed({
    warm_ctd: flag,
    open_rate: number,
    important_rate: number,
    read_emulation: flag,
    spam_save_rate: number,
    weekday_only: flag,
  }),
})
const writable: Readonly<Record<string, Schema>> = {
  first_name: text,
  last_name: text,
  warmup,
  daily_limit: numberOrNull,
  tracking_domain_name: textOrNull,
  tracking_domain_status: textOrNull,
  enable_slow_ramp: flagOrNull,
  inbox_placement_test_limit: numberOrNull,
  sending_gap: { type: 'number', minimum: 0, maximum: 1440 },
  signature: textOrNull,
  skip_cname_check: flag,
}
const some = { ...texts, minItems: 1, maxItems: 100 }

export const mailboxRoutes: Operations = {
  'GET /accounts': {
    scope: 'accounts:read',
    query: closed({
      ...pageQuery,
      search: text,
      status: { type: 'number', enum: [1, 2, 3, -1, -2, -3] },
      provider_code: { type: 'number', enum: [1, 2, 3, 4, 8, 11] },
      tag_ids: text,
      tag_ids_all: text,
      include_tags: flag,
      filter: { type: 'string', enum: Object.keys(mailboxFilters) },
      sort_by: { type: 'string', enum: ['timestamp_created', 'email', 'stat_warmup_score', 'status'] },
      sort_order: { type: 'string', enum: ['asc', 'desc'] },
      skip: { type: 'integer', minimum: 0 },
    }),
    run: listMailboxes,
  },
  'POST /accounts': {
    scope: 'accounts:create',
    body: closed(
      {
        ...writable,
        email: { type: 'string', format: 'email' },
        provider_code: { type: 'number', enum: [1, 2, 3, 4, 8, 11] },
        reply_to: text,
        warmup_custom_ftag: text,
        ...hosts('imap'),
        ...hosts('smtp'),
      },
      ['email', 'first_name', 'last_name', 'provider_code', ...Object.keys({ ...hosts('imap'), ...hosts('smtp') })],
    ),
    run: (call) => {
      const email = String(call.body['email']).toLowerCase()
      if (call.workspace.mailboxes.some((mailbox) => mailbox.email === email)) {
        throw refuse(400, 'Account already exists')
      }
      const mailbox = call.world.addMailbox(call.workspace, { email })
      write(mailbox, call.body, call.nowMs)
      recordAudit(call, 'accountAdded')
      return show(call, mailbox)
    },
  },
  'POST /accounts/pause': {
    scope: 'accounts:update',
    body: closed({ emails: some }, ['emails']),
    run: (call) => {
      const known = new Map(call.workspace.mailboxes.map((mailbox) => [mailbox.email, mailbox]))
      const emails = textsOf(call.body['emails']) ?? []
      for (const email of emails) pause(known.get(email), call.nowMs)
      return {
        paused_emails: emails.filter((email) => known.has(email)),
        failed_emails: emails.filter((email) => !known.has(email)),
      }
    },
  },
  'POST /accounts/test/vitals': {
    scope: 'accounts:read',
    body: closed({ accounts: texts }),
    run: (call) => {
      const accounts = textsOf(call.body['accounts']) ?? []
      if (accounts.length === 0) throw new Refusal(400, { error: 'No accounts given' })
      const domains = [...new Set(accounts.map(domainOf))]
      const vitals = domains.map((domain) => {
        const own = call.workspace.mailboxes.filter((mailbox) => domainOf(mailbox.email) === domain)
        const missing = new Set(own.flatMap(({ dnsMissing }) => dnsMissing ?? []))
        const has = (check: 'mx' | 'spf' | 'dkim' | 'dmarc') => own.length > 0 && !missing.has(check)
        const tested = { mx: has('mx'), spf: has('spf'), dkim: has('dkim'), dmarc: has('dmarc') }
        return { domain, allPass: Object.values(tested).every(Boolean), ...tested }
      })
      return {
        status: 'success',
        success_list: vitals.filter((one) => one.allPass),
        failure_list: vitals.filter((one) => !one.allPass),
      }
    },
  },
  'GET /accounts/ctd/status': {
    scope: 'accounts:read',
    query: closed({ host: text }, ['host']),
    run: (call) => ({ success: true, ssl: true, cname: true, host: call.query['host'] }),
  },
  'GET /accounts/:email': { scope: 'accounts:read', run: (call) => show(call, mailboxOf(call)) },
  'PATCH /accounts/:email': {
    scope: 'accounts:update',
    body: closed({ ...writable, reply_to: { ...textOrNull, format: 'email' }, remove_tracking_domain: flag }),
    run: (call) => {
      const mailbox = mailboxOf(call)
      write(mailbox, call.body, call.nowMs)
      recordAudit(call, 'accountUpdated')
      wakeSenders(call.world, call.workspace, mailbox, call.nowMs)
      return show(call, mailbox)
    },
  },
  'DELETE /accounts/:email': {
    scope: 'accounts:delete',
    run: (call) => {
      const mailbox = mailboxOf(call)
      call.workspace.mailboxes.splice(call.workspace.mailboxes.indexOf(mailbox), 1)
      recordAudit(call, 'accountDeleted')
      return show(call, mailbox)
    },
  },
  'POST /accounts/:email/pause': {
    scope: 'accounts:update',
    run: (call) => {
      const mailbox = mailboxOf(call)
      pause(mailbox, call.nowMs)
      return show(call, mailbox)
    },
  },
  'POST /accounts/:email/resume': { scope: 'accounts:update', run: resume },
  'POST /accounts/:email/mark-fixed': { scope: 'accounts:update', run: resume },
  'GET /account-campaign-mappings/:email': {
    scope: 'account_campaign_mappings:read',
    query: closed(pageQuery),
    run: (call) => {
      const mailbox = mailboxOf(call)
      const rows = [...call.workspace.campaigns.values()].filter((campaign) =>
        sendersOf(call.workspace, campaign, 'any').includes(mailbox),
      )
      return pageOf(
        call,
        rows,
        (campaign) => campaign.id,
        (campaign) => ({
          campaign_id: campaign.id,
          campaign_name: String(campaign.settings['name']),
          timestamp_created: isoTime(stampTime(campaign.stamp)),
          status: campaign.status,
        }),
      )
    },
  },
}

function hosts(kind: 'imap' | 'smtp'): Readonly<Record<string, Schema>> {
  return { [`${kind}_username`]: text, [`${kind}_password`]: text, [`${kind}_host`]: text, [`${kind}_port`]: number }
}

function mailboxOf(call: Call): Mailbox {
  const mailbox = call.workspace.mailboxes.find((one) => one.email === call.params['email'])
  if (!mailbox) throw notFound()
  return mailbox
}

function pause(mailbox: Mailbox | undefined, at: number): void {
  if (!mailbox) return
  mailbox.status = 2
  mailbox.updatedAt = at
}

function resume(call: Call): unknown {
  const mailbox = mailboxOf(call)
  mailbox.status = -1
  recoverMailbox(call.world, call.workspace, mailbox, call.nowMs)
  return show(call, mailbox)
}

/** Passwords are not stored, because nothing here connects to a mail server. */
function write(mailbox: Mailbox, body: Values, at: number): void {
  const { first_name: first, last_name: last, daily_limit: limit, sending_gap: gap, warmup: warm, ...rest } = body
  if (typeof first === 'string') mailbox.firstName = first
  if (typeof last === 'string') mailbox.lastName = last
  if (typeof limit === 'number' || limit === null) mailbox.dailyLimit = limit
  if (typeof gap === 'number') mailbox.sendingGap = gap
  const kept = ['tracking_domain_name', 'tracking_domain_status', 'enable_slow_ramp', 'signature', 'reply_to']
  const given = Object.fromEntries(kept.filter((name) => rest[name] !== undefined).map((name) => [name, rest[name]]))
  mailbox.settings = { ...mailbox.settings, ...given, ...(warm ? { warmup: warm } : {}) }
  if (rest['remove_tracking_domain'] === true) {
    mailbox.settings = { ...mailbox.settings, tracking_domain_name: null, tracking_domain_status: null }
  }
  mailbox.updatedAt = at
}

function listMailboxes(call: Call): unknown {
  const { search, status, provider_code: provider, sort_by: sortBy, sort_order: order, skip, filter } = call.query
  const { tag_ids: anyTag, tag_ids_all: allTags, include_tags: withTags } = call.query
  const rows = call.workspace.mailboxes
    .filter((mailbox) => matchesSearch(search, mailbox.email))
    .filter((mailbox) => status === undefined || mailbox.status === status)
    .filter((mailbox) => provider === undefined || mailbox.providerCode === provider)
    .filter((mailbox) => typeof filter !== 'string' || mailboxFilters[filter]?.(mailbox) === true)
    .filter((mailbox) => typeof anyTag !== 'string' || tagsOn(call, mailbox, anyTag).some(Boolean))
    .filter((mailbox) => typeof allTags !== 'string' || tagsOn(call, mailbox, allTags).every(Boolean))
    .toSorted((a, b) => {
      if (sortBy === 'email') return a.email.localeCompare(b.email)
      return sortBy === 'status' ? a.status - b.status : a.stamp - b.stamp
    })
  if (order !== 'asc') rows.reverse()
  return pageOf(
    call,
    rows.slice(Number(skip ?? 0)),
    // The ampersand is as in Instantly's cursors: a client that does not encode it truncates its own cursor.
    (mailbox) => `${isoTime(stampTime(mailbox.stamp))}&${mailbox.email}`,
    (mailbox) => showRow(call, mailbox, withTags === true),
  )
}

function tagsOn(call: Call, mailbox: Mailbox, ids: string): boolean[] {
  return ids.split(',').map((id) => call.workspace.tags.get(id.trim())?.resources.has(mailbox.email) === true)
}

function show(call: Call, mailbox: Mailbox): Values {
  return {
    ...showRow(call, mailbox, false),
    warmup: { ...fullWarmup, ...valuesOf(mailbox.settings['warmup']) },
  }
}

const fullWarmup = {
  limit: 10,
  increment: 'disabled',
  reply_rate: 30,
  advanced: { warm_ctd: false, weekday_only: true },
}

/** A list contains only the limit of the warmup settings. */
function showRow({ workspace, nowMs }: Call, mailbox: Mailbox, withTags: boolean): Values {
  const { warmup: own, ...settings } = mailbox.settings
  const tags = [...workspace.tags.values()].filter((tag) => tag.resources.has(mailbox.email))
  return withoutNulls({
    ...settings,
    email: mailbox.email,
    first_name: mailbox.firstName,
    last_name: mailbox.lastName,
    timestamp_created: isoTime(stampTime(mailbox.stamp)),
    timestamp_updated: isoTime(mailbox.updatedAt),
    organization: workspace.id,
    status: mailbox.status,
    warmup_status: mailbox.warmupStatus,
    provider_code: mailbox.providerCode,
    setup_pending: false,
    is_managed_account: false,
    warmup: { limit: valuesOf(own)['limit'] ?? 10 },
    daily_limit: mailbox.dailyLimit,
    sending_gap: mailbox.sendingGap,
    stat_warmup_score: warmupScore(mailbox, nowMs),
    status_message: mailbox.error === null ? null : { code: 'EAUTH', command: 'AUTH', e_message: mailbox.error },
    ...(withTags ? { tags: tags.map(({ id, label, description }) => ({ id, label, description })) } : {}),
  })
}

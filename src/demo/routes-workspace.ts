import { isoTime } from './clock.ts'
import type { Call, Route } from './http-types.ts'
import { stampTime } from './ids.ts'
import { contactsLeft } from './lead-store.ts'
import { pageOf } from './paging.ts'
import { notFound } from './refusal.ts'
import { closed, flag, pageQuery, text, textOrNull } from './validate.ts'
import { type Values, withoutNulls } from './values.ts'
import type { ApiKey, BlockEntry, LeadList, Mailbox, Workspace } from './world-types.ts'

const sortOrder = { type: 'string', enum: ['asc', 'desc'] }

export const workspaceRoutes: readonly Route[] = [
  { method: 'GET', path: '/workspaces/current', scope: 'workspaces:read', run: showWorkspace },
  { method: 'GET', path: '/workspace-billing/plan-details', scope: 'workspace_billing:read', run: planDetails },
  {
    method: 'GET',
    path: '/accounts',
    scope: 'accounts:read',
    query: closed({
      ...pageQuery,
      search: text,
      status: { type: 'number', enum: [1, 2, 3, -1, -2, -3] },
      provider_code: { type: 'number', enum: [1, 2, 3, 4, 8, 11] },
      tag_ids: text,
      tag_ids_all: text,
      include_tags: flag,
      filter: text,
      sort_by: { type: 'string', enum: ['timestamp_created', 'email', 'stat_warmup_score', 'status'] },
      sort_order: sortOrder,
      skip: { type: 'integer', minimum: 0 },
    }),
    run: listMailboxes,
  },
  {
    method: 'GET',
    path: '/lead-lists',
    scope: 'lead_lists:read',
    query: closed({ ...pageQuery, has_enrichment_task: flag, search: text }),
    run: (call) => {
      const rows = [...call.workspace.lists.values()]
        .filter((list) => found(call.query['search'], list.name))
        .toReversed()
      return pageOf(
        call,
        rows,
        (list) => isoTime(stampTime(list.stamp)),
        (list) => showList(call.workspace, list),
      )
    },
  },
  {
    method: 'POST',
    path: '/lead-lists',
    scope: 'lead_lists:create',
    body: closed({ name: text, has_enrichment_task: { type: ['boolean', 'null'] }, owned_by: textOrNull }, ['name']),
    run: (call) => showList(call.workspace, call.world.addList(call.workspace, String(call.body['name']))),
  },
  {
    method: 'GET',
    path: '/block-lists-entries',
    scope: 'block_list_entries:read',
    query: closed({ ...pageQuery, domains_only: flag, search: text }),
    run: (call) => {
      const rows = [...call.workspace.blocked.values()]
        .filter((entry) => found(call.query['search'], entry.value))
        .filter((entry) => call.query['domains_only'] !== true || entry.isDomain)
      return pageOf(
        call,
        rows,
        (entry) => entry.id,
        (entry) => showBlockEntry(call.workspace, entry),
      )
    },
  },
  {
    method: 'POST',
    path: '/block-lists-entries',
    scope: 'block_list_entries:create',
    body: closed({ bl_value: text }, ['bl_value']),
    run: (call) => {
      const value = String(call.body['bl_value']).trim().toLowerCase()
      const known = call.workspace.blocked.get(value)
      return showBlockEntry(call.workspace, known ?? call.world.block(call.workspace, value))
    },
  },
  { method: 'DELETE', path: '/block-lists-entries/:id', scope: 'block_list_entries:delete', run: unblock },
  {
    method: 'GET',
    path: '/api-keys',
    scope: 'api_keys:read',
    query: closed(pageQuery),
    run: (call) =>
      pageOf(
        call,
        call.workspace.keys,
        (key) => key.id,
        (key) => showKey(call.workspace, key),
      ),
  },
]

function found(search: unknown, value: string): boolean {
  return typeof search !== 'string' || value.toLowerCase().includes(search.toLowerCase())
}

function showWorkspace(call: Call): unknown {
  const { workspace } = call
  return withoutNulls({
    id: workspace.id,
    name: workspace.name,
    owner: workspace.ownerId,
    timestamp_created: isoTime(workspace.createdAt),
    timestamp_updated: isoTime(workspace.createdAt),
    plan_id: workspace.planId,
  })
}

function planDetails(call: Call): unknown {
  const { workspace, nowMs } = call
  contactsLeft(workspace, nowMs)
  return {
    organization_id: workspace.id,
    organization_name: workspace.name,
    subscriptions: {
      outreach: {
        plan_name: workspace.planName,
        addons_qty: 0,
        total_lead_limit: workspace.leadLimit,
        current_lead_count: workspace.contacts,
        base_lead_limit: workspace.leadLimit,
        interval: 'month',
        current_period_end: Math.floor(nowMs / 1000) + 14 * 86_400,
        cancel_at_time: null,
        price_in_dollars: 97,
        product_id: workspace.planId,
      },
    },
    addons: {},
  }
}

function listMailboxes(call: Call): unknown {
  const { search, status, provider_code: provider, sort_by: sortBy, sort_order: order, skip } = call.query
  const rows = call.workspace.mailboxes
    .filter((mailbox) => found(search, mailbox.email))
    .filter((mailbox) => status === undefined || mailbox.status === status)
    .filter((mailbox) => provider === undefined || mailbox.providerCode === provider)
    .toSorted((a, b) => (sortBy === 'email' ? a.email.localeCompare(b.email) : a.stamp - b.stamp))
  if (order !== 'asc') rows.reverse()
  return pageOf(
    call,
    rows.slice(Number(skip ?? 0)),
    // The ampersand is Instantly's: a client that does not encode it cuts its own cursor off.
    (mailbox) => `${isoTime(stampTime(mailbox.stamp))}&${mailbox.email}`,
    (mailbox) => showMailbox(call.workspace, mailbox),
  )
}

function showMailbox(workspace: Workspace, mailbox: Mailbox): Values {
  return withoutNulls({
    email: mailbox.email,
    first_name: mailbox.firstName,
    last_name: mailbox.lastName,
    timestamp_created: isoTime(stampTime(mailbox.stamp)),
    timestamp_updated: isoTime(stampTime(mailbox.stamp)),
    organization: workspace.id,
    status: mailbox.status,
    warmup_status: mailbox.warmupStatus,
    provider_code: mailbox.providerCode,
    setup_pending: false,
    is_managed_account: false,
    warmup: { limit: 10 },
    daily_limit: mailbox.dailyLimit,
    sending_gap: 10,
    stat_warmup_score: 98,
  })
}

function showList(workspace: Workspace, list: LeadList): Values {
  const created = isoTime(stampTime(list.stamp))
  return { id: list.id, organization_id: workspace.id, name: list.name, timestamp_created: created }
}

function showBlockEntry(workspace: Workspace, entry: BlockEntry): Values {
  return {
    id: entry.id,
    timestamp_created: isoTime(entry.createdAt),
    organization_id: workspace.id,
    bl_value: entry.value,
    is_domain: entry.isDomain,
  }
}

function unblock(call: Call): unknown {
  for (const entry of call.workspace.blocked.values()) {
    if (entry.id !== call.params['id']) continue
    call.workspace.blocked.delete(entry.value)
    return showBlockEntry(call.workspace, entry)
  }
  throw notFound()
}

/** Whether a list shows the whole key is not known; it is better not to count on it. */
function showKey(workspace: Workspace, key: ApiKey): Values {
  return {
    id: key.id,
    name: key.name,
    scopes: [...key.scopes],
    key: `****${key.key.slice(-4)}`,
    organization_id: workspace.id,
    timestamp_created: isoTime(key.createdAt),
    timestamp_updated: isoTime(key.createdAt),
  }
}

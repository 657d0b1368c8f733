import { dayMs } from '#shared/domain/core/days.ts'
import { contactsLeft } from '../state/lead-store.ts'
import { optionalText, withoutNulls } from '../state/values.ts'
import type { AuditEntry, Workspace } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import type { Call, Operations } from './http-types.ts'
import { pageOf } from './paging.ts'
import { closed, pageQuery, text, textOrNull } from './validate.ts'

export const workspaceRoutes: Operations = {
  'GET /workspaces/current': { scope: 'workspaces:read', run: showWorkspace },
  'PATCH /workspaces/current': {
    scope: 'workspaces:update',
    body: closed({ name: text, org_logo_url: textOrNull }),
    run: (call) => {
      const { workspace, body } = call
      workspace.name = optionalText(body['name']) ?? workspace.name
      if (body['org_logo_url'] !== undefined) workspace.logoUrl = optionalText(body['org_logo_url'])
      workspace.updatedAt = call.nowMs
      return showWorkspace(call)
    },
  },
  'GET /workspace-billing/plan-details': { scope: 'workspace_billing:read', run: planDetails },
  'GET /workspace-billing/subscription-details': {
    scope: 'workspace_billing:read',
    run: ({ workspace, nowMs }) => ({
      subscriptions: [
        {
          workspace_id: workspace.id,
          interval: 'month',
          quantity: 1,
          product_id: workspace.planId,
          product_type: 'prt_outreach',
          plan_type: 'plt_primary',
          current_period_end: periodEnd(workspace, nowMs),
          price_in_dollars: prices[workspace.planName] ?? 97,
          price_id: `price_${workspace.planId}`,
        },
      ],
      all_subs_cancelled: false,
    }),
  },
  'GET /audit-logs': {
    scope: 'audit_logs:read',
    query: closed({
      limit: { ...pageQuery.limit, maximum: 1000 },
      starting_after: text,
      activity_type: { type: 'number' },
      search: text,
      start_date: text,
      end_date: text,
    }),
    run: listAudit,
  },
}

const prices: Readonly<Record<string, number>> = { Growth: 47, Hypergrowth: 97, 'Light Speed': 358 }

/** Paid monthly, on the day the workspace was created; unix seconds. */
function periodEnd(workspace: Workspace, nowMs: number): number {
  const monthMs = 30 * dayMs
  const months = Math.floor((nowMs - workspace.createdAt) / monthMs) + 1
  return Math.floor((workspace.createdAt + months * monthMs) / 1000)
}

function showWorkspace(call: Call): unknown {
  const { workspace } = call
  return withoutNulls({
    id: workspace.id,
    name: workspace.name,
    owner: workspace.ownerId,
    timestamp_created: isoTime(workspace.createdAt),
    timestamp_updated: isoTime(workspace.updatedAt),
    plan_id: workspace.planId,
    add_unsub_to_block: workspace.blocksUnsubscribed,
    org_logo_url: workspace.logoUrl,
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
        current_period_end: periodEnd(workspace, nowMs),
        cancel_at_time: null,
        price_in_dollars: prices[workspace.planName] ?? 97,
        product_id: workspace.planId,
      },
    },
    addons: {},
  }
}

function listAudit(call: Call): unknown {
  const { activity_type: type, start_date: from, end_date: to } = call.query
  const [first, last] = [Date.parse(String(from)), Date.parse(String(to))]
  const rows = call.workspace.audit
    .filter((entry) => type === undefined || entry.activity === type)
    .filter((entry) => Number.isNaN(first) || entry.at >= first)
    .filter((entry) => Number.isNaN(last) || entry.at < last + dayMs)
    .toReversed()
  return pageOf(
    call,
    rows,
    (entry) => entry.id,
    (entry) => showAudit(call.workspace, entry),
  )
}

function showAudit(workspace: Workspace, entry: AuditEntry): unknown {
  return withoutNulls({
    id: entry.id,
    timestamp: isoTime(entry.at),
    organization_id: workspace.id,
    activity_type: entry.activity,
    ip_address: '127.0.0.1',
    from_api: true,
    api_key_id: entry.keyId,
    campaign_id: entry.campaignId,
    webhook_id: entry.webhookId,
    list_id: entry.listId,
    affected_count: entry.affected,
  })
}

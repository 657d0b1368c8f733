import {
  type ExportChoices,
  type ExportPlan,
  type ExportSettings,
  exportSettings,
  type LastEmails,
  type TargetKind,
} from '#shared/contract/exports/exports.ts'
import { localDate } from '#shared/domain/core/days.ts'
import { gateCodes, gateOfCode } from '#shared/domain/leads/import/gates.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { storeContactsLeft } from '../../insights/money/export-cost.ts'
import { countExports } from '../../leads/gates/contacted.ts'
import type { RunStore } from '../engine/run-store.ts'
import type { SeenCampaigns } from '../engine/seen-campaigns.ts'

/** The settings of the workspace's last export, which the next one starts with. */
export const rememberedSettings: Setting<ExportSettings | null> = {
  key: 'export.settings',
  shape: exportSettings.nullable(),
  fallback: null,
}

/** The settings the next plan may start with: without emails, starting, and anything specific to that export. */
export function withoutEmails(settings: ExportSettings): ExportSettings {
  const { ofExport: _, blanksOut: __, press: ___, contactsLeft: _____, ...rules } = settings
  const { target } = rules
  if (target.kind !== 'new') return { ...rules, activateWhenDone: false }
  const { template: ____, ...kept } = target
  return { ...rules, activateWhenDone: false, target: { ...kept, steps: [] } }
}

const someSettings = exportSettings.nullable().catch(null)

/** The emails of the newest export that had any. */
function lastEmails(deps: Deps, workspaceId: WorkspaceId): LastEmails | null {
  const row = deps.store.raw
    .prepare(
      `select settings from export_run where workspace_id = ? and target = 'campaign'
         and json_array_length(settings, '$.target.steps') > 0 order by id desc limit 1`,
    )
    .get(workspaceId) as { settings: string } | undefined
  const target = row ? someSettings.parse(parseJson(row.settings))?.target : undefined
  if (target?.kind !== 'new') return null
  return { name: target.name, steps: target.steps, template: target.template ?? null }
}

export type PlannedList = {
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  readonly name: string
  /** Rows and ready rows as exports count them, including leads removed from the list, which are left out. */
  readonly rowCount: number
  readonly readyCount: number
  /** Ready leads that are still in the list. */
  readonly readyNow: number
  readonly rowsNow: number
}

/** A list as an export sees it. Throws NOT_FOUND. */
export function readPlannedList(deps: Deps, listId: ListId): PlannedList {
  const db = deps.store.raw
  const list = db
    .prepare(
      `select workspace_id as workspaceId, name, row_count as rowCount from lead_list where id = ? and state = 'ready'`,
    )
    .get(listId) as { workspaceId: WorkspaceId; name: string; rowCount: number } | undefined
  if (!list) throw new AppError('NOT_FOUND', { what: 'list', id: listId })
  const counts = db
    .prepare('select gate, count, removed from list_gate_count where list_id = ? order by gate')
    .all(listId) as {
    gate: number
    count: number
    removed: number
  }[]
  const gates = counts
    .map((row) => ({ gate: gateOfCode(row.gate), count: row.count - row.removed }))
    .filter((row) => row.count > 0)
  return {
    ...list,
    listId,
    readyCount: counts.find((row) => row.gate === gateCodes.ready)?.count ?? 0,
    readyNow: gates.find((row) => row.gate === 'ready')?.count ?? 0,
    rowsNow: gates.reduce((sum, row) => sum + row.count, 0),
  }
}

/** What will happen to every row, from the local store only. */
export function buildPlan(deps: Deps, runs: RunStore, listId: ListId): ExportPlan {
  const list = readPlannedList(deps, listId)
  const remembered = getSetting(deps.store, list.workspaceId, rememberedSettings)
  const earlier = deps.store.raw
    .prepare(
      // Leads of an undone export are no longer at Instantly.
      `select id, target, campaign_name as campaignName from export_run
       where list_id = ? and taken_back_at is null order by id desc limit 20`,
    )
    .all(listId) as { id: ExportId; target: TargetKind; campaignName: string }[]
  return {
    listId,
    listName: list.name,
    rowCount: list.rowsNow,
    ready: list.readyNow,
    suggestedName: `${list.name} - ${localDate(deps.clock.now())}`,
    // Earlier versions also stored the emails and whether to start.
    remembered: remembered && withoutEmails(remembered),
    lastEmails: lastEmails(deps, list.workspaceId),
    exportsBefore: countExports(deps.store.raw, list.workspaceId),
    earlierExports: earlier.map(({ id, ...rest }) => ({
      exportId: id,
      ...rest,
      uploaded: runs.totals(runs.get(id)).uploaded,
    })),
  }
}

/** Campaigns, mailboxes and remaining contacts, read from Instantly now. A part whose scope is missing stays empty. */
export async function readChoices(
  deps: Deps,
  seenCampaigns: SeenCampaigns,
  workspaceId: WorkspaceId,
): Promise<ExportChoices> {
  const askedAt = deps.clock.now()
  const requestContext = { workspaceId, priority: 'click', requestedBy: 'plan' } as const
  const [campaigns, mailboxes, plan] = await Promise.all([
    deps.instantly.campaigns(requestContext),
    orWithoutScope(deps.instantly.mailboxes(requestContext), []),
    orWithoutScope(deps.instantly.planDetails(requestContext), null),
  ])
  seenCampaigns.note(workspaceId, askedAt, campaigns)
  const left =
    plan && plan.contactsLimit !== null && plan.contactsUsed !== null ? plan.contactsLimit - plan.contactsUsed : null
  const contactsLeft = left === null ? null : Math.max(left, 0)
  storeContactsLeft(deps.store, workspaceId, contactsLeft, deps.clock.now())
  return {
    campaigns: campaigns.map(({ id, name, status }) => ({ id, name, status })),
    mailboxes: mailboxes.map(({ email, name, status, dailyLimit, warmupStatus, trackingDomain }) => ({
      email,
      name,
      status,
      dailyLimit,
      warmupStatus,
      trackingDomain,
    })),
    contactsLeft,
    readAt: new Date(deps.clock.now()).toISOString(),
  }
}

async function orWithoutScope<T>(reading: Promise<T>, without: T): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (hasCode(error, 'INSTANTLY_SCOPE_MISSING')) return without
    throw error
  }
}

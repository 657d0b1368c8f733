import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import { type ExportSettings, type Step, targetKindOf } from '#shared/contract/exports/exports.ts'
import { blankRulesOf } from '#shared/domain/campaigns/copy/coverage.ts'
import { variablesIn } from '#shared/domain/campaigns/copy/read-copy.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { matchZone } from '../../core/instantly/match-zone.ts'
import { storeExportCost } from '../../insights/money/export-cost.ts'
import { assertListSettled } from '../../leads/lists/lead-writes.ts'
import { createBlackoutStore } from '../blackout-dates/blackout-store.ts'
import type { RunStore } from '../engine/run-store.ts'
import { chosenPlace, newTargetName, readPlace } from '../engine/target-place.ts'
import { assertVariablesKnown, textsOfCampaign } from './coverage.ts'
import type { ExportSums } from './export-sum.ts'
import type { LeadValues } from './lead-values.ts'
import type { PartRows } from './part-rows.ts'
import { readPlannedList, rememberedSettings, withoutEmails } from './plan.ts'
import type { ZoneSnapshots } from './zone-snapshot.ts'
import { withShares } from './zone-start.ts'

export const tagsOf = ({ target }: ExportSettings): readonly string[] =>
  target.kind === 'new' ? (target.tags ?? []).map(({ name }) => name) : []

/**
 * Stores an export before any request to Instantly. With one campaign per time zone all are stored in one commit. The
 * same click creates them once, however often it arrives. Throws NO_VERIFIED_LEADS if no lead is ready,
 * INSTANTLY_API_KEY_MISSING without a key.
 */
export async function startExport(
  deps: Deps,
  runs: RunStore,
  looks: ZoneSnapshots,
  parts: {
    readonly sums: Pick<ExportSums, 'rows'>
    readonly values: Pick<LeadValues, 'of'>
    readonly partRows: Pick<PartRows, 'describe'>
  },
  input: {
    readonly listId: ListId
    readonly settings: ExportSettings
    readonly part?: ExportPart | undefined
    readonly idempotencyKey: string
    /** Number of leads the screen announced; counted here if not given. */
    readonly promised?: number | undefined
  },
): Promise<readonly ExportId[]> {
  const { settings, part } = input
  const target = targetKindOf(settings.target)
  const list = readPlannedList(deps, input.listId)
  if (list.readyNow === 0) throw new AppError('NO_VERIFIED_LEADS', { list: list.name, rows: list.rowsNow })
  const hasKey = deps.store.raw
    .prepare(
      `select 1 from workspace w where w.id = ? and (w.demo is not null
         or exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null))`,
    )
    .get(list.workspaceId)
  if (!hasKey) throw new AppError('INSTANTLY_API_KEY_MISSING')
  const now = deps.clock.now()
  if (settings.target.kind === 'new') {
    const { schedule } = settings.target
    matchZone(schedule.timezone, schedule, now)
    if (schedule.from >= schedule.to)
      throw new AppError('INVALID_INPUT', { field: 'schedule', message: 'from must be before to' })
    if (schedule.startDate && schedule.endDate && schedule.startDate > schedule.endDate) {
      throw new AppError('INVALID_INPUT', { field: 'schedule', message: 'start must not be after end' })
    }
  }
  const { name: campaignName, texts } = await targetOf(deps, list.workspaceId, settings)
  const filled = (settings.fill ?? []).map(({ variable }) => variable)
  await assertVariablesKnown(deps, { runs, values: parts.values }, input.listId, texts, filled)

  const place = chosenPlace(settings.target)
  const campaign =
    target === 'list' ? null : { remoteId: place?.id ?? null, name: campaignName, tags: tagsOf(settings) }
  const resolved = withBlankRules(runs, input.listId, settings, texts)
  const rowsNow = () =>
    parts.sums.rows(list.workspaceId, { listId: input.listId, part, rules: resolved, place, campaign })
  return withShares(deps, runs, looks, { ...input, settings: resolved, list, rowsNow }, (shares, isCut) => {
    assertListSettled(deps.store, input.listId)
    const { workspaceId, listId } = list
    const wholeLeads = shares.reduce((sum, { leads }) => sum + leads, 0)
    const rests = createBlackoutStore(deps.store)
    let before = 0
    return shares.map((share, at) => {
      const run = runs.create({
        workspaceId,
        listId,
        idempotencyKey: at === 0 ? input.idempotencyKey : `${input.idempotencyKey} ${at + 1}`,
        settings: share.settings,
        target,
        place,
        campaignName: share.settings.target.kind === 'new' ? share.settings.target.name : campaignName,
        rowCount: share.rowCount,
        readyCount: share.readyCount,
        zone: share.zone,
        promised: share.promised,
        part: parts.partRows.describe(part, settings, isCut),
        at: new Date(now).toISOString(),
      })
      if (run.made) {
        if (at === 0) remember(deps, workspaceId, settings)
        const steps = settings.target.kind === 'new' ? settings.target.steps.length : null
        // Part of this transaction, so that an export whose cost cannot be stored is not made at all. Leads in a lead
        // list get no mail: the cost of sending is known only once they are in a campaign.
        if (target === 'campaign') {
          const of = { before, whole: wholeLeads }
          storeExportCost(deps.store, { id: run.id, workspaceId, listId, leads: share.leads, steps, of }, now)
        }
        if (share.settings.target.kind === 'new') {
          const { avoid: dates = [], schedule } = share.settings.target
          rests.plan({ workspaceId, exportId: run.id, zone: schedule.timezone, dates, now })
        }
      }
      before += share.leads
      return run.id
    })
  })
}

/** Stores the settings for the next plan. An export to an existing campaign keeps the stored schedule for new ones. */
function remember(deps: Deps, workspaceId: WorkspaceId, settings: ExportSettings): void {
  const next = withoutEmails(settings)
  const before = getSetting(deps.store, workspaceId, rememberedSettings)
  const keepsTarget = next.target.kind === 'existing' && before?.target.kind === 'new'
  const kept = keepsTarget ? { ...next, target: before.target } : next
  setSetting(deps.store, workspaceId, rememberedSettings, kept, deps.clock.now())
}

export const textsOfPlan = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => [step, ...(step.others ?? [])].flatMap(({ subject, body }) => [subject, body]))

/** The settings plus the variables whose blank values exclude a lead, based on the current texts. */
export function withBlankRules(
  runs: RunStore,
  listId: ListId,
  chosen: ExportSettings,
  texts: readonly string[],
): ExportSettings {
  const { blanksOut: _, ...settings } = chosen
  const blanksOut = blankRulesOf(variablesIn(texts, runs.variablesOf(listId)), settings)
  return blanksOut.length === 0 ? settings : { ...settings, blanksOut: [...blanksOut] }
}

/**
 * Reads an existing target's name, and a campaign's texts, which also proves that it still exists. Throws
 * CAMPAIGN_NOT_FOUND or LEAD_LIST_NOT_FOUND.
 */
async function targetOf(deps: Deps, workspaceId: WorkspaceId, { target }: ExportSettings) {
  if (target.kind === 'new') {
    return { name: target.name, texts: textsOfPlan(target.steps) }
  }
  const newName = newTargetName(target)
  if (newName !== null) return { name: newName, texts: [] }
  const requestContext = { workspaceId, priority: 'click', requestedBy: 'export' } as const
  if (target.kind === 'existing') {
    const { name, raw } = await deps.instantly.campaign(requestContext, target.campaignId)
    return { name, texts: textsOfCampaign(raw) }
  }
  const place = chosenPlace(target)
  if (!place) throw new AppError('INTERNAL')
  const { name } = await readPlace(deps.instantly, requestContext, place)
  return { name, texts: [] }
}

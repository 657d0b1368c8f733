/** What an export's plan is made of: the form, what the store and Instantly say about it, and what follows from both. */
import { useState } from 'react'
import type { ExportZones } from '#shared/contract/exports/export-zones.ts'
import type { ExportCoverage, ExportPlan } from '#shared/contract/exports/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { namesIn, type WrittenName } from '#shared/domain/campaigns/copy/read-copy.ts'
import { localDate } from '#shared/domain/core/days.ts'
import type { ListId } from '#shared/ids.ts'
import { textsOfForms } from '../../campaigns/copy/step-form.ts'
import { type Asked, useEvent, useQuery } from '../../core/lib/backend.ts'
import { now } from '../../core/lib/clock.ts'
import { operatorZone } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { blockedBy } from './coverage-blocks.ts'
import { editPlan, usePlanEdits } from './plan-edits.ts'
import { forecastOf, isTooLate, tooFewAccounts } from './plan-forecast.ts'
import { contactsOf, formOf, type PlanForm, problemsOf, settingsOf } from './plan-form.ts'
import { startOfPlan } from './plan-start.ts'
import { useZoneMatch } from './schedule-card.tsx'
import { sumRequestOf, useExportSum } from './use-export-sum.ts'
import { usePreflight } from './use-preflight.ts'
import { useZones } from './zones-card.tsx'

export type PlanState = ReturnType<typeof usePlan>

export function usePlan(list: LeadList, planned: ExportPlan) {
  const { workspaceId } = list
  const { listId } = planned
  const workspace = useWorkspaces()?.find((each) => each.id === workspaceId)
  const hasKey = workspace?.hasKey ?? true
  const choices = useQuery('exports.choices', hasKey ? { workspaceId } : null)
  const { refetch } = choices
  // Also when offline: the data read before stays, marked as such.
  useEvent('app.statusChanged', refetch)

  const [today] = useState(() => localDate(Date.now()))
  // Fixed for as long as the plan is open: a minute more or less does not change the day.
  const [openedAt] = useState(now)
  const edited = usePlanEdits(listId)
  const begun = formOf(planned, operatorZone(), today)
  const { zones: found } = useZones(listId, edited ?? begun, null)
  const fresh = withHome(begun, found)
  const form = edited ? withHome(edited, found) : fresh
  // The campaign's name determines its client, so it is not looked up on every keystroke.
  const settledName = useDebounced(form.name, 400)
  const campaign = form.kind === 'list' ? null : campaignOf(form, settledName)
  const lists = useQuery('exports.leadLists', hasKey && form.kind === 'list' ? { workspaceId } : null)
  const guard = usePreviousData(useQuery('exports.guard', { listId, campaign }).data)
  const covered = useCoverage(listId, form, campaign)
  const keptCoverage = usePreviousData(covered.asked.data)
  // Leads in a lead list get no copy.
  const coverage = form.kind === 'list' ? undefined : keptCoverage
  const preflight = usePreflight(listId, form, campaign)
  const sumRequest = sumRequestOf(listId, form, choices.data, campaign, coverage)
  const { sum, isBehind: isSumBehind } = useExportSum(sumRequest)
  const { zones, isBehind: isZonesBehind } = useZones(listId, form, sumRequest)
  const plan = { ...planned, ready: sum?.goOut ?? planned.ready }
  const forecast = forecastOf(form, choices.data, plan.ready, zones, openedAt)
  const weeks = useQuery('capacity.accounts', form.kind === 'new' ? { workspaceId } : null).data
  const tooFew = tooFewAccounts(form, choices.data, { leads: plan.ready, zones, weeks, nowMs: openedAt })
  const more = useQuery('capacity.more', moreOf(form, workspaceId, plan.ready)).data
  const tooLate = more && isTooLate(more, openedAt) ? more : null
  const match = useZoneMatch(form)
  const edit = (change: Partial<PlanForm>) => editPlan(listId, { ...form, ...change })
  const isBlocked = blockedBy(coverage, form.fill).length > 0
  const problems = [
    ...problemsOf(form, choices.data, today, lists.data),
    ...(isBlocked ? (['variables_unknown'] as const) : []),
  ]
  const counting =
    guard === undefined ||
    isSumBehind ||
    (hasKey && choices.asking && choices.data === undefined) ||
    (form.kind === 'new' && (zones === undefined || (form.perZone && isZonesBehind))) ||
    (form.holdOtherCompanies && preflight === undefined) ||
    covered.isBehind
  return {
    listId,
    workspaceId,
    workspace,
    hasKey,
    choices,
    lists,
    today,
    form,
    edit,
    edited,
    /** Whether the edited form differs from a new one. */
    isEdited: JSON.stringify(edited) !== JSON.stringify(fresh),
    plan,
    settings: { ...settingsOf(form, choices.data), ...contactsOf(form, choices.data) },
    /** Number of ready leads in the list, of which the plan may leave some out. */
    readyInList: planned.ready,
    campaign,
    guard,
    coverage,
    isCoverageAsked: covered.asked.asking,
    preflight,
    sumRequest,
    sum,
    isSumBehind,
    zones,
    match,
    forecast,
    starts: startOfPlan(form, zones, openedAt),
    tooFew,
    tooLate,
    isBlocked,
    problems,
    counting,
  }
}

/** Returns the request for adding leads to an existing campaign. */
const moreOf = (
  form: PlanForm,
  workspaceId: Input<'capacity.more'>['workspaceId'],
  leads: number,
): Input<'capacity.more'> | null =>
  form.kind === 'existing' && form.campaignId && leads > 0 ? { workspaceId, campaignId: form.campaignId, leads } : null

/** Sets the plan's zone to that of the leads, if it is known, until the operator chooses one. */
function withHome(form: PlanForm, zones: ExportZones | undefined): PlanForm {
  const home = zones?.home ?? null
  return form.zoneChosen || home === null || form.kind !== 'new' ? form : { ...form, zone: home }
}

/** Returns the campaign as needed to determine its part of a workspace: for a new campaign, its name and tags. */
const campaignOf = (form: PlanForm, name: string): Input<'exports.guard'>['campaign'] =>
  form.kind === 'new'
    ? { remoteId: null, name, tags: form.tags.map((tag) => tag.name) }
    : { remoteId: form.campaignId, name }

/**
 * Returns what leads would see in the current copy; queried again when its variables or the rules change. `isBehind`:
 * there is no count yet for the current form.
 */
function useCoverage(
  listId: ListId,
  form: PlanForm,
  campaign: Input<'exports.guard'>['campaign'],
): { readonly asked: Asked<ExportCoverage>; readonly isBehind: boolean } {
  const texts = form.kind === 'new' ? textsOfForms(form.steps) : []
  const names = JSON.stringify(namesIn(texts))
  const written = useDebounced(names, 250)
  const ofCampaign = form.campaignId === null ? null : { campaignId: form.campaignId }
  const copy: Input<'exports.coverage'>['copy'] | null =
    form.kind === 'list'
      ? null
      : form.kind === 'existing'
        ? ofCampaign
        : { names: JSON.parse(written) as WrittenName[] }
  const asked = useQuery(
    'exports.coverage',
    copy
      ? {
          listId,
          copy,
          campaign,
          holdBlocked: form.holdBlocked,
          holdOtherClients: form.holdOtherClients,
          skipIfInWorkspace: form.skip,
          holdOtherCompanies: form.holdOtherCompanies,
          leaveOut: [...form.leaveOut],
          part: form.part,
          onlyVerified: form.onlyVerified,
          sendBlanks: form.sendBlanks,
          filled: form.fill.map(({ variable }) => variable),
        }
      : null,
  )
  return { asked, isBehind: copy !== null && (asked.data === undefined ? !asked.error : names !== written) }
}

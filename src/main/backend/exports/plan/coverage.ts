/** What leads would see for each variable in the emails. */
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import type { CoveredVariable, ExportCoverage } from '#shared/contract/exports/exports.ts'
import { fieldNames } from '#shared/domain/campaigns/copy/copy-names.ts'
import {
  blankRulesOf,
  columnOfName,
  isFieldName,
  type LeaveOutRule,
  type ValueFault,
  valueFaults,
} from '#shared/domain/campaigns/copy/coverage.ts'
import { nearestName } from '#shared/domain/campaigns/copy/nearest-name.ts'
import {
  type CopyVariable,
  variablesIn,
  variablesOf,
  type WrittenName,
} from '#shared/domain/campaigns/copy/read-copy.ts'
import { textsOfSteps } from '#shared/domain/campaigns/copy/sequence.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import { stepsOfCampaign } from '../../campaigns/sequences/campaign-steps.ts'
import type { TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import type { Deps } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import type { ExclusionRules } from '../../leads/gates/current-exclusions.ts'
import type { RunStore } from '../engine/run-store.ts'
import type { ExportSums } from './export-sum.ts'
import { targetOf } from './guard.ts'
import {
  createValueRule,
  type FaultsAt,
  faultOfCode,
  type LeadValues,
  type ValueFaults,
  variablesOfRules,
} from './lead-values.ts'
import { readPlannedList } from './plan.ts'

type Parts = {
  readonly runs: RunStore
  readonly sums: Pick<ExportSums, 'rows'>
  readonly values: Pick<LeadValues, 'of'>
}

export type CoverageRequest = {
  readonly listId: ListId
  readonly copy: { readonly names: readonly WrittenName[] } | { readonly campaignId: string }
  readonly leaveOut: readonly LeaveOutRule[]
  readonly sendBlanks: boolean
  /** Variables whose blank values the export fills in. */
  readonly filled: readonly string[]
  readonly campaign?: TargetCampaign | null | undefined
  readonly part?: ExportPart | undefined
  readonly onlyVerified?: boolean | undefined
} & ExclusionRules

/** Throws NOT_FOUND if the list does not exist. Unreadable emails are reported in the result, not thrown. */
export async function readCoverage(deps: Deps, parts: Parts, asked: CoverageRequest): Promise<ExportCoverage> {
  const { listId } = asked
  const { workspaceId } = readPlannedList(deps, listId)
  const own = parts.runs.variablesOf(listId)
  const copy =
    'names' in asked.copy
      ? { variables: variablesOf(asked.copy.names, own), at: null }
      : await copyOfCampaign(deps, workspaceId, asked.copy.campaignId, own)
  const names = [...new Set([...Object.values(fieldNames), ...own])]
  const none = { copyAt: copy?.at ?? null, leads: 0, variables: [], leftOut: 0, blanks: [], worst: null, names }
  if (copy === null) return { ...none, state: 'unread' }
  const { part, onlyVerified, campaign = null } = asked
  const { leaveOut: _, ...held } = asked
  // This counts the leads excluded by their values, so the limit to the first leads applies to what remains.
  const wanted = part && { ...part, first: undefined }
  const sumRules = { ...held, skipIfInWorkspace: asked.skipIfInWorkspace ?? true, onlyVerified }
  const rows = await parts.sums.rows(workspaceId, { listId, part: wanted, rules: sumRules, ...targetOf(campaign) })
  const fill = asked.filled.map((variable) => ({ variable }))
  const isUnknown = (name: string, filled: number | undefined) => !isFieldName(name) && !own.has(name) && filled === 0
  const rules = { goes: rows.goes, leaveOut: asked.leaveOut, filled: new Set(asked.filled) }
  const look = await parts.values.of(listId, [...copy.variables.map(({ name }) => name), ...variablesOfRules(asked)])
  const count = (blanksOut: readonly string[]) => countFaults(look, copy.variables, { ...rules, blanksOut })
  const blanksOut = blankRulesOf(copy.variables, { sendBlanks: asked.sendBlanks, fill })
  let found = count(blanksOut)
  const strange = copy.variables.filter(({ name }, at) => isUnknown(name, found.filled[at]))
  // A variable that no lead has is not a blank value: it blocks the export.
  const known = blanksOut.filter((name) => strange.every((one) => one.name !== name))
  if (known.length < blanksOut.length) found = count(known)
  const variables = copy.variables.map((variable, at): CoveredVariable => {
    const unknown = isUnknown(variable.name, found.filled[at])
    return {
      ...variable,
      column: columnOfName(variable.name, own),
      unknown,
      nearest: unknown ? nearestName(variable.name, names) : null,
      faults: found.faults[at] ?? noFaults(),
    }
  })
  return {
    ...none,
    state: variables.length === 0 ? 'none' : 'counted',
    leads: found.leads,
    variables,
    leftOut: found.leftOut,
    blanks: known.flatMap((name) => {
      const blank = found.blanks.get(name) ?? 0
      return blank > 0 ? [{ name, count: blank }] : []
    }),
    worst: found.worst && { leadId: leadAt(deps, listId, found.worst.position), faults: found.worst.faults },
  }
}

/**
 * Throws COPY_VARIABLES_UNKNOWN if the emails use a variable without a fallback that no lead has. `texts`: subjects and
 * bodies; `filled`: variables for which the export has a value itself. Scans the list only for names its files do not
 * have.
 */
export async function assertVariablesKnown(
  deps: Deps,
  { runs, values }: Pick<Parts, 'runs' | 'values'>,
  listId: ListId,
  texts: readonly string[],
  filled: readonly string[] = [],
): Promise<void> {
  const own = runs.variablesOf(listId)
  const strange = variablesIn(texts, own).filter(
    ({ name, bare }) => bare && !isFieldName(name) && !own.has(name) && !filled.includes(name),
  )
  if (strange.length === 0) return
  const look = await values.of(
    listId,
    strange.map(({ name }) => name),
  )
  const ready = deps.store.raw
    .prepare('select count(*) from lead where list_id = ? and gate = 0 and removed = 0')
    .pluck()
    .get(listId)
  const unknown = strange.filter(({ name }) => blanksIn(look.get(name)) === ready)
  if (unknown.length === 0) return
  const known = [...Object.values(fieldNames), ...own]
  throw new AppError('COPY_VARIABLES_UNKNOWN', {
    names: unknown
      .map(({ written }) => `{{${written[0] ?? ''}}}`)
      .join(', ')
      .slice(0, 500),
    nearest: nearestName(unknown[0]?.name ?? '', known) ?? '',
  })
}

/** The texts of an existing campaign in Instantly's answer. */
export const textsOfCampaign = (raw: unknown): readonly string[] => textsOfSteps(stepsOfCampaign(raw).steps)

async function copyOfCampaign(deps: Deps, workspaceId: WorkspaceId, remoteId: string, own: ReadonlySet<string>) {
  const found = await readCampaignTexts(deps, workspaceId, remoteId)
  return found && { variables: variablesIn(found.texts, own), at: found.at }
}

/** The texts of a campaign as last synced, otherwise read from Instantly now; null if they cannot be read. */
export async function readCampaignTexts(
  deps: Deps,
  workspaceId: WorkspaceId,
  remoteId: string,
): Promise<{ readonly texts: readonly string[]; readonly at: string } | null> {
  const row = deps.store.raw
    .prepare(
      `select t.raw, c.content_at as at from campaign c join campaign_content t on t.campaign_id = c.id
       where c.workspace_id = ? and c.remote_id = ?`,
    )
    .get(workspaceId, remoteId) as { raw: string; at: number } | undefined
  if (row) {
    return { texts: textsOfCampaign(parseJson(row.raw)), at: new Date(row.at).toISOString() }
  }
  try {
    const requestContext = { workspaceId, priority: 'click', requestedBy: 'plan' } as const
    const { raw } = await deps.instantly.campaign(requestContext, remoteId)
    return { texts: textsOfCampaign(raw), at: new Date(deps.clock.now()).toISOString() }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const noFaults = (): Record<ValueFault, number> =>
  Object.fromEntries(valueFaults.map((fault) => [fault, 0])) as Record<ValueFault, number>

const blanksIn = (faults: FaultsAt | undefined): number =>
  faults ? faults.reduce((sum, code) => sum + (faultOfCode(code) === 'blank' ? 1 : 0), 0) : 0

const leadAt = ({ store }: Deps, listId: ListId, position: number): LeadId =>
  store.raw.prepare('select id from lead where list_id = ? and position = ?').pluck().get(listId, position) as LeadId

function countFaults(
  look: ValueFaults,
  variables: readonly Pick<CopyVariable, 'name' | 'bare'>[],
  rules: {
    /** By position: 1 for a lead that would be sent if its values are ignored. */
    readonly goes: Uint8Array
    readonly leaveOut: readonly LeaveOutRule[]
    readonly blanksOut: readonly string[]
    readonly filled: ReadonlySet<string>
  },
) {
  const faults = variables.map(noFaults)
  const blanks = new Map<string, number>()
  const leftOutOf = createValueRule(look, rules)
  const met = variables.flatMap(({ name, bare }, at) => {
    const faultsAt = look.get(name)
    return faultsAt ? [{ faultsAt, counts: faults[at], isBare: bare && !rules.filled.has(name) }] : []
  })
  let leads = 0
  let leftOut = 0
  let worst: { readonly position: number; readonly faults: number } | null = null
  let worstWeight = 0
  for (let position = 1; position < rules.goes.length; position += 1) {
    if (rules.goes[position] !== 1) continue
    leads += 1
    let faulty = 0
    let fallbacks = 0
    for (const { faultsAt, counts, isBare } of met) {
      const fault = faultOfCode(faultsAt[position] ?? 0)
      if (fault === null || !counts) continue
      counts[fault] += 1
      if (fault !== 'blank' || isBare) faulty += 1
      else fallbacks += 1
    }
    const out = leftOutOf?.(position) ?? null
    if (out?.why === 'blank_variable') blanks.set(out.name, (blanks.get(out.name) ?? 0) + 1)
    else if (out) leftOut += 1
    const weight = faulty * 1000 + fallbacks
    if (!out && weight > worstWeight) {
      worst = { position, faults: faulty + fallbacks }
      worstWeight = weight
    }
  }
  const filled = faults.map(({ blank }) => leads - blank)
  return { leads, faults, filled, leftOut, blanks, worst }
}

/** The requests an export would make, built by the code that sends them inside a transaction that is rolled back. */
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import {
  type DryKind,
  type DryRequest,
  type DryRun,
  type ExportSettings,
  targetKindOf,
} from '#shared/contract/exports/exports.ts'
import { applicableFillRules, type FillRule } from '#shared/domain/campaigns/copy/fill-values.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { activateCampaign, campaigns, createCampaign } from '../../core/instantly/endpoints/campaigns.ts'
import { createLeadList, leadLists } from '../../core/instantly/endpoints/lead-lists.ts'
import { addLeads } from '../../core/instantly/endpoints/leads.ts'
import { createTag, setTags } from '../../core/instantly/endpoints/tags.ts'
import { type CallPreview, curlOf, previewCall } from '../../core/instantly/preview-call.ts'
import type { BatchStore } from '../engine/batch-store.ts'
import { buildCampaignBody } from '../engine/build-campaign.ts'
import { bodyHead, type LeadBodies } from '../engine/lead-body.ts'
import type { RunStore } from '../engine/run-store.ts'
import { chosenPlace, newTargetName } from '../engine/target-place.ts'
import { readCampaignTexts } from './coverage.ts'
import type { ExportSums } from './export-sum.ts'
import { readPlannedList } from './plan.ts'
import { textsOfPlan, withBlankRules } from './start-export.ts'
import { type ChosenShare, chooseShare, writeShareRows } from './zone-dry-run.ts'
import type { ZoneSnapshots } from './zone-snapshot.ts'

type Parts = {
  readonly runs: RunStore
  readonly batches: BatchStore
  readonly bodies: LeadBodies
  readonly zoneSnapshots: ZoneSnapshots
  readonly sums: Pick<ExportSums, 'rows'>
}
type Asked = {
  readonly listId: ListId
  readonly settings: ExportSettings
  readonly part?: ExportPart | undefined
  readonly after: number
  readonly zone?: string | null | undefined
}
/** The campaign shown, if there are several. `settings` of `asked` are its own. */
type Chosen = { readonly asked: Asked; readonly share: ChosenShare | null; readonly zones: readonly string[] }
type Step = { readonly what: DryKind; readonly about: string | null; readonly planned: CallPreview }

/** Placeholders for ids that Instantly assigns on creation. */
const idToCome = { campaign: 'ID-OF-THE-NEW-CAMPAIGN', list: 'ID-OF-THE-NEW-LEAD-LIST', tag: 'ID-OF-THE-NEW-TAG' }

const placeOf = (target: ExportSettings['target']) => {
  const kind = targetKindOf(target)
  return chosenPlace(target) ?? { kind, id: idToCome[kind] }
}

async function chooseZone(deps: Deps, parts: Parts, wanted: Asked): Promise<Chosen> {
  const texts = await textsOfTarget(deps, wanted)
  const asked = { ...wanted, settings: withBlankRules(parts.runs, wanted.listId, wanted.settings, texts) }
  const isZoned = asked.settings.perZone !== undefined && asked.settings.target.kind === 'new'
  if (!isZoned && !asked.part && asked.settings.contactsLeft === undefined) return { asked, share: null, zones: [] }
  const { share, zones, settings } = await chooseShare(deps, parts, asked)
  return { asked: { ...asked, settings }, share, zones }
}

/** The next batch and its request, made by the engine's own code in a transaction that is rolled back. */
function cutBatch(deps: Deps, parts: Parts, { asked, share }: Chosen) {
  const { raw } = deps.store
  const { runs, batches, bodies } = parts
  const list = readPlannedList(deps, asked.listId)
  const { target } = asked.settings
  raw.exec('begin')
  try {
    const made = runs.create({
      workspaceId: list.workspaceId,
      listId: asked.listId,
      idempotencyKey: `dry run ${crypto.randomUUID()}`,
      settings: asked.settings,
      target: targetKindOf(target),
      place: chosenPlace(target),
      campaignName: newTargetName(target) ?? '',
      rowCount: list.rowCount,
      readyCount: share?.readyCount ?? list.readyCount,
      zone: share ? writeShareRows(raw, list.workspaceId, share, asked.after) : null,
      at: new Date(deps.clock.now()).toISOString(),
    })
    raw.prepare('update export_run set cut_position = ? where id = ?').run(asked.after, made.id)
    const run = runs.get(made.id)
    const head = bodyHead(placeOf(target), asked.settings)
    const taken = batches.take(run, { at: run.createdAt, aheadMs: 0 }, head)
    const stayBehind = runs.get(made.id).stayedBehind
    if (!taken) return { list, batch: null, body: null, members: [], stayBehind, isLast: true }
    const { batch } = taken
    const { fill = [] } = asked.settings
    const of = { listId: asked.listId, exportId: made.id, ...batch }
    const body = taken.body ?? bodies.body({ ...of, head, fill })
    const stored = fill.length > 0 ? bodies.payloads(of) : []
    const members = bodies.members(of).map((member, at) => ({ ...member, filled: filledNames(stored[at], fill) }))
    return { list, batch, body, members, stayBehind, isLast: batches.allCut(runs.get(made.id)) }
  } finally {
    raw.exec('rollback')
  }
}

/** The variables whose blank value this export fills in for a lead. */
const filledNames = (stored: string | undefined, fill: readonly FillRule[]): readonly string[] =>
  stored === undefined
    ? []
    : applicableFillRules(JSON.parse(stored) as Record<string, unknown>, fill).map(({ variable }) => variable)

/** The texts of the emails the leads will get; none if they are not known here and Instantly cannot be asked. */
async function textsOfTarget(deps: Deps, { listId, settings: { target } }: Asked): Promise<readonly string[]> {
  if (target.kind === 'new') return textsOfPlan(target.steps)
  if (target.kind !== 'existing') return []
  const { workspaceId } = readPlannedList(deps, listId)
  return (await readCampaignTexts(deps, workspaceId, target.campaignId))?.texts ?? []
}

/** The requests before and after the leads, as operations of the client. */
function around(
  deps: Deps,
  parts: Parts,
  asked: Asked,
): { readonly before: readonly Step[]; readonly after: readonly Step[] } {
  const { target, activateWhenDone } = asked.settings
  const { id } = placeOf(target)
  const step = (what: DryKind, use: Parameters<typeof previewCall>[0], about: string | null = null): Step => ({
    what,
    about,
    planned: previewCall(use),
  })
  const after =
    activateWhenDone && targetKindOf(target) === 'campaign'
      ? [step('activate', (call) => activateCampaign(call, id))]
      : []
  if (target.kind === 'new_list') {
    const { name } = target
    return {
      before: [step('look', (call) => leadLists(call, { name })), step('create', (call) => createLeadList(call, name))],
      after,
    }
  }
  if (target.kind !== 'new') return { before: [], after }
  const { name, tags = [] } = target
  const made = tags.filter((tag) => tag.id === null)
  const tagIds = tags.map((tag) => tag.id ?? `${idToCome.tag}-${made.indexOf(tag) + 1}`)
  return {
    before: [
      step('look', (call) => campaigns(call, { name })),
      step('create', (call) =>
        createCampaign(call, buildCampaignBody(target, deps.clock.now(), parts.runs.variablesOf(asked.listId))),
      ),
      ...made.map((tag) => step('create_tag', (call) => createTag(call, tag.name), tag.name)),
      ...(tags.length > 0 ? [step('tag', (call) => setTags(call, { campaignId: id, tagIds, assign: true }))] : []),
    ],
    after,
  }
}

/** Throws NOT_FOUND. Returns the leads of the batch page by page; `next` leads to the following batch. */
export async function dryRun(
  deps: Deps,
  parts: Parts,
  wanted: Asked & { readonly page: { readonly offset: number; readonly limit: number } },
): Promise<DryRun> {
  const chosen = await chooseZone(deps, parts, wanted)
  const { asked, share, zones } = chosen
  const { batch, body, members, stayBehind, isLast } = cutBatch(deps, parts, chosen)
  const { before, after } = around(deps, parts, asked)
  const shown = ({ what, about, planned: { shown: request } }: Step): DryRequest => ({
    what,
    about,
    ...request,
    leads: 0,
  })
  const requests: DryRequest[] = asked.after === 0 ? before.map(shown) : []
  if (batch && body) {
    const add = previewCall((call) => addLeads(call, body))
    requests.push({ what: 'add', about: null, ...add.shown, body: null, leads: batch.leadCount })
  }
  if (isLast) requests.push(...after.map(shown))
  const { offset, limit } = wanted.page
  return {
    requests,
    leads: batch && body ? leadsOf(body, members, offset, limit) : [],
    next: batch && !isLast ? batch.lastPosition : null,
    stayBehind,
    zones,
    zone: share?.zone || null,
  }
}

/** The leads exactly as in the request. */
function leadsOf(
  body: Uint8Array,
  members: readonly { readonly position: number; readonly email: string; readonly filled: readonly string[] }[],
  offset: number,
  limit: number,
) {
  const { leads } = JSON.parse(new TextDecoder().decode(body)) as { leads: readonly unknown[] }
  return members.slice(offset, offset + limit).map(({ position, email, filled }, at) => ({
    position,
    email,
    filled,
    json: JSON.stringify(leads[offset + at], null, 2),
  }))
}

/** One request as a curl command. Throws NOT_FOUND if this export would not make it. */
export async function dryRunCurl(
  deps: Deps,
  parts: Parts,
  wanted: Asked & { readonly what: DryKind; readonly about: string | null },
): Promise<string> {
  const chosen = await chooseZone(deps, parts, wanted)
  if (wanted.what === 'add') {
    const { body } = cutBatch(deps, parts, chosen)
    if (!body) throw new AppError('NOT_FOUND', { what: 'export' })
    return curlOf(previewCall((call) => addLeads(call, body)).operation)
  }
  const { before, after } = around(deps, parts, chosen.asked)
  const found = [...before, ...after].find(({ what, about }) => what === wanted.what && about === wanted.about)
  if (!found) throw new AppError('NOT_FOUND', { what: 'export' })
  return curlOf(found.planned.operation)
}

/** The requests an export would make, built by what sends them, and undone before anything could keep them. */
import type { DryRequest, DryRun, ExportSettings } from '#shared/contract/exports.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import { activateCampaign, campaigns, createCampaign } from '../../instantly/endpoints/campaigns.ts'
import { addLeads } from '../../instantly/endpoints/leads.ts'
import { curlOf, planned } from '../../instantly/planned.ts'
import type { BatchStore } from './batch-store.ts'
import { buildCampaignBody } from './build-campaign.ts'
import { bodyHead, type LeadBodies } from './lead-body.ts'
import { readPlannedList } from './plan.ts'
import type { RunStore } from './run-store.ts'
import { type ChosenShare, chooseShare, putShare } from './zone-dry-run.ts'
import type { ZoneLooks } from './zone-look.ts'

type Parts = {
  readonly runs: RunStore
  readonly batches: BatchStore
  readonly bodies: LeadBodies
  readonly zoneLooks: ZoneLooks
}
type Asked = {
  readonly listId: ListId
  readonly settings: ExportSettings
  readonly after: number
  readonly zone?: string | null | undefined
}
/** The campaign of several that is looked at: `settings` of `asked` are its own. */
type Chosen = { readonly asked: Asked; readonly share: ChosenShare | null; readonly zones: readonly string[] }
type Kind = DryRequest['what']

/** Stands for the id Instantly gives a campaign that is not there yet. */
const idToCome = 'ID-OF-THE-NEW-CAMPAIGN'

async function chooseZone(deps: Deps, parts: Parts, asked: Asked): Promise<Chosen> {
  if (!asked.settings.perZone || asked.settings.target.kind !== 'new') return { asked, share: null, zones: [] }
  const { share, zones, settings } = await chooseShare(deps, parts.zoneLooks, asked)
  return { asked: { ...asked, settings }, share, zones }
}

/** A batch as it would be cut now, and its request. Written by the engine's own code, in a transaction that is rolled back. */
function cutBatch(deps: Deps, parts: Parts, { asked, share }: Chosen) {
  const { raw } = deps.store
  const { runs, batches, bodies } = parts
  const list = readPlannedList(deps, asked.listId)
  const { target } = asked.settings
  const campaignId = target.kind === 'existing' ? target.campaignId : null
  raw.exec('begin')
  try {
    const made = runs.create({
      workspaceId: list.workspaceId,
      listId: asked.listId,
      clickId: `dry run ${crypto.randomUUID()}`,
      settings: asked.settings,
      campaignId,
      campaignName: target.kind === 'new' ? target.name : '',
      rowCount: list.rowCount,
      readyCount: share?.readyCount ?? list.readyCount,
      zone: share ? putShare(raw, list.workspaceId, share, asked.after) : null,
      at: new Date(deps.clock.now()).toISOString(),
    })
    raw.prepare('update export_run set cut_position = ? where id = ?').run(asked.after, made.id)
    const run = runs.get(made.id)
    const batch = batches.take(run, run.createdAt, runs.hasEarlier(run))
    const stayBehind = runs.get(made.id).stayedBehind
    if (!batch) return { list, batch: null, body: null, members: [], stayBehind, isLast: true }
    const head = bodyHead(campaignId ?? idToCome, asked.settings.skipIfInWorkspace)
    const body = bodies.body({ listId: asked.listId, exportId: made.id, head, ...batch })
    const members = bodies.members({ listId: asked.listId, exportId: made.id, ...batch })
    return { list, batch, body, members, stayBehind, isLast: batches.allCut(runs.get(made.id)) }
  } finally {
    raw.exec('rollback')
  }
}

/** Requests before the leads and after them, as operations of the client. */
function around(deps: Deps, parts: Parts, asked: Asked) {
  const { target, activateWhenDone } = asked.settings
  const id = target.kind === 'existing' ? target.campaignId : idToCome
  return {
    look: target.kind === 'new' ? planned((call) => campaigns(call, { name: target.name })) : null,
    create:
      target.kind === 'new'
        ? planned((call) =>
            createCampaign(call, buildCampaignBody(target, deps.clock.now(), parts.runs.variablesOf(asked.listId))),
          )
        : null,
    activate: activateWhenDone ? planned((call) => activateCampaign(call, id)) : null,
  }
}

/** NOT_FOUND. Leads of the batch page by page; `next` leads to the batch after it. */
export async function dryRun(
  deps: Deps,
  parts: Parts,
  wanted: Asked & { readonly page: { readonly offset: number; readonly limit: number } },
): Promise<DryRun> {
  const chosen = await chooseZone(deps, parts, wanted)
  const { asked, share, zones } = chosen
  const { batch, body, members, stayBehind, isLast } = cutBatch(deps, parts, chosen)
  const { look, create, activate } = around(deps, parts, asked)
  const requests: DryRequest[] = []
  if (asked.after === 0 && look) requests.push({ what: 'look', ...look.shown, leads: 0 })
  if (asked.after === 0 && create) requests.push({ what: 'create', ...create.shown, leads: 0 })
  if (batch && body) {
    const { shown } = planned((call) => addLeads(call, body))
    requests.push({ what: 'add', ...shown, body: null, leads: batch.leadCount })
  }
  if (isLast && activate) requests.push({ what: 'activate', ...activate.shown, leads: 0 })
  const { offset, limit } = wanted.page
  return {
    requests,
    leads: batch && body ? leadsOf(body, members, offset, limit) : [],
    next: batch && !isLast ? batch.lastPosition : null,
    stayBehind,
    zones,
    zone: share?.zone ?? null,
  }
}

/** As they stand in the request itself. */
function leadsOf(body: Uint8Array, members: ReturnType<LeadBodies['members']>, offset: number, limit: number) {
  const { leads } = JSON.parse(new TextDecoder().decode(body)) as { leads: readonly unknown[] }
  return members.slice(offset, offset + limit).map(({ position, email }, at) => ({
    position,
    email,
    json: JSON.stringify(leads[offset + at], null, 2),
  }))
}

/** One request as a command line. Throws NOT_FOUND for one this export would not make. */
export async function dryRunCurl(deps: Deps, parts: Parts, wanted: Asked & { readonly what: Kind }): Promise<string> {
  const chosen = await chooseZone(deps, parts, wanted)
  if (wanted.what === 'add') {
    const { body } = cutBatch(deps, parts, chosen)
    if (!body) throw new AppError('NOT_FOUND', { what: 'export' })
    return curlOf(planned((call) => addLeads(call, body)).operation)
  }
  const found = around(deps, parts, chosen.asked)[wanted.what]
  if (!found) throw new AppError('NOT_FOUND', { what: 'export' })
  return curlOf(found.operation)
}

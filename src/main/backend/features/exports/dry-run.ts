/** The requests an export would make, built by what sends them, and undone before anything could keep them. */
import type { DryRequest, DryRun, ExportSettings } from '#shared/contract/exports.ts'
import { type FillRule, fillsOf } from '#shared/domain/copy/fill-values.ts'
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

type Parts = { readonly runs: RunStore; readonly batches: BatchStore; readonly bodies: LeadBodies }
type Asked = { readonly listId: ListId; readonly settings: ExportSettings; readonly after: number }
type Kind = DryRequest['what']

/** Stands for the id Instantly gives a campaign that is not there yet. */
const idToCome = 'ID-OF-THE-NEW-CAMPAIGN'

/** A batch as it would be cut now, and its request. Written by the engine's own code, in a transaction that is rolled back. */
function cutBatch(deps: Deps, parts: Parts, asked: Asked) {
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
      readyCount: list.readyCount,
      at: new Date(deps.clock.now()).toISOString(),
    })
    raw.prepare('update export_run set cut_position = ? where id = ?').run(asked.after, made.id)
    const run = runs.get(made.id)
    const batch = batches.take(run, run.createdAt, runs.hasEarlier(run))
    const stayBehind = runs.get(made.id).stayedBehind
    if (!batch) return { list, batch: null, body: null, members: [], stayBehind, isLast: true }
    const head = bodyHead(campaignId ?? idToCome, asked.settings.skipIfInWorkspace)
    const { fill = [] } = asked.settings
    const of = { listId: asked.listId, exportId: made.id, ...batch }
    const body = bodies.body({ ...of, head, fill })
    const stored = fill.length > 0 ? bodies.payloads(of) : []
    const members = bodies.members(of).map((member, at) => ({ ...member, filled: filledNames(stored[at], fill) }))
    return { list, batch, body, members, stayBehind, isLast: batches.allCut(runs.get(made.id)) }
  } finally {
    raw.exec('rollback')
  }
}

/** The variables whose blank value this export fills in a lead. */
const filledNames = (stored: string | undefined, fill: readonly FillRule[]): readonly string[] =>
  stored === undefined
    ? []
    : fillsOf(JSON.parse(stored) as Record<string, unknown>, fill).map(({ variable }) => variable)

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
export function dryRun(
  deps: Deps,
  parts: Parts,
  asked: Asked & { readonly page: { readonly offset: number; readonly limit: number } },
): DryRun {
  const { batch, body, members, stayBehind, isLast } = cutBatch(deps, parts, asked)
  const { look, create, activate } = around(deps, parts, asked)
  const requests: DryRequest[] = []
  if (asked.after === 0 && look) requests.push({ what: 'look', ...look.shown, leads: 0 })
  if (asked.after === 0 && create) requests.push({ what: 'create', ...create.shown, leads: 0 })
  if (batch && body) {
    const { shown } = planned((call) => addLeads(call, body))
    requests.push({ what: 'add', ...shown, body: null, leads: batch.leadCount })
  }
  if (isLast && activate) requests.push({ what: 'activate', ...activate.shown, leads: 0 })
  const { offset, limit } = asked.page
  return {
    requests,
    leads: batch && body ? leadsOf(body, members, offset, limit) : [],
    next: batch && !isLast ? batch.lastPosition : null,
    stayBehind,
  }
}

/** As they stand in the request itself. */
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

/** One request as a command line. Throws NOT_FOUND for one this export would not make. */
export function dryRunCurl(deps: Deps, parts: Parts, asked: Asked & { readonly what: Kind }): string {
  if (asked.what === 'add') {
    const { body } = cutBatch(deps, parts, asked)
    if (!body) throw new AppError('NOT_FOUND', { what: 'export' })
    return curlOf(planned((call) => addLeads(call, body)).operation)
  }
  const found = around(deps, parts, asked)[asked.what]
  if (!found) throw new AppError('NOT_FOUND', { what: 'export' })
  return curlOf(found.operation)
}

/**
 * Carries out one reading of a client's campaigns: the list, all totals in one request, and days and steps only where
 * totals changed. What is left to read follows from the campaigns' rows, so the next reading continues an interrupted
 * one.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { CampaignListResult, CampaignStore } from './campaign-store.ts'
import { clientErrors, concurrentRequests, createDetailReader } from './read-details.ts'
import { createMailboxReader } from './read-mailboxes.ts'
import { createSnapshotThinner } from './thin-snapshots.ts'

/** Campaigns written in one transaction, which blocks the thread for a few milliseconds. */
const campaignsPerStep = 50
const totalsPerStep = 200
/** Tags seldom change and need requests of their own, while a reading without changes must stay cheap. */
const tagsEveryMs = dayMs
const tagsForOperatorMs = 10 * 60_000

/** When tags were last read; 0: read them with the next reading. */
export const tagsReadAt: Setting<number> = { key: 'campaignTagsReadAt', shape: z.number(), fallback: 0 }

export type ReadResult = {
  readonly imported: number
  readonly updated: number
  readonly gone: number
  readonly detailed: number
  readonly failed: number
}

export type CampaignReader = ReturnType<typeof createCampaignReader>

export function createCampaignReader(
  deps: Deps,
  campaigns: CampaignStore,
  /** Called with the listed campaigns and their names, to inform other features that know campaigns. */
  listed: (workspaceId: WorkspaceId, named: readonly { readonly id: string; readonly name: string }[]) => void,
) {
  const { store, clock, instantly } = deps
  const log = deps.log('campaigns')
  const { tryDetail, readDetails } = createDetailReader(deps, campaigns)
  const readMailboxes = createMailboxReader(deps)
  const thinSnapshots = createSnapshotThinner(store)

  /** Passes names on first, so that after a crash between the two steps, the next reading repeats both. */
  function takeIn(workspaceId: WorkspaceId, some: readonly RemoteCampaign[], askedAt: number): CampaignListResult {
    const named = campaigns.named(workspaceId, some)
    if (named.length > 0) listed(workspaceId, named)
    return campaigns.take(workspaceId, some, askedAt)
  }

  async function takeList(requestContext: RequestContext, all: readonly RemoteCampaign[], askedAt: number) {
    const { workspaceId } = requestContext
    let imported = 0
    let updated = 0
    for (const some of chunk(all, campaignsPerStep)) {
      const taken = takeIn(workspaceId, some, askedAt)
      imported += taken.imported
      updated += taken.updated
      await nextTurn()
      requestContext.signal?.throwIfAborted()
    }
    return { imported, updated }
  }

  /** Requests each campaign missing from the list by id before marking it as gone. */
  async function findGone(requestContext: RequestContext, all: readonly RemoteCampaign[]) {
    let gone = 0
    let updated = 0
    await mapLimit(campaigns.missing(requestContext.workspaceId, all), concurrentRequests, async ({ id, remoteId }) => {
      const askedAt = clock.now()
      try {
        const found = await instantly.campaign(requestContext, remoteId)
        updated += takeIn(requestContext.workspaceId, [found], askedAt).updated
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (error.code === 'CAMPAIGN_NOT_FOUND') gone += Number(campaigns.gone(id, clock.now()))
        else if (clientErrors.has(error.code)) throw error
        // It is unknown whether the campaign is gone; the next reading requests it again.
        else log.info('a missing campaign could not be asked for', { code: error.code })
      }
    })
    return { gone, updated }
  }

  async function readTotals(requestContext: RequestContext): Promise<void> {
    const { workspaceId } = requestContext
    const at = clock.now()
    const totals = await instantly.campaignTotals(requestContext)
    for (const some of chunk(totals, totalsPerStep)) {
      campaigns.storeTotals(workspaceId, some, at)
      await nextTurn()
    }
    campaigns.confirmUnsent(workspaceId, at)
  }

  return {
    takeIn,
    /** Reads a client. `seen` is called once list and totals are stored, and from time to time afterwards. */
    async read(requestContext: RequestContext, seen: (so: Partial<ReadResult>) => void): Promise<ReadResult> {
      const { workspaceId } = requestContext
      const askedAt = clock.now()
      const all = await instantly.campaigns(requestContext)
      const { imported, updated } = await takeList(requestContext, all, askedAt)
      const missing = await findGone(requestContext, all)
      const so = { imported, updated: updated + missing.updated, gone: missing.gone }
      await readTotals(requestContext)
      seen(so)
      const details = await readDetails(requestContext, () => seen(so))
      // The rest has been read, and a key may lack the scope for this.
      const tolerated = (what: string) => (error: unknown) => {
        if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error
        log.info(`${what} not read`, { code: error.code })
      }
      await readTags(deps, campaigns, requestContext, imported > 0).catch(tolerated('tags'))
      await readMailboxes(requestContext, details.detailed > 0).catch(tolerated('mailboxes'))
      await thinSnapshots(workspaceId, instantly.now(workspaceId), requestContext.signal)
      return { ...so, ...details }
    },
    /** Reads one campaign's days and steps again; returns null or the problem. */
    async readOne(requestContext: RequestContext, id: CampaignId): Promise<AppError | null> {
      const wanted = campaigns.oneToDetail(id)
      return wanted ? tryDetail(requestContext, wanted) : null
    },
  }
}

async function readTags(
  { store, clock, instantly }: Deps,
  campaigns: CampaignStore,
  requestContext: RequestContext,
  changed: boolean,
): Promise<void> {
  const { workspaceId, priority } = requestContext
  const last = getSetting(store, workspaceId, tagsReadAt)
  const every = priority === 'click' || changed ? tagsForOperatorMs : tagsEveryMs
  if (ageOf(last, clock.now()) < every) return
  const [tags, mappings] = await Promise.all([instantly.tags(requestContext), instantly.tagMappings(requestContext)])
  const nameOf = new Map(tags.map(({ id, name }) => [id, name]))
  const names = new Map<string, string[]>()
  for (const { tagId, campaignId } of mappings) {
    const name = nameOf.get(tagId)
    if (name) names.set(campaignId, [...(names.get(campaignId) ?? []), name])
  }
  campaigns.putTags(workspaceId, names)
  setSetting(store, workspaceId, tagsReadAt, clock.now(), clock.now())
}

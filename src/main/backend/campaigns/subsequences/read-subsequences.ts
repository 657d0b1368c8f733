/**
 * Reads subsequences and their figures. A client's complete list is read once a day, like tags, so that a reading of
 * campaigns stays cheap; a campaign's own subsequences when its page is viewed, and figures where totals changed.
 */
import { z } from 'zod'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import { clientErrors } from '../campaigns/read-details.ts'
import type { SubsequenceStore } from './subsequence-store.ts'

/** A page viewed again within this time sends no requests. */
const freshForMs = 10 * 60_000
const lanes = 4

const listedAt: Setting<number> = { key: 'subsequencesListedAt', shape: z.number(), fallback: 0 }

export function createSubsequenceReader(deps: Deps, rows: SubsequenceStore, campaigns: Pick<CampaignQueries, 'row'>) {
  const { clock, instantly, store } = deps
  const log = deps.log('subsequences')
  const reading = new Map<CampaignId, Promise<void>>()
  const abort = new AbortController()

  async function readCampaign(requestContext: RequestContext, campaignId: CampaignId): Promise<void> {
    const { remoteId } = campaigns.row(campaignId)
    const at = clock.now()
    try {
      const all = await instantly.subsequences(requestContext, remoteId)
      // If Instantly ignores the filter, the list also contains other campaigns' subsequences, which are stored as
      // well.
      rows.take(requestContext.workspaceId, all, at)
      const named = new Set(all.map(({ id }) => id))
      await findGone(
        deps,
        rows,
        requestContext,
        rows.present(campaignId).filter((one) => !named.has(one.remoteId)),
      )
      await readFigures(deps, rows, requestContext, campaignId, remoteId)
      rows.listed(requestContext.workspaceId, campaignId, at)
    } catch (error) {
      if (error instanceof AppError && error.code !== 'CANCELLED')
        rows.failed(requestContext.workspaceId, campaignId, error, clock.now())
      throw error
    } finally {
      deps.changed('subsequences')
    }
  }

  /** Reads one campaign, once at a time; concurrent callers share the reading. */
  function read(campaignId: CampaignId): Promise<void> {
    const known = reading.get(campaignId)
    if (known) return known
    const { workspaceId } = campaigns.row(campaignId)
    const requestContext: RequestContext = {
      workspaceId,
      priority: 'click',
      requestedBy: 'subsequences',
      signal: abort.signal,
    }
    const work = readCampaign(requestContext, campaignId).finally(() => reading.delete(campaignId))
    reading.set(campaignId, work)
    return work
  }

  async function listClient(requestContext: RequestContext): Promise<void> {
    const { workspaceId } = requestContext
    const at = clock.now()
    if (ageOf(getSetting(store, workspaceId, listedAt), at) < dayMs) return
    const all = await instantly.subsequences(requestContext, null)
    rows.take(workspaceId, all, at)
    await findGone(deps, rows, requestContext, rows.missing(workspaceId, all))
    rows.allListed(workspaceId, at)
    setSetting(store, workspaceId, listedAt, at, clock.now())
  }

  return {
    /** Reads one campaign's subsequences at once. Throws Instantly's error. */
    read,
    /** Reads a campaign's subsequences unless just read or offline. Problems are stored with them. */
    async readUnlessYoung(campaignId: CampaignId): Promise<void> {
      if (campaigns.row(campaignId).state === 'gone' || !deps.online()) return
      if (ageOf(rows.readAt(campaignId) ?? 0, clock.now()) < freshForMs) return
      await read(campaignId).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
      })
    },
    /** Called after a client's campaigns were read. The key may lack the scope, which must not affect anything else. */
    async afterCampaigns(workspaceId: WorkspaceId): Promise<void> {
      const requestContext: RequestContext = {
        workspaceId,
        priority: 'poll',
        requestedBy: 'subsequences',
        signal: abort.signal,
      }
      try {
        await listClient(requestContext)
        await mapLimit(rows.stale(workspaceId), lanes, ({ id, remoteId }) =>
          // A campaign whose subsequences cannot be read must not keep the others from being read each time.
          readFigures(deps, rows, requestContext, id, remoteId).catch((error: unknown) => {
            if (!(error instanceof AppError) || clientErrors.has(error.code)) throw error
            log.info('figures of subsequences not read', { campaign: id, code: error.code })
          }),
        )
        deps.changed('subsequences')
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (error.code !== 'CANCELLED') log.info('subsequences not read', { code: error.code })
      }
    },
    async stop(): Promise<void> {
      abort.abort()
      await Promise.allSettled(reading.values())
    },
  }
}

/** Requests each subsequence missing from the list by id before marking it as gone. */
async function findGone(
  { clock, instantly, log }: Deps,
  rows: SubsequenceStore,
  requestContext: RequestContext,
  missing: ReturnType<SubsequenceStore['missing']>,
): Promise<void> {
  await mapLimit(missing, lanes, async ({ id, remoteId }) => {
    const at = clock.now()
    try {
      rows.take(requestContext.workspaceId, [await instantly.subsequence(requestContext, remoteId)], at)
    } catch (error) {
      if (!(error instanceof AppError) || clientErrors.has(error.code)) throw error
      const { code } = error
      if (isRefused(error, 404)) rows.gone(id, clock.now())
      // It is unknown whether the subsequence is gone; the next list requests it again.
      else log('subsequences').info('a missing subsequence could not be asked for', { code })
    }
  })
}

async function readFigures(
  { clock, instantly }: Deps,
  rows: SubsequenceStore,
  requestContext: RequestContext,
  campaignId: CampaignId,
  remoteId: string,
): Promise<void> {
  const here = rows.present(campaignId)
  if (here.length === 0) return
  const key = rows.totalsKey(campaignId)
  const at = clock.now()
  const totals = await instantly.subsequenceTotals(requestContext, remoteId)
  const sent = new Set(totals.flatMap((row) => (row.sent > 0 ? [row.subsequenceId] : [])))
  await mapLimit(
    here.filter((one) => sent.has(one.remoteId)),
    lanes,
    async ({ id, remoteId: own }) =>
      rows.putSteps(id, await instantly.subsequenceSteps(requestContext, own), clock.now()),
  )
  // Stored last, so that an interrupted reading is repeated by the next one.
  rows.putTotals({ workspaceId: requestContext.workspaceId, campaignId }, totals, key, at)
}

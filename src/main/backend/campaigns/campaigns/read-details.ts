/** Reads days and steps of campaigns, some at a time; a failure of one campaign does not hold up the others. */
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import { accountBlockingErrors } from '../../core/instantly/account-blocking-errors.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { CampaignStore } from './campaign-store.ts'
import type { OutdatedCampaign } from './details-store.ts'
/** Errors that end the reading, as nothing can be read for this client. Others concern one campaign. */
export const clientErrors: ReadonlySet<ErrorCode> = new Set([
  ...accountBlockingErrors,
  'CANCELLED',
  'RATE_LIMIT_EXCEEDED',
  'API_OFFLINE',
  'STORE_FULL',
  'STORE_LOCKED',
  'STORE_CORRUPT',
])

/**
 * Campaigns whose days and steps are read at the same time, over all clients, because screens use this thread too. The
 * rate limiter handles the limit of each client.
 */
export const concurrentRequests = 16

export function createDetailReader({ clock, instantly, log: logOf }: Deps, campaigns: CampaignStore) {
  const log = logOf('campaigns')
  const slot = createSemaphore(concurrentRequests)

  /** Throws Instantly's error. An empty answer about a campaign that has sent is treated as an error. */
  async function readDetail(
    requestContext: RequestContext,
    { id, remoteId, totalsKey, from }: OutdatedCampaign,
  ): Promise<void> {
    const at = clock.now()
    const created = Date.parse(from)
    const first = Number.isNaN(created) ? Date.UTC(2020, 0, 1) : created - dayMs
    const [daily, stepwise] = await Promise.allSettled([
      instantly.campaignDays(requestContext, remoteId, utcDate(first)),
      instantly.campaignSteps(requestContext, remoteId),
    ])
    if (daily.status === 'rejected') throw daily.reason
    if (stepwise.status === 'rejected') throw stepwise.reason
    const [days, steps] = [daily.value, stepwise.value]
    const sent = Number(totalsKey.split(' ', 1)[0])
    if (days.length === 0 && sent > 0) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'no_days' })
    campaigns.putDetails(requestContext.workspaceId, id, { days, steps, key: totalsKey, at })
  }

  /** Reads one campaign's days and steps and stores its failure. Only throws errors that concern the whole client. */
  async function tryDetail(requestContext: RequestContext, wanted: OutdatedCampaign): Promise<AppError | null> {
    try {
      await readDetail(requestContext, wanted)
      return null
    } catch (error) {
      if (!(error instanceof AppError) || clientErrors.has(error.code)) throw error
      if (error.code === 'CAMPAIGN_NOT_FOUND') campaigns.gone(wanted.id, clock.now())
      else campaigns.detailFailed(wanted.id, error.code, clock.now())
      log.info('days and steps not read', { campaign: wanted.id, code: error.code })
      return error
    }
  }

  async function readDetails(requestContext: RequestContext, progress: () => void) {
    let detailed = 0
    let failed = 0
    const wanted = campaigns.toDetail(requestContext.workspaceId, clock.now())
    // The operator waits for the list with its totals; the rest alternates with exports.
    const patient: RequestContext = {
      ...requestContext,
      priority: requestContext.priority === 'click' ? 'job' : 'poll',
    }
    await mapLimit(wanted, concurrentRequests, async (one) => {
      const problem = await slot(() => {
        requestContext.signal?.throwIfAborted()
        return tryDetail(patient, one)
      })
      if (problem) failed++
      else detailed++
      if ((detailed + failed) % 50 === 0) progress()
    })
    return { detailed, failed }
  }

  return { tryDetail, readDetails }
}

/** Limits the number of simultaneous tasks; others wait in order. */
function createSemaphore(count: number) {
  let free = count
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

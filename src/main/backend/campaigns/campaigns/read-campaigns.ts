/**
 * One reading of a client's campaigns: the list, all totals in one call, and days and steps only where totals changed.
 * What is still to be read is in the campaigns' own rows: a reading that was cut off is carried on by the next.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { noWayIn } from '../../core/instantly/no-way-in.ts'
import type { Asker, RemoteCampaign } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { CampaignStore, Taken } from './campaign-store.ts'
import type { ToDetail } from './details-store.ts'
import { createMailboxReader } from './read-mailboxes.ts'
import { createSnapshotThinner } from './thin-snapshots.ts'

/** Campaigns written in one transaction: some ms of the thread. */
const campaignsPerStep = 50
const totalsPerStep = 200
/**
 * Campaigns whose days and steps are under way at once, all clients together: screens ask this thread too. The limit of
 * each client is the limiter's business.
 */
const lanes = 16
const dayMs = 86_400_000
/** Tags change seldom and cost calls of their own: with nothing changed a reading must stay cheap. */
const tagsEveryMs = dayMs
const tagsForOperatorMs = 10 * 60_000

/** When tags were last read; 0: read them with the next reading. */
export const tagsReadAt: Setting<number> = { key: 'campaignTagsReadAt', shape: z.number(), fallback: 0 }

/** What says that nothing can be read of this client now, so that the reading ends. All else is one campaign's. */
const ofClient: ReadonlySet<ErrorCode> = new Set([
  ...noWayIn,
  'CANCELLED',
  'RATE_LIMIT_EXCEEDED',
  'API_OFFLINE',
  'STORE_FULL',
  'STORE_LOCKED',
  'STORE_CORRUPT',
])

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
  /** Instantly listed these under these names: whoever else knows campaigns is told. */
  listed: (workspaceId: WorkspaceId, named: readonly { readonly id: string; readonly name: string }[]) => void,
) {
  const { store, clock, instantly } = deps
  const log = deps.log('campaigns')
  const slot = createSlots(lanes)
  const readMailboxes = createMailboxReader(deps)
  const thinSnapshots = createSnapshotThinner(store)

  /** Names go first: an end between the two leaves campaigns that are told and taken in with the next reading. */
  function takeIn(workspaceId: WorkspaceId, some: readonly RemoteCampaign[], askedAt: number): Taken {
    const named = campaigns.named(workspaceId, some)
    if (named.length > 0) listed(workspaceId, named)
    return campaigns.take(workspaceId, some, askedAt)
  }

  async function takeList(asker: Asker, all: readonly RemoteCampaign[], askedAt: number) {
    const { workspaceId } = asker
    let imported = 0
    let updated = 0
    for (const some of chunk(all, campaignsPerStep)) {
      const taken = takeIn(workspaceId, some, askedAt)
      imported += taken.imported
      updated += taken.updated
      await nextTurn()
      asker.signal?.throwIfAborted()
    }
    return { imported, updated }
  }

  /** A campaign the list does not name is asked for by its id before it is called gone. */
  async function findGone(asker: Asker, all: readonly RemoteCampaign[]) {
    let gone = 0
    let updated = 0
    await mapLimit(campaigns.missing(asker.workspaceId, all), lanes, async ({ id, remoteId }) => {
      const askedAt = clock.now()
      try {
        const found = await instantly.campaign(asker, remoteId)
        updated += takeIn(asker.workspaceId, [found], askedAt).updated
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (error.code === 'CAMPAIGN_NOT_FOUND') gone += Number(campaigns.gone(id, clock.now()))
        else if (ofClient.has(error.code)) throw error
        // Whether it is gone is not known: the next reading asks again.
        else log.info('a missing campaign could not be asked for', { code: error.code })
      }
    })
    return { gone, updated }
  }

  async function readTotals(asker: Asker): Promise<void> {
    const { workspaceId } = asker
    const at = clock.now()
    const totals = await instantly.campaignTotals(asker)
    for (const some of chunk(totals, totalsPerStep)) {
      campaigns.takeTotals(workspaceId, some, at)
      await nextTurn()
    }
    campaigns.confirmUnsent(workspaceId, at)
  }

  /** Throws what Instantly answered. An empty answer about a campaign that has sent is none. */
  async function readDetail(asker: Asker, { id, remoteId, totalsKey, from }: ToDetail): Promise<void> {
    const at = clock.now()
    const created = Date.parse(from)
    const first = Number.isNaN(created) ? Date.UTC(2020, 0, 1) : created - dayMs
    const [daily, stepwise] = await Promise.allSettled([
      instantly.campaignDays(asker, remoteId, dateOf(first)),
      instantly.campaignSteps(asker, remoteId),
    ])
    if (daily.status === 'rejected') throw daily.reason
    if (stepwise.status === 'rejected') throw stepwise.reason
    const [days, steps] = [daily.value, stepwise.value]
    const sent = Number(totalsKey.split(' ', 1)[0])
    if (days.length === 0 && sent > 0) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'no_days' })
    campaigns.putDetails(asker.workspaceId, id, { days, steps, key: totalsKey, at })
  }

  /** Reads one campaign's days and steps; a failure is kept with it. Throws only what concerns the whole client. */
  async function tryDetail(asker: Asker, wanted: ToDetail): Promise<AppError | null> {
    try {
      await readDetail(asker, wanted)
      return null
    } catch (error) {
      if (!(error instanceof AppError) || ofClient.has(error.code)) throw error
      if (error.code === 'CAMPAIGN_NOT_FOUND') campaigns.gone(wanted.id, clock.now())
      else campaigns.detailFailed(wanted.id, error.code, clock.now())
      log.info('days and steps not read', { campaign: wanted.id, code: error.code })
      return error
    }
  }

  async function readDetails(asker: Asker, progress: () => void) {
    let detailed = 0
    let failed = 0
    const wanted = campaigns.toDetail(asker.workspaceId, clock.now())
    // What an operator waits for is the list with its totals; the rest takes turns with exports.
    const patient: Asker = { ...asker, priority: asker.priority === 'click' ? 'job' : 'poll' }
    await mapLimit(wanted, lanes, async (one) => {
      const problem = await slot(() => {
        asker.signal?.throwIfAborted()
        return tryDetail(patient, one)
      })
      if (problem) failed++
      else detailed++
      if ((detailed + failed) % 50 === 0) progress()
    })
    return { detailed, failed }
  }

  async function readTags(asker: Asker, changed: boolean): Promise<void> {
    const { workspaceId, priority } = asker
    const last = getSetting(store, workspaceId, tagsReadAt)
    const every = priority === 'click' || changed ? tagsForOperatorMs : tagsEveryMs
    if (clock.now() - last < every) return
    const [tags, mappings] = await Promise.all([instantly.tags(asker), instantly.tagMappings(asker)])
    const nameOf = new Map(tags.map(({ id, name }) => [id, name]))
    const names = new Map<string, string[]>()
    for (const { tagId, campaignId } of mappings) {
      const name = nameOf.get(tagId)
      if (name) names.set(campaignId, [...(names.get(campaignId) ?? []), name])
    }
    campaigns.putTags(workspaceId, names)
    setSetting(store, workspaceId, tagsReadAt, clock.now(), clock.now())
  }

  return {
    takeIn,
    /** Reads all of a client. `seen` is called once the list and the totals are in, and now and then after. */
    async read(asker: Asker, seen: (so: Partial<ReadResult>) => void): Promise<ReadResult> {
      const askedAt = clock.now()
      const all = await instantly.campaigns(asker)
      const { imported, updated } = await takeList(asker, all, askedAt)
      const missing = await findGone(asker, all)
      const so = { imported, updated: updated + missing.updated, gone: missing.gone }
      await readTotals(asker)
      seen(so)
      const details = await readDetails(asker, () => seen(so))
      // Everything else is there, and a key may lack the scope.
      const tolerated = (what: string) => (error: unknown) => {
        if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error
        log.info(`${what} not read`, { code: error.code })
      }
      await readTags(asker, imported > 0).catch(tolerated('tags'))
      await readMailboxes(asker, details.detailed > 0).catch(tolerated('mailboxes'))
      await thinSnapshots(asker.workspaceId, clock.now(), asker.signal)
      return { ...so, ...details }
    },
    /** Reads one campaign's days and steps again; null, or why not. */
    async readOne(asker: Asker, id: CampaignId): Promise<AppError | null> {
      const wanted = campaigns.oneToDetail(id)
      return wanted ? tryDetail(asker, wanted) : null
    },
  }
}

/** Lets so many pieces of work run at once, the others in the order they came. */
function createSlots(count: number) {
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

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

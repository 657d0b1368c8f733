/** Deletes campaigns at Instantly: held for some seconds, sent once, settled by reading, never after a restart. */
import type { Deletion } from '#shared/contract/campaigns/campaign-edits.ts'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { KeepUnsubscribed } from '../../leads/opt-outs/routes.ts'
import { createDeletionStore, type DeletionRow, toDeletion } from './deletion-store.ts'
import type { EditParts } from './save-edit.ts'

/** Deletions at the same time; the rate limiter applies on top of this. */
const lanes = 4
/** A write times out after a minute, so a campaign that still exists later was not deleted. */
const lateMs = 90_000

export type Deletions = ReturnType<typeof createDeletions>

const defaultSettleMs: readonly number[] = [0, 2_000, 8_000]

export type EditTimings = {
  /** How long a deletion can be undone. */
  readonly deleteHoldMs: number
  /** Delays between checks whether the campaign still exists, after a lost answer. */
  readonly settleMs?: readonly number[]
}

/**
 * Creates the function that settles a deletion by whether the campaign still exists; it may be deleted shortly after its
 * answer was lost.
 */
function createSettlement(
  { clock, instantly }: Deps,
  log: Logger,
  settleMs: readonly number[],
  finish: (row: DeletionRow, problem: AppError | null) => void,
) {
  return async (row: DeletionRow, requestContext: RequestContext): Promise<void> => {
    try {
      for (const waitMs of settleMs) {
        await clock.sleep(waitMs)
        await instantly.campaign(requestContext, row.remoteId)
      }
      finish(row, new AppError('CAMPAIGN_NOT_DELETED'))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'CAMPAIGN_NOT_FOUND') finish(row, null)
      // The outcome is unknown: the deletion stays `sent`, and the next reading of the client's campaigns settles it.
      else log.info('a deletion could not be settled', { campaign: row.campaignId, code: error.code })
    }
  }
}

export function createDeletions(
  parts: Omit<EditParts, 'edits'> & { readonly keepUnsubscribed: KeepUnsubscribed },
  { deleteHoldMs, settleMs = defaultSettleMs }: EditTimings,
) {
  const { deps, campaigns, queries } = parts
  const { clock, instantly } = deps
  const { raw } = deps.store
  const log = deps.log('campaigns')
  const rows = createDeletionStore(deps.store)
  const finish = (row: DeletionRow, problem: AppError | null) => {
    rows.end(row.id, problem, clock.now())
    if (!problem) campaigns.gone(row.campaignId, clock.now())
  }

  const settle = createSettlement(deps, log, settleMs, finish)

  async function send(row: DeletionRow): Promise<void> {
    if (!rows.moveOn(row.id, 'sent', null)) return
    const requestContext = requestContextOf(row, 'click')
    try {
      await parts.keepUnsubscribed(requestContext, { kind: 'campaign', id: row.remoteId })
      await instantly.deleteCampaign(requestContext, row.remoteId)
      finish(row, null)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'CAMPAIGN_NOT_FOUND') finish(row, null)
      else if (error.code === 'OUTCOME_UNKNOWN') await settle(row, requestContext)
      else finish(row, error)
    }
    deps.changed('campaigns')
  }

  const job = deps.background.defineJob<DeletionRow>({
    kind: 'deletions',
    recovery: 'ask',
    network: false,
    atOnce: lanes,
    next: ({ now }) => findDueDeletions(rows.inState('held'), now, deleteHoldMs),
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    // A request that was sent is awaited, whatever else stops.
    run: async (row) => {
      await send(row)
      return { end: 'done' }
    },
    // Held deletions are not carried out after a restart.
    reconcile: () => rows.discardPending(clock.now()),
  })

  return {
    /** Checks deletions that had been sent when the app quit. */
    async begin(): Promise<void> {
      const cut = rows.inState('sent')
      if (cut.length === 0 || !deps.online()) return
      // One that cannot be stored because the disk is full is settled by the next reading of the client's campaigns.
      const settleOne = (row: DeletionRow) => settle(row, requestContextOf(row, 'poll'))
      await mapLimit(cut, lanes, (row) => settleOne(row).catch((error: unknown) => asProblem(error, log)))
      deps.changed('campaigns')
    },
    /** Called after a client's campaigns were read: a deletion without an answer is done if the campaign is gone. */
    check(workspaceId: WorkspaceId): void {
      for (const row of rows.unanswered(workspaceId)) {
        // Its unsubscribed leads are still being stored, or its answer is still awaited, so it may yet be deleted.
        if (job.isRunning(row.id)) continue
        if (queries.row(row.campaignId).state === 'gone') finish(row, null)
        else if (row.state === 'sent' && ageOf(row.dueAt, clock.now()) > lateMs) {
          finish(row, new AppError('CAMPAIGN_NOT_DELETED'))
        }
      }
    },
    ask(ids: readonly CampaignId[]): readonly Deletion[] {
      const now = clock.now()
      const made = raw.transaction(() =>
        [...new Set(ids)].flatMap((id) => {
          const { workspaceId, state } = queries.row(id)
          if (state === 'gone') return []
          const open = rows.openOf(id)
          return [open?.id ?? rows.add(workspaceId, id, now, now + deleteHoldMs)]
        }),
      )()
      job.look()
      return made.map((id) => toDeletion(rows.find(id) as DeletionRow))
    },
    undo(ids: readonly number[]): readonly number[] {
      const taken = ids.filter((id) => rows.moveOn(id, 'undone', clock.now()))
      job.look()
      return taken
    },
    results: (ids: readonly number[]): readonly Deletion[] =>
      ids.flatMap((id) => {
        const row = rows.find(id)
        return row ? [toDeletion(row)] : []
      }),
    /** Discards held deletions without carrying them out. */
    stop(): void {
      // At a second stop the store is closed and held deletions have been discarded.
      if (raw.open) rows.discardPending(clock.now())
    },
  }
}

/**
 * Returns deletions whose hold is over, and when the next one is due. One due much later than any hold takes was
 * requested before the clock was put back.
 */
function findDueDeletions(held: readonly DeletionRow[], now: number, holdMs: number) {
  const waits = ({ dueAt }: DeletionRow) => dueAt > now && dueAt <= now + 2 * holdMs
  const later = held.filter(waits).map(({ dueAt }) => dueAt)
  return { due: held.filter((row) => !waits(row)), at: Math.min(...later, Number.POSITIVE_INFINITY) }
}

const requestContextOf = ({ workspaceId }: DeletionRow, priority: RequestContext['priority']): RequestContext => ({
  workspaceId,
  priority,
  requestedBy: 'delete campaign',
})

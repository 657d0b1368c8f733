/** Deletes campaigns at Instantly: held for some seconds, sent once, settled by reading, and never sent by a new start. */
import type { Deletion } from '#shared/contract/campaigns/campaign-edits.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { KeepUnsubscribed } from '../../leads/opt-outs/routes.ts'
import { createDeletionStore, type DeletionRow, shownDeletion } from './deletion-store.ts'
import type { EditParts } from './save-edit.ts'

/** Deleted at once; the limiter has the last word. */
const lanes = 4
/** A write is given up after a minute: what is there later was not deleted. */
const lateMs = 90_000

export type Deletions = ReturnType<typeof createDeletions>

const usualSettleMs: readonly number[] = [0, 2_000, 8_000]

export type EditTimings = {
  /** How long a deletion can be undone. */
  readonly deleteHoldMs: number
  /** After a lost answer: from one look whether the campaign is still there to the next. */
  readonly settleMs?: readonly number[]
}

export function createDeletions(
  parts: Omit<EditParts, 'edits'> & { readonly keepUnsubscribed: KeepUnsubscribed },
  { deleteHoldMs, settleMs = usualSettleMs }: EditTimings,
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

  /** Whether it is there is what was done; it may be done a moment after its answer was lost. */
  async function settle(row: DeletionRow, requestContext: RequestContext): Promise<void> {
    try {
      for (const waitMs of settleMs) {
        await clock.sleep(waitMs)
        await instantly.campaign(requestContext, row.remoteId)
      }
      finish(row, new AppError('CAMPAIGN_NOT_DELETED'))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'CAMPAIGN_NOT_FOUND') finish(row, null)
      // Not known: it stays `sent`, and the next reading of the client's campaigns settles it.
      else log.info('a deletion could not be settled', { campaign: row.campaignId, code: error.code })
    }
  }

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
    next: ({ now }) => dueAmong(rows.inState('held'), now),
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    // What left is waited for, whatever ends.
    run: async (row) => {
      await send(row)
      return { end: 'done' }
    },
    // Nothing that was held is deleted by a new start.
    reconcile: () => rows.putAway(clock.now()),
  })

  return {
    /** What an end cut off once it was sent is looked up. */
    async begin(): Promise<void> {
      const cut = rows.inState('sent')
      if (cut.length === 0 || !deps.online()) return
      await mapLimit(cut, lanes, (row) => settle(row, requestContextOf(row, 'poll')))
      deps.changed('campaigns')
    },
    /** After a reading of a client's campaigns: a deletion without an answer is done where the campaign is gone. */
    check(workspaceId: WorkspaceId): void {
      for (const row of rows.unanswered(workspaceId)) {
        // Who unsubscribed is still being put down, or its answer waited for: it may yet be deleted.
        if (job.isRunning(row.id)) continue
        if (queries.row(row.campaignId).state === 'gone') finish(row, null)
        else if (row.state === 'sent' && clock.now() - row.dueAt > lateMs) {
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
      return made.map((id) => shownDeletion(rows.find(id) as DeletionRow))
    },
    undo(ids: readonly number[]): readonly number[] {
      const taken = ids.filter((id) => rows.moveOn(id, 'undone', clock.now()))
      job.look()
      return taken
    },
    results: (ids: readonly number[]): readonly Deletion[] =>
      ids.flatMap((id) => {
        const row = rows.find(id)
        return row ? [shownDeletion(row)] : []
      }),
    /** Nothing that is held is deleted. */
    stop(): void {
      // A second stop finds the store closed, and what was held put away.
      if (raw.open) rows.putAway(clock.now())
    },
  }
}

/** Those that are held no longer, and when the next is. */
const dueAmong = (held: readonly DeletionRow[], now: number) => ({
  due: held.filter(({ dueAt }) => dueAt <= now),
  at: Math.min(...held.flatMap(({ dueAt }) => (dueAt > now ? [dueAt] : [])), Number.POSITIVE_INFINITY),
})

const requestContextOf = ({ workspaceId }: DeletionRow, priority: RequestContext['priority']): RequestContext => ({
  workspaceId,
  priority,
  requestedBy: 'delete campaign',
})

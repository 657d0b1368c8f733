/** Permanently removes lists and leads. This cannot be undone; what exports sent stays in their reports. */
import type { Purged, PurgeWhat } from '#shared/contract/leads/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { runWriteSteps } from '../../core/db/long-write.ts'
import { releaseFreePages } from '../../core/db/release-free-pages.ts'
import type { Deps } from '../../core/deps.ts'
import type { ListIndex } from '../list-index/list-index.ts'
import { assertMayPurge, type PurgeRequest, previewPurge } from './may-purge.ts'
import { purgeListSteps } from './purge-list.ts'
import { beginRemoval, purgeRemovedSteps, type Removal, unfinishedRemovals } from './purge-removed.ts'
import { getList, listStateOf } from './queries.ts'

export type Purge = ReturnType<typeof createPurge>

export function createPurge(deps: Deps, index: ListIndex) {
  const { store } = deps
  const { raw } = store
  const log = deps.log('purge')
  let stopped = false

  /** One after another; when the app quits, the removal in progress stops after its current step. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }

  const carryOut = (steps: Iterable<unknown>): Promise<void> =>
    runWriteSteps(raw, steps, () => {
      if (stopped) throw new AppError('CANCELLED')
    })

  async function finishList(listId: ListId): Promise<void> {
    await carryOut(purgeListSteps(store, listId))
    index.drop(listId)
    await releaseFreePages(store, () => stopped)
  }

  async function finishRemoval(removal: Removal): Promise<void> {
    await carryOut(purgeRemovedSteps(store, removal))
    // The index would still contain the deleted texts.
    index.renew(listStateOf(store, removal.listId))
    await releaseFreePages(store, () => stopped)
  }

  return {
    look: (listId: ListId, what: PurgeWhat) => previewPurge(store, listId, what),
    /** Hides the list at once; its rows are deleted step by step, also after a crash. */
    purge: async (wish: PurgeRequest): Promise<Purged> => {
      const { workspaceId } = getList(store, wish.listId)
      // A missing confirmation or work still in progress is not a failure of the removal.
      assertMayPurge(store, wish)
      return deps.jobs.during(
        'purge',
        workspaceId,
        () => inTurn(() => purge(wish)),
        ({ leads }) => ({ items: leads }),
      )
    },
    /** Resumes, at start, removals that were interrupted. */
    resume: (): Promise<void> => inTurn(resume),
    async stop(): Promise<void> {
      stopped = true
      await last
    },
  }

  async function purge(wish: PurgeRequest): Promise<Purged> {
    const { listId, what } = wish
    const { leads } = await previewPurge(store, listId, what)
    assertMayPurge(store, wish)
    if (what === 'list') {
      raw.prepare("update lead_list set state = 'purging', revision = revision + 1 where id = ?").run(listId)
      deps.changed('lists')
      await finishList(listId)
    } else {
      await finishRemoval(beginRemoval(store, listId, new Date(deps.clock.now()).toISOString()))
    }
    log.info('removed for good', { what, leads })
    return { leads }
  }

  async function resume(): Promise<void> {
    const halves = raw.prepare("select id from lead_list where state = 'purging'").pluck().all() as ListId[]
    try {
      for (const listId of halves) await finishList(listId)
      for (const removal of unfinishedRemovals(store)) await finishRemoval(removal)
    } catch (error) {
      if (!stopped) log.warn('leads could not be removed for good yet', { error: String(error) })
    }
  }
}

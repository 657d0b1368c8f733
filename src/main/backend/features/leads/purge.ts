/** Removes lists and leads for good. It is final; what exports sent stays in their ledgers. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Purged, PurgeLook, PurgeWhat } from '#shared/contract/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { giveBackRoom } from '../../db/give-back-room.ts'
import type { Deps } from '../../deps.ts'
import { assertListSettled, exportedRows } from './lead-writes.ts'
import type { ListIndex } from './list-index.ts'
import { PURGED_PAYLOAD, purgeListSteps } from './purge-list.ts'
import { beginRemoval, halfRemovals, purgeRemovedSteps, type Removal, removedLeads } from './purge-removed.ts'
import { getList, stateOf } from './queries.ts'

type Wish = { readonly listId: ListId; readonly what: PurgeWhat; readonly typed: string }

export type Purge = ReturnType<typeof createPurge>

export function createPurge(deps: Deps, index: ListIndex) {
  const { store } = deps
  const { raw } = store
  const log = deps.log('purge')
  let stopped = false

  /** Rows of a list somebody is still in. */
  const leadsLeft = (listId: ListId): number =>
    stateOf(store, listId).rowCount -
    (raw
      .prepare(`select count(*) from lead where list_id = ? and removed <> 0 and payload = '${PURGED_PAYLOAD}'`)
      .pluck()
      .get(listId) as number)

  /** What goes and what stays. Throws NOT_FOUND. */
  function look(listId: ListId, what: PurgeWhat): PurgeLook {
    const list = getList(store, listId)
    const exportedTo = exportedRows(store, listId)
    const goes = what === 'list' ? leadsLeft(listId) : removedLeads(store, listId, Number.MAX_SAFE_INTEGER)
    const stays = what === 'list' ? Math.min(goes, exportedTo) : removedLeads(store, listId, exportedTo)
    return { name: list.name, leads: goes, inLedgers: stays, exports: list.exportCount, files: list.sources.length }
  }

  /** Throws INVALID_INPUT where the list's name was not typed, or it was not put away; LIST_BUSY while it is worked on. */
  function assertAllowed({ listId, what, typed }: Wish): void {
    const list = getList(store, listId)
    if (typed.trim() !== list.name.trim()) throw new AppError('INVALID_INPUT', { field: 'name', message: 'not typed' })
    if (what === 'list' && !list.archived) throw new AppError('INVALID_INPUT', { field: 'list', message: 'in use' })
    assertListSettled(store, listId)
    const busy = raw
      .prepare(
        `select 1 where exists (select 1 from list_import where list_id = :id and state = 'importing')
           or exists (select 1 from export_run where list_id = :id and state not in ('done', 'cancelled', 'failed'))
           or exists (select 1 from verification_run where list_id = :id and state <> 'done')
           or exists (select 1 from list_action
             where unfinished is not null and undone_at is null and (list_id = :id or target_list_id = :id))`,
      )
      .get({ id: listId })
    if (busy) throw new AppError('LIST_BUSY', { list: list.name })
  }

  /** One after another; at quit what is under way ends with its step. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }

  async function carryOut(steps: Iterator<unknown>): Promise<void> {
    for (;;) {
      if (stopped) throw new AppError('CANCELLED')
      if (steps.next().done) return
      await nextTurn()
    }
  }

  async function finishList(listId: ListId): Promise<void> {
    await carryOut(purgeListSteps(store, listId))
    index.drop(listId)
    await giveBackRoom(store, () => stopped)
  }

  async function finishRemoval(removal: Removal): Promise<void> {
    await carryOut(purgeRemovedSteps(store, removal))
    // Its texts would still have them.
    index.renew(stateOf(store, removal.listId))
    await giveBackRoom(store, () => stopped)
  }

  return {
    look,
    /** The list is out of sight at once; its rows go a step at a time, also after a crash. */
    purge: async (wish: Wish): Promise<Purged> => {
      const { workspaceId } = getList(store, wish.listId)
      // What the operator has yet to type or to end first is no failure of the work.
      assertAllowed(wish)
      return deps.jobs.during(
        'purge',
        workspaceId,
        () => inTurn(() => purge(wish)),
        ({ leads }) => ({ items: leads }),
      )
    },
    /** At start: what was being removed and was ended halfway. */
    resume: (): Promise<void> => inTurn(resume),
    async stop(): Promise<void> {
      stopped = true
      await last
    },
  }

  async function purge(wish: Wish): Promise<Purged> {
    assertAllowed(wish)
    const { listId, what } = wish
    const { leads } = look(listId, what)
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
      for (const removal of halfRemovals(store)) await finishRemoval(removal)
    } catch (error) {
      if (!stopped) log.warn('leads could not be removed for good yet', { error: String(error) })
    }
  }
}

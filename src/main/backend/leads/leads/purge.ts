/** Removes lists and leads for good. It is final; what exports sent stays in their ledgers. */
import type { Purged, PurgeLook, PurgeWhat } from '#shared/contract/leads/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { giveBackRoom } from '../../core/db/give-back-room.ts'
import { createRest } from '../../core/db/rest.ts'
import type { Deps } from '../../core/deps.ts'
import { alongList, type Places } from './along-list.ts'
import { assertListSettled, exportedRows } from './lead-writes.ts'
import type { ListIndex } from './list-index.ts'
import { PURGED_PAYLOAD, purgeListSteps } from './purge-list.ts'
import { beginRemoval, countRemoved, halfRemovals, purgeRemovedSteps, type Removal } from './purge-removed.ts'
import { getList, stateOf } from './queries.ts'

/** Places looked at in one go: some ms. */
const LOOK_PLACES = 10_000

type Wish = { readonly listId: ListId; readonly what: PurgeWhat; readonly typed: string }

export type Purge = ReturnType<typeof createPurge>

export function createPurge(deps: Deps, index: ListIndex) {
  const { store } = deps
  const { raw } = store
  const log = deps.log('purge')
  let stopped = false

  /** Counts rows at some places of a list that somebody is still in. */
  function countLeft(listId: ListId): (places: Places) => number {
    const empty = raw
      .prepare(
        `select count(*) from lead
         where list_id = ? and position between ? and ? and removed <> 0 and payload = '${PURGED_PAYLOAD}'`,
      )
      .pluck()
    return ([first, last]) => last - first + 1 - (empty.get(listId, first, last) as number)
  }

  /** What goes and what stays. Throws NOT_FOUND. */
  async function look(listId: ListId, what: PurgeWhat): Promise<PurgeLook> {
    const list = getList(store, listId)
    const exportedTo = exportedRows(store, listId)
    const count = what === 'list' ? countLeft(listId) : countRemoved(store, listId)
    let sent = 0
    const goes = await alongList(store, listId, LOOK_PLACES, ([first, last]) => {
      const found = count([first, last])
      if (first <= exportedTo) sent += last <= exportedTo ? found : count([first, exportedTo])
      return found
    })
    const stays = what === 'list' ? Math.min(goes, exportedTo) : sent
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
    const rest = createRest(raw)
    for (;;) {
      if (stopped) throw new AppError('CANCELLED')
      if (steps.next().done) return
      await rest()
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
    const { listId, what } = wish
    const { leads } = await look(listId, what)
    assertAllowed(wish)
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

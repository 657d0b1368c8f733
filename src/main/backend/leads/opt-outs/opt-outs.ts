/** Opt-outs on disk: the one place where a wish for no more mail is written down, undone, and made to hold wider. */
import type { OptOutScope } from '#shared/contract/leads/opt-outs.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { blockListChanged } from '../blocklist/entries.ts'
import { createLooks } from './look-again.ts'
import { createOptOutChanges, type Listener, listeners } from './opt-out-changes.ts'
import { createRecorder, type NewOptOut, type Row } from './record-opt-out.ts'

/** Called after opt-outs changed, once the transaction they changed in is over. */
export function onOptOutsChanged({ raw }: Pick<Store, 'raw'>, listener: Listener): () => void {
  const known = listeners.get(raw) ?? new Set()
  known.add(listener)
  listeners.set(raw, known)
  return () => void known.delete(listener)
}

export type OptOuts = ReturnType<typeof createOptOuts>

export function createOptOuts(store: Store) {
  const { raw } = store
  const find = raw.prepare<[number, string], Row>(
    `select id, value, state, scope, source, changed_at as changedAt from opt_out where workspace_id = ? and value = ?`,
  )
  const byId = raw.prepare<[number], Row>(
    `select id, value, state, scope, source, changed_at as changedAt from opt_out where id = ?`,
  )
  const setState = raw.prepare(
    'update opt_out set state = @state, changed_at = @now where id = @id and state <> @state',
  )
  // What another computer said holds until it is undone there: here only the own wish is taken back.
  const elsewhere = raw.prepare(`select 1 from shared_stop s join shared_memory m on m.id = s.memory_id
     where s.opt_out_id = ? and s.stopped = 1 and m.removed_at is null`)
  const leaveToOthers = raw.prepare(
    `update opt_out set source = 'shared', changed_at = @now where id = @id and source <> 'shared'`,
  )
  const saidHere = raw.prepare(
    `update opt_out set source = 'hand', changed_at = @now where id = @id and source = 'shared'`,
  )
  const setScope = raw.prepare(
    'update opt_out set scope = @scope, changed_at = @now where id = @id and scope <> @scope',
  )
  const answered = raw.prepare(
    `update inbox_thread set model_wish = 0, opt_out_entry_id = case when @yes then @id end
      where id = (select thread_id from opt_out where id = @id) and opt_out_entry_id = @id`,
  )
  const { tell, wanted, changed, tellAnew, wantAll } = createOptOutChanges(raw)
  const record = createRecorder({ store, find, setScope, changed, tellAnew, wanted, tell })
  const { lookAgain, watchesSubsequences } = createLooks(raw, tell)

  /** Changes several rows with a statement that changes only what is otherwise; returns how many did. */
  function changeEach(ids: readonly OptOutId[], change: (id: OptOutId) => number): number {
    let count = 0
    for (const id of ids) {
      const row = byId.get(id)
      if (!row || change(id) === 0) continue
      count += 1
      if (row.state === 'asked') tellAnew(row.value)
      else changed(row.value)
    }
    return count
  }

  return {
    /** Writes down that somebody wants no more mail; gives its id, null where the operator undid that since. */
    record: (one: NewOptOut): OptOutId | null => raw.transaction(record)(one),
    /** The one of a client for an address, whatever its state. */
    find: (workspaceId: WorkspaceId, value: string): Row | null => find.get(workspaceId, value) ?? null,
    undo: (ids: readonly OptOutId[], undone: boolean, now: number): number =>
      raw.transaction(() =>
        changeEach(ids, (id) => {
          if (undone && elsewhere.get(id)) {
            if (leaveToOthers.run({ id, now }).changes > 0) tell()
            return 0
          }
          // The operator says so here as well.
          if (!undone) saidHere.run({ id, now })
          return setState.run({ id, state: undone ? 'undone' : 'on', now }).changes
        }),
      )(),
    /** Asks about them again: nobody had answered before. */
    ask: (ids: readonly OptOutId[], now: number): number =>
      raw.transaction(() => changeEach(ids, (id) => setState.run({ id, state: 'asked', now }).changes))(),
    scope: (ids: readonly OptOutId[], scope: OptOutScope, now: number): number =>
      raw.transaction(() => changeEach(ids, (id) => setScope.run({ id, scope, now }).changes))(),
    /** Answers those that are asked about; others stay as they are. */
    answer: (ids: readonly OptOutId[], yes: boolean, now: number): number =>
      raw.transaction(() =>
        changeEach(ids, (id) => {
          if (byId.get(id)?.state !== 'asked') return 0
          answered.run({ id, yes: yes ? 1 : 0 })
          return setState.run({ id, state: yes ? 'on' : 'undone', now }).changes
        }),
      )(),
    watchesSubsequences,
    lookAgain,
    /** A client that came since, or an older store: whoever opted out is to be known there too. */
    wantEverywhere: (): number => raw.transaction(() => wantAll.run().changes)(),
    /** A client came with opt-outs of its own: those for all hold for the others from now on, and theirs for it. */
    cameAlong(): void {
      wantAll.run()
      blockListChanged(raw)
      tell()
    },
  }
}

/** Stored opt-outs: the only place where an opt-out is recorded, undone, or extended to all clients. */
import type { OptOutScope, OptOutState } from '#shared/contract/leads/opt-outs.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'
import { markBlockListChanged } from '../blocklist/entries.ts'
import { createOptOutChanges, type Listener, listeners } from './opt-out-changes.ts'
import { createOptOutRecorder, type NewOptOut, type Row } from './record-opt-out.ts'

/** Registers a listener for changed opt-outs, called once the transaction that changed them has ended. */
export function onOptOutsChanged({ raw }: Pick<Store, 'raw'>, listener: Listener): () => void {
  const known = listeners.get(raw) ?? new Set()
  known.add(listener)
  listeners.set(raw, known)
  return () => void known.delete(listener)
}

export type OptOuts = ReturnType<typeof createOptOuts>

/** A client's time at Instantly: replies and events are dated by that clock, and one said after an undo applies again. */
export type NowAt = (workspaceId: WorkspaceId) => number

const rowSql = `select id, workspace_id as workspaceId, value, state, scope, source, changed_at as changedAt from opt_out`

export function createOptOuts(store: Store) {
  const { raw } = store
  const find = raw.prepare<[number, string], Row>(`${rowSql} where workspace_id = ? and value = ?`)
  const byId = raw.prepare<[number], Row>(`${rowSql} where id = ?`)
  const setState = raw.prepare(
    'update opt_out set state = @state, changed_at = @now where id = @id and state <> @state',
  )
  // An opt-out from another computer applies until it is undone there; only this computer's own one is undone here.
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
  const { tell, wanted, changed, resyncAtInstantly, wantAll } = createOptOutChanges(raw)
  const record = createOptOutRecorder({ store, find, setScope, changed, resyncAtInstantly, wanted, tell })
  const { lookAgain, watchesSubsequences } = createRechecks(raw, tell)

  /** Changes several rows with a statement that only affects rows with another value; returns how many changed. */
  function changeEach(
    ids: readonly OptOutId[],
    nowAt: NowAt,
    change: (row: { readonly id: OptOutId; readonly now: number; readonly was: OptOutState }) => number,
  ): number {
    let count = 0
    for (const id of ids) {
      const row = byId.get(id)
      if (!row || change({ id, now: nowAt(row.workspaceId), was: row.state }) === 0) continue
      count += 1
      if (row.state === 'asked') resyncAtInstantly(row.value)
      else changed(row.value)
    }
    return count
  }

  return {
    /** Records an opt-out; returns its id, or null if the operator has undone it since. */
    record: (one: NewOptOut): OptOutId | null => raw.transaction(record)(one),
    /** Returns a client's opt-out for an address, regardless of its state. */
    find: (workspaceId: WorkspaceId, value: string): Row | null => find.get(workspaceId, value) ?? null,
    undo: (ids: readonly OptOutId[], undone: boolean, nowAt: NowAt): number =>
      raw.transaction(() =>
        changeEach(ids, nowAt, ({ id, now }) => {
          if (undone && elsewhere.get(id)) {
            if (leaveToOthers.run({ id, now }).changes > 0) tell()
            return 0
          }
          // The operator now confirms it here as well.
          if (!undone) saidHere.run({ id, now })
          return setState.run({ id, state: undone ? 'undone' : 'on', now }).changes
        }),
      )(),
    /** Marks them to be asked about again, as if nobody had answered. */
    ask: (ids: readonly OptOutId[], nowAt: NowAt): number =>
      raw.transaction(() =>
        changeEach(ids, nowAt, ({ id, now }) => setState.run({ id, state: 'asked', now }).changes),
      )(),
    scope: (ids: readonly OptOutId[], scope: OptOutScope, nowAt: NowAt): number =>
      raw.transaction(() => changeEach(ids, nowAt, ({ id, now }) => setScope.run({ id, scope, now }).changes))(),
    /** Answers opt-outs that are being asked about; others are left unchanged. */
    answer: (ids: readonly OptOutId[], yes: boolean, nowAt: NowAt): number =>
      raw.transaction(() =>
        changeEach(ids, nowAt, ({ id, now, was }) => {
          if (was !== 'asked') return 0
          answered.run({ id, yes: yes ? 1 : 0 })
          return setState.run({ id, state: yes ? 'on' : 'undone', now }).changes
        }),
      )(),
    watchesSubsequences,
    lookAgain,
    /** Schedules all opt-outs for every client, for clients added since and for older stores. */
    wantEverywhere: (): number => raw.transaction(() => wantAll.run().changes)(),
    /** Handles a new client with opt-outs: those for all clients now apply to the others, and theirs to it. */
    cameAlong(): void {
      wantAll.run()
      markBlockListChanged(raw)
      tell()
    },
  }
}

/** Marks leads to be checked. */
function createRechecks(raw: Store['raw'], tell: () => void) {
  const lookAgain = raw.prepare(
    `update opt_out_sync set next_at = 0, looks = 0
       where workspace_id = @workspaceId and value in (select value from json_each(@values)) and wanted = 1 and state <> 'waiting'
         and exists (select 1 from subsequence s join campaign c on c.id = s.campaign_id
           where c.workspace_id = @workspaceId and s.gone_at is null
             and (@campaignId is null or c.remote_id = @campaignId))`,
  )

  const watches = raw
    .prepare<[object], 0 | 1>(
      `select exists (select 1 from subsequence s join campaign c on c.id = s.campaign_id
           where c.workspace_id = likely(@workspaceId) and s.gone_at is null)
         and exists (select 1 from opt_out_sync where workspace_id = likely(@workspaceId) and wanted = 1)`,
    )
    .pluck()
  return {
    /** Schedules a check now, as somebody who opted out opened or replied, which may have started a subsequence. */
    lookAgain(workspaceId: WorkspaceId, email: string, campaignId: string | null): void {
      const domain = email.slice(email.indexOf('@') + 1)
      const values = JSON.stringify([...domainSpellings(email), ...domainSpellings(domain)])
      if (lookAgain.run({ workspaceId, values, campaignId }).changes > 0) tell()
    },
    /** Returns whether any event of a client can be relevant for `lookAgain`. */
    watchesSubsequences: (workspaceId: WorkspaceId): boolean => watches.get({ workspaceId }) === 1,
  }
}

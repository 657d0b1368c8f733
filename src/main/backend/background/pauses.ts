/** The switch that pauses all background work of a client, or of all clients. It is stored and survives a crash. */
import { z } from 'zod'
import type { PauseState, PauseWaiting } from '#shared/contract/background/pauses.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, removeSetting, type Setting, setSetting } from '../clients/settings/settings-store.ts'
import type { Clock, Store } from '../core/deps.ts'
import type { Pauses } from '../core/pauses.ts'

const pausedSetting: Setting<string | null> = { key: 'work.paused', shape: z.string().nullable(), fallback: null }

/** SQL that counts the waiting rows of each kind, which continue when the client is resumed. */
const waitingSql: Readonly<Record<keyof PauseWaiting, string>> = {
  exports: `select workspace_id as id, count(*) as n from export_run
    where state in ('preparing', 'running', 'waiting') group by workspace_id`,
  replies: `select workspace_id as id, count(*) as n from inbox_send where state = 'pending' group by workspace_id`,
  optOuts: `select workspace_id as id, count(*) as n from opt_out_sync where state = 'waiting' group by workspace_id`,
  deliveries: `select workspace_id as id, count(*) as n from crm_delivery
    where state in ('waiting', 'sending') group by workspace_id`,
}

export function createPauses(store: Store, clock: Clock) {
  const { raw } = store
  const listeners: (() => void)[] = []
  const own = new Map<WorkspaceId, string>()
  let everything = getSetting(store, 'app', pausedSetting)
  const rows = raw
    .prepare<[string], WorkspaceId>('select workspace_id from setting where key = ? and workspace_id <> 0')
    .pluck()
  for (const id of rows.all(pausedSetting.key)) {
    const since = getSetting(store, id, pausedSetting)
    if (since !== null) own.set(id, since)
  }
  // Pausing all clients does not pause a demo that is being built or removed.
  const halfDemo = raw.prepare<[number]>(
    `select 1 from workspace where id = ? and demo is not null and demo <> 'ready'`,
  )
  const inUse = raw
    .prepare<[], WorkspaceId>(
      `select id from workspace where archived_at is null and (demo is null or demo = 'ready') order by id`,
    )
    .pluck()
  const counts = Object.entries(waitingSql).map(
    ([what, sql]) => [what as keyof PauseWaiting, raw.prepare<[], { id: WorkspaceId; n: number }>(sql)] as const,
  )

  const isPaused = (workspaceId: WorkspaceId | null): boolean =>
    workspaceId === null
      ? everything !== null
      : own.has(workspaceId) || (everything !== null && halfDemo.get(workspaceId) === undefined)

  function waiting(): PauseWaiting {
    const sum = ([what, read]: (typeof counts)[number]) =>
      [what, read.all().reduce((total, { id, n }) => (isPaused(id) ? total + n : total), 0)] as const
    // It has one entry for each key of `waitingSql`.
    return Object.fromEntries(counts.map(sum)) as PauseWaiting
  }

  return {
    isPaused,
    clients: (): readonly WorkspaceId[] => inUse.all().filter(isPaused),
    onChange: (listener: () => void): void => void listeners.push(listener),
    state(): PauseState {
      const isAny = everything !== null || own.size > 0
      return {
        everything,
        clients: [...own].map(([workspaceId, since]) => ({ workspaceId, since })),
        waiting: isAny ? waiting() : { exports: 0, replies: 0, optOuts: 0, deliveries: 0 },
      }
    },
    /** Written to disk first: after a crash, the work is paused, or continues, at the next start. */
    set(workspaceId: WorkspaceId | null, isOn: boolean): void {
      const owner = workspaceId ?? 'app'
      const since = new Date(clock.now()).toISOString()
      const before = workspaceId === null ? everything : (own.get(workspaceId) ?? null)
      if ((before !== null) === isOn) return
      if (isOn) setSetting(store, owner, pausedSetting, since, clock.now())
      else removeSetting(store, owner, pausedSetting)
      if (workspaceId === null) everything = isOn ? since : null
      else if (isOn) own.set(workspaceId, since)
      else own.delete(workspaceId)
      for (const listener of listeners) listener()
    },
  } satisfies Pauses & Record<string, unknown>
}

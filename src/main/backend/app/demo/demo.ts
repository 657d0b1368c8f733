/** Manages the demo: prepares, opens, advances, resets and removes it, and stores its simulated Instantly on disk. */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import type { DemoHappened, DemoState } from '#shared/contract/app/demo.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { AuditLog } from '../../clients/activity/audit-log.ts'
import { getSetting, removeSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { createDelayedRun } from '../../core/lib/delayed-run.ts'
import { createOneAtATime } from '../../core/lib/one-at-a-time.ts'
import type { EventIngest } from '../../events/events/ingest-events.ts'
import type { Exports } from '../../exports/routes.ts'
import type { Imports } from '../../leads/import/imports.ts'
import { clientRemovals } from '../client-data/removal-store.ts'
import { buildDemo } from './build-demo.ts'
import { recordDemoOptOuts } from './demo-opt-outs.ts'
import { feedEvents } from './feed-events.ts'
import { markedWorkspaces, removeWorkspaceSteps } from './remove-rows.ts'
import { type DemoWorld, openWorldIn, saveWorldIn } from './world.ts'

/** Saving the simulated Instantly takes a moment, so changes share one, at most `saveLatestMs` after the first. */
const saveAfterMs = 1_500
const saveLatestMs = 8_000
const longestEndMs = 15_000
const feedAfterMs = 2_000

/** Where the simulated Instantly is stored, and what the demo came with, as opposed to what the operator did in it. */
export const demoSetting: Setting<{
  readonly folder: string
  readonly lastList: number
  readonly lastExport: number
} | null> = {
  key: 'demo',
  shape: z.object({ folder: z.uuid(), lastList: z.number().int(), lastExport: z.number().int() }).nullable(),
  fallback: null,
}

/**
 * A demo that was built in advance: complete, but as invisible as one still being built. Opening it is one commit. Its
 * time passes as in any demo; no date in it is ever shifted.
 */
const preparedDemoSetting: Setting<{
  readonly folder: string
  readonly workspaces: readonly WorkspaceId[]
  readonly appVersion: string
  readonly madeAt: number
} | null> = {
  key: 'demoPrepared',
  shape: z
    .object({
      folder: z.uuid(),
      workspaces: z.array(
        z
          .number()
          .int()
          .transform((id) => id as WorkspaceId),
      ),
      appVersion: z.string(),
      madeAt: z.number(),
    })
    .nullable(),
  fallback: null,
}
/** An older one would begin with days on which nobody answered any reply. */
const preparedKeptMs = 12 * 3_600_000

const demosDir = (dataDir: string) => path.join(dataDir, 'demo')

/**
 * Finishes removals and deletes demos that a crash left half built, before anything else reads the store. Also deletes
 * files of demos that no longer exist.
 */
export function removeUnfinishedDemos(store: Store, dataDir: string, of: { appVersion: string; now: number }): void {
  // A real client being deleted may be large: its deletion continues in the background.
  const spared = new Set(clientRemovals(store).map(({ workspaceId }) => workspaceId))
  const dir = demosDir(dataDir)
  const prepared = findUsablePrepared(store, dir, of)
  if (!prepared) removeSetting(store, 'app', preparedDemoSetting)
  for (const id of prepared?.workspaces ?? []) spared.add(id)
  for (const id of markedWorkspaces(store)) if (!spared.has(id)) for (const _ of removeWorkspaceSteps(store, id));
  if (!existsSync(dir)) return
  const shown = readyClients(store).length > 0 ? getSetting(store, 'app', demoSetting)?.folder : undefined
  const kept = new Set([shown, prepared?.folder])
  for (const name of readdirSync(dir)) {
    if (!kept.has(name)) rmSync(path.join(dir, name), { recursive: true, force: true })
  }
  if (shown === undefined && !prepared) rmSync(dir, { recursive: true, force: true })
}

/** Null if there is none, if it is of another version or too old, or if the operator has clients by now. */
function findUsablePrepared(store: Store, dir: string, { appVersion, now }: { appVersion: string; now: number }) {
  const prepared = getSetting(store, 'app', preparedDemoSetting)
  if (!prepared || prepared.appVersion !== appVersion || hasClients(store)) return null
  // A restored backup contains no demo.
  const unseen = store.raw.prepare(`select 1 from workspace where id = ? and demo = 'building'`)
  if (!prepared.workspaces.every((id) => unseen.get(id))) return null
  const age = now - prepared.madeAt
  return age >= 0 && age < preparedKeptMs && existsSync(path.join(dir, prepared.folder)) ? prepared : null
}

const hasClients = (store: Store): boolean =>
  store.raw.prepare(`select 1 from workspace where demo is null or demo = 'ready' limit 1`).get() !== undefined

function readyClients(store: Store): readonly WorkspaceId[] {
  return store.raw.prepare(`select id from workspace where demo = 'ready' order by id`).pluck().all() as WorkspaceId[]
}

/** Keeps the simulated Instantly: opened with the first request, saved soon after each request that changes it. */
export type DemoWorldKeeper = ReturnType<typeof createWorldKeeper>

export function createWorldKeeper(store: Store, dataDir: string, log: Logger) {
  let current: { readonly folder: string; readonly world: Promise<DemoWorld> } | null = null
  let opened: { readonly folder: string; readonly world: DemoWorld } | null = null
  const saving = createDelayedRun(
    () => void saveNow().catch((error: unknown) => log.error('the demo could not be saved', { error: String(error) })),
  )
  let changedAt = 0
  let asked: () => void = () => undefined
  const inOrder = createOneAtATime()

  const folderOf = (name: string) => path.join(demosDir(dataDir), name)

  function kept(): Promise<DemoWorld> {
    // A prepared demo is read before it is shown.
    const name = getSetting(store, 'app', demoSetting)?.folder ?? current?.folder
    if (name === undefined) return Promise.reject(new AppError('DEMO_DAMAGED'))
    if (current?.folder !== name) {
      const world = openWorldIn(folderOf(name)).then(withAutoSave)
      world.then(
        (one) => {
          opened = { folder: name, world: one }
        },
        (error: unknown) => log.error('the demo cannot be opened', { error: String(error) }),
      )
      current = { folder: name, world }
    }
    return current.world
  }

  /** Wraps it so that every request that may change something schedules a save. */
  function withAutoSave(world: DemoWorld): DemoWorld {
    return {
      ...world,
      async fetch(request) {
        const reads = request.method === 'GET'
        const answer = await world.fetch(request)
        if (!reads) saveSoon()
        asked()
        return answer
      },
    }
  }

  function saveSoon(): void {
    const now = performance.now()
    if (!saving.cancel()) changedAt = now
    saving.in(Math.max(0, Math.min(saveAfterMs, changedAt + saveLatestMs - now)))
  }

  const saveNow = () =>
    inOrder(async () => {
      if (!current) return
      const { folder, world } = current
      await saveWorldIn(folderOf(folder), await world)
    })

  return {
    /** Throws DEMO_DAMAGED. */
    world: kept,
    /** Its own time; null until it is open. */
    now: (): number | null => (opened !== null && opened.folder === current?.folder ? opened.world.now() : null),
    /** Called after every request to it. */
    onAsked(listener: () => void): void {
      asked = listener
    },
    folderOf,
    /** Replaces the old demo's simulated Instantly with a new one. The old folder may be deleted afterwards. */
    use(folder: string, world: DemoWorld): void {
      opened = { folder, world: withAutoSave(world) }
      current = { folder, world: Promise.resolve(opened.world) }
    },
    async forget(): Promise<void> {
      saving.cancel()
      current = null
      // A running save must not write into a folder that is being deleted.
      await inOrder(async () => undefined)
    },
    saveNow,
    async stop(): Promise<void> {
      if (!saving.cancel()) return
      await saveNow().catch((error: unknown) => log.error('the demo could not be saved', { error: String(error) }))
    },
  }
}

export type Demo = {
  state(): Promise<DemoState>
  create(): Promise<DemoState>
  reset(): Promise<DemoState>
  remove(): Promise<DemoState>
  /** Builds a demo in advance while there are no clients, so that opening it takes no time. */
  begin(): void
  /** Clients were added, so the prepared demo is not needed any more. */
  unprepare(): void
  moveOn(days: number): Promise<{ readonly state: DemoState; readonly happened: DemoHappened }>
  stop(): Promise<void>
}

export function createDemo(parts: {
  readonly deps: Deps
  readonly imports: Imports
  readonly exports: Exports
  readonly keeper: DemoWorldKeeper
  readonly audit: Pick<AuditLog, 'add'>
  readonly ingest: EventIngest
  /** Syncs everything of a client from its Instantly, as background jobs do for visible clients. */
  readonly sync: (workspaceId: WorkspaceId) => Promise<unknown>
  /** The share of its people that is simulated. */
  readonly people: number
  /** Delay after the start; null to build a demo only on request. */
  readonly prepareAfterMs: number | null
}): Demo {
  const { deps, imports, exports, keeper } = parts
  const { store, clock } = deps
  const log = deps.log('demo')
  const inOrder = createOneAtATime()
  const stopping = new AbortController()
  const preparingSoon = createDelayedRun(() => void inOrder(prepare))
  /** Aborts the preparation in progress. */
  let preparing: AbortController | null = null
  /** Aborts waiting for the sync of the prepared demo. */
  let syncing: AbortController | null = null

  async function state(): Promise<DemoState> {
    const clients = readyClients(store)
    if (clients.length === 0) return { clients, now: null, damaged: false }
    try {
      return { clients, now: new Date((await keeper.world()).now()).toISOString(), damaged: false }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { clients, now: null, damaged: true }
    }
  }

  type BuiltHidden = { readonly folder: string; readonly world: DemoWorld; readonly workspaces: readonly WorkspaceId[] }

  /** Builds a demo that is not visible yet. */
  async function buildHidden(signal: AbortSignal): Promise<BuiltHidden> {
    const folder = randomUUID()
    let own: readonly WorkspaceId[] = []
    try {
      const built = await buildDemo({
        deps,
        imports,
        audit: parts.audit.add,
        folder: keeper.folderOf(folder),
        people: parts.people,
        signal,
        begun: (workspaces) => {
          own = workspaces
        },
      })
      await feedEvents(deps, parts.ingest, built.world, built.workspaces, signal)
      if (signal.aborted) throw new AppError('CANCELLED')
      recordDemoOptOuts(deps, built.workspaces)
      return { folder, ...built }
    } catch (error) {
      await discardBuild(folder, own)
      throw error
    }
  }

  /** Deletes a demo that was never shown. What cannot be deleted now is deleted at the next start. */
  async function discardBuild(folder: string, workspaces: readonly WorkspaceId[]): Promise<void> {
    // Marked first, so that buffered writes of its calls and jobs do not go to rows that are being removed.
    const mark = store.raw.prepare(`update workspace set demo = 'removing' where id = ?`)
    store.raw.transaction(() => workspaces.forEach((id) => void mark.run(id)))()
    await clearAway(workspaces)
    await rm(keeper.folderOf(folder), { recursive: true, force: true })
  }

  /** Shows a demo and marks the previous one for removal, in one commit. */
  async function show({ folder, world, workspaces }: BuiltHidden): Promise<void> {
    const old = getSetting(store, 'app', demoSetting)
    await keeper.forget()
    store.raw.transaction(() => {
      store.raw.prepare(`update workspace set demo = 'removing' where demo = 'ready'`).run()
      const shown = store.raw.prepare(`update workspace set demo = 'ready' where id = ? and demo = 'building'`)
      for (const id of workspaces) shown.run(id)
      setSetting(store, 'app', demoSetting, { folder, ...lastMade() }, clock.now())
      removeSetting(store, 'app', preparedDemoSetting)
    })()
    keeper.use(folder, world)
    await clearMarked()
    if (old) await rm(keeper.folderOf(old.folder), { recursive: true, force: true })
  }

  async function build(): Promise<void> {
    const made = await buildHidden(stopping.signal)
    try {
      assertGoing()
      await show(made)
    } catch (error) {
      if (getSetting(store, 'app', demoSetting)?.folder !== made.folder)
        await discardBuild(made.folder, made.workspaces)
      throw error
    }
  }

  const prepared = () =>
    findUsablePrepared(store, demosDir(deps.config.paths.dataDir), {
      appVersion: deps.config.appVersion,
      now: clock.now(),
    })

  async function prepare(): Promise<void> {
    if (stopping.signal.aborted || hasClients(store)) return
    const ended = new AbortController()
    preparing = ended
    try {
      // The app may have ended before an earlier one was synced.
      const made = (await openPrepared()) ?? (await buildPrepared(AbortSignal.any([stopping.signal, ended.signal])))
      if (ended.signal.aborted) await removePrepared()
      else await syncPrepared(made)
    } catch (error) {
      if (!ended.signal.aborted && !stopping.signal.aborted)
        log.error('a demo could not be prepared', { error: String(error) })
    } finally {
      preparing = null
    }
  }

  async function buildPrepared(signal: AbortSignal): Promise<BuiltHidden> {
    await removePrepared()
    const made = await buildHidden(signal)
    const { folder, workspaces } = made
    const { appVersion } = deps.config
    setSetting(store, 'app', preparedDemoSetting, { folder, workspaces, appVersion, madeAt: clock.now() }, clock.now())
    return made
  }

  /** Null if there is none, or if it cannot be read. */
  async function openPrepared(): Promise<BuiltHidden | null> {
    const found = prepared()
    if (!found) return null
    try {
      return { ...found, world: await openWorldIn(keeper.folderOf(found.folder)) }
    } catch {
      await removePrepared()
      return null
    }
  }

  /** Syncs the prepared demo before it is shown. Opening it does not wait: the rest is synced like any client. */
  async function syncPrepared({ folder, world, workspaces }: BuiltHidden): Promise<void> {
    const ended = new AbortController()
    syncing = ended
    const signal = AbortSignal.any([stopping.signal, ended.signal])
    keeper.use(folder, world)
    await Promise.race([Promise.all(workspaces.map(parts.sync)), untilAborted(signal)])
    syncing = null
    if (!signal.aborted) await keeper.forget()
  }

  async function removePrepared(): Promise<void> {
    const old = getSetting(store, 'app', preparedDemoSetting)
    if (!old) return
    removeSetting(store, 'app', preparedDemoSetting)
    await keeper.forget()
    await discardBuild(old.folder, old.workspaces)
  }

  /** Shows the prepared demo, with what has happened in it since; false if there is none to show. */
  async function showPrepared(): Promise<boolean> {
    const found = await openPrepared()
    if (!found) return false
    await feedEvents(deps, parts.ingest, found.world, found.workspaces, stopping.signal)
    assertGoing()
    await show(found)
    return true
  }

  /** Events caused by the app's requests, or by passing time, are fed a moment later. */
  const feeding = createDelayedRun(() => {
    const feed = async () => {
      const clients = readyClients(store)
      if (clients.length === 0 || stopping.signal.aborted) return
      await feedEvents(deps, parts.ingest, await keeper.world(), clients, stopping.signal)
    }
    void inOrder(feed).catch((error: unknown) =>
      log.error('events of the demo were not told', { error: String(error) }),
    )
  })
  keeper.onAsked(() => feeding.in(feedAfterMs))

  const lastMade = () =>
    store.raw
      .prepare(
        `select (select coalesce(max(id), 0) from lead_list) as lastList, (select coalesce(max(id), 0) from export_run) as lastExport`,
      )
      .get() as { lastList: number; lastExport: number }

  async function remove(): Promise<void> {
    const kept = getSetting(store, 'app', demoSetting)
    // From this commit on there is no demo. The rest is cleaning up, finished at the next start if necessary.
    store.raw.transaction(() => {
      store.raw.prepare(`update workspace set demo = 'removing' where demo = 'ready'`).run()
      removeSetting(store, 'app', demoSetting)
    })()
    await keeper.forget()
    await clearMarked()
    if (kept) await rm(keeper.folderOf(kept.folder), { recursive: true, force: true })
    if (readdirOf(demosDir(deps.config.paths.dataDir)).length === 0) {
      await rm(demosDir(deps.config.paths.dataDir), { recursive: true, force: true })
    }
  }

  const clearMarked = () =>
    clearAway(store.raw.prepare(`select id from workspace where demo = 'removing'`).pluck().all() as WorkspaceId[])

  async function clearAway(ids: readonly WorkspaceId[]): Promise<void> {
    for (const id of ids) {
      await imports.cancelOf(id)
      await endExports(id)
      for (const _ of removeWorkspaceSteps(store, id)) {
        await nextTurn()
        if (stopping.signal.aborted) return
      }
    }
  }

  /** Cancels running exports and waits for requests in flight, so that nothing writes to deleted rows. */
  async function endExports(workspaceId: WorkspaceId): Promise<void> {
    const ids = store.raw
      .prepare('select id from export_run where workspace_id = ?')
      .pluck()
      .all(workspaceId) as never[]
    for (const id of ids.filter((each) => exports.engine.isLive(each))) {
      try {
        exports.engine.cancel(id)
      } catch (error) {
        // It has already ended and only waits for an answer.
        if (!(error instanceof AppError)) throw error
      }
    }
    const until = performance.now() + longestEndMs
    while (ids.some((id) => exports.engine.isLive(id)) && performance.now() < until) await clock.sleep(20)
  }

  const hasRealClients = () =>
    store.raw.prepare('select 1 from workspace where demo is null limit 1').get() !== undefined

  const assertGoing = () => {
    if (stopping.signal.aborted) throw new AppError('CANCELLED')
  }

  return {
    state,
    create: () => {
      syncing?.abort()
      return inOrder(async () => {
        assertGoing()
        if (readyClients(store).length === 0 && !(await showPrepared())) await build()
        return state()
      })
    },
    reset: () =>
      inOrder(async () => {
        assertGoing()
        await build()
        return state()
      }),
    remove: () =>
      inOrder(async () => {
        assertGoing()
        await remove()
        return state()
      }),
    begin() {
      if (parts.prepareAfterMs === null) return
      preparingSoon.in(parts.prepareAfterMs)
    },
    unprepare() {
      if (!hasRealClients()) return
      preparing?.abort()
      syncing?.abort()
      void inOrder(async () => {
        if (!stopping.signal.aborted) await removePrepared()
      }).catch((error: unknown) => log.error('a prepared demo could not be removed', { error: String(error) }))
    },
    moveOn: (days) =>
      inOrder(async () => {
        assertGoing()
        if (readyClients(store).length === 0) throw new AppError('NOT_FOUND', { what: 'demo' })
        const world = await keeper.world()
        const happened = await world.moveOn(days * dayMs)
        await feedEvents(deps, parts.ingest, world, readyClients(store), stopping.signal)
        await keeper.saveNow()
        log.info('the demo moved on', { days, ...happened })
        return { state: await state(), happened }
      }),
    async stop() {
      stopping.abort()
      feeding.cancel()
      preparingSoon.cancel()
      await inOrder(async () => undefined)
      await keeper.stop()
    },
  }
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

function readdirOf(dir: string): readonly string[] {
  return existsSync(dir) ? readdirSync(dir) : []
}

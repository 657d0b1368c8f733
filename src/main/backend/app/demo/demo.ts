/** Manages the demo: prepares, opens, advances, resets and removes it. */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DemoHappened, DemoState } from '#shared/contract/app/demo.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { AuditLog } from '../../clients/activity/audit-log.ts'
import { getSetting, removeSetting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { createDelayedRun } from '../../core/lib/delayed-run.ts'
import { createOneAtATime } from '../../core/lib/one-at-a-time.ts'
import type { EventIngest } from '../../events/events/ingest-events.ts'
import type { Exports } from '../../exports/routes.ts'
import type { Imports } from '../../leads/import/imports.ts'
import { buildDemo } from './build-demo.ts'
import { recordDemoOptOuts } from './demo-opt-outs.ts'
import { feedEvents } from './feed-events.ts'
import { removeWorkspaceSteps } from './remove-rows.ts'
import {
  demoSetting,
  demosDir,
  findUsablePrepared,
  hasClients,
  preparedDemoSetting,
  readyClients,
} from './stored-demos.ts'
import { type DemoWorld, openWorldIn } from './world.ts'
import type { DemoWorldKeeper } from './world-keeper.ts'

const longestEndMs = 15_000
const feedAfterMs = 2_000

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

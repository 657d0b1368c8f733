import { expect } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../backend.ts'
import { paceAt } from '../export-bench.ts'
import { type FakeInstantly, type FakeInstantlyOptions, startFakeInstantly } from '../instantly/server.ts'
import { startAfterKill, startHere, type UnkilledApp } from './after-kill.ts'
import { type CrashingApp, startCrashingApp } from './crashing-app.ts'
import type { DieAt } from './die-at.ts'

export type CrashBench = {
  readonly fake: FakeInstantly
  readonly dir: string
  readonly workspaceId: WorkspaceId
  /** The app of the last start, dead or alive. */
  readonly app: UnkilledApp
  /** Process id of the last start, which must have been a killable one. */
  readonly pid: number
  /**
   * Restarts the app on the same folder as a process, optionally one that kills itself at a given moment; ends the
   * previous one.
   */
  startKillable(dying?: DieAt): Promise<void>
  /** Restarts the app to prepare a state; this start is not to be killed. */
  startQuietly(): void
  /** Restarts the app for the last time, to inspect the outcome; see `startAfterKill`. */
  startAfterKill(): Promise<void>
  /** Stops everything; fails if a request was not as Instantly documents it. */
  close(): Promise<void>
}

/**
 * Starts an app with one client and its key, against a simulated Instantly that outlives it. It can be killed from
 * `startKillable` on; preparing state is cheaper in this process than in a fresh one.
 */
export async function startCrashBench(options: FakeInstantlyOptions = {}): Promise<CrashBench> {
  const dir = temporaryDir('sendoff-crash-')
  const fake = await startFakeInstantly(options)
  const pace = paceAt(options)
  let killable: CrashingApp | null = null
  let app = startHere(dir, fake.url, pace)
  const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
  return {
    fake,
    dir,
    workspaceId: workspace.id,
    get app() {
      return app
    },
    get pid() {
      if (!killable) throw new Error('the last start is no process of its own')
      return killable.pid
    },
    async startKillable(dying) {
      if (!app.dead()) await app.kill()
      killable = await startCrashingApp(dir, fake.url, { ...pace, dying })
      app = killable
    },
    startQuietly() {
      killable = null
      app = startHere(dir, fake.url, pace)
    },
    async startAfterKill() {
      killable = null
      app = await startAfterKill(dir, fake.url, pace)
    },
    async close() {
      if (!app.dead()) await app.kill()
      expect(fake.violations).toEqual([])
      await fake.close()
    },
  }
}

/** For a call whose process may die during it: returns null in that case and rethrows any other error. */
export function goneIsNothing(error: unknown): null {
  if (error instanceof AppError && error.code === 'BACKEND_GONE') return null
  throw error
}

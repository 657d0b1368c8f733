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
  /** That of the last start, dead or alive. */
  readonly app: UnkilledApp
  /** Of the last start, which must have been one to be killed. */
  readonly pid: number
  /** Starts the app again on the same folder as a process, to end itself at a moment or not; ends the one before. */
  startKillable(dying?: DieAt): Promise<void>
  /** Starts it again to make something ready, not to be killed. */
  startQuietly(): void
  /** Starts it again for the last time, to see what became of everything; see `startAfterKill`. */
  startAfterKill(): Promise<void>
  /** Ends all; fails if a request was not as Instantly documents it. */
  close(): Promise<void>
}

/**
 * An app with one client and its key, against a simulated Instantly that outlives it. It can be killed from `startKillable`
 * on: what is made ready before that costs the young process of a test more than this one.
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

/** For a call whose process may die under it: null then; any other error is thrown. */
export function goneIsNothing(error: unknown): null {
  if (error instanceof AppError && error.code === 'BACKEND_GONE') return null
  throw error
}

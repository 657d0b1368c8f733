import { expect } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../backend.ts'
import { paceAt } from '../export-bench.ts'
import { type FakeInstantly, type FakeInstantlyOptions, startFakeInstantly } from '../instantly/server.ts'
import { type CrashingApp, startCrashingApp } from './crashing-app.ts'
import type { DieAt } from './die-at.ts'

export type CrashBench = {
  readonly fake: FakeInstantly
  readonly dir: string
  readonly workspaceId: WorkspaceId
  /** The process of the last start, dead or alive. */
  readonly app: CrashingApp
  /** Starts the app again on the same folder, to end itself at a moment or not; the one before must be gone. */
  start(dying?: DieAt): Promise<void>
  /** Ends all; fails if a request was not as Instantly documents it. */
  close(): Promise<void>
}

/** An app that can be killed, with one client and its key, against a simulated Instantly that outlives it. */
export async function startCrashBench(options: FakeInstantlyOptions = {}): Promise<CrashBench> {
  const dir = temporaryDir('sendoff-crash-')
  const fake = await startFakeInstantly(options)
  const pace = paceAt(options)
  let app = await startCrashingApp(dir, fake.url, pace)
  const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
  return {
    fake,
    dir,
    workspaceId: workspace.id,
    get app() {
      return app
    },
    async start(dying) {
      app = await startCrashingApp(dir, fake.url, { ...pace, dying })
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

import { times } from '../long.ts'
import { type CrashingApp, type CrashingOptions, startCrashingApp } from './crashing-app.ts'
import { startKillableBackend } from './killable-backend.ts'

/** An app that is no longer killed: `kill` stops it normally, and it has no process of its own and so no pid. */
export type UnkilledApp = Omit<CrashingApp, 'pid'>

type Options = Pick<CrashingOptions, 'crmUrl' | 'keyring' | 'emailsPerMinute'>

/**
 * Starts the app on the state a killed app left behind. Only the disk and the simulator matter, so in `npm test` it
 * runs in this very process, which has already loaded the backend: another process would cost a second each time. In
 * long runs it is a separate process, like the app.
 */
export async function startAfterKill(dir: string, instantlyUrl: string, options: Options = {}): Promise<UnkilledApp> {
  return times(0, 1) === 1 ? startCrashingApp(dir, instantlyUrl, options) : startHere(dir, instantlyUrl, options)
}

/** Starts the app in this process in long runs too, to prepare a state before anything is killed. */
export function startHere(dir: string, instantlyUrl: string, options: Options = {}): UnkilledApp {
  const app = startKillableBackend({ dir, instantlyUrl, ...options })
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  let dead = false
  return {
    call: app.call,
    dead: () => dead,
    async kill() {
      if (!dead) await app.stop()
      dead = true
      resolve()
    },
    gone,
  }
}

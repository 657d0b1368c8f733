import { times } from '../long.ts'
import { type CrashingApp, type CrashingOptions, startCrashingApp } from './crashing-app.ts'
import { startKillableBackend } from './killable-backend.ts'

/** An app nobody kills any more: `kill` ends it as an app is ended, and there is no process to be killed by its number. */
export type UnkilledApp = Omit<CrashingApp, 'pid'>

type Options = Pick<CrashingOptions, 'crmUrl' | 'keyring' | 'emailsPerMinute'>

/**
 * The start that finds what a killed app left. What counts is on the disk and at the simulator, so it is this very process
 * in `npm test`, which has read the backend already: a process more costs a second of the machine, each time. At length it
 * is a process of its own, as the app is.
 */
export async function startAfterKill(dir: string, instantlyUrl: string, options: Options = {}): Promise<UnkilledApp> {
  return times(0, 1) === 1 ? startCrashingApp(dir, instantlyUrl, options) : startHere(dir, instantlyUrl, options)
}

/** The same in this process at length, too: for what is made ready before anything is killed. */
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

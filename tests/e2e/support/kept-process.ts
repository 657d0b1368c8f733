/**
 * The stand-in's process and its Chromium, kept by a worker for the apps its specs start one after the other: the app itself,
 * its home and its window are new each time. Electron cannot do that, there every start is a process.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { chooseRunner } from '../../stand-in/find-electron.ts'
import { projectRoot } from './ensure-build.ts'

type StandIn = {
  readonly standIn: {
    readonly ended: { readonly promise: Promise<void> }
    startAgain(env: Readonly<Record<string, string>>): Promise<void>
  }
}

type Kept = { readonly app: ElectronApplication; readonly process: ChildProcess; busy: boolean; starts: number }

/** Apps a process serves: what each leaves behind in it, such as modules loaded anew, does not pile up. */
const mostStarts = 12

let kept: Kept | null = null

export type Started = {
  readonly app: ElectronApplication
  readonly page: Page
  /** Ends the app as its menu does; the process stays. */
  quit(): Promise<void>
}

/**
 * Starts the app in the kept process, or says by null that it needs one of its own. A restart has a new one, as it has for an
 * operator; later apps share that.
 */
export async function startInKept(
  environment: Readonly<Record<string, string>>,
  isRestart: boolean,
): Promise<Started | null> {
  // One that was killed serves nobody any more.
  if (kept && !lives(kept.process)) kept = null
  if (chooseRunner().kind !== 'stand-in' || kept?.busy) return null
  const env = { ...environment, STANDIN_KEEP: '1' }
  if (kept && (isRestart || kept.starts >= mostStarts)) await endKept()
  if (kept) {
    kept.busy = true
    kept.starts += 1
    const windowOf = windowsOpenedFrom(kept.app)
    await kept.app.evaluate((_module, to) => (globalThis as unknown as StandIn).standIn.startAgain(to), env)
    return started(kept, await windowOf())
  }
  const app = await _electron.launch({ args: ['.'], cwd: projectRoot, colorScheme: null, env })
  kept = { app, process: app.process(), busy: true, starts: 1 }
  return started(kept, await app.firstWindow())
}

/** Gives the first window opened from now on that stays: one of the app before may be told late, and close at once. */
function windowsOpenedFrom(app: ElectronApplication): () => Promise<Page> {
  const opened: Page[] = []
  const hear = (page: Page) => void opened.push(page)
  app.on('window', hear)
  return async () => {
    for (;;) {
      // The spec's own limit ends what hangs.
      const page = opened.shift() ?? (await app.waitForEvent('window', { timeout: 0 }))
      const stays = await page
        .waitForFunction(() => 'sendoff' in globalThis && document.readyState === 'complete', null, { timeout: 0 })
        .catch(() => null)
      if (!stays) continue
      app.off('window', hear)
      return page
    }
  }
}

function started(mine: Kept, page: Page): Started {
  const { process } = mine
  return {
    app: mine.app,
    page,
    async quit() {
      if (!mine.busy) return
      const timer = setTimeout(() => process.kill('SIGKILL'), 20_000)
      await mine.app
        .evaluate(async ({ app }) => {
          app.quit()
          await (globalThis as unknown as StandIn).standIn.ended.promise
        })
        // Killed before, or now: the next start has a new process.
        .catch(() => {})
      clearTimeout(timer)
      mine.busy = false
    },
  }
}

const lives = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null

/** Ends the process, at the end of a worker. */
export async function endKept(): Promise<void> {
  // Kept by itself: Playwright forgets the process of an app that has ended.
  const process = kept?.process
  kept = null
  if (!process || !lives(process)) return
  const exit = once(process, 'exit')
  process.kill('SIGKILL')
  await exit
}

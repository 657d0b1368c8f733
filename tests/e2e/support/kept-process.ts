/**
 * Keeps processes of the stand-in and their Chromiums in a worker for the apps its specs start one after the other; the
 * app itself, its home and its window are new each time. Electron cannot do that: there every start is a new process.
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

/** Apps per process, so that leftovers such as reloaded modules do not pile up. */
const maxStarts = 12

/** One for the app that is kept (see `kept-app.ts`), and one for those that start meanwhile. */
const maxProcesses = 2

let kept: readonly Kept[] = []

export type Started = {
  readonly app: ElectronApplication
  readonly page: Page
  /** Quits the app as its menu does; the process stays. */
  quit(): Promise<void>
}

/**
 * Starts the app in the kept process; returns null if it needs a separate one. A restart gets a new process, as for an
 * operator, and later apps share that.
 */
export async function startInKept(
  environment: Readonly<Record<string, string>>,
  isRestart: boolean,
): Promise<Started | null> {
  // A killed process cannot be reused.
  kept = kept.filter(({ process }) => lives(process))
  if (chooseRunner().kind !== 'stand-in') return null
  const env = { ...environment, STANDIN_KEEP: '1' }
  const free = kept.find(({ busy }) => !busy)
  if (free && !isRestart && free.starts < maxStarts) {
    free.busy = true
    free.starts += 1
    const windowOf = windowsOpenedFrom(free.app)
    await free.app.evaluate((_module, to) => (globalThis as unknown as StandIn).standIn.startAgain(to), env)
    return started(free, await windowOf())
  }
  if (free) await end(free)
  if (kept.length >= maxProcesses) return null
  const app = await _electron.launch({ args: ['.'], cwd: projectRoot, colorScheme: null, env })
  const mine = { app, process: app.process(), busy: true, starts: 1 }
  kept = [...kept, mine]
  return started(mine, await app.firstWindow())
}

/**
 * Returns the first window opened from now on that stays open: a window of the previous app may be reported late, and
 * close at once.
 */
function windowsOpenedFrom(app: ElectronApplication): () => Promise<Page> {
  const opened: Page[] = []
  const hear = (page: Page) => void opened.push(page)
  app.on('window', hear)
  return async () => {
    for (;;) {
      // The spec's own timeout ends a hang.
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
        // It was or is being killed, so the next start uses a new process.
        .catch(() => {})
      clearTimeout(timer)
      mine.busy = false
    },
  }
}

const lives = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null

/** Ends the processes when a worker ends. */
export async function endKept(): Promise<void> {
  for (const each of kept) await end(each)
}

async function end(one: Kept): Promise<void> {
  kept = kept.filter((each) => each !== one)
  // Taken from here, because Playwright forgets the process of an app that has ended.
  const { process } = one
  if (!lives(process)) return
  const exit = once(process, 'exit')
  process.kill('SIGKILL')
  await exit
}

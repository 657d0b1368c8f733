/**
 * One process and one Chromium for many starts of the app, one after the other, for test runners: with `STANDIN_KEEP=1` an
 * app that exits leaves both behind, and `startAgain` loads it anew, with an `electron` whose every part is new too.
 */
import type { Chromium } from './chromium.ts'

type Kept = {
  /** How many starts there were, this one among them. */
  starts: number
  chromium: Chromium | null
  /** The object `electron` is; a test runner holds on to the first. */
  readonly electron: Record<string, unknown>
  readonly argv: readonly string[]
  readonly keeps: boolean
  /** The running app has exited. */
  ended: PromiseWithResolvers<void>
  startAgain(env: Readonly<Record<string, string>>): Promise<void>
}

/** Beside signals, what the app does with its own faults. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'unhandledRejection'] as const
const ofBoot = new Map(signals.map((name) => [name, new Set(process.listeners(name as 'SIGINT'))]))

export const kept: Kept = {
  starts: 1,
  chromium: null,
  electron: {},
  argv: process.argv.slice(2),
  keeps: process.env['STANDIN_KEEP'] === '1',
  ended: Promise.withResolvers(),
  async startAgain(env) {
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
    Object.assign(process.env, env)
    kept.starts += 1
    kept.ended = Promise.withResolvers()
    await import(`./boot.ts?start=${kept.starts}`)
  },
}
// Where a test runner finds it.
Object.assign(globalThis, { standIn: kept })

/** What an exit is where the process stays: its windows go, and nothing of the app listens any more. */
export async function endKept(): Promise<void> {
  const { chromium } = kept
  if (!chromium) return
  const { targetInfos } = await chromium.send('Target.getTargets')
  for (const { type, targetId } of targetInfos as readonly { type: string; targetId: string }[])
    if (type === 'page') await chromium.send('Target.closeTarget', { targetId }).catch(() => {})
  chromium.forgetSessions()
  for (const name of ['Target.attachedToTarget', 'Target.detachedFromTarget', 'Fetch.requestPaused'])
    chromium.removeAllListeners(name)
  for (const [name, listeners] of ofBoot)
    for (const listener of process.listeners(name as 'SIGINT'))
      if (!listeners.has(listener)) process.off(name as 'SIGINT', listener)
  kept.ended.resolve()
}

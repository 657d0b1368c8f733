/**
 * Keeps one process and one Chromium for many consecutive starts of the app, for test runners: with `STANDIN_KEEP=1` an
 * app that exits leaves both running, and `startAgain` loads it again, with a new instance of every part of `electron`.
 */
import type { Chromium } from './chromium.ts'

type Kept = {
  /** Number of starts, including the current one. */
  starts: number
  chromium: Chromium | null
  /** The `electron` object; a test runner keeps a reference to the first one. */
  readonly electron: Record<string, unknown>
  readonly argv: readonly string[]
  readonly keeps: boolean
  /** Resolved when the running app has exited. */
  ended: PromiseWithResolvers<void>
  startAgain(env: Readonly<Record<string, string>>): Promise<void>
}

/** Process events the app may handle: signals and its own errors. */
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
// The test runner finds it there.
Object.assign(globalThis, { standIn: kept })

/** Simulates an exit while the process stays: closes the windows and removes all listeners of the app. */
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

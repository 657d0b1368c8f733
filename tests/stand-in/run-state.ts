/** Shared state of the stand-in's modules for this run. */
import type { Chromium } from './chromium.ts'

export type PackageJson = {
  readonly name?: string
  readonly productName?: string
  readonly version?: string
  readonly main?: string
}

export type RunState = {
  /** Command line as the app sees it. */
  argv: readonly string[]
  /** Replacement for Electron's executable. */
  executable: string
  /** Switches given on the command line or by the app. */
  readonly switches: Map<string, string>
  /** Those that are passed to Chromium. */
  readonly chromiumSwitches: string[]
  appPath: string
  packageJson: PackageJson
  ready: boolean
  exiting: boolean
  chromium: Chromium | null
  /** Shows a window on the screen instead of a headless one. */
  readonly headed: boolean
}

export const run: RunState = {
  argv: [],
  executable: process.execPath,
  switches: new Map(),
  chromiumSwitches: [],
  appPath: process.cwd(),
  packageJson: {},
  ready: false,
  exiting: false,
  chromium: null,
  headed: process.env['STANDIN_HEADED'] === '1',
}

/**
 * Whether the app lives only for seconds: its pages are never idle, so that they prefetch no screens, and their code is
 * not optimised. Together this saves a quarter of a spec's processor time.
 */
export const isShortLived = (): boolean => process.env['STANDIN_SHORT_LIVED'] === '1'

/** Returns the running Chromium; the app may not use it before it is ready. */
export function chromium(): Chromium {
  if (!run.chromium) throw new Error('stand-in: Chromium is not running yet')
  return run.chromium
}

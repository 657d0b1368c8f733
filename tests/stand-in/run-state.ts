/** What the parts of the stand-in know in common about this run. */
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
  /** What takes the place of Electron's executable. */
  executable: string
  /** Switches given on the command line or by the app. */
  readonly switches: Map<string, string>
  /** Those of them that go to Chromium. */
  readonly chromiumSwitches: string[]
  appPath: string
  packageJson: PackageJson
  ready: boolean
  exiting: boolean
  chromium: Chromium | null
  /** A window on the screen instead of a headless one. */
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
 * The app lives for seconds: its pages are never idle, so that they read no screens ahead, and their code is not optimised.
 * Both together are a quarter of what a spec costs the processor.
 */
export const isShortLived = (): boolean => process.env['STANDIN_SHORT_LIVED'] === '1'

/** The running Chromium; the app may not ask for it before it is ready. */
export function chromium(): Chromium {
  if (!run.chromium) throw new Error('stand-in: Chromium is not running yet')
  return run.chromium
}

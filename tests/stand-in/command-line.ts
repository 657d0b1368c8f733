/** Parses Electron's command line: `electron [switches] [-r script]… <app> [the app's own arguments]`. */

export type CommandLine = {
  readonly app: string | null
  readonly switches: ReadonlyMap<string, string>
  /** Switches passed on to Chromium unchanged. */
  readonly chromiumSwitches: readonly string[]
  /** Scripts to require before the app. */
  readonly preloads: readonly string[]
  /** The arguments as an installed program receives them: without the app and without scripts to require. */
  readonly asInstalled: readonly string[]
}

/** Switches that are meant for Node or that Chromium receives in another way. */
const notForChromium = /^(inspect|inspect-brk|remote-debugging-port|user-data-dir)$/

export function parseCommandLine(args: readonly string[]): CommandLine {
  const switches = new Map<string, string>()
  const chromiumSwitches: string[] = []
  const preloads: string[] = []
  const asInstalled: string[] = []
  let app: string | null = null
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] as string
    if (app === null && (arg === '-r' || arg === '--require')) {
      at += 1
      preloads.push(args[at] ?? '')
    } else if (arg.startsWith('--')) {
      const equals = arg.indexOf('=')
      const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals)
      switches.set(name, equals < 0 ? '' : arg.slice(equals + 1))
      if (app === null && !notForChromium.test(name)) chromiumSwitches.push(arg)
      asInstalled.push(arg)
    } else if (app === null) app = arg
    else asInstalled.push(arg)
  }
  return { app, switches, chromiumSwitches, preloads, asInstalled }
}

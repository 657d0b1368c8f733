/** Entry point of `npm run relay`, and of the package's `sendoff-relay`: serves, or runs one of the commands. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createLogger } from '#shared/log.ts'
import { type TunnelKind, tunnelKinds } from '#shared/relay-thread.ts'
import { CommandFailed, commandNames, runCommand } from './commands.ts'
import { BadConfig, readConfig } from './config.ts'
import { InitFailed, writeServerFiles } from './init.ts'
import { keepTunnel } from './keep-tunnel.ts'
import { writeLogLine } from './log-lines.ts'
import { openStore } from './open-store.ts'
import { startRelay } from './server.ts'
import { TunnelFailed } from './tunnel.ts'

/** Command shown in the usage: from the repository, or from the package that `npm run relay:pack` builds. */
const commandName = path.basename(process.argv[1] ?? '') === 'main.ts' ? 'npm run relay --' : 'sendoff-relay'
const usage = `${commandName}                            serve
${commandName} --tunnel[=${tunnelKinds.join('|')}]   serve, with a public address
${commandName} init --address https://…   write what a server needs: systemd unit, container file, Caddyfile
${commandName} add-workspace NAME         a new workspace; prints its address, header and token once
${commandName} list                       workspaces and what waits to be read
${commandName} rotate NAME [--keep-old-hours 24]   new token and webhook address
${commandName} remove NAME [--yes]        delete a workspace with its events
${commandName} restored                   after restoring a backup: readers begin again

Settings are environment variables, see docs/relay.md.`

/** An error reported on the console without a stack trace. */
class BadUsage extends Error {}

const print = (line: string) => void process.stdout.write(`${line}\n`)
const log = createLogger('relay', writeLogLine)

async function main(argv: readonly string[]): Promise<void> {
  const { command, name, flags, tunnel, init, help } = readArguments(argv)
  if (help) return print(usage)
  if (command === 'init') return print(writeServerFiles({ ...init, packageFile: 'sendoff-relay.tgz' }))
  const config = readConfig(process.env)
  if (command) {
    const store = await openStore(config, log)
    try {
      await runCommand({ store, publicUrl: config.publicUrl, print, now: Date.now }, command, name, flags)
    } finally {
      await store.close()
    }
    return
  }
  const relay = await startRelay(await openStore(config, log), config, log)
  const closeTunnel =
    tunnel === undefined ? async () => undefined : await keepTunnel(tunnel, relay.port, { print, log })
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void Promise.all([closeTunnel(), relay.stop()]).then(() => process.exit(0))
    })
  }
}

function readArguments(argv: readonly string[]) {
  // parseArgs does not support options with an optional value.
  const args = argv.map((arg) => (arg === '--tunnel' ? '--tunnel=' : arg))
  const { values, positionals } = parseOrReport(args)
  const [command, ...rest] = positionals
  const hours = values['keep-old-hours'] ?? '24'
  const tunnel = values.tunnel
  const known = [...commandNames, 'init' as const].find((one) => one === command)
  const named = known === 'add-workspace' || known === 'remove' || known === 'rotate'
  if (command !== undefined && !known) throw new BadUsage(`There is no command "${command}".\n\n${usage}`)
  if (named ? rest.length !== 1 : rest.length > 0)
    throw new BadUsage(`${command ?? 'serve'}: one name, in quotes.\n\n${usage}`)
  if (!/^\d{1,4}$/.test(hours)) throw new BadUsage('--keep-old-hours takes a whole number.')
  if (tunnel && !isTunnelKind(tunnel)) throw new BadUsage(`--tunnel takes ${tunnelKinds.join(', ')} or nothing.`)
  return {
    command: known,
    name: rest[0] ?? '',
    flags: { yes: values.yes === true, keepOldHours: Number(hours) },
    tunnel: tunnel === undefined ? undefined : isTunnelKind(tunnel) ? tunnel : null,
    init: { address: values.address ?? '', folder: path.resolve(values.folder ?? '.') },
    help: values.help === true,
  }
}

function parseOrReport(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        tunnel: { type: 'string' },
        yes: { type: 'boolean' },
        'keep-old-hours': { type: 'string' },
        address: { type: 'string' },
        folder: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new BadUsage(`${error instanceof Error ? error.message : 'What is that?'}\n\n${usage}`)
  }
}

const isTunnelKind = (text: string): text is TunnelKind => tunnelKinds.some((kind) => kind === text)

try {
  await main(process.argv.slice(2))
} catch (error) {
  const expected = [BadUsage, BadConfig, CommandFailed, InitFailed, TunnelFailed].some((kind) => error instanceof kind)
  const message = error instanceof Error ? error.message : 'The relay could not start.'
  process.stderr.write(`${expected ? message : `The relay could not start: ${message}`}\n`)
  process.exit(error instanceof BadUsage ? 2 : 1)
}

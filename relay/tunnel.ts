/** Opens a public address with an installed tunnel program, whose output contains the address. */
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type TunnelKind, tunnelKinds } from '#shared/relay-thread.ts'

type Program = { args(port: number): string[]; addressIn(line: string): string | undefined }

const programs: Record<TunnelKind, Program> = {
  cloudflared: {
    args: (port) => ['tunnel', '--no-autoupdate', '--url', `http://127.0.0.1:${port}`],
    // Errors mention the service itself: api.trycloudflare.com is never a tunnel.
    addressIn: (line) => /https:\/\/(?!api\.)[a-z0-9-]+\.trycloudflare\.com(?![\w.-])/.exec(line)?.[0],
  },
  ngrok: {
    args: (port) => ['http', String(port), '--log=stdout', '--log-format=json'],
    addressIn: (line) =>
      /started tunnel/.test(line) ? /"?url"?[:=]\s*"?(https:\/\/[^\s",]+)/.exec(line)?.[1] : undefined,
  },
  tailscale: {
    args: (port) => ['funnel', String(port)],
    addressIn: (line) => /https:\/\/[\w-]+(?:\.[\w-]+)*\.ts\.net(?::\d+)?/.exec(line)?.[0],
  },
}

/** Why there is no tunnel, with the program's last output. */
export class TunnelFailed extends Error {}

/** The guard waits three seconds before it kills the program. */
const stopWithinMs = 5_000

export type Tunnel = {
  readonly kind: TunnelKind
  readonly url: string
  readonly pid: number | undefined
  stop(): Promise<void>
}

export type TunnelOptions = {
  readonly port: number
  /** Null: the first that is installed. */
  readonly kind: TunnelKind | null
  readonly searchPath: string
  /** The executable, of the given kind; if not set, the search path is searched. */
  readonly program?: string
  readonly waitMs: number
  /** Called if the program ended on its own after it had printed its address; `said` is its last output. */
  readonly onEnd: (code: number | null, said: string) => void
}

/**
 * Starts the program and ends it when this process ends in any way: the guard reads from a pipe that only this process
 * holds open. Windows has no shell for that; there the program is ended only by `stop`.
 */
const guardScript = `exec 3<&0
"$0" "$@" </dev/null 3<&- &
program=$!
{
  while read -r _ <&3; do :; done
  kill "$program"
  PATH="$PATH:/bin:/usr/bin" sleep 3
  kill -9 "$program"
} >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$program"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"`

/** The relay's own secrets, which are not passed to a third-party program. */
const secretNames: ReadonlySet<string> = new Set(['DATABASE_URL', 'PGPASSWORD', 'RELAY_METRICS_TOKEN'])
const withoutSecrets = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !secretNames.has(name.toUpperCase())))

function startProgram(program: string, args: readonly string[]): ChildProcess {
  const env = withoutSecrets(process.env)
  if (process.platform === 'win32') {
    return spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
  }
  const child = spawn('/bin/sh', ['-c', guardScript, program, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  // The program has already ended.
  child.stdin.on('error', () => undefined)
  child.once('exit', () => child.stdin.end())
  return child
}

/** Starts the program and waits for the address it prints. */
export async function openTunnel(options: TunnelOptions): Promise<Tunnel> {
  const { kind, program } = chooseProgram(options)
  const child = startProgram(program, programs[kind].args(options.port))
  const lastLines: string[] = []
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const stop = async () => {
    if (child.stdin) child.stdin.end()
    else child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
    await ended
    clearTimeout(force)
  }
  try {
    const url = (await firstAddress(child, kind, options.waitMs, lastLines)).replace(/\/+$/, '')
    let stopping = false
    void ended.then((code) => {
      if (!stopping) options.onEnd(code, lastLines.slice(-5).join('\n'))
    })
    return {
      kind,
      url,
      pid: child.pid,
      stop() {
        stopping = true
        return stop()
      },
    }
  } catch (error) {
    // A program that could not be started never emits `exit`.
    if (child.pid !== undefined) await stop()
    throw error
  }
}

function chooseProgram({ kind, searchPath, program: named }: TunnelOptions): { kind: TunnelKind; program: string } {
  if (kind && named !== undefined) return { kind, program: named }
  for (const one of kind ? [kind] : tunnelKinds) {
    const program = findProgram(one, searchPath)
    if (program) return { kind: one, program }
  }
  throw new TunnelFailed(
    kind
      ? `${kind} is not installed, or not on the PATH.`
      : `None of ${tunnelKinds.join(', ')} is installed. Install one, or put the relay behind a web server: docs/relay.md`,
  )
}

function findProgram(name: string, searchPath: string): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name]
  const files = searchPath.split(path.delimiter).flatMap((folder) => names.map((one) => path.join(folder, one)))
  return files.find((file) => {
    try {
      fs.accessSync(file, fs.constants.X_OK)
      return fs.statSync(file).isFile()
    } catch {
      return false
    }
  })
}

/** ngrok repeats its account's token when it is refused, and its last lines are shown and stored. */
const withoutToken = (line: string): string => line.replaceAll(/(auth_?token["']?\s*[:=]\s*["']?)[\w.-]+/gi, '$1[key]')

/** Both streams must still be read afterwards, because a program that cannot write stops working. */
function firstAddress(child: ChildProcess, kind: TunnelKind, waitMs: number, lastLines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new TunnelFailed([`${kind} ${what}.`, ...lastLines.slice(-5)].join('\n  ')))
    const timer = setTimeout(() => fail(`told no address within ${waitMs / 1_000} s`), waitMs)
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        lastLines.push(withoutToken(line).slice(0, 300))
        if (lastLines.length > 20) lastLines.shift()
        const url = programs[kind].addressIn(line)
        if (!url) return
        clearTimeout(timer)
        resolve(url)
      })
    }
    child.once('error', (error) => fail(`could not be started: ${error.message}`))
    child.once('close', (code) => {
      clearTimeout(timer)
      fail(`ended with ${code}`)
    })
  })
}

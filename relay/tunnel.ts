/** A public address by a tunnel program that is installed here; its output tells the address. */
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

export const tunnelKinds = ['cloudflared', 'ngrok', 'tailscale'] as const
export type TunnelKind = (typeof tunnelKinds)[number]

type Program = { args(port: number): string[]; addressIn(line: string): string | undefined }

const programs: Record<TunnelKind, Program> = {
  cloudflared: {
    args: (port) => ['tunnel', '--no-autoupdate', '--url', `http://127.0.0.1:${port}`],
    // Its own service is named in errors: api.trycloudflare.com is nobody's tunnel.
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

/** Says why there is no tunnel, with the program's last words. */
export class TunnelFailed extends Error {}

export type Tunnel = {
  readonly kind: TunnelKind
  readonly url: string
  stop(): Promise<void>
}

export type TunnelOptions = {
  readonly port: number
  /** Null: the first that is installed. */
  readonly kind: TunnelKind | null
  readonly searchPath: string
  readonly waitMs: number
  /** The program ended by itself after it had told its address. */
  readonly onEnd: (code: number | null) => void
}

/** Starts it and waits for the address it prints. */
export async function openTunnel(options: TunnelOptions): Promise<Tunnel> {
  const { kind, program } = choose(options)
  const child = spawn(program, programs[kind].args(options.port), { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), 3_000)
    await ended
    clearTimeout(force)
  }
  try {
    const url = (await firstAddress(child, kind, options.waitMs)).replace(/\/+$/, '')
    let stopping = false
    void ended.then((code) => {
      if (!stopping) options.onEnd(code)
    })
    return {
      kind,
      url,
      stop() {
        stopping = true
        return stop()
      },
    }
  } catch (error) {
    // A program that could not be started never ends.
    if (child.pid !== undefined) await stop()
    throw error
  }
}

function choose({ kind, searchPath }: TunnelOptions): { kind: TunnelKind; program: string } {
  for (const one of kind ? [kind] : tunnelKinds) {
    const program = find(one, searchPath)
    if (program) return { kind: one, program }
  }
  throw new TunnelFailed(
    kind
      ? `${kind} is not installed, or not on the PATH.`
      : `None of ${tunnelKinds.join(', ')} is installed. Install one, or put the relay behind a web server: docs/relay.md`,
  )
}

function find(name: string, searchPath: string): string | undefined {
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

/** Both streams go on being read afterwards: a program that cannot write stops working. */
function firstAddress(child: ChildProcess, kind: TunnelKind, waitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const lastLines: string[] = []
    const fail = (what: string) => reject(new TunnelFailed([`${kind} ${what}.`, ...lastLines.slice(-5)].join('\n  ')))
    const timer = setTimeout(() => fail(`told no address within ${waitMs / 1_000} s`), waitMs)
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        lastLines.push(line.slice(0, 300))
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

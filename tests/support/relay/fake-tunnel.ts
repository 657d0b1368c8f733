/**
 * A tunnel program in place of cloudflared: each start prints a new address and records the port behind it. Posts to an
 * address reach the relay only while the program with this address runs.
 */
import fs from 'node:fs'
import path from 'node:path'
import type { Deliver } from '#demo/reactions/post-webhooks.ts'
import type { TunnelKind } from '#shared/relay-thread.ts'
import { temporaryDir } from '../backend.ts'

export type FakeTunnel = {
  /** Folder of the program, to be put on the search path. */
  readonly folder: string
  /** Addresses printed so far, with port and process id. */
  starts(): readonly { readonly url: string; readonly port: number; readonly pid: number }[]
  /** Returns whether the process of a start is running. */
  isRunning(start: { readonly pid: number }): boolean
  /** Ends the running program, as if it had crashed. */
  die(): void
  /** Makes the next starts exit at once, or work again. */
  setBroken(broken: boolean): void
  /** Makes an address unreachable from now on, although its program runs. */
  lose(url: string): void
  /** Returns whether a request to the relay at an address gets an answer. */
  reaches(url: string): Promise<boolean>
  wasReached(url: string): boolean
  /** Posts as the internet would: to the relay behind an address whose program is running. */
  readonly deliver: Deliver
}

export function fakeTunnel(kind: TunnelKind = 'cloudflared', folder = temporaryDir('sendoff-tunnel-')): FakeTunnel {
  const book = path.join(folder, `${kind}-starts.jsonl`)
  const broken = path.join(folder, `${kind}-broken`)
  const text = `#!${process.execPath}
const fs = require('node:fs')
if (fs.existsSync(${JSON.stringify(broken)})) { process.stderr.write('ERR failed to reach the edge\\n'); process.exit(1) }
const port = Number(/(\\d+)$/.exec(process.argv.find((one) => /127|^\\d+$/.test(one)))[1])
const number = fs.existsSync(${JSON.stringify(book)}) ? fs.readFileSync(${JSON.stringify(book)}, 'utf8').trim().split('\\n').length : 0
const url = 'https://calm-river-' + number + '.${kind === 'cloudflared' ? 'trycloudflare.com' : 'ts.net'}'
fs.appendFileSync(${JSON.stringify(book)}, JSON.stringify({ url, port, pid: process.pid }) + '\\n')
process.on('SIGTERM', () => process.exit(0))
process.stderr.write('INF |  ' + url + '  |\\n')
setInterval(() => {}, 1000)
`
  fs.writeFileSync(path.join(folder, kind), text, { mode: 0o755 })
  const starts = () => {
    if (!fs.existsSync(book)) return []
    const lines = fs.readFileSync(book, 'utf8').trim().split('\n')
    return lines.map((line) => JSON.parse(line) as { url: string; port: number; pid: number })
  }
  const isRunning = ({ pid }: { readonly pid: number }) => {
    try {
      process.kill(pid, 0)
      // A zombie process, which ended but was not yet reaped, does not count as running.
      return !/^State:\s+Z/m.test(fs.existsSync(`/proc/${pid}`) ? fs.readFileSync(`/proc/${pid}/status`, 'utf8') : '')
    } catch {
      return false
    }
  }
  const lost = new Set<string>()
  const reached = new Set<string>()
  const behind = (origin: string) => starts().find((one) => one.url === origin && !lost.has(origin) && isRunning(one))
  return {
    folder,
    starts,
    isRunning,
    die() {
      const last = starts().at(-1)
      if (last) process.kill(last.pid, 'SIGKILL')
    },
    setBroken(yes) {
      if (yes) fs.writeFileSync(broken, '')
      else fs.rmSync(broken, { force: true })
    },
    lose: (url) => void lost.add(url),
    wasReached: (url) => reached.has(url),
    async reaches(url) {
      const start = behind(url)
      if (!start) return false
      const { ok } = await fetch(`http://127.0.0.1:${start.port}/health`)
      if (ok) reached.add(url)
      return ok
    },
    async deliver(url, init) {
      const { origin, pathname } = new URL(url)
      const start = behind(origin)
      if (!start) return { status: 530 }
      const { status } = await fetch(`http://127.0.0.1:${start.port}${pathname}`, init)
      return { status }
    },
  }
}

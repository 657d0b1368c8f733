import type { Logger } from '#shared/log.ts'
import type { TunnelKind } from '#shared/relay-thread.ts'
import { openTunnel, type Tunnel, TunnelFailed } from './tunnel.ts'

const waitMs = 30_000
const pausesMs = [1_000, 5_000, 15_000, 60_000] as const

export type KeepTunnelDeps = { readonly print: (line: string) => void; readonly log: Logger }

/**
 * Opens a tunnel, reports its address, and reopens it when it ends; a changed address is also reported, because the
 * webhook at Instantly then has the old one. Returns a function that closes it.
 */
export async function keepTunnel(
  kind: TunnelKind | null,
  port: number,
  { print, log }: KeepTunnelDeps,
): Promise<() => Promise<void>> {
  let tunnel: Tunnel | null = null
  let retry: NodeJS.Timeout | null = null
  let failures = 0
  let closed = false
  let lastUrl: string | null = null

  async function open(): Promise<void> {
    const opened = await openTunnel({ kind, port, searchPath: process.env['PATH'] ?? '', waitMs, onEnd: again })
    if (closed) return opened.stop()
    tunnel = opened
    failures = 0
    print(`Public address (${opened.kind}): ${opened.url}`)
    if (lastUrl !== null && lastUrl !== opened.url) {
      print('The address has changed: enter it in the app, and the webhook at Instantly is changed with it.')
    }
    lastUrl = opened.url
  }
  function again(): void {
    tunnel = null
    if (closed) return
    const pauseMs = pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0
    failures += 1
    log.warn('the tunnel ended', { tryAgainInMs: pauseMs })
    retry = setTimeout(() => {
      void open().catch((error: unknown) => {
        log.warn('no tunnel', { reason: error instanceof TunnelFailed ? error.message : 'unknown' })
        again()
      })
    }, pauseMs)
  }

  await open()
  return async () => {
    closed = true
    if (retry) clearTimeout(retry)
    await tunnel?.stop()
  }
}

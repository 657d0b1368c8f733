/**
 * The clock is set back while the tunnel pauses, or before its address is checked again: neither waits for that time to
 * come again.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { JobDefinition } from '#backend/core/background.ts'
import type { Deps } from '#backend/core/deps.ts'
import { createTunnel } from '#backend/events/relay/tunnel.ts'
import { watchReachability } from '#backend/events/relay/watch-reach.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import { temporaryDir } from '../../../support/backend.ts'

const begun = Date.UTC(2026, 10, 20)

/** Captures what a part registers as its job, with a clock for it. */
function played() {
  const time = { now: begun }
  const jobs = new Map<string, JobDefinition<unknown>>()
  const log = { info() {}, warn() {}, error() {}, debug() {} }
  const deps = {
    clock: { now: () => time.now },
    log: () => log,
    changed() {},
    online: () => true,
    background: {
      defineJob(definition: JobDefinition<unknown>) {
        jobs.set(definition.kind, definition)
        return { look() {}, wake: async () => undefined, isRunning: () => false }
      },
    },
  } as unknown as Deps
  const isDue = (kind: string) => jobs.get(kind)?.next({ why: 'due', now: time.now, free: 1 }).due.length === 1
  const run = (kind: string, item: unknown) => jobs.get(kind)?.run(item, new AbortController().signal)
  const putBack = (kind: string) => {
    time.now -= dayMs
    jobs.get(kind)?.clockPutBack?.()
  }
  return { deps, time, isDue, run, putBack }
}

it('The address of a tunnel is checked again after the clock was put back', async () => {
  const { deps, time, isDue, run, putBack } = played()
  const tunnel = { url: 'https://calm-river.trycloudflare.com' }
  const timings = { firstMs: 60_000, everyMs: 600_000, againMs: 30_000, times: 3 }
  watchReachability(deps, { tunnel: () => tunnel, reaches: async () => true, timings, lost: async () => undefined })
  expect(isDue('relay_reach')).toBe(false)
  time.now += 60_000
  expect(isDue('relay_reach')).toBe(true)
  await run('relay_reach', tunnel)
  expect(isDue('relay_reach')).toBe(false)
  putBack('relay_reach')
  expect(isDue('relay_reach')).toBe(true)
})

it('A tunnel that could not be opened is retried after the clock was put back', async () => {
  const { deps, isDue, run, putBack } = played()
  const folder = temporaryDir()
  writeFileSync(path.join(folder, 'cloudflared'), '', { mode: 0o755 })
  const ask = () => Promise.reject(new AppError('RELAY_TUNNEL_FAILED'))
  createTunnel(deps, {
    thread: () => ({ ask }) as never,
    chosen: () => null,
    isNeeded: () => true,
    away: () => undefined,
    begin: () => undefined,
    opened: () => undefined,
    timings: { pausesMs: [300_000], steadyMs: 60_000, folders: () => [folder], reach: {} as never, reaches: null },
  })
  expect(isDue('relay_tunnel')).toBe(true)
  await run('relay_tunnel', 'tunnel')
  expect(isDue('relay_tunnel')).toBe(false)
  putBack('relay_tunnel')
  expect(isDue('relay_tunnel')).toBe(true)
})

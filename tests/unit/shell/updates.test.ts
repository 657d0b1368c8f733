import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { UpdateChannel } from '#shared/contract/core/desktop.ts'
import { createLogger } from '#shared/log.ts'
import { createUpdates, toUpdateProblem, type UpdateEngine, UpdateProblem } from '../../../src/main/shell/updates.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const hour = 3_600_000

function setup(engine: Partial<UpdateEngine> = {}, sending = { count: 0 }) {
  const asked: UpdateChannel[] = []
  let channel: UpdateChannel = 'latest'
  const install = vi.fn()
  const leaveAnd = vi.fn((done: () => void) => done())
  const changed = vi.fn()
  const updates = createUpdates({
    version: '1.0.0',
    engine: async () => ({
      canInstall: true,
      check: async (of) => {
        asked.push(of)
        return '1.1.0'
      },
      download: async () => {},
      install,
      ...engine,
    }),
    channel: () => channel,
    sending: () => sending.count,
    leaveAnd,
    changed,
    log: createLogger('test', () => {}),
  })
  const choose = (next: UpdateChannel) => {
    channel = next
    updates.channelChanged()
  }
  return { updates, asked, install, leaveAnd, changed, choose }
}

const settled = () => vi.advanceTimersByTimeAsync(1)

describe('updates', () => {
  test('are never checked in a build without a feed, which says so', async () => {
    const updates = createUpdates({
      version: '1.0.0',
      engine: null,
      channel: () => 'latest',
      sending: () => 0,
      leaveAnd: () => {},
      changed: () => {},
      log: createLogger('test', () => {}),
    })
    updates.begin()
    await vi.advanceTimersByTimeAsync(24 * hour)
    expect(updates.state()).toEqual({ is: 'off', version: '1.0.0', checkedAt: null })
    expect(await updates.restart()).toMatchObject({ is: 'off' })
  })

  test('are checked at the start and every six hours, even after sleep', async () => {
    const check = vi.fn(async () => null)
    const { updates } = setup({ check })
    updates.begin()
    await settled()
    expect(check).toHaveBeenCalledTimes(1)
    expect(updates.state()).toMatchObject({ is: 'current', checkedAt: expect.any(String) })
    await vi.advanceTimersByTimeAsync(5 * hour)
    expect(check).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1.2 * hour)
    expect(check).toHaveBeenCalledTimes(2)
    vi.setSystemTime(Date.now() + 20 * hour)
    await vi.advanceTimersByTimeAsync(0.2 * hour)
    expect(check).toHaveBeenCalledTimes(3)
    updates.end()
    await vi.advanceTimersByTimeAsync(24 * hour)
    expect(check).toHaveBeenCalledTimes(3)
  })

  test('are checked again once a clock that was a year ahead is right', async () => {
    const check = vi.fn(async () => null)
    const { updates } = setup({ check })
    const isNow = Date.now()
    vi.setSystemTime(isNow + 400 * 24 * hour)
    updates.begin()
    await settled()
    vi.setSystemTime(isNow)
    await vi.advanceTimersByTimeAsync(0.2 * hour)
    expect(check).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(5 * hour)
    expect(check).toHaveBeenCalledTimes(2)
    updates.end()
  })

  test('are downloaded, and installed only by a requested restart', async () => {
    const fetched = Promise.withResolvers<void>()
    const { updates, install, leaveAnd } = setup({
      download: async (onPercent) => {
        onPercent(41.7)
        await fetched.promise
      },
    })
    updates.begin()
    await settled()
    expect(updates.state()).toMatchObject({ is: 'downloading', next: '1.1.0', percent: 41 })
    expect(await updates.restart()).toMatchObject({ is: 'downloading' })
    fetched.resolve()
    await settled()
    expect(updates.state()).toMatchObject({ is: 'ready', next: '1.1.0', sending: 0 })
    expect(install).not.toHaveBeenCalled()
    await updates.restart()
    expect(leaveAnd).toHaveBeenCalledOnce()
    expect(install).toHaveBeenCalledOnce()
  })

  test('do not restart while an export is sending, and say how many are', async () => {
    const sending = { count: 2 }
    const { updates, install } = setup({}, sending)
    updates.begin()
    await settled()
    expect(await updates.restart()).toMatchObject({ is: 'ready', sending: 2 })
    expect(install).not.toHaveBeenCalled()
    sending.count = 0
    await updates.restart()
    expect(install).toHaveBeenCalledOnce()
  })

  test('are only reported by a package that cannot replace itself', async () => {
    const download = vi.fn(async () => {})
    const { updates } = setup({ canInstall: false, download })
    updates.begin()
    await settled()
    expect(updates.state()).toMatchObject({ is: 'elsewhere', next: '1.1.0' })
    expect(download).not.toHaveBeenCalled()
  })

  test.each(['unreachable', 'feed', 'file'] as const)(
    '%s is reported, and retried six hours later',
    async (problem) => {
      const download = vi.fn(async () => {})
      download.mockRejectedValueOnce(new UpdateProblem(problem))
      const { updates } = setup({ download })
      updates.begin()
      await settled()
      expect(updates.state()).toMatchObject({ is: 'failed', problem })
      await vi.advanceTimersByTimeAsync(6.2 * hour)
      expect(updates.state()).toMatchObject({ is: 'ready' })
    },
  )

  test('are checked at once after a change of channel', async () => {
    const { updates, asked, choose } = setup({
      check: async (of) => {
        asked.push(of)
        return of === 'beta' ? '1.2.0-beta.1' : null
      },
    })
    updates.begin()
    await settled()
    choose('beta')
    await settled()
    expect(asked).toEqual(['latest', 'beta'])
    expect(updates.state()).toMatchObject({ is: 'ready', next: '1.2.0-beta.1' })
  })

  test('of a channel that was left are not installed, even if already downloading', async () => {
    const fetched = Promise.withResolvers<void>()
    const asked: UpdateChannel[] = []
    const { updates, install, choose } = setup({
      check: async (of) => {
        asked.push(of)
        return asked.length === 1 ? '1.1.0' : null
      },
      download: () => fetched.promise,
    })
    updates.begin()
    await settled()
    expect(updates.state()).toMatchObject({ is: 'downloading', next: '1.1.0' })
    choose('beta')
    fetched.resolve()
    await settled()
    expect(asked).toEqual(['latest', 'beta'])
    expect(updates.state()).toMatchObject({ is: 'current' })
    await updates.restart()
    expect(install).not.toHaveBeenCalled()
  })

  test('are checked once for two simultaneous requests', async () => {
    const check = vi.fn(async () => null)
    const { updates } = setup({ check })
    await Promise.all([updates.checkNow(), updates.checkNow()])
    await settled()
    expect(check).toHaveBeenCalledOnce()
  })
})

// The messages of electron-updater on Windows, of Apple on macOS, and of Chromium without a connection.
test.each([
  ['a wrong checksum', { code: 'ERR_CHECKSUM_MISMATCH' }, 'file'],
  [
    'signed by somebody else, on Windows',
    { code: 'ERR_UPDATER_INVALID_SIGNATURE', message: 'New version 2 is not signed' },
    'file',
  ],
  [
    'signed by somebody else, on macOS',
    { message: 'Code signature at URL file:///x/Sendoff.app/ did not pass validation: code failed to satisfy …' },
    'file',
  ],
  ['no network', { message: 'net::ERR_INTERNET_DISCONNECTED' }, 'unreachable'],
  ['a proxy that refuses', { message: 'net::ERR_TUNNEL_CONNECTION_FAILED' }, 'unreachable'],
  ['broken off', { message: 'aborted' }, 'unreachable'],
  ['a feed that names no file', { code: 'ERR_UPDATER_NO_FILES_PROVIDED' }, 'feed'],
] as const)('%s is reported as what it is', (_what, error, problem) => {
  expect(toUpdateProblem(Object.assign(new Error(), error)).problem).toBe(problem)
})

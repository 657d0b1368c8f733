/** The window's lock, as enforced at the backend's boundary. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { contract } from '#shared/contract/index.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { testPassphraseCost } from '../../../support/passphrase-cost.ts'

const apps: TestBackend[] = []
const time = { ahead: 0 }
/** The clock stands still, so that the time a guess takes on this machine does not matter. */
const began = Date.now()
const clock = { ...systemClock, now: () => began + time.ahead }
const start = (dir?: string) => {
  const app = startBackend({ instantlyUrl: null, clock, ...(dir === undefined ? {} : { dir }) })
  apps.push(app)
  return app
}
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
})
const said = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as { code?: string; data?: Record<string, unknown> },
  )
const passphrase = 'correct horse battery'
const locked = async (app: TestBackend) => (await app.call('lock.state', {})).locked
const fileOf = (app: TestBackend) => path.join(app.dir, 'lock.json')

it('While locked no route returns client data; after the passphrase all do', async () => {
  const app = start()
  await app.call('lock.save', { current: null, passphrase, afterMinutes: 15 })
  expect(await locked(app)).toBe(false)
  await app.call('lock.now', {})
  const answered: string[] = []
  for (const name of Object.keys(contract)) {
    const error = await said(app.call(name as never, {} as never))
    if (error?.code !== 'APP_LOCKED') answered.push(name)
  }
  expect(answered.toSorted()).toEqual([
    'app.openLink',
    'app.saveUiState',
    'app.status',
    'app.uiState',
    'lock.now',
    'lock.state',
    'lock.unlock',
  ])
  expect((await said(app.call('lock.unlock', { passphrase: 'wrong horse' })))?.code).toBe('APP_LOCK_WRONG')
  expect(await locked(app)).toBe(true)
  await app.call('lock.unlock', { passphrase })
  expect(await app.call('workspaces.list', {})).toEqual([])
})

it('The app is locked from the start, its passphrase is nowhere on disk, and without its file the lock is off', async () => {
  const app = start()
  await app.call('lock.save', { current: null, passphrase, afterMinutes: null })
  await app.stop()
  for (const name of fs.readdirSync(app.dir)) {
    const file = path.join(app.dir, name)
    if (fs.statSync(file).isFile()) expect(fs.readFileSync(file, 'latin1')).not.toContain(passphrase)
  }
  const again = start(app.dir)
  expect(await locked(again)).toBe(true)
  expect((await said(again.call('workspaces.list', {})))?.code).toBe('APP_LOCKED')
  await again.stop()
  fs.rmSync(fileOf(app))
  const without = start(app.dir)
  expect(await without.call('lock.state', {})).toMatchObject({ on: false, locked: false })
  expect(await without.call('workspaces.list', {})).toEqual([])
})

it('A damaged lock file keeps the app locked, and the message names the file', async () => {
  const app = start()
  await app.call('lock.save', { current: null, passphrase, afterMinutes: null })
  await app.stop()
  const whole = fs.readFileSync(fileOf(app), 'utf8')
  for (const text of ['', '{}', whole.slice(0, 40), whole.replace(`"n":${testPassphraseCost}`, '"n":1073741824')]) {
    fs.writeFileSync(fileOf(app), text)
    const again = start(app.dir)
    expect(await again.call('lock.state', {})).toMatchObject({
      on: true,
      locked: true,
      damaged: true,
      file: fileOf(app),
    })
    expect((await said(again.call('lock.unlock', { passphrase })))?.code).toBe('APP_LOCK_WRONG')
    expect(await locked(again)).toBe(true)
    await again.stop()
  }
})

it('Wrong guesses have to wait longer and longer, even in parallel, and the right one is accepted after the wait', async () => {
  const app = start()
  await app.call('lock.save', { current: null, passphrase, afterMinutes: null })
  await app.call('lock.now', {})
  const guesses = await Promise.all(
    Array.from({ length: 6 }, () => said(app.call('lock.unlock', { passphrase: 'wrong horse' }))),
  )
  expect(guesses.map((error) => error?.data?.['reason'])).toEqual(['wrong', 'wrong', 'wrong', 'wait', 'wait', 'wait'])
  expect((await said(app.call('lock.unlock', { passphrase })))?.data?.['reason']).toBe('wait')
  time.ahead += 5_000
  await app.call('lock.unlock', { passphrase })
  expect(await locked(app)).toBe(false)
})

it('A restart does not forget wrong guesses, and a clock moved back does not shorten the wait', async () => {
  let app = start()
  await app.call('lock.save', { current: null, passphrase, afterMinutes: null })
  const waits: unknown[] = []
  for (let tries = 0; tries < 5; tries += 1) {
    await app.stop()
    app = start(app.dir)
    const early = await said(app.call('lock.unlock', { passphrase: 'wrong horse' }))
    waits.push(early?.data?.['seconds'] ?? 0)
    if (early?.data?.['reason'] === 'wrong') continue
    // The right passphrase is no exception, and setting the clock back a day does not help.
    expect((await said(app.call('lock.unlock', { passphrase })))?.data?.['reason']).toBe('wait')
    time.ahead -= 86_400_000
    await app.stop()
    app = start(app.dir)
    expect((await said(app.call('lock.unlock', { passphrase })))?.data?.['reason']).toBe('wait')
    time.ahead += 60_000
    expect((await said(app.call('lock.unlock', { passphrase: 'wrong horse' })))?.data?.['reason']).toBe('wrong')
  }
  expect(waits).toEqual([0, 0, 0, 1, 2])
  // It is stored on disk, and the right passphrase clears it.
  time.ahead += 60_000
  const under = said(app.call('lock.unlock', { passphrase: 'wrong horse' }))
  await until('the try to be counted', () => fs.readFileSync(fileOf(app), 'utf8').includes('"tries":6'))
  await under
  time.ahead += 60_000
  await app.call('lock.unlock', { passphrase })
  await app.stop()
  const again = start(app.dir)
  expect((await said(again.call('lock.unlock', { passphrase: 'wrong horse' })))?.data?.['reason']).toBe('wrong')
})

it('Changing or removing the lock needs the current passphrase', async () => {
  const app = start()
  await app.call('lock.save', { current: null, passphrase, afterMinutes: 5 })
  for (const current of [null, 'wrong horse'])
    expect((await said(app.call('lock.save', { current, passphrase: 'another phrase', afterMinutes: 1 })))?.code).toBe(
      'APP_LOCK_WRONG',
    )
  expect((await said(app.call('lock.remove', { current: 'wrong horse' })))?.code).toBe('APP_LOCK_WRONG')
  time.ahead += 60_000
  await app.call('lock.save', { current: passphrase, passphrase: null, afterMinutes: 30 })
  expect(await app.call('lock.state', {})).toMatchObject({ on: true, afterMinutes: 30 })
  await app.call('lock.save', { current: passphrase, passphrase: 'another phrase', afterMinutes: 30 })
  await app.call('lock.remove', { current: 'another phrase' })
  expect(await app.call('lock.state', {})).toMatchObject({ on: false })
  expect(fs.existsSync(fileOf(app))).toBe(false)
})

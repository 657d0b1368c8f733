/**
 * The window's lock. While it is locked no route returns data and no event carries any; background work continues. The
 * passphrase is stored as a scrypt hash in its own file, so that keys and backups do not depend on it.
 */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import type { LockState, lock } from '#shared/contract/app/lock.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import { createLockFile, type StoredLock } from './lock-file.ts'

const freeTries = 3
const longestWaitMs = 15 * 60_000

const waitAfterTries = (tries: number): number =>
  tries < freeTries ? 0 : Math.min(longestWaitMs, 1_000 * 2 ** Math.min(20, tries - freeTries))

/** Routes the window needs before it may show anything; they return no names and no rows. */
const alwaysAnswered: ReadonlySet<string> = new Set([
  'lock.state',
  'lock.unlock',
  'lock.now',
  'app.status',
  'app.uiState',
  'app.saveUiState',
  // Opens the data folder, which is needed when the passphrase is forgotten.
  'app.openLink',
])
/** Events without content: names of queries to repeat, the network state, and the end of the app. */
const isAlwaysAnnounced = (name: string): boolean =>
  name === 'data.changed' || name.startsWith('app.') || name.startsWith('desktop.')

export type AppLock = ReturnType<typeof createAppLock>

export function createAppLock(
  dataDir: string,
  parts: {
    /** Monotonic time in ms, unaffected by changes of the clock. */
    readonly elapsed: () => number
    /** scrypt's N for a new passphrase. */
    readonly passphraseCost: number
    readonly changed: () => void
  },
) {
  const kept = createLockFile(dataDir)
  const { file } = kept
  let here = kept.read()
  let locked = here !== null
  const triesOf = (lock: typeof here): number => (lock === null || lock === 'damaged' ? 0 : lock.tries)
  /** The wait starts over with the app, as only a changeable clock could tell how long it was off. */
  let waitUntil = parts.elapsed() + waitAfterTries(triesOf(here))
  /** One attempt at a time: concurrent attempts would allow many guesses per wait. */
  let trying: Promise<unknown> = Promise.resolve()

  const check = (passphrase: string): Promise<void> => {
    const mine = trying.then(async () => {
      if (here === null) return
      if (here === 'damaged') throw new AppError('APP_LOCK_WRONG', { reason: 'damaged', file })
      const waitMs = waitUntil - parts.elapsed()
      if (waitMs > 0) throw new AppError('APP_LOCK_WRONG', { reason: 'wait', seconds: Math.ceil(waitMs / 1_000) })
      const { salt, hash, n, r, p, tries } = here
      count(here, tries + 1)
      const found = await hashOf(passphrase, Buffer.from(salt, 'hex'), { n, r, p })
      if (timingSafeEqual(found, Buffer.from(hash, 'hex'))) {
        count(here, 0)
        return
      }
      waitUntil = parts.elapsed() + waitAfterTries(tries + 1)
      throw new AppError('APP_LOCK_WRONG', { reason: 'wrong' })
    })
    trying = mine.catch(() => undefined)
    return mine
  }

  const write = (next: StoredLock) => {
    kept.write(next)
    here = next
  }

  const count = (lock: StoredLock, tries: number) => {
    here = { ...lock, tries }
    try {
      write(here)
    } catch {
      // A full disk must not lock out somebody who knows the passphrase; the wait stays in memory until the app ends.
    }
  }

  const state = (): LockState => ({
    on: here !== null,
    locked,
    afterMinutes: here === null || here === 'damaged' ? null : here.afterMinutes,
    damaged: here === 'damaged',
    file,
  })

  const routes: Handlers<typeof lock> = {
    'lock.state': state,
    async 'lock.save'({ current, passphrase, afterMinutes }) {
      if (here !== null) await check(current ?? '')
      if (here === 'damaged') throw new AppError('APP_LOCK_WRONG', { reason: 'damaged', file })
      if (passphrase !== null) {
        write(await newLock(passphrase, parts.passphraseCost, afterMinutes))
      } else if (here === null) throw new AppError('INVALID_INPUT', { field: 'passphrase' })
      else write({ ...here, afterMinutes })
    },
    async 'lock.remove'({ current }) {
      await check(current)
      kept.remove()
      here = null
    },
    'lock.now': () => {
      locked = here !== null
      return { locked }
    },
    async 'lock.unlock'({ passphrase }) {
      await check(passphrase)
      locked = false
      parts.changed()
    },
  }
  return {
    routes,
    bars: (route: string): boolean => locked && !alwaysAnswered.has(route),
    /** Whether an event or a system notification may not be shown now. */
    hides: (event: string): boolean => locked && !isAlwaysAnnounced(event),
  }
}

async function newLock(passphrase: string, n: number, afterMinutes: StoredLock['afterMinutes']): Promise<StoredLock> {
  const cost = { n, r: 8, p: 1 } as const
  const salt = randomBytes(16)
  const hash = await hashOf(passphrase, salt, cost)
  return { version: 1, salt: salt.toString('hex'), hash: hash.toString('hex'), ...cost, afterMinutes, tries: 0 }
}

const hashOf = (
  passphrase: string,
  salt: Buffer,
  { n, r, p }: { readonly n: number; readonly r: number; readonly p: number },
): Promise<Buffer> => {
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r }
  return new Promise((resolve, reject) => {
    // Normalised, as keyboards may compose the same letters differently.
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

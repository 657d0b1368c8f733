/**
 * The window's lock. While it is locked no route answers with data and no event carries any; work in the background goes on.
 * The passphrase is kept as a scrypt hash in a file of its own, so that keys and backups do not depend on it.
 */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import type { LockState, lock } from '#shared/contract/app/lock.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import { createLockFile, type Kept } from './lock-file.ts'

const freeTries = 3
const longestWaitMs = 15 * 60_000

const waitAfter = (tries: number): number =>
  tries < freeTries ? 0 : Math.min(longestWaitMs, 1_000 * 2 ** Math.min(20, tries - freeTries))

/** What the window needs before it may show anything: no names, no rows. */
const alwaysAnswered: ReadonlySet<string> = new Set([
  'lock.state',
  'lock.unlock',
  'lock.now',
  'app.status',
  'app.uiState',
  'app.saveUiState',
  // Opens the data folder: what to do about a forgotten passphrase.
  'app.openLink',
])
/** Names of things that may be asked again, the network, and the end of the app. */
const alwaysTold = (name: string): boolean =>
  name === 'data.changed' || name.startsWith('app.') || name.startsWith('desktop.')

export type AppLock = ReturnType<typeof createAppLock>

export function createAppLock(
  dataDir: string,
  parts: {
    /** Milliseconds that passed since some moment of this run: no clock that can be moved. */
    readonly elapsed: () => number
    /** scrypt's N of a new passphrase. */
    readonly passphraseCost: number
    readonly changed: () => void
  },
) {
  const kept = createLockFile(dataDir)
  const { file } = kept
  let here = kept.read()
  let locked = here !== null
  const triesOf = (lock: typeof here): number => (lock === null || lock === 'damaged' ? 0 : lock.tries)
  /** The wait begins anew with the app: how long it was off only a clock could tell. */
  let waitUntil = parts.elapsed() + waitAfter(triesOf(here))
  /** One try at a time: many at once would be many guesses for one wait. */
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
      waitUntil = parts.elapsed() + waitAfter(tries + 1)
      throw new AppError('APP_LOCK_WRONG', { reason: 'wrong' })
    })
    trying = mine.catch(() => undefined)
    return mine
  }

  const write = (next: Kept) => {
    kept.write(next)
    here = next
  }

  const count = (lock: Kept, tries: number) => {
    here = { ...lock, tries }
    try {
      write(here)
    } catch {
      // A full disk must not keep out who knows the passphrase; the wait holds until the app ends.
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
      return null
    },
    async 'lock.remove'({ current }) {
      await check(current)
      kept.remove()
      here = null
      return null
    },
    'lock.now': () => {
      locked = here !== null
      return { locked }
    },
    async 'lock.unlock'({ passphrase }) {
      await check(passphrase)
      locked = false
      parts.changed()
      return null
    },
  }
  return {
    routes,
    /** Whether a route may not be answered now. */
    bars: (route: string): boolean => locked && !alwaysAnswered.has(route),
    /** Whether an event, or a notice of the system, may not be told now. */
    hides: (event: string): boolean => locked && !alwaysTold(event),
  }
}

async function newLock(passphrase: string, n: number, afterMinutes: Kept['afterMinutes']): Promise<Kept> {
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
    // The same words are the same passphrase however a keyboard composes its letters.
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

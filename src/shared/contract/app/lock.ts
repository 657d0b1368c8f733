/** The window’s lock: asks for a passphrase before anything is shown. It hides data but does not encrypt it. */
import { z } from 'zod'
import { command, query } from '../route.ts'

/** Minimum length of a passphrase, in characters. */
export const shortestPassphrase = 8
const passphrase = z.string().min(shortestPassphrase).max(200)
const given = z.string().min(1).max(200)
export const idleMinutes = [1, 5, 15, 30, 60] as const
const afterMinutes = z.number().int().min(1).max(240).nullable()

export type LockState = {
  readonly on: boolean
  readonly locked: boolean
  /** Minutes without keyboard or pointer input until the window locks; null if it locks only on request. */
  readonly afterMinutes: number | null
  /** Whether the lock file cannot be read; the window then stays locked until the file is removed. */
  readonly damaged: boolean
  /** Path of the lock file. */
  readonly file: string
}

export const lock = {
  'lock.state': query<LockState>({ reads: ['lock'] })(z.object({})),
  /** Sets up or changes the lock. `current`: the current passphrase, if any. `passphrase` null: keep it. */
  'lock.save': command({ touches: ['lock'] })(
    z.object({ current: given.nullable(), passphrase: passphrase.nullable(), afterMinutes }),
  ),
  'lock.remove': command({ touches: ['lock'] })(z.object({ current: given })),
  /** Locks now; does nothing if no lock is set up. */
  'lock.now': command<{ readonly locked: boolean }>({ touches: ['lock'] })(z.object({})),
  /** Throws APP_LOCK_WRONG, with a longer wait before each further try. */
  'lock.unlock': command({ touches: ['lock'] })(z.object({ passphrase: given })),
}

/** The window’s lock: a passphrase before anything is shown. It hides; it encrypts nothing. */
import { z } from 'zod'
import { command, query } from '../route.ts'

/** Characters of a passphrase. */
export const shortestPassphrase = 8
const passphrase = z.string().min(shortestPassphrase).max(200)
const given = z.string().min(1).max(200)
export const idleMinutes = [1, 5, 15, 30, 60] as const
const afterMinutes = z.number().int().min(1).max(240).nullable()

export type LockState = {
  readonly on: boolean
  readonly locked: boolean
  /** Minutes without a key or a pointer after which it locks; null: only when asked. */
  readonly afterMinutes: number | null
  /** Its file cannot be read: it stays locked, and only removing the file helps. */
  readonly damaged: boolean
  /** Where the file is. */
  readonly file: string
}

export const lock = {
  'lock.state': query<LockState>({ reads: ['lock'] })(z.object({})),
  /** Sets it up or changes it. `current`: the passphrase so far, where there is one. `passphrase` null: as it was. */
  'lock.save': command<null>({ touches: ['lock'] })(
    z.object({ current: given.nullable(), passphrase: passphrase.nullable(), afterMinutes }),
  ),
  'lock.remove': command<null>({ touches: ['lock'] })(z.object({ current: given })),
  /** Locks now; nothing where no lock was set up. */
  'lock.now': command<{ readonly locked: boolean }>({ touches: ['lock'] })(z.object({})),
  /** APP_LOCK_WRONG, and a longer and longer wait before the next try. */
  'lock.unlock': command<null>({ touches: ['lock'] })(z.object({ passphrase: given })),
}

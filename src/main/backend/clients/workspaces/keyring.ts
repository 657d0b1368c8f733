/** Encrypts secrets with the system's keyring. */
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import type { Host, KeyProtection } from '#shared/host.ts'
import type { Logger } from '#shared/log.ts'
import { bindingText, memoryKey, type Sealed } from './vault-binding.ts'
import type { VaultMemory } from './vault-memory.ts'
import type { Binding, SealedSecret, VaultRows } from './vault-rows.ts'

/** The keyring does not support a binding, so it is stored inside the encrypted text. */
const keyringEnvelope = z.object({ for: z.string(), secret: z.string().min(1) })

export type Keyring = ReturnType<typeof createKeyring>

export function createKeyring(parts: {
  readonly host: Host
  readonly log: Logger
  readonly rows: VaultRows
  readonly memory: VaultMemory
}) {
  const { host, log, rows, memory } = parts
  let protection: KeyProtection | null = null

  const ask = async (): Promise<KeyProtection> => (protection ??= await host.keyProtection())

  async function seal(binding: Binding, secret: string): Promise<Sealed> {
    const envelope = JSON.stringify({ for: bindingText(binding), secret } satisfies z.infer<typeof keyringEnvelope>)
    try {
      const cipher = Buffer.from(await host.encrypt(envelope))
      // Instantly shows a key only once: one that cannot be decrypted would be lost.
      if ((await host.decrypt(cipher)).text !== envelope) throw new AppError('KEYRING_UNREADABLE')
      return { cipher, protection: 'keyring' }
    } catch (error) {
      throw refused(error)
    }
  }

  /**
   * Re-encrypts a secret that was encrypted before the keyring had its current key, e.g. while none answered. A secret
   * that cannot be re-encrypted stays unchanged.
   */
  async function resealSecret(row: SealedSecret, secret: string): Promise<void> {
    if ((await ask()) !== 'keyring') return
    try {
      rows.reseal([{ row, ...(await seal(row, secret)) }])
    } catch (error) {
      log.warn('a key could not be sealed anew', { secret: memoryKey(row), error: codeOf(error) })
    }
  }

  async function open(row: SealedSecret): Promise<Buffer> {
    let text: string
    let stale: boolean
    try {
      ;({ text, stale } = await host.decrypt(row.cipher))
    } catch (error) {
      memory.noteUnreadable(row)
      throw refused(error)
    }
    const envelope = parseEnvelope(text)
    if (!envelope || envelope.for !== bindingText(row)) {
      memory.noteUnreadable(row)
      log.error('a key does not belong to the row it is kept in', { secret: memoryKey(row) })
      throw new AppError('KEYRING_UNREADABLE', { reason: 'damaged' })
    }
    if (stale) await resealSecret(row, envelope.secret)
    return Buffer.from(envelope.secret, 'utf8')
  }

  function refused(error: unknown): AppError {
    if (memory.isStopped()) return new AppError('KEYS_LOCKED')
    const was = protection
    // Asked again next time, because a keyring may be unlocked or disappear while the app runs.
    protection = null
    // Only the code: the system's own message, whatever it contains, stays out of logs and answers.
    log.warn('the keyring does not answer', { error: codeOf(error), protection: was ?? 'unknown' })
    return new AppError('KEYRING_UNREADABLE', { reason: was === 'plain' ? 'no_keyring' : 'keyring_refused' })
  }

  return {
    seal,
    open,
    /** What currently protects keys. */
    protection: ask,
    /** The last known protection; null if nobody asked since it failed. */
    lastTold: () => protection,
  }
}

function parseEnvelope(text: string): z.infer<typeof keyringEnvelope> | null {
  try {
    return keyringEnvelope.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Returns only the code of an error, for the log. */
export const codeOf = (error: unknown): string =>
  error instanceof AppError ? error.code : error instanceof Error ? error.name : 'unknown'

import { AppError } from '#shared/errors.ts'
import { memoryKey } from './vault-binding.ts'
import type { SecretId } from './vault-rows.ts'

export type VaultMemory = ReturnType<typeof createVaultMemory>

/** Holds the currently decrypted secrets as buffers, because a string cannot be wiped. */
export function createVaultMemory() {
  const open = new Map<string, Buffer>()
  const unreadable = new Set<string>()
  let master: Buffer | null = null
  let stopped = false
  /** Incremented with each wipe: operations begun before it must not put a secret back. */
  let era = 0
  /** Incremented with each secret that is dropped: one that was being decrypted meanwhile may be outdated. */
  let drops = 0

  function wipe(): void {
    era += 1
    drops += 1
    master?.fill(0)
    master = null
    for (const secret of open.values()) secret.fill(0)
    open.clear()
  }

  return {
    era: () => era,
    isStopped: () => stopped,
    /** The key derived from the passphrase; null while it is locked. */
    master: () => master,
    /** Throws KEYS_LOCKED and wipes the key if memory was wiped since era `since`. */
    takeMaster(key: Buffer, since: number): void {
      if (stopped || since !== era) {
        key.fill(0)
        throw new AppError('KEYS_LOCKED')
      }
      master?.fill(0)
      master = key
    },
    has: (id: SecretId) => open.has(memoryKey(id)),
    text: (id: SecretId) => open.get(memoryKey(id))?.toString('utf8'),
    drops: () => drops,
    /** Returns the secret as text. It is not kept if any was dropped since `since`. */
    keep(id: SecretId, secret: Buffer, since: number): string {
      unreadable.delete(memoryKey(id))
      const text = secret.toString('utf8')
      if (since === drops) open.set(memoryKey(id), secret)
      else secret.fill(0)
      return text
    },
    isUnreadable: (id: SecretId) => unreadable.has(memoryKey(id)),
    noteUnreadable: (id: SecretId) => void unreadable.add(memoryKey(id)),
    forget(id: SecretId): void {
      drops += 1
      const at = memoryKey(id)
      open.get(at)?.fill(0)
      open.delete(at)
      unreadable.delete(at)
    },
    wipe,
    stop(): void {
      stopped = true
      wipe()
    },
  }
}

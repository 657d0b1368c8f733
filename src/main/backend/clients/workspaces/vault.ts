import type { VaultState } from '#shared/contract/clients/workspaces.ts'
import { AppError } from '#shared/errors.ts'
import type { Host } from '#shared/host.ts'
import type { ApiKeyId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { createOneAtATime } from '../../core/lib/one-at-a-time.ts'
import { createKeyring } from './keyring.ts'
import { createPassphrase } from './passphrase.ts'
import { missingSecretErrors, type Sealed } from './vault-binding.ts'
import { createVaultMemory } from './vault-memory.ts'
import { type Binding, createVaultRows, type SecretId } from './vault-rows.ts'
import { createVaultSecrets } from './vault-secrets.ts'

export type Vault = {
  state(): Promise<VaultState>
  /** Sets or changes the passphrase. An existing one must be unlocked: every key is re-encrypted, all or none. */
  setPassphrase(passphrase: string): Promise<VaultState>
  /** Throws PASSPHRASE_WRONG after a delay that grows with each failure. */
  unlock(passphrase: string): Promise<VaultState>
  /** Forgets all decrypted secrets. */
  lock(): Promise<VaultState>
  /** Throws KEYS_LOCKED unless a key could be encrypted now; called before a key is tested. */
  assertCanSeal(): Promise<void>
  /** Encrypts a secret and saves it; the passphrase cannot change in between. */
  keep(binding: Binding, secret: string, save: (sealed: Sealed) => void): Promise<void>
  /**
   * Returns a stored secret. Throws KEYS_LOCKED, KEYRING_UNREADABLE, INSTANTLY_API_KEY_MISSING or NOT_FOUND (removed).
   */
  open(secret: SecretId): Promise<string>
  /** Returns a key's state without decrypting it: `unreadable` once that failed, or if its keyring is gone. */
  readonly reach: (key: {
    readonly id: ApiKeyId
    readonly protection: 'keyring' | 'passphrase'
  }) => 'open' | 'locked' | 'unreadable'
  /** Drops a removed secret from memory. */
  forget(secret: SecretId): void
  /** Registers a listener for when keys become readable, so that waiting work can go on. Returns how to remove it. */
  onUnlocked(listener: () => void): () => void
  /** Wipes the memory; nothing can be decrypted afterwards. */
  stop(): void
}

/** Stores API keys encrypted: by the system's keyring, or under a passphrase if the system has none. */
export function createVault(deps: {
  readonly store: Store
  readonly host: Host
  readonly clock: Clock
  readonly log: Logger
  readonly passphraseCost: number
}): Vault {
  const { host, clock, log } = deps
  const rows = createVaultRows(deps.store, clock)
  const memory = createVaultMemory()
  const keyring = createKeyring({ host, log, rows, memory })
  const secrets = createVaultSecrets({ rows, memory, keyring, log })
  const passphrases = createPassphrase({ rows, clock, memory, cost: deps.passphraseCost, everySecret: secrets.every })
  const listeners = new Set<() => void>()
  const inOrder = createOneAtATime()

  const locked = () => memory.master() === null && rows.passphrase() !== null

  async function state(): Promise<VaultState> {
    const underKeyring = (await keyring.protection()) === 'keyring'
    return {
      protection: underKeyring ? 'keyring' : 'passphrase',
      passphraseSet: rows.passphrase() !== null,
      // With a keyring, only keys from a time without one need the passphrase.
      locked: locked() && (!underKeyring || rows.allSealed('passphrase').length > 0),
    }
  }

  function unlocked(): void {
    for (const listener of listeners) {
      try {
        listener()
      } catch (error) {
        log.error('a listener failed after unlocking', { error: String(error) })
      }
    }
  }

  return {
    state,
    setPassphrase: (passphrase) =>
      inOrder(async () => {
        if ((await keyring.protection()) === 'keyring')
          throw new AppError('INVALID_INPUT', { reason: 'keyring_protects' })
        // A forgotten passphrase may be replaced once nothing is encrypted under it.
        if (locked() && rows.allSealed('passphrase').length > 0) throw new AppError('KEYS_LOCKED')
        await passphrases.change(passphrase)
        unlocked()
        return state()
      }),
    unlock(passphrase) {
      const since = memory.era()
      return inOrder(async () => {
        await passphrases.unlock(passphrase, since)
        if ((await keyring.protection()) === 'keyring') await secrets.moveToKeyring()
        unlocked()
        return state()
      })
    },
    lock() {
      memory.wipe()
      return state()
    },
    async assertCanSeal() {
      if ((await keyring.protection()) === 'plain') secrets.unlockedMaster()
    },
    keep: (binding, secret, save) => inOrder(async () => save(await secrets.seal(binding, secret))),
    async open(secret) {
      // Called a hundred times a second, so only the first call reads the store.
      const known = memory.text(secret)
      if (known !== undefined) return known
      const row = rows.sealed(secret)
      if (row) return secrets.open(row)
      throw missingSecretErrors[secret.of]()
    },
    reach({ id, protection }) {
      const secret = { of: 'api_key', id } as const
      if (memory.has(secret)) return 'open'
      if (memory.isUnreadable(secret) || (protection === 'keyring' && keyring.lastTold() === 'plain'))
        return 'unreadable'
      return protection === 'passphrase' && !memory.master() ? 'locked' : 'open'
    },
    forget: memory.forget,
    onUnlocked(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      memory.stop()
      listeners.clear()
    },
  }
}

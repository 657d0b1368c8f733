import type { VaultState } from '#shared/contract/clients/workspaces.ts'
import { AppError } from '#shared/errors.ts'
import type { Host } from '#shared/host.ts'
import type { ApiKeyId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { createOneAtATime } from '../../core/lib/one-at-a-time.ts'
import { createKeyring } from './keyring.ts'
import { createPassphrase } from './passphrase.ts'
import { missing, type Sealed } from './vault-binding.ts'
import { createVaultMemory } from './vault-memory.ts'
import { type Binding, createVaultRows, type SecretId } from './vault-rows.ts'
import { createSecrets } from './vault-secrets.ts'

export type Vault = {
  state(): Promise<VaultState>
  /** Sets or changes the passphrase. Where one is in use it must be unlocked: every key is sealed anew, all or none. */
  setPassphrase(passphrase: string): Promise<VaultState>
  /** PASSPHRASE_WRONG after a delay that grows with each failure. */
  unlock(passphrase: string): Promise<VaultState>
  /** Forgets everything decrypted. */
  lock(): Promise<VaultState>
  /** KEYS_LOCKED unless a key could be sealed now; asked before a key is tested. */
  assertCanSeal(): Promise<void>
  /** Seals a secret and has it saved, with no change of passphrase in between. */
  keep(binding: Binding, secret: string, save: (sealed: Sealed) => void): Promise<void>
  /** A kept secret. KEYS_LOCKED, KEYRING_UNREADABLE, INSTANTLY_API_KEY_MISSING or NOT_FOUND (removed). */
  open(secret: SecretId): Promise<string>
  /** How a key stands, without opening it: `unreadable` once that failed, or with its keyring gone. */
  readonly reach: (key: {
    readonly id: ApiKeyId
    readonly protection: 'keyring' | 'passphrase'
  }) => 'open' | 'locked' | 'unreadable'
  /** Drops a removed secret from memory. */
  forget(secret: SecretId): void
  /** Called each time keys became readable, so that waiting work can go on. Returns how to stop. */
  onUnlocked(listener: () => void): () => void
  /** Wipes what is in memory; nothing opens afterwards. */
  stop(): void
}

/** Keeps API keys encrypted: by the system's keyring, or under a passphrase where the system has none. */
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
  const secrets = createSecrets({ rows, memory, keyring, log })
  const passphrases = createPassphrase({ rows, clock, memory, cost: deps.passphraseCost, everySecret: secrets.every })
  const listeners = new Set<() => void>()
  const inOrder = createOneAtATime()

  const locked = () => memory.master() === null && rows.passphrase() !== null

  async function state(): Promise<VaultState> {
    const underKeyring = (await keyring.protection()) === 'keyring'
    return {
      protection: underKeyring ? 'keyring' : 'passphrase',
      passphraseSet: rows.passphrase() !== null,
      // With a keyring only keys from a time without one wait for the passphrase.
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
        // A forgotten passphrase may be replaced once nothing is left under it.
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
      // A hundred calls a second come by here: the store is asked for the first only.
      const known = memory.text(secret)
      if (known !== undefined) return known
      const row = rows.sealed(secret)
      if (row) return secrets.open(row)
      throw missing[secret.of]()
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

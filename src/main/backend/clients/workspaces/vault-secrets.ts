import { AppError } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import { codeOf, type Keyring } from './keyring.ts'
import { openSealed, sealText } from './seal.ts'
import { bindingText, memoryKey, type Sealed } from './vault-binding.ts'
import type { VaultMemory } from './vault-memory.ts'
import type { Binding, SealedSecret, VaultRows } from './vault-rows.ts'

/** Encrypts and decrypts secrets of rows, each with its own protection. */
export function createVaultSecrets(parts: {
  readonly rows: VaultRows
  readonly memory: VaultMemory
  readonly keyring: Keyring
  readonly log: Logger
}) {
  const { rows, memory, keyring, log } = parts
  async function open(row: SealedSecret): Promise<string> {
    const known = memory.text(row)
    if (known !== undefined) return known
    if (memory.isStopped()) throw new AppError('KEYS_LOCKED')
    const since = memory.drops()
    const secret = row.protection === 'keyring' ? await keyring.open(row) : openWithPassphrase(row)
    return memory.keep(row, secret, since)
  }

  function openWithPassphrase(row: SealedSecret): Buffer {
    const master = memory.master()
    if (!master) throw new AppError('KEYS_LOCKED')
    const secret = openSealed(master, bindingText(row), row.cipher)
    if (secret) return secret
    memory.noteUnreadable(row)
    log.error('a key does not open under the passphrase it is kept under', { secret: memoryKey(row) })
    throw new AppError('KEYRING_UNREADABLE', { reason: 'damaged' })
  }

  function unlockedMaster(): Buffer {
    const master = memory.master()
    if (!master) throw new AppError('KEYS_LOCKED', { passphraseSet: rows.passphrase() !== null })
    return master
  }

  return {
    open,
    unlockedMaster,
    async seal(binding: Binding, secret: string): Promise<Sealed> {
      if ((await keyring.protection()) === 'keyring') return keyring.seal(binding, secret)
      return { cipher: sealText(unlockedMaster(), bindingText(binding), secret), protection: 'passphrase' }
    },
    /** Moves keys encrypted without a keyring into it once there is one again. Those that cannot be moved stay. */
    async moveToKeyring(): Promise<void> {
      for (const row of rows.allSealed('passphrase')) {
        try {
          const sealed = await keyring.seal(row, await open(row))
          rows.reseal([{ row, ...sealed }])
        } catch (error) {
          log.warn('a key could not be moved to the keyring', { secret: memoryKey(row), error: codeOf(error) })
          return
        }
      }
    },
    async every(): Promise<readonly { readonly row: SealedSecret; readonly secret: string }[]> {
      const secrets = []
      for (const row of rows.allSealed()) {
        try {
          secrets.push({ row, secret: await open(row) })
        } catch (error) {
          // Its keyring is gone or damaged: the key stays encrypted as before.
          log.warn('a key stays sealed as it was', { secret: memoryKey(row), error: codeOf(error) })
        }
      }
      return secrets
    },
  }
}

/** The passphrase that encrypts secrets if the system has no keyring. */
import { AppError, requireFound } from '#shared/errors.ts'
import type { Clock } from '../../core/deps.ts'
import { deriveKey, newSalt, openSealed, sealText } from './seal.ts'
import { bindingText } from './vault-binding.ts'
import type { VaultMemory } from './vault-memory.ts'
import type { SealedSecret, VaultRows } from './vault-rows.ts'

const proofBinding = 'sendoff/passphrase-proof/v1'
const proofWord = 'sendoff'
const firstDelayMs = 250
const longestDelayMs = 5_000

/** `everySecret`: all that can be decrypted now, to re-encrypt. `cost`: scrypt's N, and the least a stored one has. */
export function createPassphrase(parts: {
  readonly rows: VaultRows
  readonly clock: Clock
  readonly memory: VaultMemory
  readonly cost: number
  readonly everySecret: () => Promise<readonly { readonly row: SealedSecret; readonly secret: string }[]>
}) {
  const { rows, clock, memory, cost, everySecret } = parts
  let failures = 0
  return {
    /** Throws PASSPHRASE_WRONG after a delay that grows with each failure. */
    async unlock(passphrase: string, since: number): Promise<void> {
      const kept = requireFound(rows.passphrase(), 'passphrase')
      const key = await deriveKey(passphrase, kept.salt, kept.cost, cost)
      if (openSealed(key, proofBinding, kept.proof)?.toString('utf8') !== proofWord) {
        key.fill(0)
        failures += 1
        await clock.sleep(Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1)))
        throw new AppError('PASSPHRASE_WRONG')
      }
      failures = 0
      memory.takeMaster(key, since)
    },
    /** Re-encrypts every secret, all or none. */
    async change(passphrase: string): Promise<void> {
      const since = memory.era()
      const salt = newSalt()
      const key = await deriveKey(passphrase, salt, cost, cost)
      const secrets = await everySecret()
      if (since !== memory.era()) {
        key.fill(0)
        throw new AppError('KEYS_LOCKED')
      }
      rows.savePassphrase(
        { salt, cost, proof: sealText(key, proofBinding, proofWord) },
        secrets.map(({ row, secret }) => ({
          row,
          protection: 'passphrase',
          cipher: sealText(key, bindingText(row), secret),
        })),
      )
      memory.takeMaster(key, since)
    },
  }
}

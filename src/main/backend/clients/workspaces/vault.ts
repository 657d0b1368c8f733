import { z } from 'zod'
import type { VaultState } from '#shared/contract/clients/workspaces.ts'
import { AppError } from '#shared/errors.ts'
import type { Host, KeyProtection } from '#shared/host.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import { deriveKey, newSalt, openSealed, passphraseCost, sealText } from './seal.ts'
import { createVaultRows, type SealedSecret, type SecretId } from './vault-rows.ts'

/** The row a secret is for: a cipher moved to another row or another workspace does not open there. */
type Binding = SecretId & { readonly workspaceId: WorkspaceId }
type Sealed = { readonly cipher: Buffer; readonly protection: 'keyring' | 'passphrase' }

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

const proofBinding = 'sendoff/passphrase-proof/v1'
const proofWord = 'sendoff'
const firstDelayMs = 250
const longestDelayMs = 5_000

const bindingNames = {
  api_key: 'api-key',
  supabase_source: 'supabase',
  relay_connection: 'relay',
  crm_target: 'crm',
  inbox_model: 'inbox-model',
  write_back: 'write-back',
  shared_memory: 'shared-memory',
} as const
const bindingText = (binding: Binding) => `sendoff/${bindingNames[binding.of]}/v1/${binding.workspaceId}/${binding.id}`
const missing = {
  api_key: () => new AppError('INSTANTLY_API_KEY_MISSING'),
  supabase_source: () => new AppError('NOT_FOUND', { what: 'source' }),
  relay_connection: () => new AppError('RELAY_NOT_CONNECTED'),
  crm_target: () => new AppError('NOT_FOUND', { what: 'target' }),
  inbox_model: () => new AppError('MODEL_OFF'),
  write_back: () => new AppError('NOT_FOUND', { what: 'write_back' }),
  shared_memory: () => new AppError('NOT_FOUND', { what: 'shared_memory' }),
} as const
const memoryKey = ({ of, id }: SecretId) => `${of}/${id}`

/** The keyring gives no place for a binding, so it goes inside. */
const keyringEnvelope = z.object({ for: z.string(), secret: z.string().min(1) })

/** Keeps API keys encrypted: by the system's keyring, or under a passphrase where the system has none. */
export function createVault(deps: {
  readonly store: Store
  readonly host: Host
  readonly clock: Clock
  readonly log: Logger
}): Vault {
  const { host, clock, log } = deps
  const rows = createVaultRows(deps.store, clock)
  const listeners = new Set<() => void>()
  const inOrder = createOneAtATime()
  /** Decrypted secrets, by `memoryKey`. As buffers, because a string cannot be wiped. */
  const open = new Map<string, Buffer>()
  const unreadable = new Set<string>()
  let master: Buffer | null = null
  let failures = 0
  let stopped = false
  /** Rises with each wipe: what was begun before it must not put a secret back. */
  let era = 0
  let protection: KeyProtection | null = null

  const keyProtection = async () => (protection ??= await host.keyProtection())
  const locked = () => master === null && rows.passphrase() !== null

  async function state(): Promise<VaultState> {
    const underKeyring = (await keyProtection()) === 'keyring'
    return {
      protection: underKeyring ? 'keyring' : 'passphrase',
      passphraseSet: rows.passphrase() !== null,
      // With a keyring only keys from a time without one wait for the passphrase.
      locked: locked() && (!underKeyring || rows.allSealed('passphrase').length > 0),
    }
  }

  function wipe(): void {
    era += 1
    master?.fill(0)
    master = null
    for (const secret of open.values()) secret.fill(0)
    open.clear()
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

  function take(key: Buffer, since: number): void {
    if (stopped || since !== era) {
      key.fill(0)
      throw new AppError('KEYS_LOCKED')
    }
    master?.fill(0)
    master = key
  }

  async function tryPassphrase(passphrase: string, since: number): Promise<void> {
    const kept = rows.passphrase()
    if (!kept) throw new AppError('NOT_FOUND', { what: 'passphrase' })
    const key = await deriveKey(passphrase, kept.salt, kept.cost)
    if (openSealed(key, proofBinding, kept.proof)?.toString('utf8') !== proofWord) {
      key.fill(0)
      failures += 1
      await clock.sleep(Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1)))
      throw new AppError('PASSPHRASE_WRONG')
    }
    failures = 0
    take(key, since)
  }

  /** Keys sealed while there was no keyring move into it once there is one again. What cannot move stays as it is. */
  async function moveToKeyring(): Promise<void> {
    for (const row of rows.allSealed('passphrase')) {
      try {
        const sealed = await sealWithKeyring(row, await openRow(row))
        rows.reseal([{ row, ...sealed }])
      } catch (error) {
        log.warn('a key could not be moved to the keyring', { secret: memoryKey(row), error: codeOf(error) })
        return
      }
    }
  }

  async function sealWithKeyring(binding: Binding, secret: string): Promise<Sealed> {
    const envelope = JSON.stringify({ for: bindingText(binding), secret } satisfies z.infer<typeof keyringEnvelope>)
    try {
      const cipher = Buffer.from(await host.encrypt(envelope))
      // Instantly shows a key once: one that could not be read back would be lost.
      if ((await host.decrypt(cipher)).text !== envelope) throw new AppError('KEYRING_UNREADABLE')
      return { cipher, protection: 'keyring' }
    } catch (error) {
      throw unreadableKeyring(error)
    }
  }

  /** Sealed before the keyring had its present key, for one while none answered. What cannot be sealed anew stays. */
  async function sealAnew(row: SealedSecret, secret: string): Promise<void> {
    if ((await keyProtection()) !== 'keyring') return
    try {
      rows.reseal([{ row, ...(await sealWithKeyring(row, secret)) }])
    } catch (error) {
      log.warn('a key could not be sealed anew', { secret: memoryKey(row), error: codeOf(error) })
    }
  }

  async function openWithKeyring(row: SealedSecret): Promise<Buffer> {
    let text: string
    let stale: boolean
    try {
      ;({ text, stale } = await host.decrypt(row.cipher))
    } catch (error) {
      unreadable.add(memoryKey(row))
      throw unreadableKeyring(error)
    }
    const envelope = parseEnvelope(text)
    if (!envelope || envelope.for !== bindingText(row)) {
      unreadable.add(memoryKey(row))
      log.error('a key does not belong to the row it is kept in', { secret: memoryKey(row) })
      throw new AppError('KEYRING_UNREADABLE', { reason: 'damaged' })
    }
    if (stale) await sealAnew(row, envelope.secret)
    return Buffer.from(envelope.secret, 'utf8')
  }

  function openWithPassphrase(row: SealedSecret): Buffer {
    if (!master) throw new AppError('KEYS_LOCKED')
    const secret = openSealed(master, bindingText(row), row.cipher)
    if (secret) return secret
    unreadable.add(memoryKey(row))
    log.error('a key does not open under the passphrase it is kept under', { secret: memoryKey(row) })
    throw new AppError('KEYRING_UNREADABLE', { reason: 'damaged' })
  }

  function unreadableKeyring(error: unknown): AppError {
    if (stopped) return new AppError('KEYS_LOCKED')
    const was = protection
    // Asked again next time: a keyring may be unlocked, or go away, while the app runs.
    protection = null
    // Only the code: whatever the system's own message holds stays out of logs and answers.
    log.warn('the keyring does not answer', { error: codeOf(error), protection: was ?? 'unknown' })
    return new AppError('KEYRING_UNREADABLE', { reason: was === 'plain' ? 'no_keyring' : 'keyring_refused' })
  }

  async function openRow(row: SealedSecret): Promise<string> {
    const known = open.get(memoryKey(row))
    if (known) return known.toString('utf8')
    if (stopped) throw new AppError('KEYS_LOCKED')
    const since = era
    const secret = row.protection === 'keyring' ? await openWithKeyring(row) : openWithPassphrase(row)
    unreadable.delete(memoryKey(row))
    const text = secret.toString('utf8')
    if (since === era) open.set(memoryKey(row), secret)
    else secret.fill(0)
    return text
  }

  function unlockedMaster(): Buffer {
    if (!master) throw new AppError('KEYS_LOCKED', { passphraseSet: rows.passphrase() !== null })
    return master
  }

  async function seal(binding: Binding, secret: string): Promise<Sealed> {
    if ((await keyProtection()) === 'keyring') return sealWithKeyring(binding, secret)
    return { cipher: sealText(unlockedMaster(), bindingText(binding), secret), protection: 'passphrase' }
  }

  async function everySecret(): Promise<readonly { readonly row: SealedSecret; readonly secret: string }[]> {
    const secrets = []
    for (const row of rows.allSealed()) {
      try {
        secrets.push({ row, secret: await openRow(row) })
      } catch (error) {
        // Of a keyring that is gone, or damaged: it stays sealed as it was.
        log.warn('a key stays sealed as it was', { secret: memoryKey(row), error: codeOf(error) })
      }
    }
    return secrets
  }

  async function changePassphrase(passphrase: string): Promise<void> {
    const since = era
    const salt = newSalt()
    const key = await deriveKey(passphrase, salt, passphraseCost)
    const secrets = await everySecret()
    if (since !== era) {
      key.fill(0)
      throw new AppError('KEYS_LOCKED')
    }
    rows.savePassphrase(
      { salt, cost: passphraseCost, proof: sealText(key, proofBinding, proofWord) },
      secrets.map(({ row, secret }) => ({
        row,
        protection: 'passphrase',
        cipher: sealText(key, bindingText(row), secret),
      })),
    )
    take(key, since)
  }

  return {
    state,
    setPassphrase: (passphrase) =>
      inOrder(async () => {
        if ((await keyProtection()) === 'keyring') throw new AppError('INVALID_INPUT', { reason: 'keyring_protects' })
        // A forgotten passphrase may be replaced once nothing is left under it.
        if (locked() && rows.allSealed('passphrase').length > 0) throw new AppError('KEYS_LOCKED')
        await changePassphrase(passphrase)
        unlocked()
        return state()
      }),
    unlock(passphrase) {
      const since = era
      return inOrder(async () => {
        await tryPassphrase(passphrase, since)
        if ((await keyProtection()) === 'keyring') await moveToKeyring()
        unlocked()
        return state()
      })
    },
    lock() {
      wipe()
      return state()
    },
    async assertCanSeal() {
      if ((await keyProtection()) === 'plain') unlockedMaster()
    },
    keep: (binding, secret, save) => inOrder(async () => save(await seal(binding, secret))),
    async open(secret) {
      // A hundred calls a second come by here: the store is asked for the first only.
      const known = open.get(memoryKey(secret))
      if (known) return known.toString('utf8')
      const row = rows.sealed(secret)
      if (row) return openRow(row)
      throw missing[secret.of]()
    },
    reach(key) {
      const at = memoryKey({ of: 'api_key', id: key.id })
      if (open.has(at)) return 'open'
      if (unreadable.has(at) || (key.protection === 'keyring' && protection === 'plain')) return 'unreadable'
      return key.protection === 'passphrase' && !master ? 'locked' : 'open'
    },
    forget(secret) {
      const at = memoryKey(secret)
      open.get(at)?.fill(0)
      open.delete(at)
      unreadable.delete(at)
    },
    onUnlocked(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      stopped = true
      wipe()
      listeners.clear()
    },
  }
}

function parseEnvelope(text: string): z.infer<typeof keyringEnvelope> | null {
  try {
    return keyringEnvelope.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

const codeOf = (error: unknown): string =>
  error instanceof AppError ? error.code : error instanceof Error ? error.name : 'unknown'

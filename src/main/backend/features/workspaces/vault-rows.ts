import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { apiKey, vault } from '../../db/schema/workspaces.ts'
import type { Clock, Store } from '../../deps.ts'

export type SealedKey = {
  readonly keyId: ApiKeyId
  readonly workspaceId: WorkspaceId
  readonly protection: 'keyring' | 'passphrase'
  readonly cipher: Buffer
}
export type Passphrase = { readonly salt: Buffer; readonly cost: number; readonly proof: Buffer }
type Reseal = {
  readonly row: SealedKey
  readonly protection: 'keyring' | 'passphrase'
  readonly cipher: Buffer
}

const asSealed = (row: { cipher: Buffer | null }) => row as unknown as SealedKey

/** What the vault reads and writes: sealed keys, and how a passphrase is proven. */
export function createVaultRows(store: Store, clock: Clock) {
  const { orm } = store
  const columns = {
    keyId: apiKey.id,
    workspaceId: apiKey.workspaceId,
    protection: apiKey.protection,
    cipher: apiKey.cipher,
  }
  const live = and(isNull(apiKey.removedAt), isNotNull(apiKey.cipher))

  /** A key removed or sealed anew meanwhile is left alone. */
  const resealOne = ({ row, protection, cipher }: Reseal) =>
    orm
      .update(apiKey)
      .set({ protection, cipher })
      .where(and(eq(apiKey.id, row.keyId), eq(apiKey.cipher, row.cipher), live))
      .run()

  return {
    passphrase: (): Passphrase | null => orm.select().from(vault).where(eq(vault.id, 1)).get() ?? null,
    sealedKey(keyId: ApiKeyId): SealedKey | null {
      const row = orm
        .select(columns)
        .from(apiKey)
        .where(and(eq(apiKey.id, keyId), live))
        .get()
      return row ? asSealed(row) : null
    },
    sealedKeys(protection?: 'keyring' | 'passphrase'): readonly SealedKey[] {
      const which = protection ? and(live, eq(apiKey.protection, protection)) : live
      return orm.select(columns).from(apiKey).where(which).orderBy(apiKey.id).all().map(asSealed)
    },
    reseal(changes: readonly Reseal[]): void {
      orm.transaction(() => changes.forEach(resealOne))
    },
    /** The new passphrase and every key under it, in one step. */
    savePassphrase(next: Passphrase, changes: readonly Reseal[]): void {
      const row = { ...next, createdAt: new Date(clock.now()).toISOString() }
      orm.transaction(() => {
        orm
          .insert(vault)
          .values({ id: 1, ...row })
          .onConflictDoUpdate({ target: vault.id, set: row })
          .run()
        changes.forEach(resealOne)
      })
    },
  }
}

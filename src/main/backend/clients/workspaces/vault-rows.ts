import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type {
  ApiKeyId,
  CrmTargetId,
  ModelConnectionId,
  RelayConnectionId,
  SharedMemoryId,
  SupabaseSourceId,
  WorkspaceId,
  WriteBackId,
} from '#shared/ids.ts'
import { apiKey, vault } from '../../core/db/schema/clients/workspaces.ts'
import { relayConnection } from '../../core/db/schema/events/relay.ts'
import { crmTarget } from '../../core/db/schema/inbox/crm.ts'
import { inboxModel } from '../../core/db/schema/inbox/inbox.ts'
import { writeBack } from '../../core/db/schema/insights/write-back.ts'
import { sharedMemory } from '../../core/db/schema/leads/shared-memory.ts'
import { supabaseSource } from '../../core/db/schema/leads/supabase.ts'
import type { Clock, Store } from '../../core/deps.ts'

/** A secret in the store, by the table and id of its row. */
export type SecretId =
  | { readonly of: 'api_key'; readonly id: ApiKeyId }
  | { readonly of: 'supabase_source'; readonly id: SupabaseSourceId }
  | { readonly of: 'relay_connection'; readonly id: RelayConnectionId }
  | { readonly of: 'crm_target'; readonly id: CrmTargetId }
  | { readonly of: 'inbox_model'; readonly id: ModelConnectionId }
  | { readonly of: 'write_back'; readonly id: WriteBackId }
  | { readonly of: 'shared_memory'; readonly id: SharedMemoryId }

/** Tables whose `address` column says where the secret is sent; for others it is fixed, or encrypted with it. */
const sentToAddress = ['supabase_source', 'relay_connection', 'inbox_model', 'write_back'] as const
type AddressedSecret = { readonly of: (typeof sentToAddress)[number] }

/** The row a secret belongs to and the server it is sent to: it can be decrypted only there, with that address. */
export type Binding = { readonly workspaceId: WorkspaceId } & (
  | Exclude<SecretId, AddressedSecret>
  | (Extract<SecretId, AddressedSecret> & { readonly address: string })
)

export type SealedSecret = Binding & {
  readonly protection: 'keyring' | 'passphrase'
  readonly cipher: Buffer
}
export type Passphrase = { readonly salt: Buffer; readonly cost: number; readonly proof: Buffer }
type Reseal = {
  readonly row: SealedSecret
  readonly protection: 'keyring' | 'passphrase'
  readonly cipher: Buffer
}

const tables = {
  api_key: apiKey,
  supabase_source: supabaseSource,
  relay_connection: relayConnection,
  crm_target: crmTarget,
  inbox_model: inboxModel,
  write_back: writeBack,
  shared_memory: sharedMemory,
} as const
type Place = keyof typeof tables
const places = Object.keys(tables) as readonly Place[]

export type VaultRows = ReturnType<typeof createVaultRows>

/** Reads and writes the vault's rows: encrypted secrets, and the data that verifies a passphrase. */
export function createVaultRows(store: Store, clock: Clock) {
  const { orm } = store
  const live = (of: Place) => and(isNull(tables[of].removedAt), isNotNull(tables[of].cipher))

  const select = (of: Place) => {
    const { id, workspaceId, protection, cipher } = tables[of]
    const columns = { id, workspaceId, protection, cipher }
    const isSent = (sentToAddress as readonly Place[]).includes(of)
    return orm.select(isSent ? { ...columns, address: sql`address` } : columns).from(tables[of])
  }
  const asSealed = (of: Place, row: object) => ({ of, ...row }) as SealedSecret

  /** A secret removed or re-encrypted meanwhile is left unchanged. */
  const resealOne = ({ row, protection, cipher }: Reseal) =>
    orm
      .update(tables[row.of])
      .set({ protection, cipher })
      .where(and(eq(tables[row.of].id, row.id), eq(tables[row.of].cipher, row.cipher), live(row.of)))
      .run()

  return {
    passphrase: (): Passphrase | null => orm.select().from(vault).where(eq(vault.id, 1)).get() ?? null,
    sealed({ of, id }: SecretId): SealedSecret | null {
      const row = select(of)
        .where(and(eq(tables[of].id, id), live(of)))
        .get()
      return row ? asSealed(of, row) : null
    },
    allSealed(protection?: 'keyring' | 'passphrase'): readonly SealedSecret[] {
      return places.flatMap((of) =>
        select(of)
          .where(protection ? and(live(of), eq(tables[of].protection, protection)) : live(of))
          .orderBy(tables[of].id)
          .all()
          .map((row) => asSealed(of, row)),
      )
    },
    reseal(changes: readonly Reseal[]): void {
      orm.transaction(() => changes.forEach(resealOne))
    },
    /** Saves the new passphrase and every secret under it in one transaction. */
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

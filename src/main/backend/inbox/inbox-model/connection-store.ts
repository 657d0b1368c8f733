/** Stores the connected language model, with its key in the vault. There is one for the whole app. */
import { desc, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import type { ModelConnectionId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import { nextRowId } from '../../core/db/next-row-id.ts'
import { inboxModel } from '../../core/db/schema/inbox/inbox.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { parseModelAddress } from './model-address.ts'

type Parts = { readonly store: Store; readonly clock: Clock; readonly vault: Vault }
export type ModelConnection = Omit<typeof inboxModel.$inferSelect, 'id' | 'cipher' | 'protection'> & {
  readonly id: ModelConnectionId
  readonly hasKey: boolean
}

/** Uses of the model; none until the operator switches one on. */
const uses = z.object({
  sort: z.boolean(),
  draft: z.boolean(),
  excluded: z.array(z.number()),
  /** When sorting was switched on (epoch ms); null while it is off. */
  sortSince: z.number().nullable(),
})
export type ModelUses = z.infer<typeof uses>
const usesSetting: Setting<ModelUses> = {
  key: 'inboxModel',
  shape: uses,
  fallback: { sort: false, draft: false, excluded: [], sortSince: null },
}

/** The connection belongs to no client. */
// 0 is the app itself, as in `setting`.
const appScope = 0 as WorkspaceId

export function createModelStore({ store, clock, vault }: Parts) {
  const { orm } = store
  const iso = () => new Date(clock.now()).toISOString()

  function find(): ModelConnection | null {
    const row = orm.select().from(inboxModel).where(isNull(inboxModel.removedAt)).orderBy(desc(inboxModel.id)).get()
    if (!row) return null
    const { cipher, protection: _protection, ...rest } = row
    return { ...rest, id: row.id as ModelConnectionId, hasKey: cipher !== null }
  }

  const usesNow = (): ModelUses => getSetting(store, 'app', usesSetting)
  const saveUses = (next: ModelUses): void => setSetting(store, 'app', usesSetting, next, clock.now())

  /** Removes the connection's key and marks it as removed; its uses are switched off. */
  function remove(): void {
    const before = find()
    orm.transaction((tx) => {
      tx.update(inboxModel).set({ cipher: null, removedAt: iso() }).where(isNull(inboxModel.removedAt)).run()
      saveUses({ ...usesNow(), sort: false, draft: false, sortSince: null })
    })
    if (before) vault.forget({ of: 'inbox_model', id: before.id })
  }

  return {
    find,
    uses: usesNow,
    saveUses,
    remove,
    /** Throws MODEL_OFF if no model is connected. */
    get(): ModelConnection {
      const found = find()
      if (!found) throw new AppError('MODEL_OFF')
      return found
    },
    /** Returns the key; null if the model needs none. Rejects as `vault.open` does. */
    key: async ({ id, hasKey }: ModelConnection): Promise<string | null> =>
      hasKey ? vault.open({ of: 'inbox_model', id }) : null,
    /** Replaces the connection and switches its uses off. With a null `key`, the existing key is kept. */
    async keep(given: { address: string; model: string; key: string | null; privateNetwork: boolean }): Promise<void> {
      const url = parseModelAddress(given.address, given.privateNetwork)
      const before = find()
      // A key is only sent to the server it was entered for.
      if (given.key === null && before?.hasKey && new URL(before.address).origin !== url.origin) {
        throw new AppError('INVALID_INPUT', { field: 'key' })
      }
      const key = given.key ?? (before ? await vaultKey(before) : '')
      const id = nextRowId(store, 'inbox_model') as ModelConnectionId
      const row = {
        id,
        workspaceId: appScope,
        address: url.href.replace(/\/$/, ''),
        model: given.model,
        privateNetwork: given.privateNetwork,
        masked: key === '' ? '' : `••••••••${key.slice(-4)}`,
        addedAt: iso(),
      }
      const insert = (sealed: { cipher: Buffer | null; protection: 'keyring' | 'passphrase' }) =>
        orm.transaction(() => {
          remove()
          orm
            .insert(inboxModel)
            .values({ ...row, ...sealed })
            .run()
        })
      if (key === '') insert({ cipher: null, protection: 'keyring' })
      else {
        await vault.assertCanSeal()
        await vault.keep({ of: 'inbox_model', id, workspaceId: appScope, address: row.address }, key, insert)
      }
    },
  }

  async function vaultKey({ id, hasKey }: ModelConnection): Promise<string> {
    return hasKey ? vault.open({ of: 'inbox_model', id }) : ''
  }
}

export type ModelStore = ReturnType<typeof createModelStore>

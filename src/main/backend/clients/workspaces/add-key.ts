import { createHash, timingSafeEqual } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { ConnectionTest } from '#shared/contract/clients/workspaces.ts'
import { AppError } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { nextRowId } from '../../core/db/next-row-id.ts'
import { apiKey, workspace } from '../../core/db/schema/clients/workspaces.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { Instantly } from '../../core/instantly/types.ts'
import { createOneAtATime } from '../../core/lib/one-at-a-time.ts'
import { archiveWorkspace, createWorkspace, nameFromRemote } from './create-workspace.ts'
import { allKeys, workspaceOfRemote, workspaceRow } from './queries.ts'
import { recordTest } from './record-test.ts'
import { otherWorkspace, placeOf, type TestOutcome, testKey } from './test-connection.ts'
import type { Vault } from './vault.ts'

type AddKeyInput = {
  readonly workspaceId: WorkspaceId | null
  readonly name?: string | undefined
  readonly colour?: number | undefined
  readonly key: string
  /** The client's stored key that is removed at the moment this one is stored. */
  readonly replaces?: ApiKeyId | undefined
}
type AddedKey = {
  readonly workspaceId: WorkspaceId
  readonly keyId: ApiKeyId
  readonly joined: boolean
  readonly test: ConnectionTest
}
type KeyDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly instantly: Instantly
  readonly vault: Vault
}

/**
 * Tests a pasted key and stores it in the workspace it belongs to. A key Instantly refuses is not stored, and one that
 * replaces another must have been accepted: otherwise the client would be left without a key known to work.
 */
export function createKeyAdder(deps: KeyDeps): (input: AddKeyInput) => Promise<AddedKey> {
  const { store, vault, clock } = deps
  const inOrder = createOneAtATime()
  return async (input) => {
    await vault.assertCanSeal()
    if (input.workspaceId !== null) workspaceRow(store, input.workspaceId)
    if (input.replaces !== undefined) assertKeyStored(store, input.workspaceId, input.replaces)
    const outcome = await testKey(deps, { secret: input.key, workspaceId: input.workspaceId })
    assertKeyUsable(outcome, input.replaces !== undefined)
    const { test } = outcome
    return inOrder(async () => {
      const place = await findKeyPlace(deps, input, test)
      if (place.sameKey !== null) {
        const { workspaceId, sameKey: keyId } = place
        if (keyId === input.replaces) throw new AppError('KEY_UNCHANGED')
        store.orm.transaction(() => {
          if (input.replaces === undefined) archiveWorkspace(store, workspaceId, false, clock.now())
          recordTest(store, workspaceId, keyId, test)
          if (input.replaces !== undefined) wipeKey(deps, workspaceId, input.replaces)
        })
        if (input.replaces !== undefined) vault.forget({ of: 'api_key', id: input.replaces })
        return { workspaceId, keyId, joined: place.joined, test }
      }
      return { ...(await storeKey(deps, input, test, place.workspaceId)), joined: place.joined, test }
    })
  }
}

/** Throws unless the key works at least in part, or Instantly could not be reached to test it. */
function assertKeyUsable({ test, error }: TestOutcome, mustAnswer: boolean): void {
  if (!error) return
  if (!mustAnswer && (error.code === 'API_OFFLINE' || error.code === 'API_UNAVAILABLE')) return
  // Without knowing the key's workspace, it could send one client's leads from another's workspace.
  if (error.code === 'INSTANTLY_SCOPE_MISSING' && test.remoteId !== null) return
  throw error
}

type KeyPlace =
  | { readonly workspaceId: WorkspaceId | null; readonly sameKey: null; readonly joined: boolean }
  | { readonly workspaceId: WorkspaceId; readonly sameKey: ApiKeyId; readonly joined: boolean }

async function findKeyPlace(deps: KeyDeps, input: AddKeyInput, test: ConnectionTest): Promise<KeyPlace> {
  const { store } = deps
  // Checked again, because another key may have been added during the test.
  const place = placeOf(store, input.workspaceId, test.remoteId === null ? null : { id: test.remoteId })
  if (place.error) throw place.error
  const known = test.remoteId === null ? null : workspaceOfRemote(store, test.remoteId)
  const same = await findSameKey(deps, input.key)
  if (same && input.workspaceId !== null && same.workspaceId !== input.workspaceId) {
    throw otherWorkspace(workspaceRow(store, same.workspaceId).name)
  }
  // A key stored offline in one workspace may turn out to belong to another: it then moves to the one Instantly names.
  if (same && (!known || known.id === same.workspaceId)) {
    return { workspaceId: same.workspaceId, sameKey: same.id, joined: true }
  }
  const workspaceId = input.workspaceId ?? ((known?.id ?? null) as WorkspaceId | null)
  return { workspaceId, sameKey: null, joined: known !== null }
}

/** Returns the stored key that is identical. Compared in memory: nothing derived from a key is stored. */
async function findSameKey({ store, vault }: KeyDeps, secret: string) {
  const wanted = digest(secret)
  for (const key of allKeys(store)) {
    const kept = await vault.open({ of: 'api_key', id: key.id }).catch((error: unknown) => {
      // Locked or unreadable, so it cannot be compared and does not count as identical.
      if (error instanceof AppError) return null
      throw error
    })
    if (kept !== null && timingSafeEqual(digest(kept), wanted)) return key
  }
  return null
}

const digest = (text: string) => createHash('sha256').update(text).digest()

async function storeKey(
  deps: KeyDeps,
  input: AddKeyInput,
  test: ConnectionTest,
  known: WorkspaceId | null,
): Promise<{ readonly workspaceId: WorkspaceId; readonly keyId: ApiKeyId }> {
  const { store, vault, clock } = deps
  const name = input.name ?? nameFromRemote(test.remoteName)
  const workspaceId = known ?? createWorkspace(store, { name, colour: input.colour }, clock.now())
  const keyId = nextRowId(store, 'api_key') as ApiKeyId
  try {
    await vault.keep({ of: 'api_key', id: keyId, workspaceId }, input.key, ({ cipher, protection }) =>
      store.orm.transaction(() => {
        const addedAt = new Date(clock.now()).toISOString()
        store.orm
          .insert(apiKey)
          .values({
            id: keyId,
            workspaceId,
            masked: maskedKey(input.key),
            cipher,
            protection,
            state: 'untested',
            missingScopes: [],
            addedAt,
          })
          .run()
        if (input.replaces === undefined) archiveWorkspace(store, workspaceId, false, clock.now())
        recordTest(store, workspaceId, keyId, test)
        if (input.replaces !== undefined) wipeKey(deps, workspaceId, input.replaces)
      }),
    )
    if (input.replaces !== undefined) vault.forget({ of: 'api_key', id: input.replaces })
  } catch (error) {
    if (known === null) store.orm.delete(workspace).where(eq(workspace.id, workspaceId)).run()
    throw error
  }
  return { workspaceId, keyId }
}

/** A key as it may be shown: its last four characters. */
const maskedKey = (key: string): string => `••••••••${key.slice(-4)}`

/** Throws NOT_FOUND unless the key belongs to this client and is not removed. */
function assertKeyStored(store: Store, workspaceId: WorkspaceId | null, keyId: ApiKeyId): void {
  if (allKeys(store).some((key) => key.id === keyId && key.workspaceId === workspaceId)) return
  throw new AppError('NOT_FOUND', { what: 'key' })
}

/** Permanently removes a key. Its row stays, without the secret, for the audit log. */
export function removeKey(deps: Omit<KeyDeps, 'instantly'>, workspaceId: WorkspaceId, keyId: ApiKeyId): void {
  wipeKey(deps, workspaceId, keyId)
  deps.vault.forget({ of: 'api_key', id: keyId })
}

/** Removes the stored secret, in the transaction of the key that replaces it. */
function wipeKey({ store, clock }: Pick<KeyDeps, 'store' | 'clock'>, workspaceId: WorkspaceId, keyId: ApiKeyId): void {
  const { changes } = store.orm
    .update(apiKey)
    .set({ cipher: null, removedAt: new Date(clock.now()).toISOString() })
    .where(and(eq(apiKey.id, keyId), eq(apiKey.workspaceId, workspaceId), isNull(apiKey.removedAt)))
    .run()
  if (changes === 0) throw new AppError('NOT_FOUND', { what: 'key' })
}

import { and, eq, isNull } from 'drizzle-orm'
import type { ConnectionTest } from '#shared/contract/clients/workspaces.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { apiKey, workspace } from '../../core/db/schema/clients/workspaces.ts'
import type { Store } from '../../core/deps.ts'
import type { KeyStatus } from '../../core/instantly/types.ts'
import { saveVerdict } from './key-source.ts'
import { workspaceRow } from './queries.ts'
import { refusedScopes, saveRefusedScopes } from './refused-scopes.ts'

/** Stores what a test found out about a key and its workspace. Call it in a transaction with the related writes. */
export function recordTest(store: Store, workspaceId: WorkspaceId, keyId: ApiKeyId, test: ConnectionTest): void {
  if (test.problem === 'KEY_OF_OTHER_WORKSPACE') return setAside(store, keyId, test.testedAt)
  if (test.remoteId !== null) recordWorkspace(store, workspaceId, test)
  const verdict = verdictOf(test.problem)
  if (verdict === null) return
  // The key's workspace is still unknown: an unverified key stays unverified, or it could serve the wrong client.
  if (verdict === 'scope_missing' && test.remoteId === null && isUntested(store, keyId)) return
  // A test checks every scope, so it can tell that a missing one has been granted.
  if (verdict === 'worked') clearScopes(store, keyId)
  saveVerdict(store, keyId, verdict, test.testedAt)
  if (test.scopes.length > 0) recordScopes(store, keyId, test)
  const found = new Set(test.scopes.filter(({ state }) => state === 'present').map(({ scope }) => scope))
  const scopes = refusedScopes(store, workspaceId, keyId).filter((scope) => !found.has(scope))
  saveRefusedScopes(store, { workspaceId, keyId, scopes, at: test.testedAt })
}

function isUntested(store: Store, keyId: ApiKeyId): boolean {
  const row = store.orm.select({ state: apiKey.state }).from(apiKey).where(eq(apiKey.id, keyId)).get()
  return row?.state === 'untested'
}

function verdictOf(problem: ErrorCode | null): KeyStatus | null {
  switch (problem) {
    case null:
      return 'worked'
    case 'INSTANTLY_API_KEY_INVALID':
    case 'INSTANTLY_API_KEY_REVOKED':
      return 'rejected'
    case 'INSTANTLY_PLAN_INACTIVE':
      return 'no_plan'
    case 'INSTANTLY_SCOPE_MISSING':
      return 'scope_missing'
    default:
      // Offline, too many calls, an unreadable answer: nothing was learnt about the key.
      return null
  }
}

/** Marks a key of another client's workspace as `untested`, so that it is verified again before any use. */
function setAside(store: Store, keyId: ApiKeyId, at: string): void {
  store.orm
    .update(apiKey)
    .set({ state: 'untested', lastCheckedAt: at })
    .where(and(eq(apiKey.id, keyId), isNull(apiKey.removedAt)))
    .run()
}

function clearScopes(store: Store, keyId: ApiKeyId): void {
  store.orm.update(apiKey).set({ state: 'active' }).where(eq(apiKey.id, keyId)).run()
}

function recordScopes(store: Store, keyId: ApiKeyId, test: ConnectionTest): void {
  const missingScopes = test.scopes.filter((scope) => scope.state === 'missing').map((scope) => scope.scope)
  const worked = test.problem === null || test.problem === 'INSTANTLY_SCOPE_MISSING'
  store.orm
    .update(apiKey)
    .set({ missingScopes, ...(worked ? { lastWorkedAt: test.testedAt } : {}) })
    .where(and(eq(apiKey.id, keyId), isNull(apiKey.removedAt)))
    .run()
}

function recordWorkspace(store: Store, id: WorkspaceId, test: ConnectionTest): void {
  const row = workspaceRow(store, id)
  store.orm
    .update(workspace)
    .set({
      remoteId: test.remoteId,
      remoteName: test.remoteName,
      // An earlier key may have been able to read what this one cannot.
      planName: test.planName ?? row.planName,
      contactsLimit: test.contactsLimit ?? row.contactsLimit,
      contactsLeft: test.contactsLeft ?? row.contactsLeft,
      checkedAt: test.testedAt,
    })
    .where(eq(workspace.id, id))
    .run()
}

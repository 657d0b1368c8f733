import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Topic } from '#shared/contract/route.ts'
import { AppError, hasCode, requireFound } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import { groupCommitOf } from '../../core/db/group-commit.ts'
import { apiKey } from '../../core/db/schema/clients/workspaces.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { KeySource, KeyStatus } from '../../core/instantly/types.ts'
import { refusedScopes, saveRefusedScopes } from './refused-scopes.ts'
import type { Vault } from './vault.ts'

type StoredState = typeof apiKey.$inferSelect.state
type Candidate = { readonly id: ApiKeyId; readonly state: StoredState }

/** Verifies which workspace a key belongs to that has never been used with Instantly. Throws if it may not be used. */
type ProveKey = (workspaceId: WorkspaceId, keyId: ApiKeyId) => Promise<void>

export type WorkspaceKeys = KeySource & {
  /** Sets how untested keys are verified before their first use; without it they are not used. */
  proveWith(prove: ProveKey): void
}

const workedEveryMs = 60_000

/** Which keys may be used, best first, after those that lack the scope of the call: they are fine for others. */
const useOrder: Record<StoredState, number | null> = {
  active: 0,
  scope_missing: 1,
  no_plan: 2,
  untested: 3,
  // Refused by Instantly: only a test by the operator makes them usable again.
  invalid: null,
  revoked: null,
}

/** Provides each workspace's own keys, never another's, and stores what Instantly's answers say about them. */
export function createKeySource(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Logger
  changed(...topics: readonly Topic[]): void
}): WorkspaceKeys {
  const { store, vault, clock, log } = deps
  const together = groupCommitOf(store)
  /** A key's success is written once a minute, not a hundred times a second. */
  const lastWritten = new Map<ApiKeyId, number>()
  const proving = new Map<ApiKeyId, Promise<void>>()
  const unreadable = new Set<ApiKeyId>()
  let prove: ProveKey | null = null

  const keysOf = store.raw.prepare<[number], Candidate>(
    `select id, state from api_key
      where workspace_id = likely(?) and removed_at is null and cipher is not null order by id desc`,
  )
  const standing = store.raw.prepare<[number], { archived_at: string | null; demo: string | null }>(
    'select archived_at, demo from workspace where id = ?',
  )

  async function secretFor(workspaceId: WorkspaceId, scope = '') {
    const found = requireFound(standing.get(workspaceId), 'workspace')
    // Demo workspaces must never reach the network, even if called by mistake.
    if (found.demo !== null) throw new AppError('DEMO_WORKSPACE')
    if (found.archived_at) throw new AppError('WORKSPACE_ARCHIVED')
    const keys = keysOf.all(workspaceId)
    let problem: AppError | null = null
    for (const key of usableKeys(keys, (id) => lacks(id, scope))) {
      try {
        if (key.state === 'untested') await proveKeyOnce(workspaceId, key.id)
        return { keyId: key.id, secret: await openKey(key.id) }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        problem ??= error
      }
    }
    throw problem ?? noKeyError(keys)
  }

  /** Opens a key. Whether it can be read is part of its displayed state. */
  async function openKey(id: ApiKeyId): Promise<string> {
    try {
      const secret = await vault.open({ of: 'api_key', id })
      if (unreadable.delete(id)) deps.changed('workspaces')
      return secret
    } catch (error) {
      if (hasCode(error, 'KEYRING_UNREADABLE') && !unreadable.has(id)) {
        unreadable.add(id)
        deps.changed('workspaces')
      }
      throw error
    }
  }

  function proveKeyOnce(workspaceId: WorkspaceId, keyId: ApiKeyId): Promise<void> {
    if (!prove) throw new AppError('INSTANTLY_API_KEY_MISSING')
    const running = proving.get(keyId) ?? prove(workspaceId, keyId).finally(() => proving.delete(keyId))
    proving.set(keyId, running)
    return running
  }

  const scopesLacking = store.raw
    .prepare<[number], string>(
      `select k.missing_scopes || coalesce(s.value, '') from api_key k
       left join setting s on s.workspace_id = k.workspace_id and s.key = 'refused_scopes:' || k.id where k.id = likely(?)`,
    )
    .pluck()
  /** Whether a scope is recorded as missing. Runs after every answer, so it only searches the text. */
  const lacks = (keyId: ApiKeyId, scope: string) =>
    scope !== '' && (scopesLacking.get(keyId)?.includes(JSON.stringify(scope)) ?? false)

  function report(keyId: ApiKeyId, verdict: KeyStatus, scope = ''): void {
    const now = clock.now()
    const isNews = verdict !== 'worked' || lacks(keyId, scope)
    if (!isNews && now - (lastWritten.get(keyId) ?? Number.NEGATIVE_INFINITY) < workedEveryMs) return
    const isKnownToWork = !isNews && lastWritten.has(keyId)
    if (verdict === 'worked') lastWritten.set(keyId, now)
    else lastWritten.delete(keyId)
    const save = (): void => {
      if (saveVerdict(store, keyId, verdict, new Date(now).toISOString(), scope)) deps.changed('workspaces')
    }
    const failed = (error: unknown): void => {
      // The answer that led to this status is worth more than storing the status.
      log.warn('the state of a key was not saved', { keyId, error: error instanceof Error ? error.name : 'unknown' })
    }
    // That a key still works need not be written immediately, so it shares a commit instead of causing a disk write of
    // its own.
    if (isKnownToWork) {
      together(save).catch(failed)
      return
    }
    try {
      save()
    } catch (error) {
      failed(error)
    }
  }

  return {
    secretFor,
    report,
    proveWith(how) {
      prove = how
    },
  }
}

function usableKeys(keys: readonly Candidate[], isLacking: (id: ApiKeyId) => boolean): readonly Candidate[] {
  const usable = keys.filter(({ state }) => useOrder[state] !== null)
  if (usable.length < 2) return usable
  const lackingFrom = Object.keys(useOrder).length
  const rank = ({ id, state }: Candidate) => (useOrder[state] ?? 0) + (isLacking(id) ? lackingFrom : 0)
  return usable.toSorted((a, b) => rank(a) - rank(b))
}

function noKeyError(keys: readonly Candidate[]): AppError {
  if (keys.some((key) => key.state === 'revoked')) return new AppError('INSTANTLY_API_KEY_REVOKED')
  return new AppError(keys.length > 0 ? 'INSTANTLY_API_KEY_INVALID' : 'INSTANTLY_API_KEY_MISSING')
}

/**
 * Stores what an answer said about a key; returns whether its displayed state changed. `scope`: the scope the call
 * needed. A refused call affects only its scope, and an accepted one restores that scope.
 */
export function saveVerdict(store: Store, keyId: ApiKeyId, verdict: KeyStatus, at: string, scope = ''): boolean {
  const live = and(eq(apiKey.id, keyId), isNull(apiKey.removedAt), isNotNull(apiKey.cipher))
  return store.orm.transaction((tx) => {
    const { state: stateNow, lastWorkedAt, missingScopes, workspaceId } = apiKey
    const row = tx.select({ state: stateNow, lastWorkedAt, missingScopes, workspaceId }).from(apiKey).where(live).get()
    if (!row) return false
    const workspace = row.workspaceId as WorkspaceId
    const refused = refusedScopes(store, workspace, keyId)
    const after = scopesAfter(refused, verdict, scope)
    const missing = verdict === 'worked' ? row.missingScopes.filter((each) => each !== scope) : row.missingScopes
    const state = stateAfter(verdict, row, missing, scope)
    tx.update(apiKey)
      .set({
        state,
        missingScopes: missing,
        lastCheckedAt: at,
        ...(verdict === 'worked' ? { lastWorkedAt: at } : {}),
      })
      .where(live)
      .run()
    if (after.length !== refused.length) {
      saveRefusedScopes(store, { workspaceId: workspace, keyId, scopes: after, at })
    }
    return state !== row.state || after.length !== refused.length || missing.length !== row.missingScopes.length
  })
}

function scopesAfter(refused: readonly string[], verdict: KeyStatus, scope: string): readonly string[] {
  if (scope === '') return refused
  if (verdict === 'worked') return refused.filter((each) => each !== scope)
  return verdict === 'scope_missing' ? [...new Set([...refused, scope])] : refused
}

function stateAfter(
  verdict: KeyStatus,
  row: { readonly state: StoredState; readonly lastWorkedAt: string | null; readonly missingScopes: readonly string[] },
  missing: readonly string[],
  scope: string,
): StoredState {
  switch (verdict) {
    case 'worked':
      // A successful call restores only its own scope, not those missing for others.
      return row.state === 'scope_missing' && !(row.missingScopes.length > 0 && missing.length === 0)
        ? 'scope_missing'
        : 'active'
    case 'rejected':
      return row.lastWorkedAt ? 'revoked' : 'invalid'
    case 'no_plan':
      return 'no_plan'
    case 'scope_missing':
      // Instantly knows the key and refuses one scope: everything else goes on.
      return scope === ''
        ? 'scope_missing'
        : row.state === 'untested' || row.state === 'scope_missing'
          ? row.state
          : 'active'
    default:
      return verdict satisfies never
  }
}

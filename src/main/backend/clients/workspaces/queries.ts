import { and, asc, eq, isNotNull, isNull, or } from 'drizzle-orm'
import type { ApiKeyInfo, FirstKeyReport, KeyState, Workspace } from '#shared/contract/clients/workspaces.ts'
import { AppError } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { apiKey, workspace } from '../../core/db/schema/clients/workspaces.ts'
import type { Store } from '../../core/deps.ts'
import { refusedScopes } from './refused-scopes.ts'
import type { Vault } from './vault.ts'

type WorkspaceRow = typeof workspace.$inferSelect
type KeyRow = Omit<typeof apiKey.$inferSelect, 'cipher'>
/** Returns a key's state beyond what is stored: the vault's `reach`. */
type KeyReach = Vault['reach']

/** Hides a demo that is being built or removed. */
const seen = or(isNull(workspace.demo), eq(workspace.demo, 'ready'))
const liveKey = and(isNull(apiKey.removedAt), isNotNull(apiKey.cipher))
/** All columns except the cipher: what is not read cannot leak. */
const keyColumns = {
  id: apiKey.id,
  workspaceId: apiKey.workspaceId,
  masked: apiKey.masked,
  protection: apiKey.protection,
  state: apiKey.state,
  missingScopes: apiKey.missingScopes,
  addedAt: apiKey.addedAt,
  removedAt: apiKey.removedAt,
  lastCheckedAt: apiKey.lastCheckedAt,
  lastWorkedAt: apiKey.lastWorkedAt,
}

/** Returns the active workspaces, oldest first; with `archived` also the archived ones. */
export function listWorkspaces(store: Store, reach: KeyReach, archived: boolean): readonly Workspace[] {
  const rows = store.orm
    .select()
    .from(workspace)
    .where(and(seen, archived ? undefined : isNull(workspace.archivedAt)))
    .orderBy(asc(workspace.id))
    .all()
  return rows.map((row) => toWorkspace(store, reach, row))
}

/** Returns one workspace as shown in the window; throws NOT_FOUND. */
export function readWorkspace(store: Store, reach: KeyReach, id: WorkspaceId): Workspace {
  return toWorkspace(store, reach, workspaceRow(store, id))
}

export function workspaceRow(store: Store, id: WorkspaceId): WorkspaceRow {
  const row = store.orm.select().from(workspace).where(eq(workspace.id, id)).get()
  if (!row) throw new AppError('NOT_FOUND', { what: 'workspace' })
  return row
}

/** Returns the local workspace for one at Instantly. */
export function workspaceOfRemote(store: Store, remoteId: string): WorkspaceRow | null {
  return store.orm.select().from(workspace).where(eq(workspace.remoteId, remoteId)).get() ?? null
}

/** SQL condition for clients that are not archived. Nothing is read or sent for archived ones until restored. */
export const notArchivedSql = (workspaceId: string): string =>
  `${workspaceId} not in (select id from workspace where archived_at is not null)`

/** Returns a function that says whether a client is archived. */
export function createArchivedLookup({ raw }: Pick<Store, 'raw'>): (id: WorkspaceId) => boolean {
  const find = raw.prepare<[number], 0 | 1>('select archived_at is not null from workspace where id = ?').pluck()
  return (id) => find.get(id) === 1
}

/** A workspace's keys that are not removed, newest first. */
export function keysOf(store: Store, id: WorkspaceId): readonly (KeyRow & { readonly id: ApiKeyId })[] {
  const rows = store.orm
    .select(keyColumns)
    .from(apiKey)
    .where(and(eq(apiKey.workspaceId, id), liveKey))
    .orderBy(apiKey.id)
    .all()
  return rows.toReversed().map((row) => ({ ...row, id: row.id as ApiKeyId }))
}

/** Returns all stored keys of all workspaces, to detect a key pasted twice. */
export function allKeys(store: Store): readonly { readonly id: ApiKeyId; readonly workspaceId: WorkspaceId }[] {
  const rows = store.orm.select({ id: apiKey.id, workspaceId: apiKey.workspaceId }).from(apiKey).where(liveKey).all()
  return rows.map((row) => ({ id: row.id as ApiKeyId, workspaceId: row.workspaceId as WorkspaceId }))
}

export function firstKeyReport(store: Store, id: WorkspaceId): FirstKeyReport | null {
  const row = workspaceRow(store, id)
  return row.firstKeyReport && row.firstKeyReportAt ? { text: row.firstKeyReport, madeAt: row.firstKeyReportAt } : null
}

function toWorkspace(store: Store, reach: KeyReach, row: WorkspaceRow): Workspace {
  const id = row.id as WorkspaceId
  const keys = keysOf(store, id).map((key) => toKeyInfo(key, reach, refusedScopes(store, id, key.id)))
  return {
    id,
    name: row.name,
    colour: row.colour,
    archived: row.archivedAt !== null,
    remoteName: row.remoteName,
    // A demo needs no key, because its Instantly is inside the app.
    demo: row.demo !== null,
    hasKey: row.demo !== null || keys.length > 0,
    keyState: row.demo === null ? bestKeyState(keys) : 'active',
    keys,
    listCount: countOf(
      store,
      `select count(*) as n from lead_list where workspace_id = ? and state = 'ready' and archived_at is null`,
      id,
    ),
    exportCount: countOf(store, 'select count(*) as n from export_run where workspace_id = ?', id),
  }
}

function toKeyInfo(key: KeyRow & { readonly id: ApiKeyId }, reach: KeyReach, refused: readonly string[]): ApiKeyInfo {
  const reached = reach(key)
  return {
    id: key.id,
    masked: key.masked,
    state: reached === 'open' ? key.state : reached,
    missingScopes: [...new Set([...key.missingScopes, ...refused])],
    addedAt: key.addedAt,
    lastCheckedAt: key.lastCheckedAt,
    lastWorkedAt: key.lastWorkedAt,
  }
}

const bestFirst: readonly KeyState[] = [
  'active',
  'scope_missing',
  'no_plan',
  'locked',
  'untested',
  'unreadable',
  'revoked',
  'invalid',
]

function bestKeyState(keys: readonly ApiKeyInfo[]): KeyState | null {
  return bestFirst.find((state) => keys.some((key) => key.state === state)) ?? null
}

function countOf(store: Store, query: string, id: WorkspaceId): number {
  return store.raw.prepare<[number], { n: number }>(query).get(id)?.n ?? 0
}

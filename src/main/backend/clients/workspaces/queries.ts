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
/** Tells how a key stands beyond what is stored: the vault's `reach`. */
type Reach = Vault['reach']

/** A demo that is being made or removed is not there. */
const seen = or(isNull(workspace.demo), eq(workspace.demo, 'ready'))
const liveKey = and(isNull(apiKey.removedAt), isNotNull(apiKey.cipher))
/** All but the cipher: what is not read cannot leak. */
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

/** The workspaces in use, oldest first; with `archived` those put away too. */
export function listWorkspaces(store: Store, reach: Reach, archived: boolean): readonly Workspace[] {
  const rows = store.orm
    .select()
    .from(workspace)
    .where(and(seen, archived ? undefined : isNull(workspace.archivedAt)))
    .orderBy(asc(workspace.id))
    .all()
  return rows.map((row) => shown(store, reach, row))
}

/** One workspace as the window sees it; NOT_FOUND. */
export function readWorkspace(store: Store, reach: Reach, id: WorkspaceId): Workspace {
  return shown(store, reach, workspaceRow(store, id))
}

export function workspaceRow(store: Store, id: WorkspaceId): WorkspaceRow {
  const row = store.orm.select().from(workspace).where(eq(workspace.id, id)).get()
  if (!row) throw new AppError('NOT_FOUND', { what: 'workspace' })
  return row
}

/** The workspace here that is this one of Instantly. */
export function workspaceOfRemote(store: Store, remoteId: string): WorkspaceRow | null {
  return store.orm.select().from(workspace).where(eq(workspace.remoteId, remoteId)).get() ?? null
}

/** A workspace's keys that are not removed, newest first. */
/** For SQL: a client that is not archived. Of one that is nothing is asked or sent until it is brought back. */
export const notArchivedSql = (workspaceId: string): string =>
  `${workspaceId} not in (select id from workspace where archived_at is not null)`

/** Whether a client is archived. */
export function archivedLookup({ raw }: Pick<Store, 'raw'>): (id: WorkspaceId) => boolean {
  const find = raw.prepare<[number], 0 | 1>('select archived_at is not null from workspace where id = ?').pluck()
  return (id) => find.get(id) === 1
}

export function keysOf(store: Store, id: WorkspaceId): readonly (KeyRow & { readonly id: ApiKeyId })[] {
  const rows = store.orm
    .select(keyColumns)
    .from(apiKey)
    .where(and(eq(apiKey.workspaceId, id), liveKey))
    .orderBy(apiKey.id)
    .all()
  return rows.toReversed().map((row) => ({ ...row, id: row.id as ApiKeyId }))
}

/** Every kept key of every workspace, for finding a key pasted twice. */
export function allKeys(store: Store): readonly { readonly id: ApiKeyId; readonly workspaceId: WorkspaceId }[] {
  const rows = store.orm.select({ id: apiKey.id, workspaceId: apiKey.workspaceId }).from(apiKey).where(liveKey).all()
  return rows.map((row) => ({ id: row.id as ApiKeyId, workspaceId: row.workspaceId as WorkspaceId }))
}

export function firstKeyReport(store: Store, id: WorkspaceId): FirstKeyReport | null {
  const row = workspaceRow(store, id)
  return row.firstKeyReport && row.firstKeyReportAt ? { text: row.firstKeyReport, madeAt: row.firstKeyReportAt } : null
}

function shown(store: Store, reach: Reach, row: WorkspaceRow): Workspace {
  const id = row.id as WorkspaceId
  const keys = keysOf(store, id).map((key) => shownKey(key, reach, refusedScopes(store, id, key.id)))
  return {
    id,
    name: row.name,
    colour: row.colour,
    archived: row.archivedAt !== null,
    remoteName: row.remoteName,
    // A demo needs no key: its Instantly is inside the app.
    demo: row.demo !== null,
    hasKey: row.demo !== null || keys.length > 0,
    keyState: row.demo === null ? best(keys) : 'active',
    keys,
    listCount: countOf(
      store,
      `select count(*) as n from lead_list where workspace_id = ? and state = 'ready' and archived_at is null`,
      id,
    ),
    exportCount: countOf(store, 'select count(*) as n from export_run where workspace_id = ?', id),
  }
}

function shownKey(key: KeyRow & { readonly id: ApiKeyId }, reach: Reach, refused: readonly string[]): ApiKeyInfo {
  return {
    id: key.id,
    masked: key.masked,
    state: reach(key) === 'open' ? key.state : 'locked',
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
  'revoked',
  'invalid',
]

function best(keys: readonly ApiKeyInfo[]): KeyState | null {
  return bestFirst.find((state) => keys.some((key) => key.state === state)) ?? null
}

function countOf(store: Store, query: string, id: WorkspaceId): number {
  return store.raw.prepare<[number], { n: number }>(query).get(id)?.n ?? 0
}

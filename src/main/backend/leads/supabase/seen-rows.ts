/** Remembers which rows of a query became a list before, and their contents, for "only what is new or changed". */
import { createHash } from 'node:crypto'
import type { LastPull, PullSpec } from '#shared/contract/leads/supabase.ts'
import type { ListId, SupabaseSourceId, WorkspaceId } from '#shared/ids.ts'
import { createCheckpointWait } from '../../core/db/checkpoint-wait.ts'
import type { Store } from '../../core/deps.ts'
import type { TextRow } from './reader.ts'

type Pull = { readonly id: number; readonly savedAt: string; readonly rowCount: number; readonly listId: ListId | null }
/** Where the rows of an import are stored at their source. */
export type RowOrigin = {
  readonly relation: string
  readonly campaignId: string | null
  readonly keyColumn: string | null
}
/** `look` holds one byte per character: a buffer for every row of a long table would take a gigabyte. */
export type RowFingerprint = { readonly key: string; readonly look: string }

/** Returns the same text for the same query, regardless of the order in which its filters were entered. */
export function questionOf(spec: PullSpec): string {
  const plain =
    spec.kind === 'platform'
      ? ['platform', spec.campaignId]
      : [
          'table',
          spec.schema,
          spec.relation,
          spec.columns ? spec.columns.toSorted() : null,
          spec.filters.map(({ column, op, value }) => JSON.stringify([column, op, value])).toSorted(),
        ]
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex')
}

/** Returns the fingerprint of a row, which changes with any cell. Without a key, the row is its own key. */
export function rowFingerprintOf(row: TextRow, key: string | undefined): RowFingerprint {
  const look = createHash('sha256').update(JSON.stringify(row)).digest().toString('latin1', 0, 16)
  return { key: key || bytesOf(look).toString('hex'), look }
}

const bytesOf = (look: string): Buffer => Buffer.from(look, 'latin1')

function findPull({ raw }: Store, sourceId: SupabaseSourceId, question: string): Pull | null {
  const row = raw
    .prepare(
      `select id, saved_at as savedAt, row_count as rowCount, list_id as listId from supabase_pull
        where source_id = ? and question = ? order by id desc limit 1`,
    )
    .get(sourceId, question)
  return (row as Pull | undefined) ?? null
}

/** Returns when the result of this query last became a list. */
export function lastPull(store: Store, sourceId: SupabaseSourceId, spec: PullSpec): LastPull | null {
  const pull = findPull(store, sourceId, questionOf(spec))
  return pull && { at: pull.savedAt, rows: pull.rowCount, listId: pull.listId }
}

/** Returns the list this query was last saved into. */
export const lastListOf = (store: Store, sourceId: SupabaseSourceId, question: string): ListId | null =>
  findPull(store, sourceId, question)?.listId ?? null

/**
 * SQL for the pulls with rows that went into a list. A pull names only the list it was last saved into, so those of an
 * earlier list are found by the source of its imports. The list is the parameter `@listId`.
 */
export const pullsOfListSql = `select p.id from supabase_pull p where p.list_id = @listId or exists (
  select 1 from list_import i join supabase_import s on s.import_id = coalesce(i.rows_of, i.id)
   where i.list_id = @listId and s.source_id = p.source_id and p.saved_at >= i.imported_at)`

export type SeenRows = (row: RowFingerprint) => 'new' | 'changed' | 'same'

/** Compares each row with the last pull of the same query. */
export function createSeenRows(store: Store, sourceId: SupabaseSourceId, question: string): SeenRows {
  const pull = findPull(store, sourceId, question)
  if (!pull) return () => 'new'
  const find = store.raw.prepare('select look from supabase_row where pull_id = ? and row_key = ?').pluck()
  return ({ key, look }) => {
    const known = find.get(pull.id, key) as Buffer | undefined
    if (!known) return 'new'
    return known.equals(bytesOf(look)) ? 'same' : 'changed'
  }
}

/**
 * Records where a list came from, in the transaction that stores it, as results are written back there. Returns what
 * remembers its rows, in short steps. A kill in between forgets some rows: they come again with the next pull and are
 * excluded as already in the list. None is lost.
 */
export function rememberPull(
  store: Store,
  pull: {
    readonly workspaceId: WorkspaceId
    readonly sourceId: SupabaseSourceId
    readonly question: string
    readonly listId: ListId
    readonly at: string
    readonly rowCount: number
    readonly origin: RowOrigin
  },
  looks: readonly RowFingerprint[],
): () => Promise<void> {
  const { raw } = store
  const id = raw.transaction(() => {
    const { relation, campaignId, keyColumn } = pull.origin
    raw
      .prepare(
        `insert or replace into supabase_import (import_id, workspace_id, source_id, relation, campaign_id, key_column)
         select max(id), ?, ?, ?, ?, ? from list_import where list_id = ? having max(id) is not null`,
      )
      .run(pull.workspaceId, pull.sourceId, relation, campaignId, keyColumn, pull.listId)
    const known = findPull(store, pull.sourceId, pull.question)
    if (known) {
      raw
        .prepare('update supabase_pull set saved_at = ?, row_count = ?, list_id = ? where id = ?')
        .run(pull.at, pull.rowCount, pull.listId, known.id)
      return known.id
    }
    return raw
      .prepare('insert into supabase_pull (source_id, question, saved_at, row_count, list_id) values (?, ?, ?, ?, ?)')
      .run(pull.sourceId, pull.question, pull.at, pull.rowCount, pull.listId).lastInsertRowid
  })()
  const put = raw.prepare(
    `insert into supabase_row (pull_id, row_key, look) values (?, ?, ?)
     on conflict (pull_id, row_key) do update set look = excluded.look`,
  )
  const putAll = raw.transaction((part: readonly RowFingerprint[]) => {
    for (const { key, look } of part) put.run(id, key, bytesOf(look))
  })
  return async () => {
    const rest = createCheckpointWait(raw)
    for (let at = 0; at < looks.length; at += stepRows) {
      putAll(looks.slice(at, at + stepRows))
      await rest()
    }
  }
}

const stepRows = 2000

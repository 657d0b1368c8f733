/** Deletes everything that belongs to workspaces marked for removal, from whatever tables exist. */
import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** Few enough that nothing waits long for one step. */
const rowsPerStep = 2_000

/** Workspaces that a crash or a removal left to be deleted. */
export function markedWorkspaces(store: Store): readonly WorkspaceId[] {
  return store.raw
    .prepare(`select id from workspace where demo in ('building', 'removing')`)
    .pluck()
    .all() as WorkspaceId[]
}

/**
 * Deletes all rows of a marked workspace step by step, its own row last: after an interruption the mark is still there
 * and the next run continues. Rejects a workspace that is not marked.
 */
export function* removeWorkspaceSteps(store: Store, workspaceId: WorkspaceId): Generator<undefined> {
  const { raw } = store
  const marked = raw.prepare(`select 1 from workspace where id = ? and demo in ('building', 'removing')`)
  if (!marked.get(workspaceId)) throw new Error('not marked for removal')
  for (const _ of removeRowsSteps(store, workspaceId)) yield
  withoutForeignKeys(raw, () => raw.prepare('delete from workspace where id = ?').run(workspaceId))
}

/** Deletes all rows of a workspace except its own, step by step. Reports how many were deleted from each table. */
export function* removeRowsSteps(
  { raw }: Store,
  workspaceId: WorkspaceId,
  removed: (table: string, rows: number) => void = () => undefined,
): Generator<undefined> {
  for (const { table, condition } of ownedTablesOf(raw)) {
    const key = keyOf(raw, table)
    const remove = raw.prepare(
      `delete from "${table}" where (${key}) in (select ${key} from "${table}" where ${condition} limit ${rowsPerStep})`,
    )
    // Children are deleted before their parents, so foreign keys need no check; SQLite would scan every client's leads
    // for it.
    for (;;) {
      const { changes } = withoutForeignKeys(raw, () => remove.run({ workspaceId }))
      if (changes === 0) break
      removed(table, changes)
      yield
    }
  }
}

function withoutForeignKeys<T>(raw: Database, work: () => T): T {
  raw.pragma('foreign_keys = OFF')
  try {
    return work()
  } finally {
    raw.pragma('foreign_keys = ON')
  }
}

type Link = { readonly table: string; readonly from: string; readonly to: string | null }
export type OwnedTable = { readonly table: string; readonly condition: string }

/** Tables whose rows belong to a workspace, directly or through a parent, children first, with its condition. */
export function ownedTablesOf(raw: Database): readonly OwnedTable[] {
  const tables = raw
    .prepare(`select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'`)
    .pluck()
    .all() as string[]
  // Read once per table: querying it again for each possible parent would take longer than all the deleting.
  const allLinks = new Map(tables.map((table) => [table, linksOf(raw, table)]))
  const owned = new Set(tables.filter((table) => columnsOf(raw, table).includes('workspace_id')))
  // Iterating a set includes elements added meanwhile, so grandchildren follow.
  for (const parent of owned) {
    for (const [table, links] of allLinks) if (links.some((link) => link.table === parent)) owned.add(table)
  }
  const links = new Map(
    [...owned].map((table) => [table, allLinks.get(table)?.filter((link) => owned.has(link.table)) ?? []]),
  )
  const conditions = new Map<string, string>()
  const condition = (table: string): string => {
    const known = conditions.get(table) ?? conditionOf(raw, table, links.get(table) ?? [], condition)
    conditions.set(table, known)
    return known
  }
  return childrenFirst([...owned], links).map((table) => ({ table, condition: condition(table) }))
}

const columnsOf = (raw: Database, table: string) =>
  raw.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[]

/** The columns that identify a row: `rowid`, or the primary key of a table without one. */
function keyOf(raw: Database, table: string): string {
  const { wr } = raw.prepare('select wr from pragma_table_list(?)').get(table) as { wr: 0 | 1 }
  if (wr === 0) return 'rowid'
  const columns = raw
    .prepare('select name from pragma_table_info(?) where pk > 0 order by pk')
    .pluck()
    .all(table) as string[]
  return columns.map((column) => `"${column}"`).join(', ')
}

const linksOf = (raw: Database, table: string) =>
  raw.prepare('select "table", "from", "to" from pragma_foreign_key_list(?)').all(table) as Link[]

function childrenFirst(tables: readonly string[], links: ReadonlyMap<string, readonly Link[]>): readonly string[] {
  const sorted: string[] = []
  const visit = (table: string): void => {
    if (sorted.includes(table)) return
    for (const child of tables) {
      if (child !== table && links.get(child)?.some((link) => link.table === table)) visit(child)
    }
    sorted.push(table)
  }
  for (const table of tables) visit(table)
  return sorted
}

/** By workspace if it is indexed, otherwise through an indexed parent; never scanning every client's rows. */
function conditionOf(
  raw: Database,
  table: string,
  links: readonly Link[],
  conditionOfParent: (parent: string) => string,
): string {
  const indexed = new Set(
    raw
      .prepare(
        `select (select name from pragma_index_info(l.name) where seqno = 0) from pragma_index_list(?) l where l.partial = 0`,
      )
      .pluck()
      .all(table) as string[],
  )
  if (indexed.has('workspace_id')) return 'workspace_id = @workspaceId'
  const link = links.find(({ from, table: parent }) => indexed.has(from) && parent !== table)
  if (!link) {
    if (columnsOf(raw, table).includes('workspace_id')) return 'workspace_id = @workspaceId'
    throw new Error(`no index leads from a client to its rows of ${table}`)
  }
  // A child of a client's row belongs to that client too.
  const parent = columnsOf(raw, link.table).includes('workspace_id')
    ? 'workspace_id = @workspaceId'
    : conditionOfParent(link.table)
  return `"${link.from}" in (select "${link.to ?? 'id'}" from "${link.table}" where ${parent})`
}

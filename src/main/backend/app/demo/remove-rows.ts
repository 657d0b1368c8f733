/** Deletes everything that belongs to workspaces marked for removal, from whatever tables exist. */
import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import { withoutForeignKeys } from '../../core/db/without-foreign-keys.ts'
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
  const mark = raw
    .prepare(`select demo from workspace where id = ? and demo in ('building', 'removing')`)
    .pluck()
    .get(workspaceId)
  if (mark === undefined) throw new Error('not marked for removal')
  for (const _ of removeRowsSteps(store, workspaceId)) yield
  if (mark === 'building') removeRowsWithoutParents(raw, workspaceId)
  withoutForeignKeys(raw, () => raw.prepare('delete from workspace where id = ?').run(workspaceId))
}

/** Deletes all rows of a workspace except its own, step by step. */
export function* removeRowsSteps({ raw }: Store, workspaceId: WorkspaceId): Generator<undefined> {
  for (const { table, condition } of ownedTablesOf(raw)) {
    // Most tables have no rows of a workspace. Each switch of the foreign keys makes SQLite compile every statement of
    // the connection again, and a deletion with all its triggers is a long one.
    const hasRows = raw.prepare(`select 1 from "${table}" where ${condition} limit 1`).pluck()
    if (hasRows.get({ workspaceId }) === undefined) continue
    const key = keyOf(raw, table)
    const remove = raw.prepare(
      `delete from "${table}" where (${key}) in (select ${key} from "${table}" where ${condition} limit ${rowsPerStep})`,
    )
    do {
      const { changes } = withoutForeignKeys(raw, () => remove.run({ workspaceId }))
      if (changes === 0) break
      yield
    } while (hasRows.get({ workspaceId }) !== undefined)
  }
}

/** An interrupted import has rows whose parents, through which they would be found, are not there yet. */
function removeRowsWithoutParents(raw: Database, workspaceId: WorkspaceId): void {
  for (const { table, through } of ownedTablesOf(raw)) {
    if (through === null) continue
    const { from, to, table: parent } = through
    const remove = raw.prepare(
      `delete from "${table}" where workspace_id = ?
         and "${from}" in (select "${from}" from "${table}" except select "${to ?? 'id'}" from "${parent}")`,
    )
    withoutForeignKeys(raw, () => remove.run(workspaceId))
  }
}

type Link = { readonly table: string; readonly from: string; readonly to: string | null }
export type OwnedTable = {
  readonly table: string
  readonly condition: string
  /** The link that finds its rows, if they also name their workspace. */
  readonly through: Link | null
}

/** Its columns, its links to parents, and the first column of each index that has all of its rows. */
type Table = { readonly columns: string[]; readonly links: Link[]; readonly indexed: Set<string> }
type Tables = ReadonlyMap<string, Table>

/** One statement for each kind and not for each table: compiling them would take longer than all the deleting. */
function tablesOf(raw: Database): Tables {
  const where = `where t.type = 'table' and t.sql not like 'create virtual%'`
  const names = raw.prepare<[], string>(`select t.name from sqlite_schema t ${where}`).pluck().all()
  const tables = new Map(names.map((name): [string, Table] => [name, { columns: [], links: [], indexed: new Set() }]))
  const rowsOf = <T>(selected: string, of: string) =>
    raw
      .prepare<[], T & { readonly of: string }>(
        `select t.name as "of", ${selected} from sqlite_schema t, ${of} ${where}`,
      )
      .all()
  for (const { of, name } of rowsOf<{ name: string }>('c.name', 'pragma_table_info(t.name) c'))
    tables.get(of)?.columns.push(name)
  for (const { of, ...link } of rowsOf<Link>('f."table", f."from", f."to"', 'pragma_foreign_key_list(t.name) f'))
    tables.get(of)?.links.push(link)
  const firstColumns = 'pragma_index_list(t.name) l join pragma_index_info(l.name) c on c.seqno = 0 and l.partial = 0'
  for (const { of, name } of rowsOf<{ name: string }>('c.name', firstColumns)) tables.get(of)?.indexed.add(name)
  return tables
}

/** Tables whose rows belong to a workspace, directly or through a parent, children first, with its condition. */
export function ownedTablesOf(raw: Database): readonly OwnedTable[] {
  const tables = tablesOf(raw)
  const owned = new Set(
    [...tables].flatMap(([table, { columns }]) => (columns.includes('workspace_id') ? [table] : [])),
  )
  // Iterating a set includes elements added meanwhile, so grandchildren follow.
  for (const parent of owned) {
    for (const [table, { links }] of tables) if (links.some((link) => link.table === parent)) owned.add(table)
  }
  const links = new Map(
    [...owned].map((table) => [table, tables.get(table)?.links.filter((link) => owned.has(link.table)) ?? []]),
  )
  const conditions = new Map<string, string>()
  const condition = (table: string): string => {
    const known = conditions.get(table) ?? conditionOf(tables, table, links.get(table) ?? [], condition)
    conditions.set(table, known)
    return known
  }
  return childrenFirst([...owned], links).map((table) => ({
    table,
    condition: condition(table),
    through: tables.get(table)?.columns.includes('workspace_id') ? linkOf(tables, table, links.get(table) ?? []) : null,
  }))
}

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

/** The indexed link through which a table's rows are found; null if they are found by their workspace. */
function linkOf(tables: Tables, table: string, links: readonly Link[]): Link | null {
  const indexed = tables.get(table)?.indexed
  if (indexed?.has('workspace_id')) return null
  return links.find(({ from, table: parent }) => indexed?.has(from) && parent !== table) ?? null
}

/** By workspace if it is indexed, otherwise through an indexed parent; never scanning every client's rows. */
function conditionOf(
  tables: Tables,
  table: string,
  links: readonly Link[],
  conditionOfParent: (parent: string) => string,
): string {
  const link = linkOf(tables, table, links)
  if (!link) {
    if (tables.get(table)?.columns.includes('workspace_id')) return 'workspace_id = @workspaceId'
    throw new Error(`no index leads from a client to its rows of ${table}`)
  }
  // A child of a client's row belongs to that client too.
  const parent = tables.get(link.table)?.columns.includes('workspace_id')
    ? 'workspace_id = @workspaceId'
    : conditionOfParent(link.table)
  return `"${link.from}" in (select "${link.to ?? 'id'}" from "${link.table}" where ${parent})`
}

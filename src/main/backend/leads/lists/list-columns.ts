/** The columns the table of a list can show, and those it shows. */
import { z } from 'zod'
import type { ListColumns } from '#shared/contract/leads/lists.ts'
import {
  builtInColumns,
  type ConsentColumn,
  consentColumns,
  formatColumnKey,
  otherColumnKey,
} from '#shared/domain/leads/import/list-columns.ts'
import { leadFields, type Mapping, variableName } from '#shared/domain/leads/import/mapping.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { listStateOf } from './queries.ts'

/** Leads checked for names that are not in any mapping: variables entered by hand, or made of others. */
const LOOKED_AT = 300

const shape = z.array(z.union([z.enum(builtInColumns), otherColumnKey])).min(1)
type Shown = z.output<typeof shape>

/** A list that was exported shows the activity of its leads by default, in place of the job title. */
const shownColumnsSetting = (listId: ListId, wasExported: boolean): Setting<Shown> => ({
  key: `lists.columns.${listId}`,
  shape,
  fallback: ['last_name', 'email', 'company_name', wasExported ? 'engagement' : 'job_title', 'state'],
})

const workspaceOf = (store: Store, listId: ListId): WorkspaceId =>
  store.raw.prepare('select workspace_id from lead_list where id = ?').pluck().get(listId) as WorkspaceId

const wasExported = (store: Store, listId: ListId): boolean =>
  store.raw.prepare('select 1 from export_run where list_id = ? limit 1').get(listId) !== undefined

/** Returns the available columns, and those shown. */
export function listColumns(store: Store, listId: ListId): ListColumns {
  const { rowCount } = listStateOf(store, listId)
  const imports = store.raw
    .prepare(
      `select id as importId, file_name as fileName, row_count as rowCount, header, mapping
       from list_import where list_id = ? and state = 'ready' order by id`,
    )
    .all(listId) as (ListColumns['sources'][number] & { header: string; mapping: string })[]
  const undone = new Set(undoneImports(store, listId))
  const others = new Set(leadFields.filter((field) => field === 'first_name').map((name) => `field:${name}`))
  const headers = new Set<string>()
  for (const { header, mapping } of imports) {
    for (const target of JSON.parse(mapping) as Mapping) {
      if (target.kind === 'field' && hasNoDefaultColumn(target.field)) others.add(`field:${target.field}`)
      if (target.kind === 'variable') others.add(`variable:${target.name}`)
    }
    for (const name of consentOf(JSON.parse(mapping) as Mapping)) others.add(formatColumnKey({ kind: 'consent', name }))
    for (const name of JSON.parse(header) as string[]) if (name !== '' && name.length <= 500) headers.add(name)
  }
  for (const key of usedNames(store, listId, rowCount)) others.add(key)
  for (const name of headers) others.add(formatColumnKey({ kind: 'original', name }))
  return {
    others: [...others],
    shown: getSetting(store, workspaceOf(store, listId), shownColumnsSetting(listId, wasExported(store, listId))),
    sources: imports
      .filter(({ importId }) => !undone.has(importId))
      .map(({ importId, fileName, rowCount: rows }) => ({ importId, fileName, rowCount: rows })),
  }
}

/** Returns the imports whose undo took their leads out of the list; not those whose leads may have been put back. */
const undoneImports = (store: Store, listId: ListId): readonly number[] =>
  store.raw
    .prepare(
      `select a.import_id from list_action a
       where a.list_id = @listId and a.kind = 'import' and a.state = 'done' and a.undone_at is not null
         and not exists (select 1 from list_action r
           where r.list_id = @listId and r.id > a.id and r.kind = 'remove' and r.undone_at is not null)`,
    )
    .pluck()
    .all({ listId }) as number[]

/** Returns the consent columns of a file; a source alone is a basis. */
const consentOf = (mapping: Mapping): readonly ConsentColumn[] =>
  consentColumns.filter((name) =>
    mapping.some(({ kind }) =>
      name === 'basis' ? kind === 'consent' || kind === 'consent_source' : kind === `consent_${name}`,
    ),
  )

/** Fields without a default column in the table. */
const hasNoDefaultColumn = (field: string) => !['email', 'last_name', 'company_name', 'job_title'].includes(field)

function usedNames(store: Store, listId: ListId, rowCount: number): readonly string[] {
  const where = `l.list_id = :listId and (l.position <= ${LOOKED_AT} or l.position > :last)`
  const values = { listId, last: Math.max(LOOKED_AT, rowCount - LOOKED_AT) }
  const fields = store.raw
    .prepare(`select distinct e.key from lead l, json_each(l.payload) e where ${where} and e.type <> 'object'`)
    .pluck()
    .all(values) as string[]
  const variables = store.raw
    .prepare(`select distinct e.key from lead l, json_each(l.payload, '$.custom_variables') e where ${where}`)
    .pluck()
    .all(values) as string[]
  return [
    ...fields
      .filter((name) => (leadFields as readonly string[]).includes(name) && hasNoDefaultColumn(name))
      .map((name) => `field:${name}`),
    ...variables.filter((name) => variableName.safeParse(name).success).map((name) => `variable:${name}`),
  ]
}

/** Remembers the columns a list's table shows. */
export function showColumns({ store, clock }: Deps, listId: ListId, shown: Shown): void {
  listStateOf(store, listId)
  setSetting(store, workspaceOf(store, listId), shownColumnsSetting(listId, false), shown, clock.now())
}

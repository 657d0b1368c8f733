/** Says which group of leads (a list, a file, a value of a column) leads, people and unsent rows belong to. */
import type { Database } from 'better-sqlite3'
import type { BreakdownBy } from '#shared/contract/insights/money.ts'
import type { ListId } from '#shared/ids.ts'
import { isLeftAfterUndoSql } from '../../leads/gates/left-after-undo.ts'
import { valuesAt } from '../../leads/lists/column-values.ts'
import { isUndoneImportSql } from '../../leads/lists/same-rows.ts'
import { inZoneOfExportSql } from '../../leads/lists/zone-sql.ts'
import type { CampaignKey } from './client-money.ts'
import type { ExportedRun } from './money-facts.ts'
import { unassignedKey } from './money-groups.ts'

/** Leads processed before yielding to other work. */
export const stepRows = 2_000

type LeadPlace = { readonly listId: ListId; readonly importId: number; readonly position: number }

/** Assigns leads to groups, by key. */
type KeysOfLeads = (places: readonly LeadPlace[]) => readonly string[]

const statementsOf = (raw: Database) => ({
  batches: raw.prepare<[number], { first: number; last: number }>(
    `select first_position as first, last_position as last from export_batch where export_id = ? and state = 'done' order by first_position`,
  ),
  uploaded: raw.prepare<[object], { position: number; importId: number }>(
    `select l.position, l.import_id as importId from lead l
     where l.list_id = @listId and l.position between @first and @last and l.gate = 0 and ${inZoneOfExportSql('@exportId', 'l.position')}
       and not exists (select 1 from export_problem p where p.export_id = @exportId and p.position = l.position)
       and ((select r.taken_back_at from export_run r where r.id = @exportId) is null
         or ${isLeftAfterUndoSql('@exportId', 'l.position')})`,
  ),
  placeOf: raw.prepare<[string], LeadPlace>(
    `select list_id as listId, import_id as importId, position from lead where email = ? and gate = 0 order by list_id, removed`,
  ),
  listName: raw.prepare<[number], { name: string }>('select name from lead_list where id = ?'),
  fileName: raw.prepare<[number], { name: string }>('select file_name as name from list_import where id = ?'),
  files: raw.prepare<[number], { id: number; rows: number }>(
    `select id, row_count as rows from list_import i where list_id = ? and state = 'ready' and not ${isUndoneImportSql('i')} order by id`,
  ),
})

export function createLeadGroups(raw: Database) {
  const sql = statementsOf(raw)

  /** Returns the function that assigns leads to groups, by key. */
  function keysOf(by: BreakdownBy): KeysOfLeads {
    if (by === 'list') return (places) => places.map(({ listId }) => `list ${listId}`)
    if (by === 'file') return (places) => places.map(({ importId }) => `file ${importId}`)
    return (places) => {
      const values = new Map<ListId, ReadonlyMap<number, readonly string[]>>()
      for (const listId of new Set(places.map((place) => place.listId))) {
        const positions = places.filter((place) => place.listId === listId).map(({ position }) => position)
        values.set(listId, valuesAt(raw, listId, positions, [by.column]))
      }
      return places.map(({ listId, position }) => {
        const value = values.get(listId)?.get(position)?.[0]?.trim() ?? ''
        return `value ${value}`
      })
    }
  }

  function nameOf(key: string): string | null {
    const name = key.slice(key.indexOf(' ') + 1)
    if (key === unassignedKey) return null
    if (key.startsWith('list ')) return sql.listName.get(Number(name))?.name ?? null
    if (key.startsWith('file ')) return sql.fileName.get(Number(name))?.name ?? null
    return name
  }

  /** Returns weights for a list without an export, by the rows of its files. */
  function unsent(listId: ListId, importId: number | null, by: BreakdownBy): ReadonlyMap<string, number> {
    if (by === 'list') return new Map([[`list ${listId}`, 1]])
    if (by !== 'file') return new Map()
    return importId === null
      ? new Map(sql.files.all(listId).map(({ id, rows }) => [`file ${id}`, rows]))
      : new Map([[`file ${importId}`, 1]])
  }

  /** Yields the leads an export brought to Instantly, some at a time; grouped by list, they need not be read. */
  async function* leadsOf(
    run: ExportedRun,
    by: BreakdownBy,
  ): AsyncGenerator<{ readonly places: readonly LeadPlace[]; readonly count: number }> {
    if (run.uploaded === 0) return
    if (by === 'list') {
      yield { places: [{ listId: run.listId, importId: 0, position: 0 }], count: run.uploaded }
      return
    }
    for (const { first, last } of sql.batches.all(run.exportId)) {
      for (let from = first; from <= last; from += stepRows) {
        const to = Math.min(last, from + stepRows - 1)
        const rows = sql.uploaded.all({ listId: run.listId, exportId: run.exportId, first: from, last: to })
        if (rows.length > 0) yield { places: rows.map((row) => ({ ...row, listId: run.listId })), count: 1 }
      }
    }
  }

  /** Returns the group of each person of a campaign: that of the first list through which it got the person. */
  function groupsOfPeople(runs: readonly ExportedRun[], keys: KeysOfLeads) {
    const listsOf = new Map<CampaignKey, Set<ListId>>()
    for (const { campaignId, listId } of runs) {
      listsOf.set(campaignId, (listsOf.get(campaignId) ?? new Set()).add(listId))
    }
    return (campaignId: CampaignKey, emails: readonly string[]): readonly string[] => {
      const lists = listsOf.get(campaignId)
      const places = emails.map((email) => sql.placeOf.all(email).find(({ listId }) => lists?.has(listId)))
      const found = keys(places.filter((place) => place !== undefined))
      let at = 0
      return places.map((place) => (place === undefined ? unassignedKey : (found[at++] ?? unassignedKey)))
    }
  }

  return { keysOf, nameOf, unsent, leadsOf, groupsOfPeople }
}

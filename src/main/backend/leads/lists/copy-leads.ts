/** Appends leads to another list of the same client, each with its origin. */
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { mayHaveOtherSpellingSql } from '../../core/lib/domain-spellings.ts'
import { createReadyLookup } from './ready-lookup.ts'

type CopyStep = { readonly actionId: number; readonly from: ListId; readonly to: ListId }

/**
 * Appends leads to the end of a list, in one transaction with their counts. An address that the list already has is
 * excluded there; one that was excluded as a duplicate is checked again.
 */
export function copyLeads(store: Store, { actionId, from, to }: CopyStep, positions: readonly number[]): number {
  if (positions.length === 0) return 0
  const { raw } = store
  const busy = raw.prepare("select 1 from list_import where list_id = ? and state = 'importing'").get(to)
  if (busy) throw new AppError('INVALID_INPUT', { field: 'list', message: 'rows are being added to this list' })
  const target = raw
    .prepare(
      "select row_count as rowCount, workspace_id as workspaceId from lead_list where id = ? and state = 'ready'",
    )
    .get(to) as { rowCount: number; workspaceId: number } | undefined
  if (!target) throw new AppError('NOT_FOUND', { what: 'list' })
  const chosen = JSON.stringify(positions)
  const sources = raw
    .prepare(
      `select import_id as importId, count(*) as n from lead
       where list_id = ? and removed = 0 and position in (select value from json_each(?)) group by import_id`,
    )
    .all(from, chosen) as { importId: number; n: number }[]
  const imports = Object.fromEntries(sources.map(({ importId, n }) => [importId, ensureImport(raw, importId, to, n)]))
  const twice = `(${gateCodes.already_in_list}, ${gateCodes.duplicate_in_file})`
  const { changes } = raw
    .prepare(
      `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original,
         other_emails, first_name, last_name, company_name, job_title)
       select workspace_id, :to, json_extract(:imports, '$."' || import_id || '"'),
         :last + row_number() over (order by position), row_number,
         case when gate <> 0 and gate not in ${twice} then gate
           when exists (select 1 from lead o where o.email = d.email and o.list_id = :to and o.removed = 0 and o.gate = 0)
             or (gate <> 0 and row_number() over (partition by email, gate = 0 or gate in ${twice} order by gate <> 0, position) > 1)
           then ${gateCodes.already_in_list} else 0 end,
         email, payload, original, other_emails, first_name, last_name, company_name, job_title
       from lead d where list_id = :from and removed = 0 and position in (select value from json_each(:chosen))
       order by position`,
    )
    .run({ from, to, last: target.rowCount, imports: JSON.stringify(imports), chosen })
  excludeSpeltTwice(store, to, target.rowCount)
  raw
    .prepare(
      `insert into list_gate_count (workspace_id, list_id, gate, count)
       select :workspaceId, :to, gate, count(*) from lead where list_id = :to and position > :last group by gate
       on conflict (list_id, gate) do update set count = count + excluded.count`,
    )
    .run({ workspaceId: target.workspaceId, to, last: target.rowCount })
  raw.prepare('update lead_list set row_count = row_count + ?, revision = revision + 1 where id = ?').run(changes, to)
  raw
    .prepare('insert into list_copy (action_id, first_position, row_count) values (?, ?, ?)')
    .run(actionId, target.rowCount + 1, changes)
  raw
    .prepare(
      `insert into lead_tag (tag_id, list_id, position, added_by)
       select t.tag_id, :to, :last + p.at, :actionId
       from lead_tag t join (
         select position, row_number() over (order by position) as at from lead
         where list_id = :from and removed = 0 and position in (select value from json_each(:chosen))) p
         on p.position = t.position
       where t.list_id = :from and t.removed_by = 0`,
    )
    .run({ from, to, last: target.rowCount, actionId, chosen })
  return changes
}

/** Excludes appended leads whose address is ready in the list under another spelling of its domain; hardly any is. */
function excludeSpeltTwice(store: Store, listId: ListId, last: number): void {
  const findReady = createReadyLookup(store)
  const exclude = store.raw.prepare(`update lead set gate = ${gateCodes.already_in_list} where id = ?`)
  const speltTwice = store.raw.prepare<[number, number], { id: number; email: string }>(
    `select id, email from lead where list_id = ? and position > ? and gate = 0 and ${mayHaveOtherSpellingSql('email')}
     order by position desc`,
  )
  for (const { id, email } of speltTwice.all(listId, last)) if (findReady(email, listId, [id])) exclude.run(id)
}

/** Returns the import of a list for the file its new leads came from; the file's rows stay where they are. */
function ensureImport(raw: Store['raw'], importId: number, to: ListId, rows: number): number {
  const known = raw
    .prepare(
      `select id from list_import where list_id = :to and coalesce(rows_of, id) =
         (select coalesce(rows_of, id) from list_import where id = :importId)`,
    )
    .pluck()
    .get({ to, importId }) as number | undefined
  if (known !== undefined) {
    raw
      .prepare('update list_import set row_count = row_count + ? where id = ? and rows_of is not null')
      .run(rows, known)
    return known
  }
  return Number(
    raw
      .prepare(
        `insert into list_import (workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping,
           settings, row_count, imported_at, state, rows_of)
         select workspace_id, ?, file_name, sha256, size_bytes, encoding, delimiter, header, mapping, settings, ?,
           imported_at, state, coalesce(rows_of, id) from list_import where id = ?`,
      )
      .run(to, rows, importId).lastInsertRowid,
  )
}

/** Yields the positions of rows that a step appended to its target and that are still there, as appended. */
export function* copiedPositions({ raw }: Store, actionId: number, to: ListId): Generator<readonly number[]> {
  const appended = raw
    .prepare('select first_position as first, row_count as count from list_copy where action_id = ? order by 1')
    .all(actionId) as { first: number; count: number }[]
  const still = raw
    .prepare('select position from lead where list_id = ? and position between ? and ? and removed = 0')
    .pluck()
  for (const { first, count } of appended) yield still.all(to, first, first + count - 1) as number[]
}

/** Writes of a re-import and of its undo: values, gates and positions of leads, with the counts of their list. */
import { AppError } from '#shared/errors.ts'
import type { Store } from '../../core/deps.ts'
import type { KnownLead } from '../import/re-import.ts'
import { prepareTagMove } from './tags.ts'

/** Returns up to which position exports cover a list; up to there, neither address nor gate of a row may change. */
export const exportedRows = ({ raw }: Store, listId: number): number =>
  raw.prepare('select coalesce(max(row_count), 0) from export_run where list_id = ?').pluck().get(listId) as number

/**
 * Throws LIST_BUSY while a newer file is being saved into a list, or an action on it is being undone. `but`: an undo
 * that may be continued.
 */
export function assertListSettled({ raw }: Store, listId: number, but = 0): void {
  const busy = raw
    .prepare(
      `select l.name from list_action a join lead_list l on l.id = a.list_id
       where a.list_id = ? and a.state <> 'done' and a.id <> ? limit 1`,
    )
    .pluck()
    .get(listId, but) as string | undefined
  if (busy !== undefined) throw new AppError('LIST_BUSY', { list: busy })
}

/** Throws EXPERIMENT_EXPORTED if an export has covered leads of a list since. */
export function assertNotExportedSince({ raw }: Store, listId: number, at: string): void {
  const name = raw
    .prepare(
      `select campaign_name from export_run where list_id = ? and (created_at >= ? or last_progress_at >= ?)
       order by id desc limit 1`,
    )
    .pluck()
    .get(listId, at, at) as string | undefined
  if (name !== undefined) throw new AppError('EXPERIMENT_EXPORTED', { name })
}

/** Throws LIST_BUSY during an import into the list, whose rows already have positions. */
export function assertNoImportRunning({ raw }: Store, listId: number): void {
  const busy = raw
    .prepare(
      `select l.name from list_import i join lead_list l on l.id = i.list_id
       where i.list_id = ? and i.state = 'importing'`,
    )
    .pluck()
    .get(listId) as string | undefined
  if (busy !== undefined) throw new AppError('LIST_BUSY', { list: busy })
}

type Written = {
  readonly position: number
  readonly gate: number
  readonly email: string | null
  readonly payload: string
}

/** Prepares the writes shared by a re-import and its undo, with the counts of the list. */
export function prepareLeadWrites(raw: Store['raw'], listId: number) {
  const moveCount = raw.prepare(
    `insert into list_gate_count (workspace_id, list_id, gate, count)
     select workspace_id, id, ?, ? from lead_list where id = ${listId}
     on conflict (list_id, gate) do update set count = count + excluded.count`,
  )
  const countRemoved = raw.prepare(
    `update list_gate_count set removed = removed + ? where list_id = ${listId} and gate = ?`,
  )
  const names = `first_name = :payload ->> '$.first_name', last_name = :payload ->> '$.last_name',
    company_name = :payload ->> '$.company_name', job_title = :payload ->> '$.job_title'`
  const setPayload = raw.prepare(`update lead set payload = :payload, ${names} where id = :id`)
  const setGate = raw.prepare('update lead set gate = ? where id = ?')
  const setRemoved = raw.prepare('update lead set removed = ? where id = ?')
  const copy = raw.prepare(
    `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original,
       other_emails, first_name, last_name, company_name, job_title)
     select workspace_id, list_id, import_id, :position, row_number, :gate, :email, :payload, original, other_emails,
       :payload ->> '$.first_name', :payload ->> '$.last_name', :payload ->> '$.company_name', :payload ->> '$.job_title'
     from lead where id = :id`,
  )
  const moveTags = prepareTagMove(raw)
  return {
    /** Tags that a lead got in its new row move with it when it returns to its old one. */
    moveTags: (from: number, to: number) => moveTags(listId, from, to),
    /** Changes values in the same row; the address stays. */
    change(lead: KnownLead, gate: number, payload: string): void {
      if (payload !== lead.payload) setPayload.run({ payload, id: lead.id })
      if (gate === lead.gate) return
      setGate.run(gate, lead.id)
      moveCount.run(lead.gate, -1)
      moveCount.run(gate, 1)
    },
    /** Continues the lead in a new row, which the caller counts; the old one stays, taken out by an action. */
    move(lead: Pick<KnownLead, 'id' | 'gate' | 'position'>, written: Written, actionId: number): number {
      setRemoved.run(actionId, lead.id)
      countRemoved.run(1, lead.gate)
      moveTags(listId, lead.position, written.position)
      return Number(copy.run({ ...written, id: lead.id }).lastInsertRowid)
    },
    takeOut(lead: Pick<KnownLead, 'id' | 'gate'>, actionId: number): void {
      setRemoved.run(actionId, lead.id)
      countRemoved.run(1, lead.gate)
    },
    putBack(lead: Pick<KnownLead, 'id' | 'gate'>): void {
      setRemoved.run(0, lead.id)
      countRemoved.run(-1, lead.gate)
    },
    countAppended: (gate: number) => moveCount.run(gate, 1),
  }
}

/** Corrects a lead by hand, as a step that can be undone. */
import type { LeadEdit, ListStep } from '#shared/contract/leads/lists.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { VALUE_MAX } from '../rows/sent-values.ts'
import { checkAddress, isExported, type LeadRecord, moveCount, readLead, type Values, writeLead } from './edited-row.ts'
import { assertListSettled, assertNoImportRunning } from './lead-writes.ts'
import { createReadyLookup } from './ready-lookup.ts'
import { prepareTagMove } from './tags.ts'

/** Functions shared by all steps over leads of a list. */
type Steps = {
  /** Records a step; returns its id. */
  begin(listId: ListId, kind: 'edit' | 'remove', leads: number): number
  /** Increments the revision of the list. */
  touch(listId: ListId): void
  /** Takes leads in or out, updating the counts of the list. */
  setRemoved(listId: ListId, positions: readonly number[], from: number, to: number): void
}

export type LeadEdits = {
  edit(leadId: LeadId, change: LeadEdit): ListStep & { readonly leadId: LeadId }
  /** Throws INVALID_INPUT if the lead changed again since. Returns how many leads were restored. */
  undoEdit(action: { readonly id: number; readonly listId: ListId }): number
}

export function createLeadEdits(store: Store, { begin, touch, setRemoved }: Steps): LeadEdits {
  const { raw } = store
  const moveTags = prepareTagMove(raw)
  /** Records a step that is only needed for an undo: it is not shown, and cannot be undone itself. */
  const beginHidden = (listId: ListId, kind: 'edit' | 'remove'): number => {
    const actionId = begin(listId, kind, 0)
    raw.prepare('update list_action set undone_at = at where id = ?').run(actionId)
    return actionId
  }

  const edit = raw.transaction((leadId: LeadId, change: LeadEdit): ListStep & { leadId: LeadId } => {
    const lead = readLead(store, leadId)
    assertListSettled(store, lead.listId)
    const value = change.value.trim()
    if (value.length > VALUE_MAX) throw new AppError('INVALID_INPUT', { field: 'value', message: 'too long' })
    const actionId = begin(lead.listId, 'edit', 1)
    const isAddress = change.kind === 'field' && change.name === 'email'
    const address = isAddress ? checkAddress(store, lead, value) : { gate: lead.gate, email: lead.email }
    const payload = withValue(lead.payload, change, isAddress ? (address.email ?? '') : value)
    const isMoved = (address.gate !== lead.gate || address.email !== lead.email) && isExported(store, lead)
    const newLeadId = isMoved ? appendCopy(lead, { ...address, payload }, actionId) : null
    note(actionId, lead, newLeadId)
    if (newLeadId === null) writeLead(store, lead, { ...address, payload })
    touch(lead.listId)
    return { actionId, count: 1, leadId: (newLeadId ?? lead.id) as LeadId }
  })

  /** Records the previous state and the row where the lead continues; permanent removal finds the old row by it. */
  function note(actionId: number, { id, gate, email, payload }: LeadRecord, newLeadId: number | null): void {
    raw
      .prepare(
        'insert into lead_change (action_id, lead_id, new_lead_id, gate, email, payload) values (?, ?, ?, ?, ?, ?)',
      )
      .run(actionId, id, newLeadId, gate, email, payload)
  }

  /** Appends a row with the lead's new values; the old row stays where exports expect it, taken out. */
  function appendCopy(lead: LeadRecord, values: Values, actionId: number): number {
    assertNoImportRunning(store, lead.listId)
    setRemoved(lead.listId, [lead.position], 0, actionId)
    const { lastInsertRowid } = raw
      .prepare(
        `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original,
           other_emails, first_name, last_name, company_name, job_title)
         select workspace_id, list_id, import_id, (select row_count + 1 from lead_list where id = d.list_id), row_number,
           :gate, :email, :payload, original, other_emails, :payload ->> '$.first_name', :payload ->> '$.last_name',
           :payload ->> '$.company_name', :payload ->> '$.job_title'
         from lead d where id = :id`,
      )
      .run({ ...values, id: lead.id })
    raw.prepare('update lead_list set row_count = row_count + 1 where id = ?').run(lead.listId)
    moveCount(store, lead, 1, values.gate)
    const to = raw.prepare('select row_count from lead_list where id = ?').pluck().get(lead.listId) as number
    moveTags(lead.listId, lead.position, to)
    return Number(lastInsertRowid)
  }

  /** The step that is undone stays on record. */
  const undoEdit = raw.transaction((action: { readonly id: number; readonly listId: ListId }): number => {
    const before = raw
      .prepare(
        'select lead_id as leadId, new_lead_id as newLeadId, gate, email, payload from lead_change where action_id = ?',
      )
      .get(action.id) as {
      leadId: LeadId
      newLeadId: LeadId | null
      gate: GateCode
      email: string | null
      payload: string
    }
    const later = raw
      .prepare(
        `select 1 from lead_change c join list_action a on a.id = c.action_id
         where c.lead_id = ? and c.action_id > ? and a.undone_at is null`,
      )
      .get(before.newLeadId ?? before.leadId, action.id)
    if (later) throw new AppError('INVALID_INPUT', { field: 'action', message: 'the lead was changed again since' })
    const taken =
      before.gate === gateCodes.ready &&
      createReadyLookup(store)(before.email ?? '', action.listId, [before.leadId, before.newLeadId])
    if (taken) throw new AppError('INVALID_INPUT', { field: 'email', message: 'another lead has this address now' })
    if (before.newLeadId === null) {
      const lead = readLead(store, before.leadId)
      if ((before.gate !== lead.gate || before.email !== lead.email) && isExported(store, lead)) {
        const actionId = beginHidden(action.listId, 'edit')
        note(actionId, lead, appendCopy(lead, before, actionId))
      } else writeLead(store, lead, before)
    } else {
      const added = readLead(store, before.newLeadId)
      setRemoved(action.listId, [added.position], 0, beginHidden(action.listId, 'remove'))
      const old = raw.prepare('select position from lead where id = ?').pluck().get(before.leadId) as number
      setRemoved(action.listId, [old], action.id, 0)
      moveTags(action.listId, added.position, old)
    }
    touch(action.listId)
    return 1
  })

  return { edit, undoEdit }
}

/** Returns the stored lead with one value changed; an empty value removes the field. */
function withValue(payload: string, change: LeadEdit, value: string): string {
  const lead = JSON.parse(payload) as Record<string, unknown> & { custom_variables?: Record<string, unknown> }
  const target = change.kind === 'field' ? lead : (lead.custom_variables ?? {})
  if (value === '') delete target[change.name]
  else target[change.name] = value
  if (change.kind === 'variable') {
    if (Object.keys(target).length === 0) delete lead.custom_variables
    else lead.custom_variables = target
  }
  return JSON.stringify(lead)
}

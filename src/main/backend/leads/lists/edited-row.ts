/** The row of a lead that is edited, with the counts of its list. */
import { findAddresses } from '#shared/domain/leads/import/addresses.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { findLookupGate } from '#shared/domain/leads/import/lookups.ts'
import { gateOfAddressKind, isDisposable } from '#shared/domain/leads/import/special-addresses.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createLookups } from '../gates/lookups.ts'
import { settingsOfList } from './list-settings.ts'
import { createReadyLookup } from './ready-lookup.ts'

export type LeadRecord = {
  readonly id: number
  readonly listId: ListId
  readonly workspaceId: WorkspaceId
  readonly position: number
  readonly gate: GateCode
  readonly email: string | null
  readonly payload: string
  readonly removed: number
}

export type Values = { readonly gate: GateCode; readonly email: string | null; readonly payload: string }

/** Returns the current row. */
export const readLead = (store: Store, leadId: LeadId): LeadRecord => {
  const lead = store.raw
    .prepare(
      `select d.id, d.list_id as listId, d.workspace_id as workspaceId, position, gate, email, payload, removed
       from lead d join list_import i on i.id = d.import_id where d.id = ? and i.state = 'ready'`,
    )
    .get(leadId) as LeadRecord | undefined
  if (!lead || lead.removed !== 0) throw new AppError('NOT_FOUND', { what: 'lead' })
  return lead
}

/** Returns whether an export covers this row; neither its address nor its gate may then change any more. */
export const isExported = (store: Store, lead: Pick<LeadRecord, 'listId' | 'position'>): boolean =>
  store.raw.prepare('select 1 from export_run where list_id = ? and row_count >= ?').get(lead.listId, lead.position) !==
  undefined

/** Returns the gate of a corrected address. What the file said about the old one no longer counts. */
export function checkAddress(store: Store, lead: LeadRecord, value: string): { gate: GateCode; email: string | null } {
  if (value === '') return { gate: gateCodes.no_address, email: null }
  const [email] = findAddresses(value).valid
  if (email === lead.email) return { gate: lead.gate, email }
  if (email === undefined) return { gate: gateCodes.bad_syntax, email: value.toLowerCase().slice(0, 320) }
  const other = createReadyLookup(store)(email, lead.listId)
  if (other !== undefined && other !== lead.id) return { gate: gateCodes.already_in_list, email }
  // A correction must not get around a block list, an opt-out or another campaign.
  const settings = settingsOfList(store, lead.listId)
  const { lookups } = createLookups(store, lead.workspaceId, { ...settings, holdBlocked: true })
  const held =
    findLookupGate(lookups, email) ??
    (settings.holdDisposable && isDisposable(email) ? gateCodes.disposable : gateOfAddressKind(email, settings))
  return { gate: held ?? gateCodes.ready, email }
}

export function writeLead(store: Store, lead: LeadRecord, { gate, email, payload }: Values): void {
  store.raw
    .prepare(
      `update lead set gate = :gate, email = :email, payload = :payload, first_name = :payload ->> '$.first_name',
         last_name = :payload ->> '$.last_name', company_name = :payload ->> '$.company_name',
         job_title = :payload ->> '$.job_title' where id = :id`,
    )
    .run({ gate, email, payload, id: lead.id })
  if (gate === lead.gate) return
  moveCount(store, lead, -1, lead.gate)
  moveCount(store, lead, 1, gate)
}

export const moveCount = (store: Store, lead: LeadRecord, by: number, gate: number) =>
  store.raw
    .prepare(
      `insert into list_gate_count (workspace_id, list_id, gate, count) values (?, ?, ?, ?)
       on conflict (list_id, gate) do update set count = count + excluded.count`,
    )
    .run(lead.workspaceId, lead.listId, gate, by)

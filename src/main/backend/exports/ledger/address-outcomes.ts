/** What happened to an address: every list it is in, and every export of that list that included it. */
import type { Database } from 'better-sqlite3'
import type { AddressOutcome } from '#shared/contract/exports/exports.ts'
import { addressKey } from '#shared/domain/leads/import/addresses.ts'
import type { LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { LedgerQueries } from './ledger.ts'

/** Most leads a search returns, and most it reads. To narrow a search down, the operator types more of the address. */
const maxLeads = 100
const maxLooks = 2_000
/** Gates whose leads have an address an index can find. Leads without one, and duplicates, are not searched. */
const foundWhileHeld = 'gate <> 0 and gate <> 1 and gate <> 2 and gate <> 5 and gate <> 6 and gate <> 9'

type Lead = {
  readonly leadId: LeadId
  readonly email: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly companyName: string | null
  readonly listId: ListId
  readonly listName: string
  readonly workspaceId: WorkspaceId
}

export type AddressSearch = {
  /** Null for all clients. */
  readonly workspaceId: WorkspaceId | null
  /** An address or the beginning of one. */
  readonly search: string
}

export function createAddressOutcomes(db: Database, ledger: LedgerQueries) {
  const leadsOf = (whose: string) =>
    db.prepare<[Record<string, unknown>], Lead>(
      `with found(id) as (
         select * from (select id from lead where gate = 0 and email >= @from and email < @to order by email limit ${maxLooks})
         union all
         select * from (select id from lead where ${foundWhileHeld} and email >= @from and email < @to
           order by email limit ${maxLooks}))
       select l.id as leadId, l.email, l.first_name as firstName, l.last_name as lastName,
         l.company_name as companyName, l.list_id as listId, s.name as listName, l.workspace_id as workspaceId
       from found join lead l on l.id = found.id join lead_list s on s.id = l.list_id
       where s.state in ('ready', 'purged') and ${whose}
       order by l.email, l.list_id desc limit ${maxLeads}`,
    )
  const ofAll = leadsOf(allClientsSql('l.workspace_id'))
  const ofOne = leadsOf('l.workspace_id = @workspaceId')

  /** By address, newest first: one row per export that included it, or a single row if none did. */
  return ({ workspaceId, search }: AddressSearch): readonly AddressOutcome[] => {
    const from = addressKey(search)
    if (from === '') return []
    const asked = { from, to: `${from}\u{10ffff}` }
    const leads = workspaceId === null ? ofAll.all(asked) : ofOne.all({ ...asked, workspaceId })
    return leads.flatMap(({ firstName, lastName, ...lead }): readonly AddressOutcome[] => {
      const person = { ...lead, name: [firstName, lastName].filter(Boolean).join(' ') }
      const sent = ledger.outcomesOfLead(lead.leadId)
      return sent.length === 0 ? [{ ...person, sent: null }] : sent.map((each) => ({ ...person, sent: each }))
    })
  }
}

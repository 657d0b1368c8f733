import type { Call } from './http-types.ts'
import { serialOf } from './ids.ts'
import { showLead } from './lead-fields.ts'
import { findLead, leadId, leadsOf, plainEmail } from './lead-store.ts'
import { closePage } from './paging.ts'
import { textsOf, type Values } from './values.ts'
import type { Lead, Workspace } from './world-types.ts'

const byStatus: Readonly<Record<string, number>> = {
  FILTER_VAL_ACTIVE: 1,
  FILTER_VAL_COMPLETED: 3,
  FILTER_VAL_BOUNCED: -1,
  FILTER_VAL_UNSUBSCRIBED: -2,
  FILTER_VAL_SKIPPED: -3,
}

/** POST /leads/list: by id rising, which is by time. A key it does not know (`campaign_id`!) widens to the workspace. */
export function listLeads(call: Call): unknown {
  const { workspace, body } = call
  const matches = matcher(call)
  const limit = Number(body['limit'] ?? 10)
  const found: Lead[] = []
  let more = false
  const rows = candidates(call)
  for (let at = startAfter(workspace, rows, body['starting_after']); at < rows.length; at++) {
    const lead = rows[at]
    if (!lead || lead.gone || !matches(lead)) continue
    more = found.length === limit
    if (more) break
    found.push(lead)
  }
  return closePage(
    call,
    found,
    more,
    (lead) => leadId(workspace, lead),
    (lead) => showLead(workspace, lead),
    body,
  )
}

/** The shortest list that has every match, in rising order. */
function candidates(call: Call): readonly (Lead | null)[] {
  const { workspace, body } = call
  const contacts = textsOf(body['contacts'])
  if (contacts) return rising(contacts.flatMap((email) => leadsOf(workspace, plainEmail(email))))
  const ids = textsOf(body['ids'])
  if (ids) return rising(ids.map((id) => findLead(workspace, id)).filter((lead) => lead !== null))
  if (typeof body['campaign'] === 'string') return workspace.campaigns.get(body['campaign'])?.leads ?? []
  if (typeof body['list_id'] === 'string') return workspace.lists.get(body['list_id'])?.leads ?? []
  return workspace.leads
}

function rising(leads: readonly Lead[]): Lead[] {
  return [...new Set(leads)].toSorted((a, b) => a.serial - b.serial)
}

/** Leads are numbered as they come, so the place after a cursor is found by halving. */
function startAfter(workspace: Workspace, rows: readonly (Lead | null)[], cursor: unknown): number {
  const serial = typeof cursor === 'string' ? serialOf(cursor) : Number.NaN
  if (Number.isNaN(serial)) return 0
  // In the workspace's own list the place is the number; only there deleted leads leave gaps.
  if (rows === workspace.leads) return serial + 1
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle]?.serial ?? 0) <= serial) low = middle + 1
    else high = middle
  }
  return low
}

function matcher(call: Call): (lead: Lead) => boolean {
  const { workspace, body } = call
  const tests: ((lead: Lead) => boolean)[] = []
  const holders = [body['campaign'], body['list_id']].filter((id) => typeof id === 'string')
  if (holders.length > 0) tests.push((lead) => holders.includes(lead.holder.id))
  if (body['in_campaign'] === true) tests.push((lead) => lead.holder.kind === 'campaign')
  if (body['in_list'] === true) tests.push((lead) => lead.holder.kind === 'list')
  for (const [key, wanted] of [
    ['ids', true],
    ['excluded_ids', false],
  ] as const) {
    const ids = textsOf(body[key])
    if (!ids) continue
    const named = new Set(ids)
    tests.push((lead) => named.has(leadId(workspace, lead)) === wanted)
  }
  const status = typeof body['filter'] === 'string' ? byStatus[body['filter']] : undefined
  if (status !== undefined) tests.push((lead) => lead.status === status)
  if (typeof body['search'] === 'string') tests.push(searcher(body['search']))
  return (lead) => tests.every((test) => test(lead))
}

/** Loose, as live: any part of the address or of a name. */
function searcher(search: string): (lead: Lead) => boolean {
  const wanted = search.trim().toLowerCase()
  return (lead) => {
    const core: Values = lead.fields?.core ?? {}
    return [lead.email, core['first_name'], core['last_name']].some(
      (value) => typeof value === 'string' && value.toLowerCase().includes(wanted),
    )
  }
}

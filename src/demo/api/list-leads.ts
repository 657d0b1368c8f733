import { serialOf } from '../state/ids.ts'
import { interestOf } from '../state/lead-life.ts'
import { findLead, leadId, leadsOf, plainEmail } from '../state/lead-store.ts'
import { textsOf, type Values } from '../state/values.ts'
import type { Lead, Workspace } from '../state/world-types.ts'
import type { Call } from './http-types.ts'
import { showLead } from './lead-fields.ts'
import { finishPage, pageOf } from './paging.ts'
import { flag, type Schema, text, texts } from './validate.ts'

/** Fields of a body that select leads. */
export const leadSelection: Readonly<Record<string, Schema>> = {
  search: text,
  filter: text,
  campaign: text,
  list_id: text,
  in_campaign: flag,
  in_list: flag,
  ids: texts,
  queries: { type: 'array', items: { type: 'object' } },
}

type Filter = (lead: Lead, workspace: Workspace) => boolean

const isStatus = (status: number) => (lead: Lead) => lead.status === status
const hasInterest = (value: number) => (lead: Lead) => interestOf(lead) === value
const hasLabel = (tone: string) => (lead: Lead, workspace: Workspace) => {
  const value = interestOf(lead)
  return [...workspace.labels.values()].some((label) => label.value === value && label.tone === tone)
}
const wasContacted = (lead: Lead) => (lead.life?.step ?? 0) > 0
const hasReplied = (lead: Lead) => (lead.life?.replies ?? 0) > 0
const hasOpened = (lead: Lead) => (lead.life?.opens ?? 0) > 0

const filters: Readonly<Record<string, Filter>> = {
  FILTER_VAL_CONTACTED: wasContacted,
  FILTER_VAL_NOT_CONTACTED: (lead) => !wasContacted(lead),
  FILTER_VAL_ACTIVE: isStatus(1),
  FILTER_VAL_COMPLETED: isStatus(3),
  FILTER_VAL_BOUNCED: isStatus(-1),
  FILTER_VAL_UNSUBSCRIBED: isStatus(-2),
  FILTER_VAL_SKIPPED: isStatus(-3),
  FILTER_VAL_RISKY: () => false,
  FILTER_VAL_INVALID: () => false,
  FILTER_VAL_VALID: () => false,
  FILTER_VAL_IN_SUBSEQUENCE: (lead) => (lead.life?.subsequence ?? null) !== null,
  FILTER_VAL_OPENED_NO_REPLY: (lead) => hasOpened(lead) && !hasReplied(lead),
  FILTER_VAL_COMPLETED_NO_REPLY: (lead) => lead.status === 3 && !hasReplied(lead),
  FILTER_VAL_NO_OPENS: (lead) => wasContacted(lead) && !hasOpened(lead),
  FILTER_VAL_REPLIED: hasReplied,
  FILTER_VAL_LINK_CLICKED: (lead) => (lead.life?.clicks ?? 0) > 0,
  FILTER_LEAD_INTERESTED: hasInterest(1),
  FILTER_LEAD_NOT_INTERESTED: hasInterest(-1),
  FILTER_LEAD_MEETING_BOOKED: hasInterest(2),
  FILTER_LEAD_MEETING_COMPLETED: hasInterest(3),
  FILTER_LEAD_CLOSED: hasInterest(4),
  FILTER_LEAD_OUT_OF_OFFICE: hasInterest(0),
  FILTER_LEAD_WRONG_PERSON: hasInterest(-2),
  FILTER_LEAD_LOST: hasInterest(-3),
  FILTER_LEAD_NO_SHOW: hasInterest(-4),
  FILTER_LEAD_CUSTOM_LABEL_POSITIVE: hasLabel('positive'),
  FILTER_LEAD_CUSTOM_LABEL_NEGATIVE: hasLabel('negative'),
}

/** POST /leads/list: by ascending id, which is by time. An unknown key (`campaign_id`!) means the workspace. */
export function listLeads(call: Call): unknown {
  const { workspace, body } = call
  if (body['distinct_contacts'] === true) return listContacts(call)
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
  if (found.length === 0 && call.paging === 'last_row_again') found.push(...leadsMatching(call).slice(-1))
  return finishPage(
    call,
    found,
    more,
    (lead) => leadId(workspace, lead),
    (lead) => showLead(workspace, lead),
    body,
  )
}

/** Lists each address once, sorted by address, which is also the cursor. */
function listContacts(call: Call): unknown {
  const contacts = new Map<string, Lead>()
  for (const lead of leadsMatching(call)) if (lead.email !== null) contacts.set(lead.email, lead)
  const rows = [...contacts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, lead]) => lead)
  return pageOf(
    call,
    rows,
    (lead) => lead.email ?? '',
    (lead) => showLead(call.workspace, lead),
    call.body,
  )
}

/** Returns all leads a body selects, with the keys of POST /leads/list. */
export function leadsMatching(call: Call): Lead[] {
  const matches = matcher(call)
  return candidates(call).filter((lead): lead is Lead => lead !== null && !lead.gone && matches(lead))
}

/** Returns the shortest list that contains every match, in ascending order. */
function candidates(call: Call): readonly (Lead | null)[] {
  const { workspace, body } = call
  const contacts = textsOf(body['contacts'])
  if (contacts) return sortAscending(contacts.flatMap((email) => leadsOf(workspace, plainEmail(email))))
  const ids = textsOf(body['ids'])
  if (ids) return sortAscending(ids.map((id) => findLead(workspace, id)).filter((lead) => lead !== null))
  if (typeof body['campaign'] === 'string') return workspace.campaigns.get(body['campaign'])?.leads ?? []
  if (typeof body['list_id'] === 'string') return workspace.lists.get(body['list_id'])?.leads ?? []
  return workspace.leads
}

function sortAscending(leads: readonly Lead[]): Lead[] {
  return [...new Set(leads)].toSorted((a, b) => a.serial - b.serial)
}

/** Leads are numbered in order, so the position after a cursor is found by binary search. */
function startAfter(workspace: Workspace, rows: readonly (Lead | null)[], cursor: unknown): number {
  const serial = typeof cursor === 'string' ? serialOf(cursor) : Number.NaN
  if (Number.isNaN(serial)) return 0
  // In the workspace's own list the position is the number; only there do deleted leads leave gaps.
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
  const filter = typeof body['filter'] === 'string' ? filters[body['filter']] : undefined
  if (filter) tests.push((lead) => filter(lead, workspace))
  if (typeof body['search'] === 'string') tests.push(searcher(body['search']))
  return (lead) => tests.every((test) => test(lead))
}

/** Matches loosely, as the real API does: any part of the address or of a name. */
function searcher(search: string): (lead: Lead) => boolean {
  const wanted = search.trim().toLowerCase()
  return (lead) => {
    const core: Values = lead.fields?.core ?? {}
    return [lead.email, core['first_name'], core['last_name']].some(
      (value) => typeof value === 'string' && value.toLowerCase().includes(wanted),
    )
  }
}

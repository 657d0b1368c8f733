import { AppError } from '#shared/errors.ts'
import { chunk } from '../../lib/chunk.ts'
import { mapLimit } from '../../lib/map-limit.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageSize, readList } from '../read-list.ts'
import { addLeadsAnswer, deletedAnswer, leadPage } from '../schemas.ts'
import type { AddLeadsAnswer, RemoteLead } from '../types.ts'

export type LeadFilter = { readonly campaignId: string | null; readonly emails?: readonly string[] }

const chunksAtOnce = 8
const mostDeletedAtOnce = 1_000

/** `body` is the whole JSON body of POST /leads/add. */
export function addLeads(call: Caller, body: Uint8Array): Promise<AddLeadsAnswer> {
  return call({
    name: 'addLeads',
    method: 'POST',
    path: '/leads/add',
    body,
    write: true,
    patience: 'bulk',
    kind: 'upload',
    campaignId: null,
    answer: addLeadsAnswer,
  })
}

/** Leads of a campaign or of the whole workspace; with `emails` only theirs. */
export async function leads(call: Caller, { campaignId, emails }: LeadFilter): Promise<readonly RemoteLead[]> {
  if (campaignId === '') throw new AppError('INVALID_INPUT', { field: 'campaignId' })
  if (!emails) return readLeads(call, campaignId)
  const wanted = new Set(emails.map((email) => email.trim().toLowerCase()).filter((email) => email !== ''))
  const [first, ...rest] = chunk([...wanted], pageSize)
  if (!first) return []
  // The first chunk shows whether Instantly heeds `contacts`; if it does not, each further one would read everything.
  const found = await readContacts(call, campaignId, first)
  const others = found ? await mapLimit(rest, chunksAtOnce, (part) => readContacts(call, campaignId, part)) : []
  const parts = [found, ...others].filter((part) => part !== null)
  const all = parts.length === others.length + 1 ? parts.flat() : await readLeads(call, campaignId)
  return all.filter((lead) => lead.email !== null && wanted.has(lead.email))
}

/** Leads of at most 100 addresses; null when others came back, so that the filter was not heeded. */
async function readContacts(call: Caller, campaignId: string | null, emails: string[]): Promise<RemoteLead[] | null> {
  const missing = new Set(emails)
  let heeded = true
  const found = await readList({
    page: async (cursor) => {
      const page = await listPage(call, campaignId, cursor, emails)
      heeded &&= page.items.every((lead) => lead.email !== null && emails.includes(lead.email))
      for (const lead of page.items) if (lead.email !== null) missing.delete(lead.email)
      return page
    },
    idOf: (lead) => lead.id,
    // In a campaign an address is once; in a workspace it can be in many campaigns.
    enough: () => !heeded || (campaignId !== null && missing.size === 0),
  })
  return heeded ? found : null
}

function readLeads(call: Caller, campaignId: string | null): Promise<RemoteLead[]> {
  return readList({ page: (cursor) => listPage(call, campaignId, cursor), idOf: (lead) => lead.id })
}

/** The campaign's key is `campaign` here: `campaign_id` would be ignored and answer with the whole workspace. */
function listPage(call: Caller, campaignId: string | null, cursor: string | null, contacts?: readonly string[]) {
  return call({
    name: 'leads',
    method: 'POST',
    path: '/leads/list',
    body: jsonBody({
      limit: pageSize,
      ...(campaignId === null ? {} : { campaign: campaignId }),
      ...(contacts ? { contacts } : {}),
      ...(cursor === null ? {} : { starting_after: cursor }),
    }),
    write: false,
    patience: 'bulk',
    ...(campaignId === null ? {} : { campaignId }),
    answer: leadPage,
  })
}

/**
 * Deletes leads of a campaign by id. Without ids Instantly deletes every lead of the campaign, so nothing is sent
 * without them, and `limit` holds should they ever be ignored.
 */
export async function deleteLeads(call: Caller, campaignId: string, ids: readonly string[]): Promise<number> {
  const unique = [...new Set(ids)]
  const proper = unique.length > 0 && unique.length <= mostDeletedAtOnce && unique.every((id) => id.trim() !== '')
  if (!proper || campaignId.trim() === '') throw new AppError('INVALID_INPUT', { field: 'ids', count: unique.length })
  return call({
    name: 'deleteLeads',
    method: 'DELETE',
    path: '/leads',
    body: jsonBody({ campaign_id: campaignId, ids: unique, limit: unique.length }),
    write: true,
    patience: 'bulk',
    campaignId,
    answer: deletedAnswer,
  })
}

import type { z } from 'zod'
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'
import { AppError } from '#shared/errors.ts'
import { chunk } from '../../lib/chunk.ts'
import { mapLimit } from '../../lib/map-limit.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageSize, readList } from '../read-list.ts'
import {
  addLeadsAnswer,
  deletedAnswer,
  fullLeadPage,
  jobAnswer,
  leadPage,
  leadPlacePage,
  leadRecordPage,
  leadStandingPage,
} from '../schemas.ts'
import type { AddLeadsAnswer, LeadStanding, RemoteJob, RemoteLead, RemotePlace } from '../types.ts'

/** Whose leads: those of a campaign (null: of the whole workspace), or of a lead list; with `emails` only theirs. */
export type LeadFilter = (
  | { readonly campaignId: string | null; readonly leadListId?: never }
  | { readonly leadListId: string; readonly campaignId?: never }
) & { readonly emails?: readonly string[] }

/** Which leads a page is of: those of a place (null: of the whole workspace), narrowed by what else is given. */
type LeadSource = {
  readonly place: RemotePlace | null
  readonly ids?: readonly string[]
  readonly emails?: readonly string[]
  /** One of Instantly's own. */
  readonly filter?: string
  /** Names and addresses, loosely. */
  readonly search?: string
}

const chunksAtOnce = 8
const standingsAtOnce = 2
const mostDeletedAtOnce = 1_000

/** `body` is the whole JSON body of POST /leads/add; `into` is what it names, for a 404. */
export function addLeads(
  call: Caller,
  body: Uint8Array,
  into: RemotePlace['kind'] = 'campaign',
): Promise<AddLeadsAnswer> {
  return call({
    name: 'addLeads',
    method: 'POST',
    path: '/leads/add',
    body,
    write: true,
    patience: 'bulk',
    kind: 'upload',
    ...(into === 'campaign' ? { campaignId: null } : { leadListId: null }),
    answer: addLeadsAnswer,
  })
}

/** Leads of a place or of the whole workspace; with `emails` only theirs. */
export async function leads(call: Caller, filter: LeadFilter): Promise<readonly RemoteLead[]> {
  const { emails } = filter
  const place = placeOf(filter)
  if (place?.id === '') throw new AppError('INVALID_INPUT', { field: `${place.kind}Id` })
  if (!emails) return readLeads(call, place)
  const wanted = new Set(emails.map((email) => email.trim().toLowerCase()).filter((email) => email !== ''))
  const [first, ...rest] = chunk([...wanted], pageSize)
  if (!first) return []
  // The first chunk shows whether Instantly heeds `contacts`; if it does not, each further one would read everything.
  const found = await readContacts(call, place, first)
  const others = found ? await mapLimit(rest, chunksAtOnce, (part) => readContacts(call, place, part)) : []
  const parts = [found, ...others].filter((part) => part !== null)
  const all = parts.length === others.length + 1 ? parts.flat() : await readLeads(call, place)
  return all.filter((lead) => lead.email !== null && wanted.has(lead.email))
}

/** Leads of at most 100 addresses; null when others came back, so that the filter was not heeded. */
async function readContacts(call: Caller, place: RemotePlace | null, emails: string[]): Promise<RemoteLead[] | null> {
  const missing = new Set(emails)
  let heeded = true
  const found = await readList({
    page: async (cursor) => {
      const page = await listPage(call, { place, emails }, cursor, leadPage)
      heeded &&= page.items.every((lead) => lead.email !== null && emails.includes(lead.email))
      for (const lead of page.items) if (lead.email !== null) missing.delete(lead.email)
      return page
    },
    idOf: (lead) => lead.id,
    // In a place an address is once; in a workspace it can be in many.
    enough: () => !heeded || (place !== null && missing.size === 0),
  })
  return heeded ? found : null
}

function readLeads(call: Caller, place: RemotePlace | null): Promise<RemoteLead[]> {
  return readList({ page: (cursor) => listPage(call, { place }, cursor, leadPage), idOf: (lead) => lead.id })
}

/** How the leads of these addresses stand, wherever in the workspace they are. */
export async function leadStandings(call: Caller, emails: readonly string[]): Promise<readonly LeadStanding[]> {
  const wanted = new Set(emails)
  const [first, ...rest] = chunk([...wanted], pageSize)
  if (!first) return []
  const begun = await standings(call, { place: null, emails: first })
  // Where Instantly does not heed `contacts` the first answer is the whole workspace, and no second one is needed.
  const heeded = begun.every(({ email }) => email !== null && first.includes(email))
  const others = heeded
    ? await mapLimit(rest, standingsAtOnce, (part) => standings(call, { place: null, emails: part }))
    : []
  return [...begun, ...others.flat()].filter(({ email }) => email !== null && wanted.has(email))
}

/** How everybody at a domain, and below it, stands. */
export async function leadStandingsOfDomain(call: Caller, domain: string): Promise<readonly LeadStanding[]> {
  const found = await standings(call, { place: null, search: domain })
  return found.filter(({ email }) => email !== null && domainsOf(email).includes(domain))
}

/** How leads of a place stand, by their ids. */
export async function leadStandingsById(
  call: Caller,
  place: RemotePlace,
  ids: readonly string[],
): Promise<readonly LeadStanding[]> {
  const wanted = new Set(ids)
  const found = await mapLimit(chunk([...wanted], pageSize), standingsAtOnce, (part) =>
    standings(call, { place, ids: part }),
  )
  return found.flat().filter(({ id }) => wanted.has(id))
}

/** Read to its end: what a filter that is not heeded brings too is for the caller to leave out. */
function standings(call: Caller, source: LeadSource): Promise<LeadStanding[]> {
  return readList({
    page: (cursor) => listPage(call, source, cursor, leadStandingPage),
    idOf: (lead) => lead.id,
  })
}

/** One page of leads, 100 at most, read as `answer` says. */
export function listPage<T>(
  call: Caller,
  { place, ids, emails, filter, search }: LeadSource,
  after: string | null,
  answer: z.ZodType<T>,
): Promise<T> {
  return call({
    name: 'leads',
    method: 'POST',
    path: '/leads/list',
    body: jsonBody({
      limit: pageSize,
      ...(place ? sourceOf(place) : {}),
      ...(ids ? { ids } : {}),
      ...(emails ? { contacts: emails } : {}),
      ...(filter ? { filter } : {}),
      ...(search ? { search } : {}),
      ...(after === null ? {} : { starting_after: after }),
    }),
    write: false,
    patience: 'bulk',
    ...(place ? goneWith(place) : {}),
    answer,
  })
}

/** A place as `/leads/list` and `/leads/move` name it: `campaign_id` would be ignored and mean the whole workspace. */
const sourceOf = ({ kind, id }: RemotePlace) => (kind === 'campaign' ? { campaign: id } : { list_id: id })

/** What a 404 of a call says to be gone. */
const goneWith = ({ kind, id }: RemotePlace) => (kind === 'campaign' ? { campaignId: id } : { leadListId: id })

function placeOf({ campaignId, leadListId }: LeadFilter): RemotePlace | null {
  if (leadListId !== undefined) return { kind: 'list', id: leadListId }
  return campaignId === null || campaignId === undefined ? null : { kind: 'campaign', id: campaignId }
}

/**
 * Deletes leads of a campaign or a lead list by id. Without ids Instantly deletes all of them, so nothing is sent
 * without, and `limit` holds should they ever be ignored.
 */
export async function deleteLeads(call: Caller, place: RemotePlace, ids: readonly string[]): Promise<number> {
  const unique = properIds(place, ids)
  return call({
    name: 'deleteLeads',
    method: 'DELETE',
    path: '/leads',
    body: jsonBody({
      ...(place.kind === 'campaign' ? { campaign_id: place.id } : { list_id: place.id }),
      ids: unique,
      limit: unique.length,
    }),
    write: true,
    patience: 'bulk',
    ...goneWith(place),
    answer: deletedAnswer,
  })
}

/** INVALID_INPUT for anything that could reach more leads than were meant. */
function properIds(place: RemotePlace, ids: readonly string[]): readonly string[] {
  const unique = [...new Set(ids)]
  const proper = unique.length > 0 && unique.length <= mostDeletedAtOnce && unique.every((id) => id.trim() !== '')
  if (!proper || place.id.trim() === '') throw new AppError('INVALID_INPUT', { field: 'ids', count: unique.length })
  return unique
}

/** One page of a place's leads with all they hold. */
export function leadsAt(call: Caller, place: RemotePlace, after: string | null) {
  return listPage(call, { place }, after, fullLeadPage)
}

/** One page of a campaign's leads as answered. */
export function leadRecords(call: Caller, campaignId: string, after: string | null) {
  if (campaignId.trim() === '') throw new AppError('INVALID_INPUT', { field: 'campaignId' })
  return listPage(call, { place: { kind: 'campaign', id: campaignId } }, after, leadRecordPage)
}

/** One page of all leads of the workspace, wherever they are; of those alone that one of Instantly's filters, or their address, picks. */
export function leadPlaces(
  call: Caller,
  after: string | null,
  only: { readonly filter?: string; readonly emails?: readonly string[] } = {},
) {
  return listPage(call, { place: null, ...only }, after, leadPlacePage)
}

/** With ids the source must be named too, or Instantly refuses. */
export async function moveLeads(
  call: Caller,
  from: RemotePlace,
  to: RemotePlace,
  ids: readonly string[],
): Promise<RemoteJob> {
  const unique = properIds(from, ids)
  return call({
    name: 'moveLeads',
    method: 'POST',
    path: '/leads/move',
    body: jsonBody({
      ids: unique,
      ...sourceOf(from),
      ...(to.kind === 'campaign' ? { to_campaign_id: to.id } : { to_list_id: to.id }),
    }),
    write: true,
    patience: 'bulk',
    answer: jobAnswer,
  })
}

export function backgroundJob(call: Caller, id: string): Promise<RemoteJob> {
  return call({
    name: 'backgroundJob',
    method: 'GET',
    path: `/background-jobs/${encodeURIComponent(id)}`,
    write: false,
    patience: 'read',
    answer: jobAnswer,
  })
}

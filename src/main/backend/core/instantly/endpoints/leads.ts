import type { z } from 'zod'
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'
import { AppError } from '#shared/errors.ts'
import { chunk } from '../../lib/chunk.ts'
import { mapLimit } from '../../lib/map-limit.ts'
import { addressGroups, answersFor, askedFor } from '../address-groups.ts'
import { properId, reads, type Send, writes } from '../operation.ts'
import { pageSize, readList } from '../read-list.ts'
import {
  addLeadsAnswer,
  deletedAnswer,
  fullLeadPage,
  jobAnswer,
  leadPageAnswer,
  leadPlacePage,
  leadRecordPage,
  leadStandingPage,
} from '../schemas.ts'
import { placedLeadAnswer, placedLeadPage } from '../schemas-subsequences.ts'
import type { LeadStanding, RemoteLead, RemotePlace } from '../types.ts'
import type { PlacedFilter } from '../types-subsequences.ts'

/** Whose leads: those of a campaign (null: of the whole workspace), or of a lead list; with `emails` only theirs. */
export type LeadFilter = (
  | { readonly campaignId: string | null; readonly leadListId?: never }
  | { readonly leadListId: string; readonly campaignId?: never }
) & { readonly emails?: readonly string[] }

/** Which leads a page is of: those of a place (null: of the whole workspace), narrowed by what else is given. */
type LeadSource = {
  readonly place: RemotePlace | null
  readonly ids?: readonly string[]
  /** A group of `addressGroups`. */
  readonly emails?: readonly string[]
  /** One of Instantly's own. */
  readonly filter?: string
  /** Names and addresses, loosely. */
  readonly search?: string
}

const list = 'POST /leads/list'
type ByList = Send<typeof list>
const reading = { scope: 'leads:read', neededFor: 'reading leads back', countsAs: 'leads' } as const
const moving = { scope: 'leads:update', neededFor: 'moving leads', countsAs: 'leads' } as const

const chunksAtOnce = 8
const standingsAtOnce = 2
const mostDeletedAtOnce = 1_000

/** `body` is the whole JSON body of POST /leads/add as UTF-8; `into` is what it names, for a 404. */
export const addLeads = writes(
  'POST /leads/add',
  { scope: 'leads:create', neededFor: 'uploading leads', countsAs: 'leads' },
  (send, body: Uint8Array, into: RemotePlace['kind'] = 'campaign') => {
    const gone = into === 'campaign' ? { campaignId: null } : { leadListId: null }
    return send({ body, timeoutClass: 'bulk', kind: 'upload', ...gone, answer: addLeadsAnswer })
  },
)

/** Leads of a campaign (null: of the whole workspace) or a lead list, those of `emails` when given, compared here too. */
export const leads = reads(list, reading, async (send, filter: LeadFilter): Promise<readonly RemoteLead[]> => {
  const { emails } = filter
  const place = placeOf(filter)
  if (place?.id === '') throw new AppError('INVALID_INPUT', { field: `${place.kind}Id` })
  if (!emails) return readLeads(send, place)
  const wanted = new Set(emails.map((email) => email.trim().toLowerCase()).filter((email) => email !== ''))
  const [first, ...rest] = addressGroups(wanted)
  if (!first) return []
  // The first group shows whether Instantly heeds `contacts`; if it does not, each further one would read everything.
  const found = await readContacts(send, place, first)
  const others = found ? await mapLimit(rest, chunksAtOnce, (part) => readContacts(send, place, part)) : []
  const parts = [found, ...others].filter((part) => part !== null)
  const all = parts.length === others.length + 1 ? parts.flat() : await readLeads(send, place)
  return all.filter((lead) => lead.email !== null && wanted.has(lead.email))
})

/** Leads of a group of addresses; null when others came back, so that the filter was not heeded. */
async function readContacts(
  send: ByList,
  place: RemotePlace | null,
  emails: readonly string[],
): Promise<RemoteLead[] | null> {
  const missing = new Set(emails)
  let heeded = true
  const found = await readList({
    page: async (cursor) => {
      const page = await listPage(send, { place, emails }, cursor, leadPageAnswer)
      heeded &&= page.items.every((lead) => answersFor(emails, lead.email))
      for (const lead of page.items) if (lead.email !== null) missing.delete(lead.email)
      return page
    },
    idOf: (lead) => lead.id,
    // In a place an address is once; in a workspace it can be in many.
    enough: () => !heeded || (place !== null && missing.size === 0),
  })
  return heeded ? found : null
}

function readLeads(send: ByList, place: RemotePlace | null): Promise<RemoteLead[]> {
  return readList({ page: (cursor) => listPage(send, { place }, cursor, leadPageAnswer), idOf: (lead) => lead.id })
}

/** How the leads of these addresses stand, wherever in the workspace they are; compared here too. */
export const leadStandings = reads(
  list,
  reading,
  async (send, emails: readonly string[]): Promise<readonly LeadStanding[]> => {
    const wanted = new Set(emails)
    const [first, ...rest] = addressGroups(wanted)
    if (!first) return []
    const begun = await standings(send, { place: null, emails: first })
    // Where Instantly does not heed `contacts` the first answer is the whole workspace, and no second one is needed.
    const heeded = begun.every(({ email }) => answersFor(first, email))
    const others = heeded
      ? await mapLimit(rest, standingsAtOnce, (part) => standings(send, { place: null, emails: part }))
      : []
    return [...begun, ...others.flat()].filter(({ email }) => email !== null && wanted.has(email))
  },
)

/** The same of everybody at a domain and below it. */
export const leadStandingsOfDomain = reads(
  list,
  reading,
  async (send, domain: string): Promise<readonly LeadStanding[]> => {
    const found = await standings(send, { place: null, search: domain })
    return found.filter(({ email }) => email !== null && domainsOf(email).includes(domain))
  },
)

/** The same by ids, of the leads of a place or, without one, wherever they are. */
export const leadStandingsById = reads(
  list,
  reading,
  async (send, place: RemotePlace | null, ids: readonly string[]): Promise<readonly LeadStanding[]> => {
    const wanted = new Set(ids)
    const found = await mapLimit(chunk([...wanted], pageSize), standingsAtOnce, (part) =>
      standings(send, { place, ids: part }),
    )
    return found.flat().filter(({ id }) => wanted.has(id))
  },
)

/** The number Instantly has for a lead that unsubscribed. */
const unsubscribed = -2

/** Those of a place whom Instantly counts as unsubscribed. */
export const unsubscribedLeads = reads(
  list,
  reading,
  async (send, place: RemotePlace): Promise<readonly LeadStanding[]> => {
    const found = await standings(send, { place, filter: 'FILTER_VAL_UNSUBSCRIBED' })
    return found.filter(({ status }) => status === unsubscribed)
  },
)

/** Read to its end: what a filter that is not heeded brings too is for the caller to leave out. */
function standings(send: ByList, source: LeadSource): Promise<LeadStanding[]> {
  return readList({
    page: (cursor) => listPage(send, source, cursor, leadStandingPage),
    idOf: (lead) => lead.id,
  })
}

/** One page of leads, 100 at most, read as `answer` says; `next` null at the end. */
function listPage<T>(
  send: ByList,
  { place, ids, emails, filter, search }: LeadSource,
  after: string | null,
  answer: z.ZodType<T>,
): Promise<T> {
  return send({
    body: {
      limit: pageSize,
      ...(place ? sourceOf(place) : {}),
      ...(ids ? { ids } : {}),
      ...(emails ? askedFor(emails) : {}),
      ...(filter ? { filter } : {}),
      ...(search ? { search } : {}),
      ...(after === null ? {} : { starting_after: after }),
    },
    timeoutClass: 'bulk',
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
 * Deletes leads of a campaign or a lead list by their ids, at most 1,000 a call. Without ids Instantly deletes all of them, so
 * nothing is sent without, and `limit` holds should they ever be ignored. Gives how many were deleted: all, where Instantly
 * agrees and does not count.
 */
export const deleteLeads = writes(
  'DELETE /leads',
  { scope: 'leads:delete', neededFor: 'taking leads back', countsAs: 'leads' },
  async (send, place: RemotePlace, ids: readonly string[]): Promise<number> => {
    const unique = properIds(place, ids)
    const where = place.kind === 'campaign' ? { campaign_id: place.id } : { list_id: place.id }
    const body = { ...where, ids: unique, limit: unique.length }
    const count = await send({ body, timeoutClass: 'bulk', ...goneWith(place), answer: deletedAnswer })
    return count ?? unique.length
  },
)

/** INVALID_INPUT for anything that could reach more leads than were meant. */
function properIds(place: RemotePlace, ids: readonly string[]): readonly string[] {
  const unique = [...new Set(ids)]
  const proper = unique.length > 0 && unique.length <= mostDeletedAtOnce && unique.every((id) => id.trim() !== '')
  if (!proper || place.id.trim() === '') throw new AppError('INVALID_INPUT', { field: 'ids', count: unique.length })
  return unique
}

/** One page of a place's leads with all they hold, 100 at most; `next` null at the end, as of all pages here. */
export const leadPage = reads(list, reading, (send, place: RemotePlace, after: string | null) =>
  listPage(send, { place }, after, fullLeadPage),
)

/** One page of a campaign's leads as answered. */
export const leadRecords = reads(list, reading, (send, campaignId: string, after: string | null) => {
  if (campaignId.trim() === '') throw new AppError('INVALID_INPUT', { field: 'campaignId' })
  return listPage(send, { place: { kind: 'campaign', id: campaignId } }, after, leadRecordPage)
})

/** `emails`: a group of `addressGroups`. */
type Narrowed = { readonly filter?: string; readonly emails?: readonly string[] }

/**
 * One page of all leads of the workspace, wherever they are, by id rising. With `only`, of those one of Instantly's filters
 * picks, or of these addresses, if it heeds that.
 */
export const leadPlaces = reads(list, reading, (send, after: string | null, only: Narrowed = {}) =>
  listPage(send, { place: null, ...only }, after, leadPlacePage),
)

/** One lead by its id. */
export const placedLead = reads('GET /leads/{id}', reading, (send, id: string) =>
  send({ at: { id: properId(id) }, answer: placedLeadAnswer }),
)

/** A page of a campaign's leads, and the subsequences they are in. */
export const placedLeads = reads(
  list,
  reading,
  (send, { campaignId, ...narrowed }: PlacedFilter, after: string | null) => {
    const place = { kind: 'campaign', id: properId(campaignId, 'campaignId') } as const
    return listPage(send, { place, ...narrowed }, after, placedLeadPage)
  },
)

/** Puts one lead into a subsequence. Gives it as it is then. */
export const moveToSubsequence = writes(
  'POST /leads/subsequence/move',
  moving,
  (send, leadId: string, subsequenceId: string) => {
    const body = { id: properId(leadId), subsequence_id: properId(subsequenceId) }
    return send({ body, answer: placedLeadAnswer })
  },
)

export const takeFromSubsequence = writes('POST /leads/subsequence/remove', moving, (send, leadId: string) =>
  send({ body: { id: properId(leadId) }, answer: placedLeadAnswer }),
)

/** Moves leads by their ids, at most 1,000 a call; the work is done later, by the job. Without the source Instantly refuses. */
export const moveLeads = writes(
  'POST /leads/move',
  moving,
  (send, from: RemotePlace, to: RemotePlace, ids: readonly string[]) => {
    const unique = properIds(from, ids)
    const target = to.kind === 'campaign' ? { to_campaign_id: to.id } : { to_list_id: to.id }
    return send({ body: { ids: unique, ...sourceOf(from), ...target }, timeoutClass: 'bulk', answer: jobAnswer })
  },
)

export const backgroundJob = reads(
  'GET /background-jobs/{id}',
  { scope: 'background-jobs:read', neededFor: 'moving leads', countsAs: 'leads' },
  // Left out, the answer need not say how many leads were moved.
  (send, id: string) =>
    send({ at: { id }, query: { data_fields: 'moved_lead_emails,moved_leads' }, answer: jobAnswer }),
)

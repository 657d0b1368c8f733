import type { z } from 'zod'
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'
import { AppError } from '#shared/errors.ts'
import { chunk } from '../../lib/chunk.ts'
import { mapLimit } from '../../lib/map-limit.ts'
import { filterOfGroup, groupAddresses, isLeadOfGroup } from '../address-groups.ts'
import { checkedId, defineRead, defineWrite, type Send } from '../operation.ts'
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
  toAddLeadsAnswer,
} from '../schemas.ts'
import { type PlacedLead, placedLeadAnswer, placedLeadPage } from '../schemas-subsequences.ts'
import type { LeadSendState, PlacedFilter, RemoteLead, RemotePlace } from '../types.ts'

/** Leads of a campaign (null: of the whole workspace) or a lead list; with `emails` only these addresses. */
export type LeadFilter = (
  | { readonly campaignId: string | null; readonly leadListId?: never }
  | { readonly leadListId: string; readonly campaignId?: never }
) & { readonly emails?: readonly string[] }

/** The leads of a place (null: of the whole workspace), narrowed by the other fields. */
type LeadSource = {
  readonly place: RemotePlace | null
  readonly ids?: readonly string[]
  /** A group of `groupAddresses`. */
  readonly emails?: readonly string[]
  /** One of Instantly's own filters. */
  readonly filter?: string
  /** Matched loosely against names and addresses. */
  readonly search?: string
}

const list = 'POST /leads/list'
type ByList = Send<typeof list>
const reading = { scope: 'leads:read', neededFor: 'reading leads back', countsAs: 'leads' } as const
const moving = { scope: 'leads:update', neededFor: 'moving leads', countsAs: 'leads' } as const

const chunksAtOnce = 8
const standingsAtOnce = 2
const maxDeletedAtOnce = 1_000

/** Notes whether a request that may be repeated was: what it counts may then lack what the first one did. */
function noteRepeats() {
  let repeated = false
  return { note: () => (repeated = true), any: () => repeated }
}

/**
 * `body` is the whole JSON body of POST /leads/add as UTF-8; `into` is the place it names, for a 404. `repeated`: the
 * answer is that of a second request, after the first one was answered with a refusal for the time being.
 */
export const addLeads = defineWrite(
  'POST /leads/add',
  { scope: 'leads:create', neededFor: 'uploading leads', countsAs: 'leads' },
  async (send, body: Uint8Array, into: RemotePlace['kind'] = 'campaign') => {
    const gone = into === 'campaign' ? { campaignId: null } : { leadListId: null }
    const repeats = noteRepeats()
    const uploading = { body, timeoutClass: 'bulk', kind: 'upload', ...gone, mayRepeat: repeats.note } as const
    return { ...toAddLeadsAnswer(await send({ ...uploading, answer: addLeadsAnswer })), repeated: repeats.any() }
  },
)

/** Leads of a campaign (null: of the whole workspace) or a list; with `emails` only those, also checked here. */
export const leads = defineRead(list, reading, async (send, filter: LeadFilter): Promise<readonly RemoteLead[]> => {
  const { emails } = filter
  const place = placeOf(filter)
  if (place?.id === '') throw new AppError('INVALID_INPUT', { field: `${place.kind}Id` })
  if (!emails) return readLeads(send, place)
  const wanted = new Set(emails.map((email) => email.trim().toLowerCase()).filter((email) => email !== ''))
  const [first, ...rest] = groupAddresses(wanted)
  if (!first) return []
  // The first group shows whether Instantly applies `contacts`; if not, each further group would read everything.
  const found = await readContacts(send, place, first)
  const others = found ? await mapLimit(rest, chunksAtOnce, (part) => readContacts(send, place, part)) : []
  const parts = [found, ...others].filter((part) => part !== null)
  const all = parts.length === others.length + 1 ? parts.flat() : await readLeads(send, place)
  return all.filter((lead) => lead.email !== null && wanted.has(lead.email))
})

/** Reads the leads of a group of addresses; returns null if others came back, which means the filter was ignored. */
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
      heeded &&= page.items.every((lead) => isLeadOfGroup(emails, lead.email))
      for (const lead of page.items) if (lead.email !== null) missing.delete(lead.email)
      return page
    },
    idOf: (lead) => lead.id,
    // An address exists once in a place, but possibly many times in a workspace.
    enough: () => !heeded || (place !== null && missing.size === 0),
  })
  return heeded ? found : null
}

function readLeads(send: ByList, place: RemotePlace | null): Promise<RemoteLead[]> {
  return readList({ page: (cursor) => listPage(send, { place }, cursor, leadPageAnswer), idOf: (lead) => lead.id })
}

/** Status of the leads with these addresses, anywhere in the workspace; the addresses are also checked here. */
export const leadStandings = defineRead(
  list,
  reading,
  async (send, emails: readonly string[]): Promise<readonly LeadSendState[]> => {
    const wanted = new Set(emails)
    const [first, ...rest] = groupAddresses(wanted)
    if (!first) return []
    const begun = await standings(send, { place: null, emails: first })
    // If Instantly ignores `contacts`, the first answer is the whole workspace, and no second one is needed.
    const heeded = begun.every(({ email }) => isLeadOfGroup(first, email))
    const others = heeded
      ? await mapLimit(rest, standingsAtOnce, (part) => standings(send, { place: null, emails: part }))
      : []
    return [...begun, ...others.flat()].filter(({ email }) => email !== null && wanted.has(email))
  },
)

/** Status of all leads of a domain and its subdomains. */
export const leadStandingsOfDomain = defineRead(
  list,
  reading,
  async (send, domain: string): Promise<readonly LeadSendState[]> => {
    const found = await standings(send, { place: null, search: domain })
    return found.filter(({ email }) => email !== null && domainsOf(email).includes(domain))
  },
)

/** Status of leads by their ids, in a place or, without one, anywhere. */
export const leadStandingsById = defineRead(
  list,
  reading,
  async (send, place: RemotePlace | null, ids: readonly string[]): Promise<readonly LeadSendState[]> => {
    const wanted = new Set(ids)
    const found = await mapLimit(chunk([...wanted], pageSize), standingsAtOnce, (part) =>
      standings(send, { place, ids: part }),
    )
    return found.flat().filter(({ id }) => wanted.has(id))
  },
)

/** Instantly's status number of a lead that unsubscribed. */
const unsubscribed = -2

/** Leads of a place that Instantly counts as unsubscribed. */
export const unsubscribedLeads = defineRead(
  list,
  reading,
  async (send, place: RemotePlace): Promise<readonly LeadSendState[]> => {
    const found = await standings(send, { place, filter: 'FILTER_VAL_UNSUBSCRIBED' })
    return found.filter(({ status }) => status === unsubscribed)
  },
)

/** Reads to the end of the list; if a filter is ignored, the caller must leave out the other leads. */
function standings(send: ByList, source: LeadSource): Promise<LeadSendState[]> {
  return readList({
    page: (cursor) => listPage(send, source, cursor, leadStandingPage),
    idOf: (lead) => lead.id,
  })
}

/** Reads one page of leads, at most 100, parsed by `answer`; `next` null at the end. */
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
      ...(emails ? filterOfGroup(emails) : {}),
      ...(filter ? { filter } : {}),
      ...(search ? { search } : {}),
      ...(after === null ? {} : { starting_after: after }),
    },
    timeoutClass: 'bulk',
    ...(place ? goneWith(place) : {}),
    answer,
  })
}

/** A place in the fields of `/leads/list` and `/leads/move`: `campaign_id` would mean the whole workspace. */
const sourceOf = ({ kind, id }: RemotePlace) => (kind === 'campaign' ? { campaign: id } : { list_id: id })

/** What a 404 of the call means is gone. */
const goneWith = ({ kind, id }: RemotePlace) => (kind === 'campaign' ? { campaignId: id } : { leadListId: id })

function placeOf({ campaignId, leadListId }: LeadFilter): RemotePlace | null {
  if (leadListId !== undefined) return { kind: 'list', id: leadListId }
  return campaignId === null || campaignId === undefined ? null : { kind: 'campaign', id: campaignId }
}

/**
 * Deletes leads of a campaign or a lead list by their ids, at most 1,000 per call. Without ids Instantly deletes all of
 * them, so nothing is sent without ids, and `limit` bounds the deletion in case ids are ever ignored. Returns how many
 * were deleted: all, if Instantly confirms without a count. Throws OUTCOME_UNKNOWN for a lower count of a repeated
 * request, as the refused one may have deleted the others.
 */
export const deleteLeads = defineWrite(
  'DELETE /leads',
  { scope: 'leads:delete', neededFor: 'taking leads back', countsAs: 'leads' },
  async (send, place: RemotePlace, ids: readonly string[]): Promise<number> => {
    const unique = properIds(place, ids)
    const where = place.kind === 'campaign' ? { campaign_id: place.id } : { list_id: place.id }
    const body = { ...where, ids: unique, limit: unique.length }
    const repeats = noteRepeats()
    const request = { body, timeoutClass: 'bulk', ...goneWith(place), mayRepeat: repeats.note } as const
    const count = (await send({ ...request, answer: deletedAnswer })) ?? unique.length
    if (count < unique.length && repeats.any()) throw new AppError('OUTCOME_UNKNOWN', { reason: 'repeated' })
    return count
  },
)

/** Throws INVALID_INPUT for anything that could affect more leads than intended. */
function properIds(place: RemotePlace, ids: readonly string[]): readonly string[] {
  const unique = [...new Set(ids)]
  const proper = unique.length > 0 && unique.length <= maxDeletedAtOnce && unique.every((id) => id.trim() !== '')
  if (!proper || place.id.trim() === '') throw new AppError('INVALID_INPUT', { field: 'ids', count: unique.length })
  return unique
}

/** One page of a place's leads with all their fields, at most 100; `next` null at the end, as in all pages here. */
export const leadPage = defineRead(list, reading, (send, place: RemotePlace, after: string | null) =>
  listPage(send, { place }, after, fullLeadPage),
)

/** One page of a campaign's leads as returned. */
export const leadRecords = defineRead(list, reading, (send, campaignId: string, after: string | null) => {
  if (campaignId.trim() === '') throw new AppError('INVALID_INPUT', { field: 'campaignId' })
  return listPage(send, { place: { kind: 'campaign', id: campaignId } }, after, leadRecordPage)
})

/** `emails`: a group of `groupAddresses`. */
type Narrowed = { readonly filter?: string; readonly emails?: readonly string[] }

/**
 * One page of all leads of the workspace, in any place, by ascending id. `only` restricts it to leads that match one of
 * Instantly's filters, or to these addresses, if Instantly applies that.
 */
export const leadPlaces = defineRead(list, reading, (send, after: string | null, only: Narrowed = {}) =>
  listPage(send, { place: null, ...only }, after, leadPlacePage),
)

export const placedLead = defineRead('GET /leads/{id}', reading, (send, id: string) =>
  send({ at: { id: checkedId(id) }, answer: placedLeadAnswer }),
)

/** A page of a campaign's leads and their subsequences. */
export const placedLeads = defineRead(
  list,
  reading,
  (send, { campaignId, ...narrowed }: PlacedFilter, after: string | null) => {
    const place = { kind: 'campaign', id: checkedId(campaignId, 'campaignId') } as const
    return listPage(send, { place, ...narrowed }, after, placedLeadPage)
  },
)

type WantedLead = { readonly campaignId: string; readonly email: string }

/** A campaign's lead with this address, in lower case; null if it has none. */
export const placedLeadOf = defineRead(list, reading, async (send, { campaignId, email }: WantedLead) => {
  const place = { kind: 'campaign', id: checkedId(campaignId, 'campaignId') } as const
  const isWanted = (lead: PlacedLead) => lead.email === email && lead.campaignId === campaignId
  let isFound = false
  const read = await readList({
    // If Instantly ignores `contacts`, it may be on any page.
    page: async (cursor) => {
      const page = await listPage(send, { place, emails: [email] }, cursor, placedLeadPage)
      isFound = page.items.some(isWanted)
      return page
    },
    idOf: (lead) => lead.id,
    enough: () => isFound,
  })
  return read.find(isWanted) ?? null
})

/** Moves one lead into a subsequence. Returns the lead after the move. */
export const moveToSubsequence = defineWrite(
  'POST /leads/subsequence/move',
  moving,
  (send, leadId: string, subsequenceId: string) => {
    const body = { id: checkedId(leadId), subsequence_id: checkedId(subsequenceId) }
    return send({ body, answer: placedLeadAnswer })
  },
)

export const takeFromSubsequence = defineWrite('POST /leads/subsequence/remove', moving, (send, leadId: string) =>
  send({ body: { id: checkedId(leadId) }, answer: placedLeadAnswer }),
)

/**
 * Moves leads by their ids, at most 1,000 per call; the work is done later, by the returned job. Instantly refuses the
 * call without the source, and looks for leads that the target already has only if asked to. `repeated`: the job is
 * that of a second request, and does not count what the first one moved, if it was carried out although it was refused.
 */
export const moveLeads = defineWrite(
  'POST /leads/move',
  moving,
  async (send, from: RemotePlace, to: RemotePlace, ids: readonly string[]) => {
    const unique = properIds(from, ids)
    const repeats = noteRepeats()
    const target = to.kind === 'campaign' ? { to_campaign_id: to.id } : { to_list_id: to.id }
    const body = { ids: unique, ...sourceOf(from), ...target, check_duplicates: true }
    const job = await send({ body, timeoutClass: 'bulk', mayRepeat: repeats.note, answer: jobAnswer })
    return { ...job, repeated: repeats.any() }
  },
)

export const backgroundJob = defineRead(
  'GET /background-jobs/{id}',
  { scope: 'background-jobs:read', neededFor: 'moving leads', countsAs: 'leads' },
  // Without it, the answer may not say how many leads were moved.
  (send, id: string) =>
    send({ at: { id }, query: { data_fields: 'moved_lead_emails,moved_leads' }, answer: jobAnswer }),
)

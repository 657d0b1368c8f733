/** Leads at Instantly as last synced, read from the local store and therefore also available offline. */
import type { LocalLead, LocalLeads, LocalPlace } from '#shared/contract/leads/remote-leads.ts'
import { localStatuses } from '#shared/contract/leads/remote-leads.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

export type LocalLeadQuery = {
  readonly workspaceId: WorkspaceId
  readonly search: string
  readonly place: { readonly kind: 'campaign' | 'list'; readonly id: string } | null
  readonly status: keyof typeof localStatuses | null
  readonly interest: number | null
  readonly sort: 'email' | 'place' | 'contacted'
  readonly descending: boolean
  readonly offset: number
  readonly limit: number
}

const copyIdOf = ({ raw }: Store, workspaceId: WorkspaceId): number | null =>
  (raw
    .prepare("select id from lead_copy where workspace_id = ? and state = 'whole' order by id desc limit 1")
    .pluck()
    .get(workspaceId) as number | undefined) ?? null

/** The campaigns table has the more recent name of a campaign. */
const placeNameSql = `coalesce((select c.name from campaign c where c.workspace_id = p.workspace_id
  and p.kind = 'campaign' and c.remote_id = p.remote_id), p.name)`

/** Returns the campaigns and lead lists with the number of leads in each, campaigns first. */
export function localPlaces(store: Store, workspaceId: WorkspaceId): readonly LocalPlace[] {
  return store.raw
    .prepare(
      `select kind, remote_id as id, ${placeNameSql} as name, leads from lead_copy_place p
       where workspace_id = ? and leads > 0 order by kind, name_order(${placeNameSql}), remote_id`,
    )
    .all(workspaceId) as LocalPlace[]
}

/** Returns one page of the matching leads; empty if nothing was synced yet. */
export function localLeads(store: Store, question: LocalLeadQuery): LocalLeads {
  const { raw } = store
  const { workspaceId, search, place, status, interest, sort, descending, offset, limit } = question
  const copyId = copyIdOf(store, workspaceId)
  if (copyId === null) return { rows: [], total: 0 }
  const wanted: string[] = ['r.copy_id = @copyId']
  const values: Record<string, unknown> = { copyId, workspaceId }
  const placeId = place
    ? (raw
        .prepare('select id from lead_copy_place where workspace_id = ? and kind = ? and remote_id = ?')
        .pluck()
        .get(workspaceId, place.kind, place.id) as number | undefined)
    : undefined
  if (place) {
    if (placeId === undefined) return { rows: [], total: 0 }
    wanted.push('r.place_id = @placeId')
    values['placeId'] = placeId
  }
  const text = search.trim().toLowerCase()
  if (text !== '') {
    wanted.push('instr(r.email, @text) > 0')
    values['text'] = text
  }
  if (status === 'unknown') wanted.push('r.status is null')
  else if (status !== null) {
    wanted.push('r.status = @status')
    values['status'] = localStatuses[status]
  }
  if (interest !== null) {
    wanted.push('r.interest = @interest')
    values['interest'] = interest
  }
  const where = wanted.join(' and ')
  const way = descending ? 'desc' : 'asc'
  const order = {
    email: `r.email ${way}`,
    place: `lower(${placeNameSql}) ${way}, r.email`,
    contacted: `r.contacted_at ${way}, r.email`,
  }[sort]
  const total = raw.prepare(`select count(*) from lead_copy_row r where ${where}`).pluck().get(values) as number
  const own = raw.prepare(
    `select first_name as firstName, last_name as lastName, company_name as companyName from lead
     where email = ? and workspace_id = ? and gate = 0 and removed = 0 order by id desc limit 1`,
  )
  const rows = raw
    .prepare(
      `select r.email, r.status, r.interest, r.contacted_at as contactedAt, p.kind, p.remote_id as placeId,
         ${placeNameSql} as placeName
       from lead_copy_row r join lead_copy_place p on p.id = r.place_id
       where ${where} order by ${order} limit @limit offset @offset`,
    )
    .all({ ...values, limit, offset }) as StoredLead[]
  return {
    total,
    rows: rows.map(
      ({ email, status: stands, interest: wish, contactedAt, kind, placeId: id, placeName }): LocalLead => {
        const known = own.get(email, workspaceId) as OwnLead | undefined
        return {
          email,
          name: [known?.firstName, known?.lastName].filter(Boolean).join(' '),
          companyName: known?.companyName ?? '',
          place: id === '' ? null : { kind, id, name: placeName ?? '' },
          status: stands,
          interest: wish,
          contacted:
            contactedAt === null ? null : { at: contactedAt === 0 ? null : new Date(contactedAt * 1000).toISOString() },
        }
      },
    ),
  }
}

type StoredLead = {
  readonly email: string
  readonly status: number | null
  readonly interest: number | null
  readonly contactedAt: number | null
  readonly kind: 'campaign' | 'list'
  readonly placeId: string
  readonly placeName: string | null
}
type OwnLead = {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly companyName: string | null
}

/** Returns the interest statuses that occur among the synced leads, for the filter. */
export function localInterests(store: Store, workspaceId: WorkspaceId): readonly number[] {
  const copyId = copyIdOf(store, workspaceId)
  if (copyId === null) return []
  return store.raw
    .prepare(
      'select distinct interest from lead_copy_row where copy_id = ? and interest is not null order by interest desc',
    )
    .pluck()
    .all(copyId) as number[]
}

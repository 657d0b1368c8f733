import type { Database } from 'better-sqlite3'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { type FillRule, filledPayload } from '#shared/domain/campaigns/copy/fill-values.ts'
import type { RemotePlace } from '../../core/instantly/types.ts'
import { inZoneOfExportSql } from '../../leads/lists/zone-sql.ts'

/** Most leads in one request to /leads/add (official document). */
export const maxBatchLeads = 1000

export type Slice = {
  readonly firstPosition: number
  readonly lastPosition: number
  readonly leadCount: number
}

export type SkipRules = Pick<ExportSettings, 'skipIfInWorkspace' | 'skipIfInCampaign' | 'skipIfInList'>

export type LeadBodies = ReturnType<typeof prepareLeadBodies>

/**
 * Cuts lists into batches and builds their request bodies inside SQLite: stored payloads are joined without parsing. A
 * batch is a range of positions, so its body can be rebuilt after a crash.
 */
export function prepareLeadBodies(db: Database) {
  const nextSlice = db.prepare<[object], SliceRow>(`
    select min(position) as first, max(position) as last, count(*) as leads from (
      select position from lead
      where list_id = likely(@listId) and position > @after and position <= @maxPosition and gate = 0
      order by position limit likely(@limit))`)
  const nextWithBody = db.prepare<[object], SliceRow & { body: Buffer | null }>(`
    select min(position) as first, max(position) as last, count(*) as leads,
      cast(@head || group_concat(payload, ',') || ']}' as blob) as body from (
      select position, payload from lead
      where list_id = likely(@listId) and position > @after and position <= @maxPosition and gate = 0
      order by position limit ${maxBatchLeads})`)
  const nextOfZone = db.prepare<[object], SliceRow>(`
    select min(position) as first, max(position) as last, count(*) as leads from (
      select z.position from export_zone_row z
      join lead l on l.list_id = likely(@listId) and l.position = z.position and l.gate = 0
      where z.zone_id = likely(@zoneId) and z.position > @after and z.position <= @maxPosition
      order by z.position limit likely(@limit))`)
  const joinedAll = db.prepare<[object], { body: Buffer | null }>(`
    select cast(@head || group_concat(payload, ',') || ']}' as blob) as body from (
      select payload from lead
      where list_id = likely(@listId) and position between @firstPosition and @lastPosition and gate = 0 order by position)`)
  const itsLeads = `lead
    where list_id = likely(@listId) and position between @firstPosition and @lastPosition and gate = 0
      and ${inZoneOfExportSql('@exportId', 'lead.position')}
      and not exists (
        select 1 from export_problem p
        where p.export_id = @exportId and p.position = lead.position and p.outcome = 'stayed_behind')
    order by position`
  const joinedSome = db.prepare<[object], { body: Buffer | null }>(`
    select cast(@head || group_concat(payload, ',') || ']}' as blob) as body from (select payload from ${itsLeads})`)
  const each = db.prepare<[object], { payload: string }>(`select payload from ${itsLeads}`)
  const members = db.prepare<[object], { position: number; id: number; email: string }>(
    `select position, id, email from ${itsLeads}`,
  )

  return {
    /** The next ready leads after a position; null if none is left up to `maxPosition`. */
    next(of: {
      listId: number
      /** The share of the list; null for the whole list. */
      zoneId: number | null
      after: number
      maxPosition: number
      limit?: number
    }): Slice | null {
      return toSlice((of.zoneId === null ? nextSlice : nextOfZone).get({ limit: maxBatchLeads, ...of }))
    },
    /** The same for a whole list, with the request body if all its leads are sent as stored, in one pass. */
    nextWithBody(of: {
      listId: number
      after: number
      maxPosition: number
      head: string
    }): { readonly slice: Slice; readonly body: Uint8Array } | null {
      const row = nextWithBody.get(of)
      const slice = toSlice(row)
      return slice && row?.body ? { slice, body: row.body } : null
    },
    /**
     * The whole body of POST /leads/add for a batch, as UTF-8. `head` is everything before the leads, `fill` the
     * replacements for blank values. Leads without such blanks are sent byte for byte as stored.
     */
    body(
      of: {
        listId: number
        exportId: number
        head: string
        withoutExcluded: boolean
        fill?: readonly FillRule[] | undefined
      } & Pick<Slice, 'firstPosition' | 'lastPosition'>,
    ): Uint8Array {
      const { head, listId, exportId, firstPosition, lastPosition, fill = [] } = of
      if (fill.length > 0) {
        const leads = each.all({ listId, exportId, firstPosition, lastPosition })
        if (leads.length === 0) throw new Error('a batch without leads')
        return Buffer.from(`${head}${leads.map(({ payload }) => filledPayload(payload, fill)).join(',')}]}`)
      }
      const row = (of.withoutExcluded ? joinedSome : joinedAll).get({
        head,
        listId,
        exportId,
        firstPosition,
        lastPosition,
      })
      if (!row?.body) throw new Error('a batch without leads')
      return row.body
    },
    /** The stored leads of a batch, in the order of its request. */
    payloads(of: { listId: number; exportId: number } & Pick<Slice, 'firstPosition' | 'lastPosition'>) {
      const { listId, exportId, firstPosition, lastPosition } = of
      return each.all({ listId, exportId, firstPosition, lastPosition }).map(({ payload }) => payload)
    },
    /** The leads of a batch, in the order of its request. */
    members(of: { listId: number; exportId: number } & Pick<Slice, 'firstPosition' | 'lastPosition'>) {
      const { listId, exportId, firstPosition, lastPosition } = of
      return members.all({ listId, exportId, firstPosition, lastPosition })
    },
  }
}

type SliceRow = { readonly first: number | null; readonly last: number | null; readonly leads: number }

function toSlice(row: SliceRow | undefined): Slice | null {
  if (!row || row.leads === 0 || row.first === null || row.last === null) return null
  return { firstPosition: row.first, lastPosition: row.last, leadCount: row.leads }
}

/** Everything in a /leads/add body before its leads. The keys are those of the official document. */
export function bodyHead({ kind, id }: RemotePlace, rules: SkipRules): string {
  const { skipIfInWorkspace } = rules
  const keys = {
    ...(kind === 'campaign' ? { campaign_id: id } : { list_id: id }),
    skip_if_in_workspace: skipIfInWorkspace,
    // The rule for the whole workspace already covers these two.
    ...(!skipIfInWorkspace && rules.skipIfInCampaign ? { skip_if_in_campaign: true } : {}),
    ...(!skipIfInWorkspace && rules.skipIfInList ? { skip_if_in_list: true } : {}),
  }
  return `${JSON.stringify(keys).slice(0, -1)},"leads":[`
}

/**
 * The lead platform's own tables: campaigns of scraped businesses, with what its Facebook and LinkedIn steps found for
 * each. Columns differ between versions, so only ids are relied on.
 */
import { z } from 'zod'
import type { PlatformCampaign, SupabaseRelation } from '#shared/contract/leads/supabase.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { ReadHooks, ReadResult, TableQuestion, TableReader, TextRow } from './reader.ts'

export const platformTables = {
  campaigns: 'gmaps_campaigns',
  businesses: 'gmaps_businesses',
  facebook: 'gmaps_facebook_enrichments',
  linkedin: 'gmaps_linkedin_enrichments',
} as const

/** The columns of an imported row that identify it on the platform. */
export const platformColumns = {
  business: 'business_id',
  person: 'linkedin_id',
  email: 'email',
  personEmail: 'linkedin_email',
} as const

/** Values written back into `email_status`, which are not verification results. */
const writtenBack: ReadonlySet<string> = new Set(['sent', 'opened', 'clicked', 'replied', 'unsubscribed'])

/** Returns whether the platform's campaigns and businesses are among the tables. */
export function hasPlatform(relations: readonly SupabaseRelation[]): boolean {
  const names = new Set(relations.map((each) => each.name))
  return names.has(platformTables.campaigns) && names.has(platformTables.businesses)
}

const all = (relation: string, filters: TableQuestion['filters'] = []): TableQuestion => ({
  schema: 'public',
  relation,
  columns: null,
  filters,
  keyColumn: 'id',
})

async function readAllRows(reader: TableReader, question: TableQuestion, signal: AbortSignal): Promise<TextRow[]> {
  const rows: TextRow[] = []
  await reader.read(question, {
    signal,
    onRows: async (batch) => {
      rows.push(...batch.rows)
    },
  })
  return rows
}

/** Returns all campaigns, newest first. */
export async function platformCampaigns(
  reader: TableReader,
  signal: AbortSignal,
): Promise<readonly PlatformCampaign[]> {
  const rows = await readAllRows(reader, all(platformTables.campaigns), signal)
  return rows.map(asCampaign).toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))
}

function asCampaign(row: TextRow): PlatformCampaign {
  const number = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : null)
  return {
    id: row['id'] ?? '',
    name: row['name'] || (row['id'] ?? ''),
    status: row['status'] ?? '',
    businesses: number(row['total_businesses_found']),
    emails: number(row['total_emails_found']),
    createdAt: z.iso.datetime({ offset: true, local: true }).safeParse(row['created_at']).data ?? null,
  }
}

/**
 * Returns a completed campaign's businesses, each with its enrichments, in the columns that recognition knows. Throws
 * NOT_FOUND or CAMPAIGN_NOT_COMPLETED before anything is read.
 */
export async function readPlatformCampaign(
  reader: TableReader,
  campaignId: string,
  { signal, onRows }: ReadHooks,
): Promise<ReadResult & { readonly name: string }> {
  const own = (column: string) => [{ column, op: 'eq' as const, value: campaignId }]
  const [row] = await readAllRows(reader, all(platformTables.campaigns, own('id')), signal)
  if (!row) throw new AppError('NOT_FOUND', { what: 'campaign' })
  const campaign = asCampaign(row)
  if (campaign.status !== 'completed') {
    throw new AppError('CAMPAIGN_NOT_COMPLETED', { campaign: campaign.name, status: campaign.status })
  }
  const facebook = await enrichments(reader, platformTables.facebook, campaignId, signal)
  const linkedin = await enrichments(reader, platformTables.linkedin, campaignId, signal)
  const result = await reader.read(all(platformTables.businesses, own('campaign_id')), {
    signal,
    onRows: ({ rows, keys, total }) =>
      onRows({
        rows: rows.map((business) => {
          const id = business['id'] ?? ''
          return joinBusiness(business, facebook.get(id) ?? [], linkedin.get(id) ?? [])
        }),
        keys,
        total,
      }),
  })
  return { ...result, name: campaign.name }
}

/** Returns enrichments by business; empty if the platform has no such table, or this key may not read it. */
async function enrichments(reader: TableReader, relation: string, campaignId: string, signal: AbortSignal) {
  const question = all(relation, [{ column: 'campaign_id', op: 'eq', value: campaignId }])
  try {
    return Map.groupBy(await readAllRows(reader, question, signal), (row) => row['business_id'] ?? '')
  } catch (error) {
    if (hasCode(error, 'SUPABASE_TABLE_NOT_FOUND')) return new Map<string, TextRow[]>()
    throw error
  }
}

/**
 * Returns one business as a row. Its own address takes precedence over Facebook's; the person found on LinkedIn keeps a
 * separate address, because that is another lead.
 */
function joinBusiness(business: TextRow, facebook: readonly TextRow[], linkedin: readonly TextRow[]): TextRow {
  const page = bestFind(facebook)
  const person = bestFind(linkedin)
  const own = business['email'] ?? ''
  const email = own || (page?.['primary_email'] ?? '')
  const source = own ? (business['email_source'] ?? '') : email ? 'facebook' : (business['email_source'] ?? '')
  const checked = own && own !== page?.['primary_email'] ? business : (page ?? business)
  const read = (...names: readonly string[]) => names.map((name) => business[name]).find(Boolean) ?? ''
  return {
    [platformColumns.business]: read('id'),
    [platformColumns.person]: person?.['id'] ?? '',
    place_id: read('place_id'),
    name: read('name'),
    [platformColumns.email]: email,
    email_source: source,
    email_status: verdictOfFind(checked),
    phone: read('phone'),
    website: read('website'),
    address: read('address'),
    city: read('city'),
    state: read('state'),
    zip: read('postal_code', 'zip_code'),
    country: read('country'),
    category: read('category'),
    rating: read('rating'),
    reviews: read('reviews_count'),
    icebreaker: read('icebreaker'),
    subject_line: read('subject_line'),
    facebook_url: read('facebook_url') || (page?.['facebook_url'] ?? ''),
    linkedin_url: (person?.['linkedin_url'] ?? '') || read('linkedin_url'),
    [platformColumns.personEmail]: person?.['primary_email'] ?? '',
    linkedin_contact_name: person?.['person_name'] ?? '',
    linkedin_contact_title: person?.['person_title'] ?? '',
    linkedin_email_status: person ? verdictOfFind(person) : '',
  }
}

/** Returns the best of several results: a safe one, then a verified one, then the first with any address. */
function bestFind(finds: readonly TextRow[]): TextRow | undefined {
  const withAddress = finds.filter((find) => find['primary_email'])
  return (
    withAddress.find((find) => isTrue(find['is_safe'])) ??
    withAddress.find((find) => isTrue(find['email_verified'])) ??
    withAddress[0] ??
    finds[0]
  )
}

const isTrue = (text: string | undefined): boolean => text === 'true' || text === 't'

/** Returns the result of the platform's verification of an address, in its own word if there is one. */
function verdictOfFind(find: TextRow): string {
  const status = find['email_status'] ?? ''
  const said = (writtenBack.has(status) ? '' : status) || find['bouncer_status'] || ''
  return said || (isTrue(find['email_verified']) ? 'verified' : '')
}

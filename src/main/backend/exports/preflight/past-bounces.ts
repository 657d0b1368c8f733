/** Bounces of campaigns that contained only leads of one list, or of lists whose files came from one source. */
import type { PastBounces } from '#shared/domain/exports/preflight/bounces.ts'
import { recogniseSource } from '#shared/domain/leads/import/recognise-source.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

type Fed = { readonly listId: ListId; readonly campaignId: string; readonly uploaded: number }
type Totals = { readonly contacted: number; readonly bounced: number }

/** Looks at one client only, as the results of other clients' lists belong to them. */
export function findPastBounces(
  { raw }: Store,
  workspaceId: WorkspaceId,
  listId: ListId,
): { readonly list: PastBounces; readonly source: PastBounces } {
  const fed = raw
    .prepare<[number], Fed>(
      `select r.list_id as listId, r.campaign_id as campaignId,
         (select coalesce(sum(b.uploaded), 0) from export_batch b where b.export_id = r.id) as uploaded
       from export_run r where r.workspace_id = ? and r.campaign_id is not null and r.taken_back_at is null`,
    )
    .all(workspaceId)
  const campaigns = new Map<string, { readonly lists: Set<ListId>; uploaded: number }>()
  for (const { listId: from, campaignId, uploaded } of fed) {
    const known = campaigns.get(campaignId) ?? { lists: new Set(), uploaded: 0 }
    known.lists.add(from)
    known.uploaded += uploaded
    campaigns.set(campaignId, known)
  }
  const totals = raw.prepare<[number, string], Totals>(
    'select contacted, bounced from campaign where workspace_id = ? and remote_id = ?',
  )
  const sumOf = (isMeant: (list: ListId) => boolean): PastBounces => {
    const sum = { people: 0, bounced: 0, campaigns: 0 }
    for (const [campaignId, { lists, uploaded }] of campaigns) {
      if (![...lists].every(isMeant)) continue
      const campaignTotals = totals.get(workspaceId, campaignId)
      // Instantly's `contacted` may count mails, so it is limited to the number of uploaded leads.
      const people = Math.min(campaignTotals?.contacted ?? 0, uploaded)
      if (!campaignTotals || people === 0) continue
      sum.people += people
      sum.bounced += Math.min(campaignTotals.bounced, people)
      sum.campaigns += 1
    }
    return sum
  }
  const sourcesOf = createSourceLookup(raw)
  const own = sourcesOf(listId)
  return {
    list: sumOf((id) => id === listId),
    source: sumOf((id) => {
      const sources = sourcesOf(id)
      return sources.size > 0 && [...sources].every((source) => own.has(source))
    }),
  }
}

/** The source of a list's files: the tool that wrote them, otherwise their set of columns. */
function createSourceLookup(raw: Store['raw']): (listId: ListId) => ReadonlySet<string> {
  const headers = raw
    .prepare<[number], string>(`select distinct header from list_import where list_id = ? and state = 'ready'`)
    .pluck()
  const sources = new Map<string, string>()
  const kept = new Map<ListId, ReadonlySet<string>>()
  const sourceOf = (header: string): string => {
    const known = sources.get(header) ?? recogniseSource(JSON.parse(header) as string[])?.id ?? header
    sources.set(header, known)
    return known
  }
  return (listId) => {
    const known = kept.get(listId) ?? new Set(headers.all(listId).map(sourceOf))
    kept.set(listId, known)
    return known
  }
}

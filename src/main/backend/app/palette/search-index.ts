import type { PaletteHit } from '#shared/contract/app/palette.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { type FuzzyMatch, foldText, fuzzyFind } from '#shared/domain/core/fuzzy.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

type ListHit = Extract<PaletteHit, { kind: 'list' }>
type ExportHit = Extract<PaletteHit, { kind: 'export' }>
type CampaignHit = Extract<PaletteHit, { kind: 'campaign' }>
type Entry = { readonly hit: PaletteHit; readonly name: string }

/** Most exports indexed; older ones are found through their list only. */
const maxExports = 20_000
const maxOfOthers = 5

export type SearchIndex = {
  /** Best match first, with those of `workspaceId` before a few of other clients. */
  search(text: string, workspaceId: WorkspaceId | null, limit: number): readonly PaletteHit[]
  /** Everything that can be found now. */
  all(): readonly PaletteHit[]
}

/** An in-memory index of everything with a name, case-folded. Rebuilt after the store was written to. */
export function createSearchIndex(store: Store): SearchIndex {
  const ownWrites = store.raw.prepare('select total_changes()').pluck()
  let version = ''
  let entries: readonly Entry[] = []
  let folded = new Map<string, string>()

  const current = (): readonly Entry[] => {
    const now = `${String(ownWrites.get())} ${String(store.raw.pragma('data_version', { simple: true }))}`
    if (now === version) return entries
    const before = folded
    folded = new Map()
    entries = readHits(store).map((hit) => {
      const words = wordsOfHit(hit)
      const name = folded.get(words) ?? before.get(words) ?? foldText(words)
      folded.set(words, name)
      return { hit, name }
    })
    version = now
    return entries
  }

  return {
    search(text, workspaceId, limit) {
      const nameOf = (entry: Entry) => entry.name
      if (workspaceId === null) return hitsOf(fuzzyFind(current(), text, nameOf, limit))
      const own = current().filter(({ hit }) => hit.workspaceId === workspaceId)
      const others = current().filter(({ hit }) => hit.workspaceId !== workspaceId)
      return [
        ...hitsOf(fuzzyFind(own, text, nameOf, limit)),
        ...hitsOf(fuzzyFind(others, text, nameOf, Math.min(maxOfOthers, limit))),
      ]
    },
    all: () => current().map(({ hit }) => hit),
  }
}

const hitsOf = (found: readonly FuzzyMatch<Entry>[]): readonly PaletteHit[] => found.map(({ item }) => item.hit)

function wordsOfHit(hit: PaletteHit): string {
  return hit.kind === 'export' ? `${hit.listName} ${hit.campaignName}` : hit.name
}

/** Newest first, lists before exports before campaigns, without archived clients. */
function readHits({ raw }: Store): readonly PaletteHit[] {
  const lists = raw
    .prepare(
      `select 'list' as kind, l.id, l.workspace_id as workspaceId, l.name, l.row_count as rowCount,
         l.archived_at is not null as archived
       from lead_list l join workspace w on w.id = l.workspace_id
       where l.state = 'ready' and w.archived_at is null order by archived, l.id desc`,
    )
    .all() as (Omit<ListHit, 'archived'> & { archived: 0 | 1 })[]
  const exports = raw
    .prepare(
      `select 'export' as kind, e.id, e.workspace_id as workspaceId, l.name as listName,
         e.campaign_name as campaignName, e.state, e.created_at as createdAt,
         coalesce(e.promised, e.ready_count - e.stayed_behind) as promised,
         (select coalesce(sum(b.uploaded), 0) from export_batch b where b.export_id = e.id) as uploaded,
         e.taken_back_at is not null as undone
       from export_run e join lead_list l on l.id = e.list_id join workspace w on w.id = e.workspace_id
       where w.archived_at is null order by e.id desc limit ?`,
    )
    .all(maxExports) as (Omit<ExportHit, 'takenBack'> & { undone: 0 | 1 })[]
  const campaigns = raw
    .prepare(
      // With max(), SQLite returns the name from the row of the newest export.
      `with own as (
         select campaign_id as campaignId, workspace_id as workspaceId, campaign_name as name, count(*) as exportCount,
           max(id) as lastExportId
         from export_run where campaign_id is not null group by workspace_id, campaign_id)
       select 'campaign' as kind, o.campaignId, o.workspaceId, coalesce(c.name, o.name) as name, o.exportCount,
         o.lastExportId, c.id as pageId, c.status, c.gone_at is not null as gone
       from own o join workspace w on w.id = o.workspaceId
         left join campaign c on c.workspace_id = o.workspaceId and c.remote_id = o.campaignId
       where w.archived_at is null
       union all
       select 'campaign', c.remote_id, c.workspace_id, c.name, 0, null, c.id, c.status, c.gone_at is not null
       from campaign c join workspace w on w.id = c.workspace_id
       where w.archived_at is null and not exists (
         select 1 from own o where o.workspaceId = c.workspace_id and o.campaignId = c.remote_id)
       order by lastExportId desc, pageId desc`,
    )
    .all() as (Omit<CampaignHit, 'state'> & { status: number | null; gone: 0 | 1 })[]
  return [
    ...lists.map((list) => ({ ...list, archived: list.archived === 1 })),
    ...exports.map(({ undone, ...hit }) => ({ ...hit, takenBack: undone === 1 ? hit.uploaded : 0 })),
    ...campaigns.map(({ status, gone, ...campaign }) => ({
      ...campaign,
      state: status === null ? null : campaignStateOf(status, gone === 1),
    })),
  ]
}

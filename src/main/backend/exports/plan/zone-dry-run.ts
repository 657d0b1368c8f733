/** Dry run of one campaign out of several: writes, and rolls back, only as many of its rows as its next batch needs. */
import type { Database } from 'better-sqlite3'
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { chosenPlace } from '../engine/target-place.ts'
import type { ExportSums } from './export-sum.ts'
import { readPlannedList } from './plan.ts'
import type { Share, SplitList } from './zone-plan.ts'
import { rowKinds, type ZoneSnapshots } from './zone-snapshot.ts'
import { sharesOf } from './zone-start.ts'

/** One more than a batch, as the row after it shows whether it is the last one. */
const rowsNeeded = 1_001

export type ChosenShare = Share & { readonly split: SplitList; readonly at: number }

/**
 * The campaign of this zone, or the first one, with its rows. The share is null if one campaign takes the whole list.
 * Throws NOT_FOUND.
 */
export async function chooseShare(
  deps: Deps,
  parts: { readonly zoneSnapshots: ZoneSnapshots; readonly sums: Pick<ExportSums, 'rows'> },
  asked: {
    readonly listId: ListId
    readonly settings: ExportSettings
    readonly part?: ExportPart | undefined
    readonly zone?: string | null | undefined
  },
): Promise<{
  readonly share: ChosenShare | null
  readonly zones: readonly string[]
  readonly settings: ExportSettings
}> {
  const { settings, part, listId } = asked
  const { workspaceId } = readPlannedList(deps, listId)
  const target = { place: chosenPlace(settings.target), campaign: null }
  const rows = await parts.sums.rows(workspaceId, { listId, part, rules: settings, ...target })
  const split = await sharesOf(parts.zoneSnapshots, asked, rows, deps.clock.now())
  const found = split.shares.findIndex(({ zone }) => zone === asked.zone)
  const at = Math.max(0, found)
  const share = split.shares[at]
  if (!share) return { share: null, zones: [], settings }
  const only = split.shares.length === 1
  if (only && !rows.isPart && !rows.isCut) return { share: null, zones: [], settings: share.settings }
  const zones = only ? [] : split.shares.map(({ zone }) => zone)
  return { share: { ...share, split, at }, zones, settings: share.settings }
}

/** In a transaction that is rolled back: writes the share and its next rows. */
export function writeShareRows(
  raw: Database,
  workspaceId: WorkspaceId,
  { zone, rows, split, at }: ChosenShare,
  after: number,
): { readonly id: number; readonly rows: number } {
  const { look, shareAt } = split
  const id = Number(
    raw
      .prepare(`insert into export_zone (workspace_id, click_id, zone) values (?, 'dry run', ?)`)
      .run(workspaceId, zone).lastInsertRowid,
  )
  const put = raw.prepare('insert into export_zone_row (zone_id, position) values (?, ?)')
  let written = 0
  for (let position = after + 1; position < look.zoneAt.length && written < rowsNeeded; position += 1) {
    const kind = look.kindAt[position]
    if (kind === rowKinds.held || kind === rowKinds.outside) continue
    if (shareAt[look.zoneAt[position] ?? 0] !== at) continue
    put.run(id, position)
    written += 1
  }
  return { id, rows }
}

/** What a click on Export creates: one export of the whole list or of a part, or one per time zone. */
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId, ListId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RunStore } from '../engine/run-store.ts'
import type { SumRows } from './export-sum.ts'
import { type PlannedList, readPlannedList } from './plan.ts'
import { asSingleShare, type SplitList, splitList } from './zone-plan.ts'
import { dropZones, type WrittenShare, writeZoneRows } from './zone-rows.ts'
import { limitToExport, type ZoneSnapshots } from './zone-snapshot.ts'

/** What one of these exports covers. `zone` is null for the whole list. */
export type StartShare = {
  readonly settings: ExportSettings
  /** The last position in the list. */
  readonly rowCount: number
  readonly readyCount: number
  /** Ready leads that are still in the list. */
  readonly leads: number
  /** Leads that will be sent as things are now. */
  readonly promised: number
  readonly zone: { readonly id: number; readonly rows: number } | null
}

type Press = {
  readonly listId: ListId
  readonly settings: ExportSettings
  readonly idempotencyKey: string
  readonly part?: ExportPart | undefined
  readonly promised?: number | undefined
  readonly list: PlannedList
  /** Computes the state of each row of the list. */
  readonly rowsNow: () => Promise<SumRows>
}

/** Tries before giving up on a list that keeps changing while its rows are written. */
const maxTries = 3

/**
 * Calls `make` in a transaction with the shares of the click: all its exports are stored together, or none. A click
 * already carried out returns its exports again. Throws LIST_BUSY for a list that keeps changing.
 */
export async function withShares(
  deps: Deps,
  runs: RunStore,
  looks: ZoneSnapshots,
  press: Press,
  make: (shares: readonly StartShare[], isCut: boolean) => readonly ExportId[],
): Promise<readonly ExportId[]> {
  const { settings, list, listId } = press
  const { raw } = deps.store
  const known = () => {
    const id = runs.ofClick(list.workspaceId, press.idempotencyKey)
    if (id === null) return null
    const all = runs.zonesOf(runs.get(id)).map((zone) => zone.id)
    return all.includes(id) ? all : [id]
  }
  const earlier = settings.ofExport === undefined ? null : runs.get(settings.ofExport)
  if (earlier && earlier.listId !== listId) throw new AppError('NOT_FOUND', { what: 'export', id: earlier.id })
  if (earlier && earlier.zoneId !== null) {
    const { rowCount, readyCount, zoneId, ownRows } = earlier
    const rows = await press.rowsNow()
    const positions = raw.prepare<[number], number>('select position from export_zone_row where zone_id = ?').pluck()
    const promised = positions.all(zoneId).reduce((sum, position) => sum + (rows.goes[position] ?? 0), 0)
    const share = { settings, rowCount, readyCount, leads: readyCount, promised, zone: { id: zoneId, rows: ownRows } }
    return raw.transaction(() => known() ?? make([share], rows.isCut))()
  }
  const whole = (promised: number): StartShare => {
    // As of this moment: the list may have changed while the target was read.
    const { rowCount, readyCount, readyNow } = readPlannedList(deps, listId)
    return { settings, rowCount, readyCount, leads: readyNow, promised, zone: null }
  }
  // For a whole list each batch decides who is sent, so nobody has to wait for another count.
  const { promised: promisedCount, part } = press
  // If as many leads were announced as contacts are left, they may have been limited to that number.
  const isWholeList = !settings.perZone && !part && (settings.contactsLeft ?? Infinity) > (promisedCount ?? 0)
  if (promisedCount !== undefined && isWholeList) {
    return raw.transaction(() => known() ?? make([whole(promisedCount)], false))()
  }
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const before = known()
    if (before) return before
    const revision = looks.revisionOf(listId)
    const rows = await press.rowsNow()
    const split = await sharesOf(looks, press, rows, deps.clock.now())
    const isWhole = split.shares.length === 1 && !rows.isPart && !rows.isCut
    const written = isWhole ? [] : await writeZoneRows(deps, split, { ...press, ...list })
    try {
      const made = raw.transaction(() => {
        const others = known()
        if (others) return others
        const [only] = split.shares
        if (isWhole) {
          return make([{ ...whole(sumOf(rows.goes)), settings: only?.settings ?? settings }], false)
        }
        if (looks.revisionOf(listId) !== revision) return null
        const promised = promisedOf(split, rows)
        return make(
          written.map((share, at) => startShare(share, split.look.zoneAt.length - 1, promised[at] ?? 0)),
          rows.isCut,
        )
      })()
      if (made) return made
    } finally {
      // Shares of an export are kept; only those without one are deleted.
      await dropZones(
        deps,
        written.map(({ id }) => id),
      )
    }
  }
  throw new AppError('LIST_BUSY', { list: list.name })
}

/** One share per time zone with leads to send, if chosen; otherwise a single share of all rows of the export. */
export async function sharesOf(
  looks: Pick<ZoneSnapshots, 'of'>,
  { settings, listId }: Pick<Press, 'settings' | 'listId'>,
  rows: SumRows,
  nowMs: number,
): Promise<SplitList> {
  if (settings.perZone && settings.target.kind === 'new') {
    return splitList(limitToExport(await looks.of(listId), rows), settings, nowMs)
  }
  return asSingleShare(rows, settings)
}

const startShare = (
  { settings, readyCount, leads, id, rows }: WrittenShare,
  rowCount: number,
  promised: number,
): StartShare => ({ settings, rowCount, readyCount, leads, promised, zone: { id, rows } })

const sumOf = (goes: Uint8Array): number => goes.reduce((sum, one) => sum + one, 0)

function promisedOf({ look, shareAt, shares }: SplitList, { goes }: SumRows): readonly number[] {
  const sums = shares.map(() => 0)
  for (const [position, one] of goes.entries()) {
    const at = shareAt[look.zoneAt[position] ?? 0] ?? 0
    sums[at] = (sums[at] ?? 0) + one
  }
  return sums
}

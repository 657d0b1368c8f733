/** What a press of Send off makes: one export of the whole list, or one for each time zone. */
import type { ExportSettings } from '#shared/contract/exports.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId, ListId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import type { PlannedList } from './plan.ts'
import type { RunStore } from './run-store.ts'
import type { ZoneLooks } from './zone-look.ts'
import { splitList } from './zone-plan.ts'
import { dropZones, type WrittenShare, writeZoneRows } from './zone-rows.ts'

/** What one export of the press takes; `zone` null: the whole list. */
export type StartShare = {
  readonly settings: ExportSettings
  /** The last place in the list there is. */
  readonly rowCount: number
  readonly readyCount: number
  /** Ready ones that are still in the list. */
  readonly leads: number
  readonly zone: { readonly id: number; readonly rows: number } | null
}

type Press = {
  readonly listId: ListId
  readonly settings: ExportSettings
  readonly clickId: string
  readonly list: PlannedList
}

/** A list that goes on changing while its rows are written is given up after so many tries. */
const mostTries = 3

/**
 * Calls `make` in a transaction with the shares of the press: all its exports are written down together, or none. A press
 * that was already carried out gives its exports again. Throws LIST_BUSY for a list that keeps changing.
 */
export async function withShares(
  deps: Deps,
  runs: RunStore,
  looks: ZoneLooks,
  press: Press,
  make: (shares: readonly StartShare[]) => readonly ExportId[],
): Promise<readonly ExportId[]> {
  const { settings, list } = press
  const { raw } = deps.store
  const known = () => {
    const id = runs.ofClick(list.workspaceId, press.clickId)
    if (id === null) return null
    const all = runs.zonesOf(runs.get(id)).map((zone) => zone.id)
    return all.includes(id) ? all : [id]
  }
  const whole = { rowCount: list.rowCount, readyCount: list.readyCount, leads: list.readyNow, zone: null }
  const earlier = settings.ofExport === undefined ? null : runs.get(settings.ofExport)
  if (earlier && earlier.listId !== press.listId) throw new AppError('NOT_FOUND', { what: 'export', id: earlier.id })
  if (earlier && earlier.zoneId !== null) {
    const { rowCount, readyCount, zoneId, ownRows } = earlier
    const share = { settings, rowCount, readyCount, leads: readyCount, zone: { id: zoneId, rows: ownRows } }
    return raw.transaction(() => known() ?? make([share]))()
  }
  if (!settings.perZone || settings.target.kind !== 'new') {
    return raw.transaction(() => known() ?? make([{ ...whole, settings }]))()
  }
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const before = known()
    if (before) return before
    const split = splitList(await looks.of(press.listId), settings, deps.clock.now())
    const [only] = split.shares
    const written = split.shares.length > 1 ? await writeZoneRows(deps, split, { ...press, ...list }) : []
    try {
      const made = raw.transaction(() => {
        const others = known()
        if (others) return others
        if (looks.revisionOf(press.listId) !== split.look.revision) return null
        if (written.length === 0) return make([{ ...whole, settings: only?.settings ?? settings }])
        return make(written.map((share) => startShare(share, split.look.zoneAt.length - 1)))
      })()
      if (made) return made
    } finally {
      // Those of an export stay: only what no export was made of goes.
      await dropZones(
        deps,
        written.map(({ id }) => id),
      )
    }
  }
  throw new AppError('LIST_BUSY', { list: list.name })
}

const startShare = ({ settings, readyCount, leads, id, rows }: WrittenShare, rowCount: number): StartShare => ({
  settings,
  rowCount,
  readyCount,
  leads,
  zone: { id, rows },
})

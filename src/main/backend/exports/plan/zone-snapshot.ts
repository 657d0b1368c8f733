/** Time zones of the leads of a list by row: looked up once and cached as one number per row. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ListId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { createTimeZoneLookup } from '../lead-time-zone/zone-of-lead.ts'

/** Rows read per step, which takes about ten milliseconds. */
const STEP = 2000
/** Number of lists that are cached. */
const LOOKS_KEPT = 3

/** `staying`: ready in its list, but left out by a rule of the export. */
export const rowKinds = { held: 0, ready: 1, removed: 2, outside: 3, staying: 4 } as const

export type ZoneSnapshot = {
  /** Revision of the list when it was read. */
  readonly revision: number
  /** The values the numbers below refer to. */
  readonly zones: readonly (string | null)[]
  readonly countries: readonly (string | null)[]
  /** By position; index 0 is unused. */
  readonly zoneAt: Uint16Array
  readonly countryAt: Uint16Array
  readonly kindAt: Uint8Array
}

export type ZoneSnapshots = ReturnType<typeof createZoneSnapshots>

export function createZoneSnapshots({ store }: Pick<Deps, 'store'>) {
  const { raw } = store
  const looks = new Map<ListId, { readonly revision: number; readonly look: Promise<ZoneSnapshot> }>()
  const listOf = raw.prepare<[number], { revision: number; rowCount: number }>(
    'select revision, row_count as rowCount from lead_list where id = ?',
  )
  const next = raw.prepare<
    [number, number, number],
    { position: number; gate: number; removed: number; payload: string }
  >('select position, gate, removed, payload from lead where list_id = ? and position > ? order by position limit ?')

  async function read(listId: ListId, revision: number, rowCount: number): Promise<ZoneSnapshot> {
    const tell = createTimeZoneLookup()
    const zones = numbers()
    const countries = numbers()
    const zoneAt = new Uint16Array(rowCount + 1)
    const countryAt = new Uint16Array(rowCount + 1)
    const kindAt = new Uint8Array(rowCount + 1)
    for (let after = 0; ; ) {
      const page = next.all(listId, after, STEP)
      for (const { position, gate, removed, payload } of page) {
        if (position > rowCount) continue
        const { zone, country } = tell(parseJson(payload))
        zoneAt[position] = zones.of(zone)
        countryAt[position] = countries.of(country)
        kindAt[position] = gate !== 0 ? rowKinds.held : removed !== 0 ? rowKinds.removed : rowKinds.ready
      }
      const last = page.at(-1)
      if (!last || page.length < STEP) break
      after = last.position
      await nextTurn()
    }
    return { revision, zones: zones.all, countries: countries.all, zoneAt, countryAt, kindAt }
  }

  return {
    revisionOf: (listId: ListId): number | null => listOf.get(listId)?.revision ?? null,
    /** For the list in its current state; read again if its leads have changed. */
    of(listId: ListId): Promise<ZoneSnapshot> {
      const { revision, rowCount } = listOf.get(listId) ?? { revision: 0, rowCount: 0 }
      const known = looks.get(listId)
      if (known?.revision === revision) return known.look
      const look = read(listId, revision, rowCount)
      look.catch(() => looks.delete(listId))
      looks.delete(listId)
      looks.set(listId, { revision, look })
      for (const old of looks.keys()) if (looks.size > LOOKS_KEPT) looks.delete(old)
      return look
    },
  }
}

/** The same for an export: rows outside it are ignored, and rows its rules leave out do not create a zone. */
export const limitToExport = (
  look: ZoneSnapshot,
  { isIn, goes }: { readonly isIn: Uint8Array; readonly goes: Uint8Array },
): ZoneSnapshot => ({
  ...look,
  kindAt: look.kindAt.map((kind, at) =>
    isIn[at] !== 1 ? rowKinds.outside : kind === rowKinds.ready && goes[at] !== 1 ? rowKinds.staying : kind,
  ),
})

/** Numbers distinct values in order of appearance. */
function numbers() {
  const all: (string | null)[] = []
  const known = new Map<string | null, number>()
  return {
    all,
    of(word: string | null): number {
      const found = known.get(word)
      if (found !== undefined) return found
      known.set(word, all.length)
      all.push(word)
      return all.length - 1
    },
  }
}

/**
 * Stores all days of a campaign in one value with running totals, so that a period is the difference of two entries,
 * and a thousand campaigns need a thousand reads of one row. Packed format: for each day seven big-endian four-byte
 * numbers, the day (since 1970) and the totals. Counts are capped at four billion.
 */
import type { LabelCounts } from '#shared/contract/events/lead-labels.ts'
import type { PeriodSums } from '#shared/contract/insights/analytics.ts'

/** Columns of `campaign_day` that are summed, in packed order. */
const columns = ['sent', 'contacted', 'opened_unique', 'clicked_unique', 'replied_unique', 'automatic'] as const
const width = columns.length
const packedWidth = (width + 1) * 4

const hexSql = (column: string) => `printf('%08x', max(0, min(${column}, 4294967295)))`

/** Returns SQL that packs the days of the campaigns selected by `where`. */
export const packDaysSql = (where: string): string =>
  `insert into campaign_sums (campaign_id, workspace_id, packed)
     select campaign_id, workspace_id, unhex(group_concat(${['day', ...columns].map(hexSql).join(' || ')}, '' order by day))
       from (select campaign_id, workspace_id, day, ${columns.map((column) => `sum(${column}) over w as ${column}`).join(', ')}
               from campaign_day where ${where} window w as (partition by campaign_id order by day))
      where true group by campaign_id
     on conflict (campaign_id) do update set packed = excluded.packed`

/** Figures that days provide about a period. */
export type DaySums = Omit<PeriodSums, keyof LabelCounts>

/**
 * Limits the number of people to the campaign's totals. Each day counts the people who did something on it, so over
 * several days a person can be counted twice.
 */
export const limitPeople = (
  sums: DaySums,
  all: Pick<DaySums, 'contacted' | 'openedUnique' | 'clickedUnique' | 'repliedUnique'>,
): DaySums => ({
  sent: sums.sent,
  contacted: Math.min(sums.contacted, all.contacted),
  openedUnique: Math.min(sums.openedUnique, all.openedUnique),
  clickedUnique: Math.min(sums.clickedUnique, all.clickedUnique),
  repliedUnique: Math.min(sums.repliedUnique, all.repliedUnique),
  automatic: sums.automatic,
})

/** Days with figures, ascending; `soFar` has six totals for each. */
export type DaySeries = {
  readonly days: Uint32Array
  readonly soFar: Uint32Array | Float64Array
}

export const noDays: DaySeries = { days: new Uint32Array(), soFar: new Uint32Array() }

export function unpackDays(packed: Uint8Array): DaySeries {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const count = Math.floor(packed.byteLength / packedWidth)
  const [days, soFar] = [new Uint32Array(count), new Uint32Array(count * width)]
  for (let no = 0; no < count; no++) {
    days[no] = view.getUint32(no * packedWidth)
    for (let at = 0; at < width; at++) soFar[no * width + at] = view.getUint32(no * packedWidth + (at + 1) * 4)
  }
  return { days, soFar }
}

export function addSeries(series: readonly DaySeries[]): DaySeries {
  const known = series.filter(({ days }) => days.length > 0)
  if (known.length === 0) return noDays
  const first = Math.min(...known.map(({ days }) => days[0] ?? 0))
  const last = Math.max(...known.map(({ days }) => days.at(-1) ?? 0))
  const byDay = new Float64Array((last - first + 1) * width)
  for (const { days, soFar } of known) {
    for (let no = 0; no < days.length; no++) {
      const to = ((days[no] ?? 0) - first) * width
      for (let at = 0; at < width; at++) byDay[to + at] = (byDay[to + at] ?? 0) + packedValueAt(soFar, no, at)
    }
  }
  for (let at = width; at < byDay.length; at++) byDay[at] = (byDay[at] ?? 0) + (byDay[at - width] ?? 0)
  return { days: Uint32Array.from({ length: last - first + 1 }, (_, no) => first + no), soFar: byDay }
}

/** Returns the last index up to a day; -1 if there is none. */
export function indexUpTo({ days }: DaySeries, day: number): number {
  const first = days[0] ?? 0
  const end = days.length - 1
  // Most series have no gap, so the index follows from the day.
  if ((days[end] ?? 0) - first === end) return day < first ? -1 : Math.min(day - first, end)
  let [from, to] = [0, days.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((days[middle] ?? 0) <= day) from = middle + 1
    else to = middle
  }
  return from - 1
}

/** Returns the sums after the index `before` up to and including the index `last`; -1 is before the first. */
export function sumsBetween({ soFar }: DaySeries, before: number, last: number): DaySums {
  const of = (at: number) =>
    (last < 0 ? 0 : (soFar[last * width + at] ?? 0)) - (before < 0 ? 0 : (soFar[before * width + at] ?? 0))
  return {
    sent: of(0),
    contacted: of(1),
    openedUnique: of(2),
    clickedUnique: of(3),
    repliedUnique: of(4),
    automatic: of(5),
  }
}

const packedValueAt = (soFar: DaySeries['soFar'], no: number, at: number): number =>
  (soFar[no * width + at] ?? 0) - (no === 0 ? 0 : (soFar[(no - 1) * width + at] ?? 0))

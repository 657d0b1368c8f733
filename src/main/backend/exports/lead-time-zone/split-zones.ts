/** Groups the leads of a list into one campaign per time zone. */
import { matchZone, offsetMinutes, zoneDifference } from '../../core/instantly/match-zone.ts'

/** Number of rows per time zone of the lead, an IANA name; null if unknown. */
export type ZoneCount = { readonly zone: string | null; readonly ready: number; readonly rows: number }

export type SplitRequest = {
  /** The plan's own zone, used for leads whose zone is unknown. */
  readonly timezone: string
  readonly startDate: string | null
  readonly endDate: string | null
  /** A zone with fewer ready leads joins another zone with the same current time, if there is one. */
  readonly smallest: number
}

export type ZoneGroup = {
  /** IANA name of the zone most of its leads live in. */
  readonly zone: string
  /** Instantly's name for a zone with the same time. */
  readonly used: string
  readonly ready: number
  readonly rows: number
  /** Ready leads in the group whose zone is unknown. */
  readonly unknown: number
  /** Small zones that joined the group. */
  readonly joined: readonly { readonly zone: string; readonly ready: number }[]
}

export type ZoneSplit = {
  /** The resulting campaigns, largest first. */
  readonly groups: readonly ZoneGroup[]
  /** Index in `groups` for every counted zone, and for null. */
  readonly groupOf: ReadonlyMap<string | null, number>
}

type Draft = { used: string; counts: ZoneCount[]; joined: { zone: string; ready: number }[] }

/** Every counted row is in exactly one group. If there are ready leads at all, no group is without one. */
export function splitZones(counts: readonly ZoneCount[], wish: SplitRequest, nowMs: number): ZoneSplit {
  const matched = new Map<string, string>()
  const usedFor = (zone: string | null): string => {
    const asked = zone ?? wish.timezone
    const known = matched.get(asked)
    if (known !== undefined) return known
    const { used } = matchZone(asked, wish, nowMs)
    matched.set(asked, used)
    return used
  }
  const zoneOf = (count: ZoneCount) => count.zone ?? wish.timezone
  const readyOf = ({ counts: all }: Draft) => all.reduce((sum, { ready }) => sum + ready, 0)
  const nameOf = ({ counts: all }: Draft) => {
    const sums = new Map<string, number>()
    for (const count of all) sums.set(zoneOf(count), (sums.get(zoneOf(count)) ?? 0) + count.ready)
    return [...sums].toSorted((a, b) => b[1] - a[1] || compare(a[0], b[0]))[0]?.[0] ?? wish.timezone
  }

  const drafts = new Map<string, Draft>()
  for (const count of counts) {
    const used = usedFor(count.zone)
    const draft = drafts.get(used) ?? { used, counts: [], joined: [] }
    draft.counts.push(count)
    drafts.set(used, draft)
  }

  const merge = (from: Draft, into: Draft) => {
    into.joined.push(...from.joined, ...(readyOf(from) > 0 ? [{ zone: nameOf(from), ready: readyOf(from) }] : []))
    into.counts.push(...from.counts)
    drafts.delete(from.used)
  }
  const inOrder = () => [...drafts.values()].toSorted((a, b) => readyOf(a) - readyOf(b) || compare(a.used, b.used))
  for (const small of inOrder()) {
    if (!drafts.has(small.used) || readyOf(small) >= wish.smallest) continue
    const near = inOrder()
      .filter((other) => other !== small && readyOf(other) > 0)
      .filter((other) => offsetMinutes(other.used, nowMs) === offsetMinutes(small.used, nowMs))
      .map((other) => ({ other, off: zoneDifference(nameOf(small), other.used, wish, nowMs).daysOff }))
      .toSorted((a, b) => a.off - b.off || readyOf(b.other) - readyOf(a.other) || compare(a.other.used, b.other.used))
    const [closest] = near
    if (closest) merge(small, closest.other)
  }
  // Rows that are left out anyway get no campaign of their own: they are counted with the plan's own zone, or the
  // largest group.
  const home = drafts.get(usedFor(null))
  const main = home && readyOf(home) > 0 ? home : inOrder().at(-1)
  for (const draft of inOrder()) if (main && draft !== main && readyOf(draft) === 0) merge(draft, main)

  const order = [...drafts.values()].toSorted((a, b) => readyOf(b) - readyOf(a) || compare(nameOf(a), nameOf(b)))
  return {
    groups: order.map((draft) => ({
      zone: nameOf(draft),
      used: usedFor(nameOf(draft)),
      ready: readyOf(draft),
      rows: draft.counts.reduce((sum, { rows }) => sum + rows, 0),
      unknown: draft.counts.reduce((sum, { zone, ready }) => sum + (zone === null ? ready : 0), 0),
      joined: draft.joined.toSorted((a, b) => b.ready - a.ready || compare(a.zone, b.zone)),
    })),
    groupOf: new Map(order.flatMap((draft, at) => draft.counts.map(({ zone }) => [zone, at] as const))),
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** One campaign per time zone: the resulting groups of a list, and the settings of each campaign. */

import type { Page } from '#shared/contract/core/page.ts'
import type { CountryCount, ExportZones, ZoneLead } from '#shared/contract/exports/export-zones.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { datesToAvoid } from '#shared/domain/exports/forecast/avoid.ts'
import { splitProportionally } from '#shared/domain/exports/lead-time-zone/shares.ts'
import type { ListId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { leadNameSql } from '../../leads/lists/lead-name-sql.ts'
import { countryOfZone } from '../lead-time-zone/country-of-zone.ts'
import { type SplitRequest, splitZones, type ZoneCount, type ZoneSplit } from '../lead-time-zone/split-zones.ts'
import type { ExportSums, SumRequest, SumRows } from './export-sum.ts'
import { readPlannedList } from './plan.ts'
import { limitToExport, rowKinds, type ZoneSnapshot, type ZoneSnapshots } from './zone-snapshot.ts'

/** `sum`: what the export covers; without it every ready lead counts. */
type Asked = SplitRequest & { readonly listId: ListId; readonly sum?: Omit<SumRequest, 'listId'> | undefined }
type Sources = { readonly zoneSnapshots: ZoneSnapshots; readonly sums: Pick<ExportSums, 'rows'> }

/** Time zones of the leads that would be sent. */
async function lookOf(deps: Deps, { zoneSnapshots, sums }: Sources, { listId, sum }: Asked): Promise<ZoneSnapshot> {
  const { workspaceId } = readPlannedList(deps, listId)
  if (!sum) return zoneSnapshots.of(listId)
  const [look, rows] = await Promise.all([zoneSnapshots.of(listId), sums.rows(workspaceId, { ...sum, listId })])
  return limitToExport(look, rows)
}

/** The part of a list that one of several campaigns takes. */
export type Share = {
  readonly zone: string
  readonly settings: ExportSettings
  /** `rows`: all of its rows; `readyCount`: those ready as exports count them; `leads`: ready ones still in the list. */
  readonly rows: number
  readonly readyCount: number
  readonly leads: number
}

function readyByZone(look: ZoneSnapshot): readonly ZoneCount[] {
  const ready = look.zones.map(() => 0)
  const rows = look.zones.map(() => 0)
  for (let position = 1; position < look.zoneAt.length; position += 1) {
    if (look.kindAt[position] === rowKinds.outside) continue
    const at = look.zoneAt[position] ?? 0
    rows[at] = (rows[at] ?? 0) + 1
    if (look.kindAt[position] === rowKinds.ready) ready[at] = (ready[at] ?? 0) + 1
  }
  return look.zones.map((zone, at) => ({ zone, ready: ready[at] ?? 0, rows: rows[at] ?? 0 }))
}

/** Groups the zones of a list, and maps each zone number of the look to its group. */
function splitOf(look: ZoneSnapshot, wish: SplitRequest, nowMs: number) {
  const split = splitZones(readyByZone(look), wish, nowMs)
  return { split, groupAt: look.zones.map((zone) => split.groupOf.get(zone) ?? 0) }
}

/** Ready leads per country, for every group and in total. */
function countriesOf(look: ZoneSnapshot, split: ZoneSplit, groupAt: readonly number[]) {
  const counts = [...split.groups, null].map(() => look.countries.map(() => 0))
  const all = counts.at(-1) ?? []
  for (let position = 1; position < look.zoneAt.length; position += 1) {
    if (look.kindAt[position] !== rowKinds.ready) continue
    const country = look.countryAt[position] ?? 0
    const own = counts[groupAt[look.zoneAt[position] ?? 0] ?? 0] ?? []
    own[country] = (own[country] ?? 0) + 1
    all[country] = (all[country] ?? 0) + 1
  }
  return counts.map((leads): readonly CountryCount[] =>
    look.countries
      .map((country, at) => ({ country, leads: leads[at] ?? 0 }))
      .filter((count) => count.leads > 0)
      .toSorted((a, b) => b.leads - a.leads || (a.country ?? '').localeCompare(b.country ?? '')),
  )
}

/** This share of the leads with a known zone must live at the same hours, and as many of all must have one. */
const homeShare = 0.8
const knownShare = 0.5

function homeOf(asked: Pick<SplitRequest, 'startDate' | 'endDate'>, nowMs: number, look: ZoneSnapshot): string | null {
  const counts = readyByZone(look)
  const all = counts.reduce((sum, { ready }) => sum + ready, 0)
  const known = counts.filter(({ zone, ready }) => zone !== null && ready > 0)
  const leads = known.reduce((sum, { ready }) => sum + ready, 0)
  if (leads === 0 || leads < all * knownShare) return null
  const [first] = splitZones(known, { ...asked, timezone: 'UTC', smallest: 1 }, nowMs).groups
  return first && first.ready >= leads * homeShare ? first.zone : null
}

/** Throws NOT_FOUND if the list does not exist. */
export async function readZones(deps: Deps, sources: Sources, asked: Asked): Promise<ExportZones> {
  const look = await lookOf(deps, sources, asked)
  const { split, groupAt } = splitOf(look, asked, deps.clock.now())
  const countries = countriesOf(look, split, groupAt)
  const groups = split.groups.filter(({ ready }) => ready > 0)
  return {
    leads: groups.reduce((sum, { ready }) => sum + ready, 0),
    unknown: groups.reduce((sum, { unknown }) => sum + unknown, 0),
    groups: groups.map(({ zone, used, ready, unknown, joined }, at) => ({
      zone,
      used,
      leads: ready,
      unknown,
      joined,
      countries: countries[at] ?? [],
    })),
    countries: countries.at(-1) ?? [],
    home: homeOf(asked, deps.clock.now(), look),
    planCountry: countryOfZone(asked.timezone),
  }
}

/** One page of the leads behind a count. Throws NOT_FOUND. */
export async function readZoneLeads(
  deps: Deps,
  sources: Sources,
  asked: Asked & {
    readonly zone: string | null
    readonly page: { readonly offset: number; readonly limit: number }
  },
): Promise<Page<ZoneLead>> {
  const look = await lookOf(deps, sources, asked)
  const { split, groupAt } = splitOf(look, asked, deps.clock.now())
  const wanted = split.groups.findIndex(({ zone }) => zone === asked.zone)
  const isWanted = look.zones.map((zone, at) => (asked.zone === null ? zone === null : groupAt[at] === wanted))
  const positions: number[] = []
  for (let position = 1; position < look.zoneAt.length; position += 1) {
    if (look.kindAt[position] === rowKinds.ready && isWanted[look.zoneAt[position] ?? 0]) positions.push(position)
  }
  const read = deps.store.raw.prepare<[number, number], Omit<ZoneLead, 'country' | 'zone'>>(
    `select id as leadId, email, ${leadNameSql()} as name from lead where list_id = ? and position = ? and email is not null`,
  )
  const { offset, limit } = asked.page
  const rows = positions.slice(offset, offset + limit).flatMap((position): readonly ZoneLead[] => {
    const lead = read.get(asked.listId, position)
    const zone = look.zones[look.zoneAt[position] ?? 0] ?? null
    const country = look.countries[look.countryAt[position] ?? 0] ?? null
    return lead ? [{ ...lead, country, zone }] : []
  })
  return { rows, total: positions.length }
}

/** The campaigns an export would make, and the campaign of every row of the list. */
export type SplitList = {
  readonly look: ZoneSnapshot
  readonly shares: readonly Share[]
  /** Share by zone number of the look. */
  readonly shareAt: readonly number[]
}

/** Only for settings with one campaign per zone; returns at least one share. */
export function splitList(look: ZoneSnapshot, settings: ExportSettings, nowMs: number): SplitList {
  const { target, perZone } = settings
  if (target.kind !== 'new' || !perZone) throw new Error('no zones asked for')
  const { split, groupAt } = splitOf(look, { ...target.schedule, smallest: perZone.smallest }, nowMs)
  const readyCount = split.groups.map(() => 0)
  const leads = split.groups.map(() => 0)
  for (let position = 1; position < look.zoneAt.length; position += 1) {
    const kind = look.kindAt[position]
    if (kind === rowKinds.held || kind === rowKinds.outside) continue
    const at = groupAt[look.zoneAt[position] ?? 0] ?? 0
    readyCount[at] = (readyCount[at] ?? 0) + 1
    if (kind !== rowKinds.removed) leads[at] = (leads[at] ?? 0) + 1
  }
  const limits = splitProportionally(
    target.dailyLimit ?? 0,
    split.groups.map(({ ready }) => ready),
  )
  const { perZone: _, ...own } = settings
  const { dailyLimit, avoid } = target
  const press = {
    timezone: target.schedule.timezone,
    dailyLimit,
    smallest: perZone.smallest,
    ...(avoid ? { avoid } : {}),
  }
  const countries = countriesOf(look, split, groupAt)
  const only = split.groups.length === 1
  return {
    look,
    shareAt: groupAt,
    shares: split.groups.map(({ zone, rows }, at) => ({
      zone,
      rows,
      leads: leads[at] ?? 0,
      readyCount: readyCount[at] ?? 0,
      settings: {
        ...own,
        press,
        target: {
          ...target,
          name: only ? target.name : nameOf(target.name, zone),
          schedule: { ...target.schedule, timezone: zone },
          ...(target.avoid ? { avoid: [...datesToAvoid(target.avoid, countries[at] ?? [])] } : {}),
          // The limits of all campaigns add up to no more than the limit chosen for one.
          dailyLimit: target.dailyLimit === null ? null : Math.max(1, limits[at] ?? 1),
        },
      },
    })),
  }
}

/** All rows of an export as a single share, whatever their zones. */
export function asSingleShare({ look, isIn }: SumRows, settings: ExportSettings): SplitList {
  const kindAt = new Uint8Array(isIn.length)
  const counts = { rows: 0, readyCount: 0, leads: 0 }
  for (let at = 1; at < isIn.length; at += 1) {
    const isRow = isIn[at] === 1
    const removed = look.removedAt[at] === 1
    const passes = look.gateAt[at] === 0
    kindAt[at] = !isRow ? rowKinds.outside : !passes ? rowKinds.held : removed ? rowKinds.removed : rowKinds.ready
    if (!isRow) continue
    counts.rows += 1
    if (passes) counts.readyCount += 1
    if (passes && !removed) counts.leads += 1
  }
  const nowhere = new Uint16Array(isIn.length)
  return {
    look: { revision: 0, zones: [null], countries: [null], zoneAt: nowhere, countryAt: nowhere, kindAt },
    shareAt: [0],
    shares: [{ zone: '', settings, ...counts }],
  }
}

/** Shortened to the longest name a campaign may have, keeping the zone complete. */
function nameOf(name: string, zone: string): string {
  const ending = ` – ${zone}`
  return `${name.slice(0, 200 - ending.length).trimEnd()}${ending}`
}

/** Turns the settings of one campaign out of several into those of the whole export; returns others unchanged. */
export function settingsOfWholeExport(own: ExportSettings): ExportSettings {
  const { press, ofExport: _, ...settings } = own
  const { target } = settings
  if (!press || target.kind !== 'new') return settings
  const { timezone, dailyLimit, smallest, avoid } = press
  return {
    ...settings,
    perZone: { smallest },
    target: { ...target, schedule: { ...target.schedule, timezone }, dailyLimit, avoid },
  }
}

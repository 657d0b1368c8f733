/** Time zones of a list's leads, shown in the review before there is an export. */
import { z } from 'zod'
import { type ExportId, type LeadId, listId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { gateTopics } from '../leads/gate-topics.ts'
import { query } from '../route.ts'
import { type ExportState, type LedgerTotals, sumInput } from './exports.ts'

/** Number of leads in a country, by ISO code; null if the country is not known. */
export type CountryCount = { readonly country: string | null; readonly leads: number }

/** Leads that would go into the same campaign. */
export type PlannedZone = {
  /** IANA name of the time zone most of them live in. */
  readonly zone: string
  readonly leads: number
  /** Small time zones merged into this one. */
  readonly joined: readonly { readonly zone: string; readonly ready: number }[]
  readonly countries: readonly CountryCount[]
}

export type ExportZones = {
  /** Ready leads of the list. */
  readonly leads: number
  /** Ready leads whose time zone is not known. */
  readonly unknown: number
  /** Largest first. */
  readonly groups: readonly PlannedZone[]
  /** Countries of all ready leads, largest first. */
  readonly countries: readonly CountryCount[]
  /** The time zone of most leads whose zone is known, whatever the review's own; null if no zone has a majority. */
  readonly home: string | null
  /** The country of the review's own time zone, which is kept for leads in unknown places. */
  readonly planCountry: string | null
}

export type ZoneLead = {
  readonly leadId: LeadId
  readonly email: string
  readonly name: string
  /** ISO code and IANA name; null if not known. */
  readonly country: string | null
  readonly zone: string | null
}

/** An export started together with this one, for the list's leads of another time zone. */
export type ZoneExport = {
  readonly exportId: ExportId
  readonly zone: string
  readonly state: ExportState
  readonly promised: number
  readonly totals: LedgerTotals
}

const dateOnly = z.iso.date()
const asked = z.object({
  listId,
  timezone: z.string().min(1).max(64),
  startDate: dateOnly.nullable(),
  endDate: dateOnly.nullable(),
  smallest: z.number().int().min(1).max(100_000),
  /** What the export takes, as for `exports.sum`: counts only leads that would go out, else every ready one. */
  sum: z.object(sumInput).omit({ listId: true }).optional(),
})

export const exportZones = {
  /** Returns the time zones the leads of an export live in. Reads only the local store. */
  'exports.zones': query<ExportZones>({ reads: [...gateTopics, 'remote'] })(asked),
  /** Returns the leads behind a count: of one zone of `exports.zones`, or with null those whose zone is not known. */
  'exports.zoneLeads': query<Page<ZoneLead>>({ reads: [...gateTopics, 'remote'] })(
    asked.extend({ zone: z.string().max(64).nullable(), page: pageInput }),
  ),
}

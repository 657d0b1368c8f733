/** Time zones of a list's leads: what the plan says of them before there is an export. */
import { z } from 'zod'
import { type ExportId, type LeadId, listId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { gateTopics } from '../leads/gate-topics.ts'
import { query } from '../route.ts'
import { type ExportState, type LedgerTotals, sumInput } from './exports.ts'

/** Leads of a country, by its ISO code; null where nobody knows it. */
export type CountryCount = { readonly country: string | null; readonly leads: number }

/** Leads that would go into one campaign. */
export type PlannedZone = {
  /** IANA name of the zone most of them live in. */
  readonly zone: string
  /** Instantly's name for its hours. */
  readonly used: string
  readonly leads: number
  /** Those in it whose zone is not known. */
  readonly unknown: number
  /** Small zones that joined it. */
  readonly joined: readonly { readonly zone: string; readonly ready: number }[]
  readonly countries: readonly CountryCount[]
}

export type ExportZones = {
  /** Ready leads of the list. */
  readonly leads: number
  /** Those whose zone is not known. */
  readonly unknown: number
  /** The biggest first. */
  readonly groups: readonly PlannedZone[]
  /** Of all ready leads, the biggest first. */
  readonly countries: readonly CountryCount[]
  /** Where most of those live whose zone is known, whatever the plan's own is; null where no zone has most of them. */
  readonly home: string | null
  /** The country of the plan's own zone, which leads of unknown places keep. */
  readonly planCountry: string | null
}

export type ZoneLead = {
  readonly leadId: LeadId
  readonly email: string
  readonly name: string
  readonly companyName: string | null
  /** ISO code and IANA name; null where not known. */
  readonly country: string | null
  readonly zone: string | null
}

/** An export of the same press: the list's leads of another time zone. */
export type ZoneExport = {
  readonly exportId: ExportId
  readonly zone: string
  readonly campaignName: string
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
  /** What the export takes, as for `exports.sum`: only who goes out is counted. Without it every ready lead is. */
  sum: z.object(sumInput).omit({ listId: true }).optional(),
})

export const exportZones = {
  /** Which time zones the leads of an export live in, from the local store only. */
  'exports.zones': query<ExportZones>({ reads: [...gateTopics, 'remote'] })(asked),
  /** The leads behind a count: of one zone of `exports.zones`, or with null those whose zone is not known. */
  'exports.zoneLeads': query<Page<ZoneLead>>({ reads: [...gateTopics, 'remote'] })(
    asked.extend({ zone: z.string().max(64).nullable(), page: pageInput }),
  ),
}

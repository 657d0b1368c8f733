import { z } from 'zod'
import { exportId, type ListId, listId, remoteId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { ExportSettings, ExportSummary } from './exports.ts'

export const historySorts = [
  'at',
  'name',
  'uploaded',
  'stayedBehind',
  'refused',
  'failed',
  'takenBack',
  'took',
  'cost',
] as const
export type HistorySort = (typeof historySorts)[number]

/** Selects the exports of one list, or those into one campaign, given by Instantly's id. */
const scope = z.union([z.object({ listId }), z.object({ workspaceId, remoteId })])
export type HistoryScope = z.output<typeof scope>

/** The end of a page: the value it was sorted by, and the export. */
const place = z.object({ value: z.union([z.number(), z.string().max(1000)]), id: exportId })
export type HistoryPlace = z.output<typeof place>

export type HistoryRow = ExportSummary & {
  /** The cost as recorded when the export was started; null for exports older than that record. */
  readonly cost: { readonly cents: number; readonly currency: string } | null
}

/** The settings of an export, for planning another one like it. */
export type RepeatOf = {
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  /** Whether the list can be exported again. */
  readonly listThere: boolean
  readonly campaignName: string
  readonly at: string
  readonly settings: ExportSettings
  /** The template its emails came from: the version used and the current one, null if it was deleted. */
  readonly template: { readonly name: string; readonly used: number; readonly now: number | null } | null
}

const sorted = z.object({
  of: scope,
  sort: z.enum(historySorts).default('at'),
  descending: z.boolean().default(true),
})

export const exportHistory = {
  /** Returns a page of exports. `next` requests the following page; null at the end. `total`: number of all exports. */
  'exportHistory.page': query<{
    readonly rows: readonly HistoryRow[]
    readonly next: HistoryPlace | null
    readonly total: number
  }>({ reads: ['lists', 'exports', 'money'] })(
    sorted.extend({ after: place.nullable().default(null), limit: z.number().int().min(1).max(100).default(20) }),
  ),
  /** Saves all exports as CSV, in the same order and with their settings; returns null if the dialog is cancelled. */
  'exportHistory.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(sorted),
  /** Returns the settings of an export and whether its list still exists. Reads only local data and changes nothing. */
  'exportHistory.repeat': query<RepeatOf>({ reads: ['lists', 'exports', 'campaigns'] })(z.object({ exportId })),
}

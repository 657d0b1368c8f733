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

/** Exports of one list, or into one campaign, by Instantly's id of it. */
const scope = z.union([z.object({ listId }), z.object({ workspaceId, remoteId })])
export type HistoryScope = z.output<typeof scope>

/** Where a page ended: what it was sorted by, and the export. */
const place = z.object({ value: z.union([z.number(), z.string().max(1000)]), id: exportId })
export type HistoryPlace = z.output<typeof place>

export type HistoryRow = ExportSummary & {
  /** As written down when it was started; null for one older than that. */
  readonly cost: { readonly cents: number; readonly currency: string } | null
}

/** What an export was set up with, to plan another like it. */
export type RepeatOf = {
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  /** Empty where the list was removed for good. */
  readonly listName: string
  /** The list can be exported again. */
  readonly listThere: boolean
  readonly campaignName: string
  readonly at: string
  readonly settings: ExportSettings
  /** The template its mails were taken from: its version by now, or null where it was deleted. */
  readonly template: { readonly name: string; readonly used: number; readonly now: number | null } | null
}

const sorted = z.object({
  of: scope,
  sort: z.enum(historySorts).default('at'),
  descending: z.boolean().default(true),
})

export const exportHistory = {
  /** A page of exports. `next` asks for the one after it; null at the end. `total`: all there are. */
  'exportHistory.page': query<{
    readonly rows: readonly HistoryRow[]
    readonly next: HistoryPlace | null
    readonly total: number
  }>({ reads: ['lists', 'exports', 'money'] })(
    sorted.extend({ after: place.nullable().default(null), limit: z.number().int().min(1).max(100).default(20) }),
  ),
  /** All of them as CSV, in their order, with their settings; null when the dialog is cancelled. */
  'exportHistory.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(sorted),
  /** The settings of an export, and whether its list is still there. Local; sends and changes nothing. */
  'exportHistory.repeat': query<RepeatOf>({ reads: ['lists', 'exports', 'campaigns'] })(z.object({ exportId })),
}

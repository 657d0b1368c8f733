import { z } from 'zod'
import { remoteId, workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'
import type { ImportDraft } from './imports.ts'

const remotePlace = z.object({ kind: z.enum(['campaign', 'list']), id: remoteId })
export type RemotePlaceRef = z.output<typeof remotePlace>

/** A campaign or a lead list at Instantly. */
export type NamedPlace = RemotePlaceRef & { readonly name: string }

export type RemoteLeadRow = {
  readonly id: string
  readonly email: string | null
  readonly name: string
  readonly companyName: string
  /** Instantly's lead status: 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped. */
  readonly status: number
}

/** Lead statuses, by Instantly's number. */
export const localStatuses = {
  active: 1,
  paused: 2,
  completed: 3,
  bounced: -1,
  unsubscribed: -2,
  skipped: -3,
  unknown: null,
} as const
const localStatus = z.enum(
  Object.keys(localStatuses) as [keyof typeof localStatuses, ...(keyof typeof localStatuses)[]],
)

/** A campaign or lead list with leads as last synced; `name` is null if unknown, `id` empty for leads in neither. */
export type LocalPlace = RemotePlaceRef & { readonly name: string | null; readonly leads: number }

export type LocalLead = {
  readonly email: string
  /** Name in the local lists; empty if none has it. */
  readonly name: string
  readonly companyName: string
  /** Null for a lead in no campaign and no list. */
  readonly place: NamedPlace | null
  readonly status: number | null
  readonly interest: number | null
  /** Time of the last email to the lead (`at` is null if not known); null if none was sent. */
  readonly contacted: { readonly at: string | null } | null
}
export type LocalLeads = Page<LocalLead>

const ids = z.array(remoteId).min(1).max(1000)

export const remoteLeads = {
  /** Returns local data on a client's leads at Instantly: places with counts, and the interest values that occur. */
  'remoteLeads.local': query<{ readonly places: readonly LocalPlace[]; readonly interests: readonly number[] }>({
    reads: ['remote', 'campaigns', 'lead_mirror'],
  })(z.object({ workspaceId })),
  /** Returns one page of the synced leads. */
  'remoteLeads.localPage': query<LocalLeads>({ reads: ['remote', 'lead_mirror'] })(
    z.object({
      workspaceId,
      search: z.string().max(200).default(''),
      place: remotePlace
        .extend({ id: z.string().max(200) })
        .nullable()
        .default(null),
      status: localStatus.nullable().default(null),
      interest: z.number().int().nullable().default(null),
      sort: z.enum(['email', 'place', 'contacted']).default('email'),
      descending: z.boolean().default(false),
      page: pageInput,
    }),
  ),
  'remoteLeads.places': query<readonly NamedPlace[]>({ reads: [] })(z.object({ workspaceId })),
  /** Returns a page of a place's leads; `after` is the last page's `next`. */
  'remoteLeads.page': query<{ readonly rows: readonly RemoteLeadRow[]; readonly next: string | null }>({ reads: [] })(
    z.object({ workspaceId, place: remotePlace, after: z.string().max(500).nullable() }),
  ),
  /** Downloads every lead of a place and opens them like a file; returns null if there is none. */
  'remoteLeads.pull': command<ImportDraft | null>({ touches: [] })(z.object({ workspaceId, place: remotePlace })),
  /**
   * Moves leads by their ids and waits until Instantly has done it. Returns how many were moved and how many Instantly
   * left where they were; people who opted out are not moved into a campaign.
   */
  'remoteLeads.move': command<{ readonly count: number; readonly stayed: number; readonly optedOut: number }>({
    touches: ['remote'],
  })(z.object({ workspaceId, from: remotePlace, to: remotePlace, ids })),
  /** Deletes leads at Instantly, by their ids and no others. Cannot be undone. Returns how many Instantly deleted. */
  'remoteLeads.remove': command<{ readonly count: number }>({ touches: ['remote'] })(
    z.object({ workspaceId, place: remotePlace, ids }),
  ),
}

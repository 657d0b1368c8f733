import { z } from 'zod'
import { remoteId, workspaceId } from '../ids.ts'
import type { ImportDraft } from './lists.ts'
import { command, query } from './route.ts'

const remotePlace = z.object({ kind: z.enum(['campaign', 'list']), id: remoteId })
export type RemotePlaceRef = z.output<typeof remotePlace>

/** A campaign or a lead list at Instantly. */
export type NamedPlace = RemotePlaceRef & { readonly name: string }

export type RemoteLeadRow = {
  readonly id: string
  readonly email: string | null
  readonly name: string
  readonly companyName: string
  /** As Instantly numbers it: 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped. */
  readonly status: number
}

const ids = z.array(remoteId).min(1).max(1000)

export const remoteLeads = {
  'remoteLeads.places': query<readonly NamedPlace[]>()(z.object({ workspaceId })),
  /** A page of a place's leads; `after` is the last page's `next`. */
  'remoteLeads.page': query<{ readonly rows: readonly RemoteLeadRow[]; readonly next: string | null }>()(
    z.object({ workspaceId, place: remotePlace, after: z.string().max(500).nullable() }),
  ),
  /** Reads every lead of a place to this disk and opens them like a file; null where there is none. */
  'remoteLeads.pull': command<ImportDraft | null>({ touches: [] })(z.object({ workspaceId, place: remotePlace })),
  /**
   * Moves leads by their ids and waits until Instantly has done it. Returns how many were asked to be moved; who opted out
   * is not moved into a campaign.
   */
  'remoteLeads.move': command<{ readonly count: number; readonly optedOut: number }>({ touches: ['remote'] })(
    z.object({ workspaceId, from: remotePlace, to: remotePlace, ids }),
  ),
  /** Deletes leads there, by their ids and no others. Cannot be undone. Returns how many Instantly deleted. */
  'remoteLeads.remove': command<{ readonly count: number }>({ touches: ['remote'] })(
    z.object({ workspaceId, place: remotePlace, ids }),
  ),
}

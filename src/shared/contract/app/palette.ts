import { z } from 'zod'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import {
  type CampaignId,
  clientPartId,
  type ExportId,
  exportId,
  type ListId,
  listId,
  remoteId,
  type WorkspaceId,
  workspaceId,
} from '../../ids.ts'
import type { ExportState } from '../exports/exports.ts'
import { command, query } from '../route.ts'

const commandId = z
  .string()
  .max(60)
  .regex(/^[a-z][a-zA-Z0-9.]*$/)

/** A stored object the palette can open. */
export type PaletteHit =
  | {
      readonly kind: 'list'
      readonly id: ListId
      readonly workspaceId: WorkspaceId
      readonly name: string
      readonly rowCount: number
      readonly archived: boolean
    }
  | {
      readonly kind: 'export'
      readonly id: ExportId
      readonly workspaceId: WorkspaceId
      readonly listName: string
      readonly campaignName: string
      readonly state: ExportState
      readonly uploaded: number
      readonly promised: number
      /** Leads removed from Instantly when the export was undone. */
      readonly takenBack: number
      readonly createdAt: string
    }
  | {
      /** Has the name it has at Instantly; until it was synced, the name its newest export gives it. */
      readonly kind: 'campaign'
      readonly campaignId: string
      readonly workspaceId: WorkspaceId
      readonly name: string
      readonly exportCount: number
      /** Null if no export of Sendoff went into it. */
      readonly lastExportId: ExportId | null
      /** The campaign's own page, once it was synced. */
      readonly pageId: CampaignId | null
      /** Null until it was synced. */
      readonly state: CampaignState | null
    }

/** A person or conversation found by the search text. */
export type PaletteMatch =
  | {
      readonly kind: 'person'
      readonly workspaceId: WorkspaceId
      readonly email: string
      /** Empty if only the address is known. */
      readonly name: string
      readonly title: string
      readonly company: string
    }
  | {
      readonly kind: 'conversation'
      readonly workspaceId: WorkspaceId
      readonly id: number
      readonly email: string
      readonly name: string
      readonly subject: string
      readonly lastAt: number
    }

/** A recently used item, as its key only. */
export const paletteKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), id: commandId }),
  z.object({ kind: z.literal('client'), id: workspaceId }),
  z.object({ kind: z.literal('part'), id: clientPartId }),
  z.object({ kind: z.literal('list'), id: listId }),
  z.object({ kind: z.literal('export'), id: exportId }),
  z.object({ kind: z.literal('campaign'), workspaceId, campaignId: remoteId }),
])
export type PaletteKey = z.output<typeof paletteKey>

/** A recently used item that still exists. */
export type RecentItem =
  | Extract<PaletteKey, { kind: 'part' }>
  | PaletteHit
  | { readonly kind: 'command'; readonly id: string }
  | { readonly kind: 'client'; readonly id: WorkspaceId }

export const palette = {
  /**
   * Finds lists, exports and campaigns by name, best match first. With `workspaceId`, that client's items come first,
   * followed by a few of other clients. Archived clients are left out.
   */
  'palette.search': query<readonly PaletteHit[]>({ reads: ['workspaces', 'lists', 'exports', 'campaigns', 'clients'] })(
    z.object({
      text: z.string().min(1).max(200),
      workspaceId: workspaceId.nullable(),
      limit: z.number().int().min(1).max(50).default(20),
    }),
  ),
  /**
   * Finds people by the beginning of their address, people who wrote by name, and conversations by name or subject,
   * over all clients or within one. Real and demo data are never mixed.
   */
  'palette.people': query<readonly PaletteMatch[]>({ reads: ['workspaces', 'lists', 'inbox', 'clients'] })(
    z.object({ text: z.string().min(1).max(200), workspaceId: workspaceId.nullable(), demo: z.boolean() }),
  ),
  'palette.recent': query<readonly RecentItem[]>({ reads: ['settings'] })(z.object({})),
  /** Remembers a chosen item as the most recent. */
  'palette.used': command({ touches: ['settings'] })(z.object({ item: paletteKey })),
}

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

/** A thing of the store the palette can lead to. */
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
      /** Leads removed from Instantly again when it was undone. */
      readonly takenBack: number
      readonly createdAt: string
    }
  | {
      /** Called as Instantly calls it; before it was read, as its newest export does. */
      readonly kind: 'campaign'
      readonly campaignId: string
      readonly workspaceId: WorkspaceId
      readonly name: string
      readonly exportCount: number
      /** Null: no export of ours went into it. */
      readonly lastExportId: ExportId | null
      /** Its own page, once it was read. */
      readonly pageId: CampaignId | null
      /** Null before it was read. */
      readonly state: CampaignState | null
    }

/** A person or a conversation, found by what was typed. */
export type PaletteFound =
  | {
      readonly kind: 'person'
      readonly workspaceId: WorkspaceId
      readonly email: string
      /** Empty where only the address is known. */
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

/** What was used lately, by its name only. */
export const paletteKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), id: commandId }),
  z.object({ kind: z.literal('client'), id: workspaceId }),
  z.object({ kind: z.literal('part'), id: clientPartId }),
  z.object({ kind: z.literal('list'), id: listId }),
  z.object({ kind: z.literal('export'), id: exportId }),
  z.object({ kind: z.literal('campaign'), workspaceId, campaignId: remoteId }),
])
export type PaletteKey = z.output<typeof paletteKey>

/** What was used lately and is still there. */
export type RecentItem =
  | Extract<PaletteKey, { kind: 'part' }>
  | PaletteHit
  | { readonly kind: 'command'; readonly id: string }
  | { readonly kind: 'client'; readonly id: WorkspaceId }

export const palette = {
  /**
   * Lists, exports and campaigns by name, best first. With `workspaceId` its own come first, and a few of other clients
   * after them. Clients that are archived are left out.
   */
  'palette.search': query<readonly PaletteHit[]>({ reads: ['workspaces', 'lists', 'exports', 'campaigns', 'clients'] })(
    z.object({
      text: z.string().min(1).max(200),
      workspaceId: workspaceId.nullable(),
      limit: z.number().int().min(1).max(50).default(20),
    }),
  ),
  /**
   * People by the beginning of an address, people who wrote by their name, and conversations by name or subject, over all
   * clients or of one. What is real and what is of the demo are never mixed.
   */
  'palette.people': query<readonly PaletteFound[]>({ reads: ['workspaces', 'lists', 'inbox', 'clients'] })(
    z.object({ text: z.string().min(1).max(200), workspaceId: workspaceId.nullable(), demo: z.boolean() }),
  ),
  'palette.recent': query<readonly RecentItem[]>({ reads: ['settings'] })(z.object({})),
  /** Remembers what was chosen, the latest first. */
  'palette.used': command<null>({ touches: ['settings'] })(z.object({ item: paletteKey })),
}

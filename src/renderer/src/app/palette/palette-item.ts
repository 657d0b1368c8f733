/** What the palette shows, and what it is made from. */
import type { PaletteHit, PaletteKey, PaletteMatch, RecentItem } from '#shared/contract/app/palette.ts'
import type { PauseState } from '#shared/contract/background/pauses.ts'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { NamedPeriod } from '#shared/domain/insights/analytics/period.ts'
import type { ClientPartId, ListId, WorkspaceId } from '#shared/ids.ts'
import type { BoundCommand } from '../../core/lib/commands.ts'
import type { LucideIcon } from '../../core/ui/button.tsx'

/** Order of the groups when they match equally well. */
export const groups = [
  'next',
  'do',
  'go',
  'settings',
  'clients',
  'people',
  'conversations',
  'lists',
  'exports',
  'campaigns',
  'others',
] as const
export type PaletteGroup = (typeof groups)[number]

export type PaletteItem = {
  readonly key: string
  readonly group: PaletteGroup
  readonly label: string
  readonly hint?: string | undefined
  readonly icon?: LucideIcon | undefined
  /** Colour of the client; undefined if it belongs to none. */
  readonly colour?: number | undefined
  readonly keys?: string | undefined
  /** Client it belongs to; undefined if it belongs to none. */
  readonly of?: WorkspaceId | undefined
  /** Folded words it is found by, in addition to its label. */
  readonly words?: string | undefined
  /** Null if it is not remembered. */
  readonly used: PaletteKey | null
  readonly act: PaletteAct
}

/** What choosing an item does. Switches the client only if the item has `switchTo`. */
export type PaletteAct =
  | { readonly kind: 'run'; readonly run: () => void }
  | { readonly kind: 'client'; readonly id: WorkspaceId; readonly partId: ClientPartId | null }
  | { readonly kind: 'figures'; readonly period: NamedPeriod | { readonly from: string; readonly to: string } }
  | { readonly kind: 'reports'; readonly id: WorkspaceId; readonly partId: ClientPartId | null }
  | { readonly kind: 'go'; readonly path: string; readonly switchTo: WorkspaceId | null }
  | { readonly kind: 'export'; readonly id: ListId; readonly switchTo: WorkspaceId | null }

export type PaletteQuery = {
  readonly typed: string
  /** Commands that can run now, without duplicates. */
  readonly commands: readonly BoundCommand[]
  readonly workspaces: readonly Workspace[]
  /** Clients that are parts of a workspace. */
  readonly parts: readonly ClientPart[]
  readonly currentId: WorkspaceId | null
  readonly currentPartId: ClientPartId | null
  /** Whether the demo is shown: then only its items are found. */
  readonly inDemo: boolean
  /** Search results for this or an earlier text. */
  readonly hits: readonly PaletteHit[]
  /** Search results for the words after a verb. */
  readonly verbHits: readonly PaletteHit[]
  /** Search results among people and conversations. */
  readonly found: readonly PaletteMatch[]
  /** Limits the items to this client and to those that belong to none. */
  readonly limit: WorkspaceId | null
  /** Number of unanswered replies. */
  readonly toAnswer: number
  /** The operator's date; in the demo, the demo's own date. */
  readonly today: Date
  readonly recent: readonly RecentItem[]
  readonly pauses: PauseState | undefined
}

/** Whether an item is shown while the palette is limited to a client. */
export const isWithin = ({ of }: PaletteItem, limit: WorkspaceId | null): boolean =>
  limit === null || of === undefined || of === limit

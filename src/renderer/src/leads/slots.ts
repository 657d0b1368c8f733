import type { PlacedLeadRow } from '#shared/contract/campaigns/subsequences.ts'
import type { HistoryScope } from '#shared/contract/exports/export-history.ts'
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import type { Input } from '#shared/contract/index.ts'
import type { SupabaseSource } from '#shared/contract/leads/supabase.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { act, slot } from '../core/lib/slot.tsx'

/** Events of a lead, newest first. */
export const LeadTimeline = slot<{ of: Input<'events.timeline'>; className?: string }>('LeadTimeline')

/** The exports of a list or into a campaign. */
export const ExportHistory = slot<{ of: HistoryScope }>('ExportHistory')

/** Results of a source's leads, written back to the source. */
export const SourceResults = slot<{ source: SupabaseSource }>('SourceResults')

/** Moves selected leads of a campaign into a subsequence or out of theirs. */
export const LeadsIntoDialog = slot<{
  workspaceId: WorkspaceId
  campaignRemoteId: string
  title: string
  leads: readonly Pick<PlacedLeadRow, 'id' | 'email' | 'name'>[]
  onClose: () => void
}>('LeadsIntoDialog')

/** Opens the plan of a list for some of its leads. */
export const openPart = act<[listId: ListId, part: ExportPart]>('openPart')

/** Opens the plan of the whole list. */
export const openWhole = act<[listId: ListId]>('openWhole')

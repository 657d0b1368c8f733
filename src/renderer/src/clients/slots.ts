import type { WorkspaceId } from '#shared/ids.ts'
import { slot } from '../core/lib/slot.tsx'

/** Pauses every campaign of a client. */
export const PauseClient = slot<{ workspaceId: WorkspaceId; name: string }>('PauseClient')

/** How the copy of a client's leads at Instantly stands. */
export const LeadCopyCard = slot<{ workspaceId: WorkspaceId }>('LeadCopyCard')

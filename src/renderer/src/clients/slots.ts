import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { slot } from '../core/lib/slot.tsx'

/** Pauses every campaign of a client. */
export const PauseClient = slot<{ workspaceId: WorkspaceId; name: string }>('PauseClient')

/** How the copy of a client's leads at Instantly stands. */
export const LeadMirrorCard = slot<{ workspaceId: WorkspaceId }>('LeadCopyCard')

/** What is done with a client when its contract ends. */
export const ContractCard = slot<{ workspace: Workspace }>('ContractCard')

/** How long a client's texts are kept. */
export const RetentionCard = slot<{ workspaceId: WorkspaceId }>('RetentionCard')

/** Brings a client another Sendoff exported. */
export const ImportClient = slot<Record<string, never>>('ImportClient')

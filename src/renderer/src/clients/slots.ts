import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { slot } from '../core/lib/slot.tsx'

export const PauseClient = slot<{ workspaceId: WorkspaceId; name: string }>('PauseClient')

export const LeadMirrorCard = slot<{ workspaceId: WorkspaceId }>('LeadCopyCard')

/** What to do with a client when its contract ends. */
export const ContractCard = slot<{ workspace: Workspace }>('ContractCard')

/** Setting for how long a client's texts are kept. */
export const RetentionCard = slot<{ workspaceId: WorkspaceId }>('RetentionCard')

/** Imports a client exported by another Sendoff. */
export const ImportClient = slot<Record<string, never>>('ImportClient')

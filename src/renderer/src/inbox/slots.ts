import type { WorkspaceId } from '#shared/ids.ts'
import { slot } from '../core/lib/slot.tsx'

/** Moves the lead of a conversation into a subsequence or out of its own. */
export const ThreadIntoDialog = slot<{
  workspaceId: WorkspaceId
  campaignRemoteId: string
  email: string
  title: string
  onClose: () => void
}>('ThreadIntoDialog')

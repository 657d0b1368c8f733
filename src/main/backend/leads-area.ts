import { type SupabaseSourceId, type WorkspaceId } from '#shared/ids.ts'
import { type OpenParts } from './backend-parts.ts'
import { leadActivityOf } from './events/lead-activity/lead-activity.ts'
import { type Foundation } from './foundation.ts'
import { createBlockCopy } from './leads/blocklist/block-copy.ts'
import { createImports } from './leads/import/imports.ts'
import { createLeadMirror } from './leads/lead-mirror/routes.ts'
import { createListIndex } from './leads/list-index/list-index.ts'
import { createListActions } from './leads/lists/list-actions.ts'
import { createPurge } from './leads/lists/purge.ts'
import { createOptOutFeature } from './leads/opt-outs/routes.ts'
import { createSharedMemory } from './leads/shared-memory/routes.ts'
import { createSupabase } from './leads/supabase/routes.ts'
import { createVerification } from './leads/verification/routes.ts'

export type LeadsArea = ReturnType<typeof createLeadsArea>

/** Creates the area of lists and leads. Callbacks to later areas are passed in. */
export function createLeadsArea(
  { deps, vault, checkpoints }: Foundation,
  parts: OpenParts,
  later: {
    /** Called with leads whose list at Instantly was read: they may have opened or clicked. */
    readonly listed: (workspaceId: WorkspaceId, leads: Parameters<ReturnType<typeof leadActivityOf>['take']>[1]) => void
    readonly sourceRemoved: (sourceId: SupabaseSourceId) => void
  },
) {
  const index = createListIndex(deps, parts.spawnIndexer)
  const shared = createSharedMemory(deps, { vault, passphraseCost: parts.passphraseCost })
  const listActions = createListActions(deps, index)
  const purge = createPurge(deps, index)
  const blockCopy = createBlockCopy(deps)
  const optOuts = createOptOutFeature(deps, parts.optOutTimings)
  const leadMirror = createLeadMirror(deps, parts.leadMirrorTimings, {
    unsubscribed: optOuts.unsubscribedThere,
    listed: later.listed,
  })
  const imports = createImports(deps, parts.spawnParser, checkpoints.hold, optOuts.files)
  const verification = createVerification(deps, parts.verificationTimings)
  const supabase = createSupabase(deps, {
    vault,
    openMade: (workspaceId, file) => {
      blockCopy.freshen(workspaceId)
      return imports.openMade(workspaceId, file)
    },
    removed: later.sourceRemoved,
  })
  return { index, shared, listActions, purge, blockCopy, optOuts, leadMirror, imports, verification, supabase }
}

import type { blocklist } from '#shared/contract/leads/blocklist.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Deps } from '../../core/deps.ts'
import type { BlockCopy } from './block-copy.ts'
import { addEntries, blockPage, blockState, removeEntries } from './entries.ts'

/** Block lists. Instantly's own list is only read; entries added here stay local. */
export function blocklistRoutes(deps: Deps, copy: BlockCopy): Handlers<typeof blocklist> {
  const { store, clock } = deps
  const now = () => new Date(clock.now()).toISOString()
  return {
    'blocklist.state': ({ workspaceId }) => blockState(store, workspaceId),
    'blocklist.list': (filter) => blockPage(store, filter),
    'blocklist.add': ({ workspaceId, everyClient, text }) =>
      addEntries(store, { workspaceId: everyClient ? null : workspaceId, text, at: now() }),
    'blocklist.remove': ({ ids, removed }) => removeEntries(store, ids, removed ? now() : null),
    'blocklist.pull': async ({ workspaceId }) => {
      await copy.pull(workspaceId)
      return blockState(store, workspaceId)
    },
  }
}

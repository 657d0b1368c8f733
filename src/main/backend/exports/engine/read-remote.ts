/** Reads the leads of a campaign or lead list from Instantly. */
import type { ExportCheck } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { forEachPage } from '../../core/instantly/for-each-page.ts'
import type { RemotePlace } from '../../core/instantly/types.ts'
import type { Run } from './run-store.ts'
import { readPlace } from './target-place.ts'

export type RemoteReading = ReturnType<typeof createRemoteReading>

/** State and helpers shared by comparisons. */
export function createRemoteReading(deps: Deps) {
  const running = new Map<
    ExportId,
    { read: number; readonly abort: AbortController; readonly done: Promise<ExportCheck> }
  >()
  return { deps, running }
}

/** Reads all leads of the campaign or lead list, page by page. Throws if the reading is incomplete. */
export async function forEachRemoteLead(
  comparing: RemoteReading,
  run: Run,
  place: RemotePlace,
  signal: AbortSignal,
  take: (lead: { readonly id: string; readonly email: string | null }) => void,
): Promise<number> {
  const { deps } = comparing
  const requestContext = {
    workspaceId: run.workspaceId,
    priority: 'click',
    requestedBy: `compare ${run.id}`,
    signal,
  } as const
  // For a place that no longer exists Instantly would just return an empty list of leads.
  await readPlace(deps.instantly, requestContext, place)
  const seen = new Set<string>()
  await forEachPage({
    read: (cursor) => deps.instantly.leadPage(requestContext, place, cursor),
    take: (items) => {
      for (const lead of items) {
        if (seen.has(lead.id)) continue
        seen.add(lead.id)
        take(lead)
      }
      const state = comparing.running.get(run.id)
      if (state) state.read = seen.size
    },
    signal,
  })
  return seen.size
}

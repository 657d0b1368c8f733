import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../core/deps.ts'
import type { JobSchedule } from '../core/jobs.ts'

/** The schedule of work that starts by itself as soon as there is some: one place per client, held while offline. */
export const clientPlaces = (
  { online }: Pick<Deps, 'online'>,
  clients: readonly { readonly workspaceId: WorkspaceId }[],
): readonly JobSchedule[] =>
  [...new Set(clients.map(({ workspaceId }) => workspaceId))].map((workspaceId) => ({
    workspaceId,
    nextAt: null,
    held: online() ? null : 'offline',
  }))

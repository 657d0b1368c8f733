import { CloudOff } from 'lucide-react'
import type { JobKind } from '#shared/contract/background/health.ts'
import type { Problem } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../core/lib/backend.ts'
import { t } from '../core/lib/texts.ts'
import { EmptyState } from '../core/ui/empty-state.tsx'

/** Returns why the last sync of a client (null: of any client) failed; null if none did. */
export function useSyncFailure(kind: JobKind, workspaceId: WorkspaceId | null): Problem | null {
  const jobs = useQuery('jobs.list', { workspaceId }).data ?? []
  return jobs.find((job) => job.kind === kind && job.last?.state === 'failed')?.last?.problem ?? null
}

/** In place of rows that are missing because they could not be synced. */
export function SyncFailure({ problem }: { problem: Problem }) {
  const { what, means, todo } = t.errors[problem.code](problem.data)
  return <EmptyState icon={CloudOff} title={t.health.syncFailed.title} text={`${what} ${means} ${todo}`} />
}

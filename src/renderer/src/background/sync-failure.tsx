import { CloudOff } from 'lucide-react'
import type { JobKind } from '#shared/contract/background/health.ts'
import type { Problem } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../core/lib/backend.ts'
import { asksForKey, keyPath } from '../core/lib/key-path.ts'
import { go } from '../core/lib/router.ts'
import { t } from '../core/lib/texts.ts'
import { Button } from '../core/ui/button.tsx'
import { EmptyState } from '../core/ui/page.tsx'

/** Returns why the last sync of a client (null: of any client) failed; null if none did. */
export function useSyncFailure(kind: JobKind, workspaceId: WorkspaceId | null): Problem | null {
  const jobs = useQuery('jobs.list', { workspaceId }).data ?? []
  return jobs.find((job) => job.kind === kind && job.last?.state === 'failed')?.last?.problem ?? null
}

/** In place of rows that are missing because they could not be synced; a problem with the key of `client` leads there. */
export function SyncFailure({ problem, client }: { problem: Problem; client: WorkspaceId | null }) {
  const { what, means, todo, action } = t.errors[problem.code](problem.data)
  return (
    <EmptyState icon={CloudOff} title={t.health.syncFailed.title} text={`${what} ${means} ${todo}`}>
      {client !== null && action && asksForKey.has(problem.code) && (
        <Button label={action} onClick={() => go(keyPath(client, problem.code))} />
      )}
    </EmptyState>
  )
}

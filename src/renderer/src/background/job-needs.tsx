import { Activity } from 'lucide-react'
import type { JobRow } from '#shared/contract/background/health.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { go } from '../core/lib/router.ts'
import { t } from '../core/lib/texts.ts'
import { Button } from '../core/ui/button.tsx'
import { NeedRow } from '../core/ui/need-row.tsx'
import { WorkspaceSquare } from '../core/ui/workspace-square.tsx'

/** Jobs that keep failing, as rows of what needs the operator. */
export function JobNeeds({ jobs, workspaces }: { jobs: readonly JobRow[]; workspaces: readonly Workspace[] }) {
  const words = t.health.jobs
  return jobs.map((job) => {
    const workspace = workspaces.find(({ id }) => id === job.workspaceId)
    const problem = job.last?.problem
    const sentence = problem ? t.errors[problem.code](problem.data) : null
    return (
      <NeedRow
        key={`${job.kind} ${job.workspaceId ?? 0}`}
        icon={Activity}
        tone="is-bad"
        title={words.names[job.kind]}
        about={
          <>
            {workspace && (
              <>
                <WorkspaceSquare colour={workspace.colour} /> {workspace.name}:{' '}
              </>
            )}
            {words.failures(job.failures)}
          </>
        }
        text={sentence && `${sentence.what} ${sentence.todo}`}
      >
        <Button label={words.needOpen} size="s" onClick={() => go('/settings/diagnostics/jobs')} />
      </NeedRow>
    )
  })
}

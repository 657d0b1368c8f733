import { Activity } from 'lucide-react'
import type { JobRow } from '#shared/contract/health.ts'
import type { Workspace } from '#shared/contract/workspaces.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { WorkspaceSquare } from '../../ui/workspace-square.tsx'

/** Jobs that keep failing, as lines of what needs the operator. */
export function JobNeeds({ jobs, workspaces }: { jobs: readonly JobRow[]; workspaces: readonly Workspace[] }) {
  const words = t.health.jobs
  return jobs.map((job) => {
    const workspace = workspaces.find(({ id }) => id === job.workspaceId)
    const problem = job.last?.problem
    const sentence = problem ? t.errors[problem.code](problem.data) : null
    return (
      <li className="need" key={`${job.kind} ${job.workspaceId ?? 0}`}>
        <Icon of={Activity} className="is-bad" />
        <div className="grow">
          <b>{words.needTitle(words.names[job.kind])}</b>
          <p className="text-2 small">
            {workspace && (
              <>
                <WorkspaceSquare colour={workspace.colour} /> {workspace.name}:{' '}
              </>
            )}
            {words.failures(job.failures)}. {sentence && `${sentence.what} ${sentence.todo}`}
          </p>
        </div>
        <Button size="s" onClick={() => go('/activity/jobs')}>
          {words.needOpen}
        </Button>
      </li>
    )
  })
}

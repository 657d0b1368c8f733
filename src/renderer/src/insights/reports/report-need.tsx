import { FileText } from 'lucide-react'
import type { FailedReportPlan } from '#shared/contract/insights/reports.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { chooseClient, useClientLabel } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { NeedRow } from '../../core/ui/need-row.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'

/** A scheduled report that could not be created, as an item that needs the operator; gone once it was. */
export function ReportNeed({ plan }: { plan: FailedReportPlan }) {
  const words = t.reports
  const { workspaceId, partId, name, problem } = plan
  const client = { workspaceId, partId }
  const look = useClientLabel()(client)
  const retry = useAction(async () => {
    const after = await call('reports.retryPlan', client)
    if (after?.problem) showToast(t.errors[after.problem.code](after.problem.data).what, { tone: 'bad' })
    else showToast(words.needMade(name))
  })
  const open = () => {
    chooseClient(client)
    go('/analytics/reports')
  }
  const sentence = t.errors[problem.code](problem.data)
  return (
    <NeedRow
      icon={FileText}
      tone="is-bad"
      title={words.needTitle}
      about={
        <>
          {look && <WorkspaceSquare colour={look.colour} />} {words.needAbout(name, sentence.what)}
        </>
      }
      text={sentence.todo}
      origin={words.failedAt(formatWhen(problem.at), formatWhen(problem.retryAt))}
    >
      <span className="row">
        <Button label={words.tryNow} size="s" action={retry} />
        <Button label={words.needOpen} size="s" onClick={open} />
      </span>
    </NeedRow>
  )
}

import { Copy } from 'lucide-react'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { Time } from '../../core/ui/time.tsx'

/** What the first live key returned, as text to copy. */
export function FirstKeyReportCard({ workspaceId }: { workspaceId: WorkspaceId }) {
  const report = useQuery('workspaces.firstKeyReport', { workspaceId }).data
  if (report === undefined) return null
  return (
    <Card
      title={t.workspaces.report}
      meta={
        report ? (
          <>
            {t.workspaces.reportMade} <Time iso={report.madeAt} />
          </>
        ) : undefined
      }
      actions={report && <Button label={t.ui.copy} size="s" icon={Copy} onClick={() => copyText(report.text)} />}
    >
      <p className="text-2">{report ? t.workspaces.reportText : t.workspaces.reportNone}</p>
      {report && (
        // A long text that scrolls separately must be reachable by keyboard.
        <Scrolls as="pre" className="report selectable">
          {report.text}
        </Scrolls>
      )}
    </Card>
  )
}

import { FileText } from 'lucide-react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { RecentReport } from '#shared/contract/insights/reports.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatDay, formatNumber, t } from '../../core/lib/texts.ts'
import { chooseClient, useClientLabel } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'

/** This week's reports, one line per client with a link to its files; renders nothing if there are none. */
export function RecentReports({ client }: { client: ClientFilter }) {
  const made = useQuery('reports.recent', client).data ?? []
  const lookOf = useClientLabel()
  if (made.length === 0) return null
  const open = ({ workspaceId, partId }: RecentReport) => {
    chooseClient({ workspaceId, partId })
    go('/analytics/reports')
  }
  return (
    <Menu
      trigger={
        <Button
          label={
            <>
              {t.home.reports} <span className="text-3 tabular">{formatNumber(made.length)}</span>
            </>
          }
          variant="quiet"
          icon={FileText}
          title={t.home.reportsText(made.length)}
        />
      }
      items={made.map((report) => {
        const look = lookOf(report)
        return {
          label: report.name,
          before: look && <WorkspaceSquare colour={look.colour} />,
          after: <span className="text-3 small">{t.reports.span(formatDay(report.from), formatDay(report.to))}</span>,
          onSelect: () => open(report),
        }
      })}
    />
  )
}

import '../../core/ui/scroll-table.css'
import { Megaphone } from 'lucide-react'
import type { LocalCampaignRow } from '#shared/contract/campaigns/campaign-edits.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { EmptyState } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'

type Props = {
  workspaceId: WorkspaceId | null
  search: string
}

/** Campaigns that exist only locally. */
export function LocalList({ workspaceId, search }: Props) {
  const words = t.campaignEdits.local
  const rows = useQuery('localCampaigns.list', { workspaceId, search }).data
  if (!rows) return null
  if (rows.length === 0) {
    return search.trim() === '' ? (
      <EmptyState icon={Megaphone} title={words.emptyTitle} text={words.emptyText} />
    ) : (
      <EmptyState icon={Megaphone} title={t.campaigns.noneTitle} text={t.campaigns.noneText} />
    )
  }
  const to = (row: LocalCampaignRow) => `/campaigns/local/${row.id}`
  return (
    <div className="scroll-x local-list">
      <PlainTable<LocalCampaignRow>
        label={words.table}
        rows={rows}
        rowId={(row) => row.id}
        to={to}
        columns={[
          column('name', t.campaigns.name, {}, (row) => (
            <span className="row">
              {workspaceId === null && <ClientMark of={{ workspaceId: row.workspaceId, partId: null }} squareOnly />}
              <Link to={to(row)} className="grid-name" title={row.name}>
                {row.name}
              </Link>
            </span>
          )),
          column('origin', words.origin, { width: 170 }, (row) => words.origins[row.origin]),
          column('steps', words.steps, { width: 90, align: 'right' }, (row) => formatNumber(row.steps)),
          column('senders', words.senders, { width: 100, align: 'right' }, (row) => formatNumber(row.senders)),
          column('changed', words.changed, { width: 130 }, (row) => <Time iso={row.changedAt} as="ago" />),
        ]}
      />
    </div>
  )
}

import { useState } from 'react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { CapacityCampaignRow, CapacityClient, CapacityView } from '#shared/contract/insights/capacity.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { Button, Link } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { LeadsLast } from './leads-last.tsx'
import { WeekBars } from './week-bars.tsx'

/**
 * Emails that accounts will send over the next seven days compared with their limits; a dialog breaks them down by
 * client and campaign. `narrow`: a panel is open.
 */
export function CapacityCard({ client, narrow }: { client: ClientFilter; narrow: boolean }) {
  const words = t.accounts.capacity
  const { data } = useQuery('capacity.view', client)
  const [open, setOpen] = useState(false)
  if (!data || data.campaigns.length === 0) return null
  const planned = data.days.reduce((sum, { first, followUps }) => sum + first + followUps, 0)
  const possible = data.days.reduce((sum, day) => sum + day.possible, 0)
  return (
    <section className="card capacity-card" aria-label={words.dialog}>
      <div className="capacity-head">
        <b>{words.planned(planned)}</b>
        <span className="text-2 small">
          {words.of(formatNumber(possible), formatNumber(Math.max(0, possible - planned)))}
        </span>
        <Button label={words.byCampaign} size="s" variant="quiet" onClick={() => setOpen(true)} />
      </div>
      <WeekBars
        narrow={narrow}
        label={words.title}
        days={data.days.map(({ date, possible: most, first, followUps }) => ({
          date,
          planned: first + followUps,
          possible: most,
        }))}
      />
      {open && <CapacityDialog view={data} onClose={() => setOpen(false)} />}
    </section>
  )
}

function CapacityDialog({ view, onClose }: { view: CapacityView; onClose: () => void }) {
  const words = t.accounts.capacity
  const look = useClientLabel()
  const figures = <Row extends CapacityClient | CapacityCampaignRow>(): readonly TableColumn<Row>[] => [
    column('first', words.first, { width: 106, align: 'right' }, ({ first }) => formatNumber(first)),
    column('follow', words.followUps, { width: 96, align: 'right' }, (row) => formatNumber(row.followUps)),
    column('waiting', words.waiting, { width: 100, align: 'right' }, ({ leads }) =>
      leads.waiting === null ? t.accounts.unknown : formatNumber(leads.waiting),
    ),
    column('lasts', words.lasts, { width: 140, align: 'right' }, (row) => (
      <LeadsLast leads={row.leads} sends={row.first + row.followUps > 0} mostDays={view.mostDays} />
    )),
  ]
  return (
    <Dialog
      width={820}
      title={words.dialog}
      description={words.text}
      onClose={onClose}
      actions={<Button label={t.accounts.close} variant="primary" onClick={onClose} autoFocus />}
    >
      <Scrolls className="capacity-tables" role="group" aria-label={words.dialog}>
        {view.clients.length > 1 && (
          <PlainTable<CapacityClient>
            label={words.client}
            rows={view.clients}
            rowId={({ workspaceId }) => workspaceId}
            columns={[
              column('client', words.client, {}, ({ workspaceId }) => (
                <span className="row">
                  <ClientMark of={{ workspaceId, partId: null }} squareOnly />
                  <span className="ellipsis">{look({ workspaceId, partId: null })?.name}</span>
                </span>
              )),
              ...figures<CapacityClient>(),
            ]}
          />
        )}
        <PlainTable<CapacityCampaignRow>
          label={words.campaign}
          rows={view.campaigns}
          rowId={({ campaignId }) => campaignId}
          columns={[
            column('campaign', words.campaign, {}, ({ workspaceId, campaignId, name }) => (
              <span className="row">
                <ClientMark of={{ workspaceId, partId: null }} squareOnly />
                <Link to={`/campaigns/${campaignId}`} className="ellipsis" title={name}>
                  {name}
                </Link>
              </span>
            )),
            ...figures<CapacityCampaignRow>(),
          ]}
        />
      </Scrolls>
    </Dialog>
  )
}

import { Download, RotateCw } from 'lucide-react'
import type { CrmDelivery, CrmDeliveryState } from '#shared/contract/crm.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { useQuery } from '../../lib/use-query.ts'
import { showToast } from '../../stores/toasts.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PlainTable } from '../../ui/plain-table.tsx'
import { Time } from '../../ui/time.tsx'
import { whyNot } from './why-not.ts'

const tones: Readonly<Record<CrmDeliveryState, Tone>> = { waiting: 'warn', sending: 'info', done: 'ok', dead: 'bad' }

/** The last hundred deliveries: what arrived, what waits and why. */
export function DeliveryLog({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.crm
  const { data, error, askAgain } = useQuery('crm.deliveries', { workspaceId }, ['crm'])
  const save = useAction(async () => {
    const saved = await call('crm.saveCsv', { workspaceId })
    if (saved) showToast(words.saved(saved.rows))
  })
  return (
    <Card
      title={words.logTitle}
      pad={false}
      actions={
        <Button size="s" icon={Download} onClick={save.run} busy={save.busy}>
          {words.saveCsv}
        </Button>
      }
    >
      {error && <ErrorNote error={error} onAction={askAgain} />}
      {save.error && <ErrorNote error={save.error} onAction={save.run} />}
      {data?.length === 0 && <p className="card-pad text-3">{words.emptyLog}</p>}
      {data && data.length > 0 && <DeliveryTable rows={data} />}
    </Card>
  )
}

function DeliveryTable({ rows }: { rows: readonly CrmDelivery[] }) {
  const words = t.crm
  const retry = useAction(async (row: CrmDelivery) => {
    await call('crm.retry', { deliveryId: row.id })
  })
  return (
    <>
      {retry.error && <ErrorNote error={retry.error} />}
      <PlainTable
        label={words.logTitle}
        rows={rows}
        rowId={(row) => row.id}
        columns={[
          { id: 'lead', header: words.lead, cell: (row) => <span className="selectable">{row.email}</span> },
          { id: 'target', header: words.target, width: 130, quiet: true, cell: (row) => row.targetName },
          {
            id: 'state',
            header: words.state,
            width: 130,
            cell: (row) => (
              <span title={`${whyNot(row)} ${words.tries(row.tries)}`.trim()}>
                <Badge tone={tones[row.state]}>{words.states[row.state]}</Badge>
              </span>
            ),
          },
          { id: 'handed', header: words.handed, width: 120, quiet: true, cell: (row) => <Time iso={row.handedAt} /> },
          {
            id: 'actions',
            header: words.actions,
            width: 80,
            align: 'right',
            cell: (row) =>
              (row.state === 'dead' || row.state === 'waiting') && (
                <IconButton size="s" icon={RotateCw} label={words.retryOf(row.email)} onClick={() => retry.run(row)} />
              ),
          },
        ]}
      />
    </>
  )
}

import { Handshake, Plus, Send, X } from 'lucide-react'
import { useState } from 'react'
import type { CrmTarget } from '#shared/contract/crm.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { useQuery } from '../../lib/use-query.ts'
import { showToast } from '../../stores/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PlainTable } from '../../ui/plain-table.tsx'
import { Time } from '../../ui/time.tsx'
import { AddWebhookDialog } from './add-webhook-dialog.tsx'
import { whyNot } from './why-not.ts'

export function TargetsCard({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.crm
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<CrmTarget | null>(null)
  const { data, error, askAgain } = useQuery('crm.targets', { workspaceId }, ['crm'])
  const test = useAction(async (target: CrmTarget) => {
    const { ok, status, problem } = await call('crm.test', { targetId: target.id })
    if (ok) showToast(words.testArrived(target.name))
    else showToast(words.testFailed(target.name, whyNot({ status, problem })), { tone: 'bad' })
  })
  return (
    <Card
      title={words.targetsTitle}
      pad={false}
      actions={
        <Button size="s" icon={Plus} onClick={() => setAdding(true)}>
          {words.addWebhook}
        </Button>
      }
    >
      {error && <ErrorNote error={error} onAction={askAgain} />}
      {test.error && <ErrorNote error={test.error} />}
      {data?.length === 0 && <EmptyState icon={Handshake} title={words.emptyTitle} text={words.emptyText} />}
      {data && data.length > 0 && (
        <PlainTable
          label={words.targetsTitle}
          rows={data}
          rowId={(row) => row.id}
          columns={[
            { id: 'name', header: words.name, cell: (row) => row.name },
            { id: 'address', header: words.address, quiet: true, cell: (row) => row.address },
            { id: 'since', header: words.since, width: 120, quiet: true, cell: (row) => <Time iso={row.addedAt} /> },
            {
              id: 'actions',
              header: words.actions,
              width: 100,
              align: 'right',
              cell: (row) => (
                <>
                  <IconButton size="s" icon={Send} label={words.testOf(row.name)} onClick={() => test.run(row)} />
                  <IconButton size="s" icon={X} label={words.removeOf(row.name)} onClick={() => setRemoving(row)} />
                </>
              ),
            },
          ]}
        />
      )}
      {adding && <AddWebhookDialog workspaceId={workspaceId} onClose={() => setAdding(false)} />}
      {removing && <RemoveDialog target={removing} onClose={() => setRemoving(null)} />}
    </Card>
  )
}

function RemoveDialog({ target, onClose }: { target: CrmTarget; onClose: () => void }) {
  const words = t.crm
  const remove = useAction(async () => {
    await call('crm.removeTarget', { targetId: target.id })
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.removeTitle(target.name)}
      description={words.removeText}
      width={440}
      actions={
        <>
          <Button onClick={onClose}>{t.ui.cancel}</Button>
          <Button variant="danger" onClick={remove.run} busy={remove.busy}>
            {words.remove}
          </Button>
        </>
      }
    >
      {remove.error && <ErrorNote error={remove.error} onAction={remove.run} />}
    </Dialog>
  )
}

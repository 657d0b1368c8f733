import { Handshake, History, KeyRound, Plug, Plus, Send, X } from 'lucide-react'
import { useState } from 'react'
import type { CrmSystem, CrmTarget } from '#shared/contract/inbox/crm.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { crmCommands } from '../commands.ts'
import { AccessFields, accessOf, noAccess } from './access-fields.tsx'
import { AddWebhookDialog } from './add-webhook-dialog.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { whyNot } from './why-not.ts'

export function TargetsCard({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.crm
  const [adding, setAdding] = useState(false)
  const [connecting, setConnecting] = useState(false)
  const [renewing, setRenewing] = useState<CrmTarget | null>(null)
  const [earlier, setEarlier] = useState<CrmTarget | null>(null)
  const [removing, setRemoving] = useState<CrmTarget | null>(null)
  const { data, error, refetch } = useQuery('crm.targets', { workspaceId })
  const test = useAction(async (target: CrmTarget) => {
    const { ok, status, problem } = await call('crm.test', { targetId: target.id })
    if (ok) showToast(target.kind === 'webhook' ? words.testArrived(target.name) : words.testFine(target.name))
    else showToast(words.testFailed(target.name, whyNot({ status, problem })), { tone: 'bad' })
  })
  return (
    <Card
      title={words.targetsTitle}
      pad={false}
      actions={
        <>
          <Button
            label={words.connectCrm}
            size="s"
            icon={Plug}
            command={crmCommands.connect}
            onClick={() => setConnecting(true)}
          />
          <Button label={words.addWebhook} size="s" icon={Plus} onClick={() => setAdding(true)} />
        </>
      }
    >
      {error && <ErrorNote error={error} onAction={refetch} />}
      {test.error && <ErrorNote error={test.error} />}
      {data?.length === 0 && <EmptyState icon={Handshake} title={words.emptyTitle} text={words.emptyText} />}
      {data && data.length > 0 && (
        <PlainTable<CrmTarget>
          label={words.targetsTitle}
          rows={data}
          rowId={(row) => row.id}
          columns={[
            column('name', words.name, { width: 150 }, (row) => row.name),
            column('kind', words.kind, { width: 96, quiet: true }, (row) => words.kinds[row.kind]),
            column('address', words.target, {}, (row) => <Where target={row} />),
            column(
              'read',
              words.dealsReadAt,
              { width: 156, quiet: true },
              (row) => row.crm && <ReadState crm={row.crm} />,
            ),
            column('since', words.since, { width: 108, quiet: true }, (row) => <Time iso={row.addedAt} />),
            column('actions', words.actions, { width: 128, align: 'right' }, (row) => (
              <>
                <IconButton size="s" icon={Send} label={words.testOf(row.name)} onClick={() => test.run(row)} />
                {row.earlier > 0 && (
                  <IconButton
                    size="s"
                    icon={History}
                    label={words.earlierOf(row.name, row.earlier)}
                    onClick={() => setEarlier(row)}
                  />
                )}
                {row.kind !== 'webhook' && (
                  <IconButton
                    size="s"
                    icon={KeyRound}
                    label={words.renewOf(row.name)}
                    onClick={() => setRenewing(row)}
                  />
                )}
                <IconButton size="s" icon={X} label={words.removeOf(row.name)} onClick={() => setRemoving(row)} />
              </>
            )),
          ]}
        />
      )}
      {connecting && <ConnectDialog workspaceId={workspaceId} onClose={() => setConnecting(false)} />}
      {renewing && renewing.kind !== 'webhook' && (
        <RenewDialog target={renewing} kind={renewing.kind} onClose={() => setRenewing(null)} />
      )}
      {earlier && <EarlierDialog target={earlier} onClose={() => setEarlier(null)} />}
      {adding && <AddWebhookDialog workspaceId={workspaceId} onClose={() => setAdding(false)} />}
      {removing && <RemoveDialog target={removing} onClose={() => setRemoving(null)} />}
    </Card>
  )
}

/** The address of a webhook, or the account, pipeline and stage of a CRM. */
function Where({ target: { address, crm } }: { target: CrmTarget }) {
  if (crm === null) return address
  return (
    <span title={[crm.account, address, crm.owner].filter(Boolean).join(' · ')}>
      {t.crm.goesTo(crm.pipeline, crm.stage)}
    </span>
  )
}

function ReadState({ crm }: { crm: NonNullable<CrmTarget['crm']> }) {
  const words = t.crm
  const why = crm.readProblem && words.notReadSince(words.problems[crm.readProblem])
  return (
    <span className={why ? 'is-bad' : undefined} title={why ?? undefined}>
      {crm.readAt === null ? words.neverRead : <Time iso={crm.readAt} />}
    </span>
  )
}

/** Asks whether to send leads from before the target was added; they are sent only on request. */
function EarlierDialog({ target, onClose }: { target: CrmTarget; onClose: () => void }) {
  const words = t.crm
  const hand = useAction(async () => {
    const { leads } = await call('crm.handEarlier', { targetId: target.id })
    showToast(words.handedEarlier(leads))
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words.earlierTitle(target.name, target.earlier)}
      description={words.earlierText}
      action={hand}
      label={words.handOver}
      retry
    />
  )
}

function RemoveDialog({ target, onClose }: { target: CrmTarget; onClose: () => void }) {
  const words = t.crm
  const remove = useAction(async () => {
    await call('crm.removeTarget', { targetId: target.id })
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words.removeTitle(target.name)}
      description={words.removeText}
      action={remove}
      label={words.remove}
      variant="danger"
      retry
    />
  )
}

/** Replaces the token of a connected CRM. */
function RenewDialog({ target, kind, onClose }: { target: CrmTarget; kind: CrmSystem; onClose: () => void }) {
  const words = t.crm
  const [draft, setDraft] = useState(() => ({ ...noAccess, address: kind === 'salesforce' ? target.address : '' }))
  const access = accessOf(kind, draft)
  const renew = useAction(async () => {
    if (access === null) return
    await call('crm.renew', { targetId: target.id, access })
    showToast(words.renewed(target.name))
    onClose()
  })
  return (
    <FormDialog
      title={words.renewTitle(target.name)}
      description={words.renewText}
      action={renew}
      label={words.renew}
      ready={access !== null}
      onClose={onClose}
    >
      <AccessFields kind={kind} draft={draft} onDraft={setDraft} />
    </FormDialog>
  )
}

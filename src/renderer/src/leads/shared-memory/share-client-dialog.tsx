import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { Input } from '#shared/contract/index.ts'
import type { SharedMemoryCheck } from '#shared/contract/leads/shared-memory.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { Select } from '../../core/ui/select.tsx'

type Props = { clients: readonly Workspace[]; onClose: () => void }

/** Shares a client: which client, which database, under which name. The connection is tested first. */
export function ShareClientDialog({ clients, onClose }: Props) {
  const words = t.sharedMemory
  const [client, setClient] = useState<WorkspaceId | null>(clients[0]?.id ?? null)
  const [connection, setConnection] = useState('')
  const [name, setName] = useState(clients[0]?.name ?? '')
  const [passphrase, setPassphrase] = useState('')
  const [computerName, setComputerName] = useState('')
  const access = { connection: connection.trim(), name: name.trim(), passphrase }
  const filled =
    access.connection.length >= 8 && access.name !== '' && passphrase.length >= 12 && computerName.trim() !== ''

  const { found, forget, look, setUp } = useLook(access)
  const join = useAction(async () => {
    if (client === null) return
    const memory = await call('sharedMemory.join', {
      ...access,
      workspaceId: client,
      computerName: computerName.trim(),
    })
    setPassphrase('')
    setConnection('')
    showToast(words.joined(memory.clientName))
    onClose()
  })
  const isTested = found?.ready === true
  const act = isTested ? join : look
  /** Any change invalidates the test result. */
  const changed =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      forget()
      join.clear()
    }
  const error = join.error ?? setUp.error ?? look.error

  return (
    <Dialog
      onClose={onClose}
      title={words.share}
      width={560}
      closeLabel={t.ui.cancel}
      actions={
        <Button
          label={isTested ? (join.busy ? words.joining : words.join) : look.busy ? words.looking : words.look}
          variant="primary"
          shortcut="mod+enter"
          onClick={act.run}
          busy={act.busy || setUp.busy}
          disabled={!filled || client === null}
        />
      }
    >
      <Form className="stack" onSubmit={() => filled && client !== null && act.run()}>
        <WhichClient
          clients={clients}
          value={client}
          onChange={(next) => {
            setClient(next.id)
            changed(setName)(next.name)
          }}
        />
        <Field label={words.connection} hint={words.connectionHint}>
          <TextInput
            secret
            mono
            icon={KeyRound}
            value={connection}
            onChange={changed(setConnection)}
            placeholder="postgresql://…"
            autoFocus
          />
        </Field>
        <Field label={words.name} hint={words.nameHint}>
          <TextInput value={name} onChange={changed(setName)} maxLength={80} />
        </Field>
        <Field label={words.passphrase} hint={words.passphraseHint}>
          <TextInput secret value={passphrase} onChange={changed(setPassphrase)} />
        </Field>
        <Field label={words.computerName}>
          <TextInput value={computerName} onChange={setComputerName} maxLength={80} />
        </Field>
        {found && !found.ready && <NotReady setUp={setUp.run} busy={setUp.busy} />}
        {isTested && <Tested computers={found.computers} />}
        {error && <ErrorNote error={error} />}
        {/* Enter in a field sends the form; the visible button is in the dialog's foot. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
    </Dialog>
  )
}

/** Inspects a database, and creates its tables if they are missing. */
function useLook(access: Input<'sharedMemory.look'>) {
  const [found, setFound] = useState<SharedMemoryCheck | null>(null)
  const look = useAction(async () => setFound(await call('sharedMemory.look', access)))
  const setUp = useAction(async () => {
    await call('sharedMemory.setUp', { connection: access.connection })
    setFound(await call('sharedMemory.look', access))
  })
  const forget = () => {
    setFound(null)
    look.clear()
  }
  return { found, forget, look, setUp }
}

type WhichClientProps = {
  clients: readonly Workspace[]
  value: WorkspaceId | null
  onChange: (client: Workspace) => void
}

const WhichClient = ({ clients, value, onChange }: WhichClientProps) => (
  <Field label={t.sharedMemory.client}>
    <Select
      value={value}
      options={clients.map((each) => ({ value: each.id, label: each.name }))}
      onChange={(chosen) => {
        const next = clients.find(({ id }) => id === chosen)
        if (next) onChange(next)
      }}
    />
  </Field>
)

function Tested({ computers }: { computers: number }) {
  const words = t.sharedMemory
  return (
    <Note tone={computers === 0 ? 'info' : 'ok'}>
      {computers === 0 ? words.firstHere : words.othersHere(computers)} {words.sealed}
    </Note>
  )
}

/** The tables are missing: shows the SQL and a button to run it. */
function NotReady({ setUp, busy }: { setUp: () => void; busy: boolean }) {
  const words = t.sharedMemory
  const sql = useQuery('sharedMemory.sql', {}).data?.sql ?? ''
  return (
    <Note
      tone="warn"
      title={words.notReady}
      action={<Button label={busy ? words.settingUp : words.setUp} size="s" onClick={setUp} busy={busy} />}
    >
      {words.notReadyText}
      <details className="shared-sql">
        <summary>{words.showSql}</summary>
        <Scrolls as="pre" className="mono small">
          {sql}
        </Scrolls>
        <Button label={words.copySql} size="s" onClick={() => copyText(sql)} />
      </details>
    </Note>
  )
}

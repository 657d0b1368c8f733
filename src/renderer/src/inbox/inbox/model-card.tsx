import { Eye, Plug, Unplug, Zap } from 'lucide-react'
import { useState } from 'react'
import type { ModelState, ModelUse } from '#shared/contract/inbox/inbox-model.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Checkbox, Switch } from '../../core/ui/toggles.tsx'
import { ModelConnectDialog } from './model-connect-dialog.tsx'
import { ModelPreviewDialog } from './model-preview-dialog.tsx'
import { ModelRecordView } from './model-record.tsx'

type Asking =
  | { readonly what: 'connect' | 'disconnect' }
  | { readonly what: 'see' | 'switchOn'; readonly use: ModelUse }
  | null

/** The optional language model: connection, uses, and the data sent to it. Off by default. */
export function ModelCard() {
  const words = t.inboxModel
  const state = useQuery('inboxModel.state', {}).data
  const [asking, setAsking] = useState<Asking>(null)
  const test = useAction(async () => {
    const { tookMs } = await call('inboxModel.test', {})
    showToast(words.tested((tookMs / 1_000).toFixed(1)))
  })
  const use = useAction((change: { sort?: boolean; draft?: boolean }) => call('inboxModel.use', change))
  if (!state) return null
  const { connection } = state
  const switched = (which: ModelUse) => (on: boolean) => {
    if (on) setAsking({ what: 'switchOn', use: which })
    else use.run({ [which]: false })
  }
  return (
    <Card title={words.title}>
      <div className="stack">
        <p className="text-2">{words.text}</p>
        {connection === null ? (
          <>
            <p className="text-3">{words.none}</p>
            <div>
              <Button label={words.connect} icon={Plug} onClick={() => setAsking({ what: 'connect' })} />
            </div>
          </>
        ) : (
          <>
            <p className="model-connection">
              <b className="selectable">{connection.model}</b>
              <span className="text-2 selectable ellipsis">{connection.address}</span>
              <span className="text-3">{connection.masked || words.noKey}</span>
            </p>
            <div className="row">
              <Button label={words.test} icon={Zap} action={test} />
              <Button label={words.change} onClick={() => setAsking({ what: 'connect' })} />
              <Button
                label={words.disconnect}
                variant="quiet"
                icon={Unplug}
                onClick={() => setAsking({ what: 'disconnect' })}
              />
            </div>
            {test.error ? (
              <ErrorNote error={test.error} />
            ) : (
              state.problem && <ErrorNote error={state.problem} tone="warn" />
            )}
            <UseSwitch
              use="sort"
              on={state.sort}
              onChange={switched('sort')}
              onSee={() => setAsking({ what: 'see', use: 'sort' })}
            />
            <UseSwitch
              use="draft"
              on={state.draft}
              onChange={switched('draft')}
              onSee={() => setAsking({ what: 'see', use: 'draft' })}
            />
            {use.error && <ErrorNote error={use.error} />}
            <Clients state={state} />
          </>
        )}
        <ModelRecordView />
      </div>
      {asking?.what === 'connect' && <ModelConnectDialog connection={connection} onClose={() => setAsking(null)} />}
      {asking?.what === 'disconnect' && <DisconnectDialog onClose={() => setAsking(null)} />}
      {(asking?.what === 'see' || asking?.what === 'switchOn') && (
        <ModelPreviewDialog use={asking.use} switchOn={asking.what === 'switchOn'} onClose={() => setAsking(null)} />
      )}
    </Card>
  )
}

type UseProps = { use: ModelUse; on: boolean; onChange: (on: boolean) => void; onSee: () => void }

function UseSwitch({ use, on, onChange, onSee }: UseProps) {
  const words = t.inboxModel
  return (
    <div className="model-use">
      <Switch
        checked={on}
        onChange={onChange}
        label={words[use]}
        hint={use === 'sort' ? words.sortHint : words.draftHint}
      />
      {on && <Button label={words.seeRequest} size="s" variant="quiet" icon={Eye} onClick={onSee} />}
    </div>
  )
}

/** All clients are included at first; the operator excludes those whose emails must stay on the machine. */
function Clients({ state }: { state: ModelState }) {
  const clients = (useWorkspaces() ?? []).filter(({ demo }) => !demo)
  const save = useAction((excluded: ModelState['excluded']) => call('inboxModel.use', { excluded: [...excluded] }))
  if (clients.length === 0) return null
  return (
    <fieldset className="stack model-clients">
      <legend>{t.inboxModel.clients}</legend>
      <p className="text-3 small">{t.inboxModel.clientsHint}</p>
      {clients.map(({ id, name }) => (
        <Checkbox
          key={id}
          checked={!state.excluded.includes(id)}
          onChange={(used) => save.run(used ? state.excluded.filter((each) => each !== id) : [...state.excluded, id])}
          label={name}
        />
      ))}
      {save.error && <ErrorNote error={save.error} />}
    </fieldset>
  )
}

function DisconnectDialog({ onClose }: { onClose: () => void }) {
  const words = t.inboxModel
  const disconnect = useAction(async () => {
    await call('inboxModel.disconnect', {})
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words.disconnect}
      description={words.disconnectText}
      action={disconnect}
      label={words.disconnect}
      variant="danger"
    />
  )
}

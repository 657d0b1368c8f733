import { LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { idleMinutes, type LockState, shortestPassphrase } from '#shared/contract/app/lock.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { withCurrent } from '../../core/ui/select-options.ts'
import { appCommands } from '../commands.ts'
import { lockNow } from './lock-now.ts'

/** Settings of the window's lock: what it protects, and its setup. */
export function LockCard() {
  const words = t.lock
  const state = useQuery('lock.state', {}).data
  const [open, setOpen] = useState<'set' | 'remove' | null>(null)
  if (!state) return null
  return (
    <Card
      title={words.title}
      meta={state.on ? words.isOn : words.isOff}
      actions={
        state.on ? (
          <Button
            label={words.now}
            size="s"
            icon={LockKeyhole}
            command={appCommands.lock}
            onClick={() => void lockNow()}
          />
        ) : undefined
      }
    >
      <div className="stack">
        <p className="text-2">{words.protects}</p>
        {state.on && <p>{state.afterMinutes === null ? words.onlyAsked : words.after(state.afterMinutes)}</p>}
        <div className="row">
          <Button label={state.on ? words.change : words.setUp} onClick={() => setOpen('set')} />
          {state.on && <Button label={words.remove} variant="quiet" onClick={() => setOpen('remove')} />}
        </div>
      </div>
      {open === 'set' && <SetDialog state={state} onClose={() => setOpen(null)} />}
      {open === 'remove' && <RemoveDialog onClose={() => setOpen(null)} />}
    </Card>
  )
}

function SetDialog({ state, onClose }: { state: LockState; onClose: () => void }) {
  const words = t.lock
  const [current, setCurrent] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [minutes, setMinutes] = useState(state.on ? state.afterMinutes : 15)
  const [asked, setAsked] = useState(false)
  const wanted = !state.on || passphrase !== ''
  const tooShort = wanted && passphrase.length < shortestPassphrase
  const differ = wanted && passphrase !== again
  const save = useAction(async () => {
    await call('lock.save', {
      current: state.on ? current : null,
      passphrase: wanted ? passphrase : null,
      afterMinutes: minutes,
    })
    showToast(words.saved)
    onClose()
  })
  const submit = () => {
    setAsked(true)
    if (!tooShort && !differ && (!state.on || current !== '')) save.run()
  }
  return (
    <Dialog
      onClose={onClose}
      title={state.on ? words.changeTitle : words.setUpTitle}
      description={words.forgottenMeans}
    >
      <Form className="stack connect-form" onSubmit={submit}>
        {state.on && (
          <Field label={words.current}>
            <TextInput secret value={current} onChange={setCurrent} autoFocus />
          </Field>
        )}
        <Field
          label={state.on ? words.next : words.passphrase}
          hint={state.on ? words.nextHint : words.hint}
          error={asked && tooShort ? words.tooShort : undefined}
        >
          <TextInput secret value={passphrase} onChange={setPassphrase} autoFocus={!state.on} />
        </Field>
        <Field label={words.again} error={asked && !tooShort && differ ? words.differ : undefined}>
          <TextInput secret value={again} onChange={setAgain} />
        </Field>
        <Field label={words.idle}>
          <Select
            value={minutes}
            options={[
              { value: null, label: words.never },
              ...withCurrent(idleMinutes, minutes).map((value) => ({ value, label: words.minutes(value) })),
            ]}
            onChange={setMinutes}
          />
        </Field>
        <FormFoot label={words.save} action={save} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

function RemoveDialog({ onClose }: { onClose: () => void }) {
  const words = t.lock
  const [current, setCurrent] = useState('')
  const remove = useAction(async () => {
    await call('lock.remove', { current })
    showToast(words.removed)
    onClose()
  })
  return (
    <Dialog onClose={onClose} title={words.remove}>
      <Form className="stack connect-form" onSubmit={() => current && remove.run()}>
        <Field label={words.current}>
          <TextInput secret value={current} onChange={setCurrent} autoFocus />
        </Field>
        <FormFoot label={words.remove} action={remove} variant="danger" disabled={!current} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

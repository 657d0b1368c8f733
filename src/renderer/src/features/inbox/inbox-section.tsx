import './inbox.css'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { InboxSettings, InboxTemplate } from '#shared/contract/inbox.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { useQuery } from '../../lib/use-query.ts'
import { showToast } from '../../stores/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextArea, TextInput } from '../../ui/text-input.tsx'

const everyChoices = [5, 10, 15, 30, 60] as const

const save = (change: Partial<InboxSettings>): void => {
  call('inbox.saveSettings', change).catch(() => showToast(t.inbox.settings.notSaved, { tone: 'bad' }))
}

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const minuteOf = (time: string): number | null => {
  const found = /^(\d\d):(\d\d)$/.exec(time)
  return found ? Number(found[1]) * 60 + Number(found[2]) : null
}

/** How the inbox behaves: reading, notifications, signature, templates. */
export function InboxSection() {
  const settings = useQuery('inbox.settings', {}, ['settings']).data
  if (!settings) return null
  return (
    <>
      <Behaviour settings={settings} />
      <Templates />
    </>
  )
}

function Behaviour({ settings }: { settings: InboxSettings }) {
  const words = t.inbox.settings
  const [signature, setSignature] = useState(settings.signature)
  const { quiet } = settings
  const setQuiet = (part: 'from' | 'to', time: string) => {
    const minute = minuteOf(time)
    if (quiet && minute !== null) save({ quiet: { ...quiet, [part]: minute } })
  }
  return (
    <Card title={words.title}>
      <div className="stack">
        <Field label={words.every}>
          <Select
            value={String(settings.everyMinutes)}
            onChange={(value) => save({ everyMinutes: Number(value) })}
            options={[...new Set([...everyChoices, settings.everyMinutes])].map((minutes) => ({
              value: String(minutes),
              label: words.minutes(minutes),
            }))}
          />
        </Field>
        <Switch
          checked={settings.notify}
          onChange={(notify) => save({ notify })}
          label={words.notify}
          hint={words.notifyHint}
        />
        <Switch
          checked={quiet !== null}
          onChange={(on) => save({ quiet: on ? { from: 20 * 60, to: 7 * 60 } : null })}
          label={words.quiet}
          hint={words.quietHint}
        />
        {quiet && (
          <div className="row">
            <Field label={words.from}>
              <TextInput type="time" value={timeOf(quiet.from)} onChange={(time) => setQuiet('from', time)} />
            </Field>
            <Field label={words.to}>
              <TextInput type="time" value={timeOf(quiet.to)} onChange={(time) => setQuiet('to', time)} />
            </Field>
          </div>
        )}
        <Field label={words.signature} hint={words.signatureHint}>
          <TextArea
            rows={4}
            value={signature}
            onChange={setSignature}
            maxLength={2_000}
            onBlur={() => signature !== settings.signature && save({ signature })}
          />
        </Field>
      </div>
    </Card>
  )
}

function Templates() {
  const words = t.inbox.settings
  const templates = useQuery('inbox.templates', { workspaceId: null }, ['inbox']).data ?? []
  const [adding, setAdding] = useState(false)
  return (
    <Card title={words.templates}>
      <div className="stack">
        <p className="text-2">{words.templatesHint}</p>
        {templates.length === 0 && !adding && <p className="text-3">{words.none}</p>}
        {templates.map((template) => (
          <TemplateForm key={template.id} template={template} />
        ))}
        {adding ? (
          <TemplateForm template={null} onSaved={() => setAdding(false)} />
        ) : (
          <div>
            <Button icon={Plus} onClick={() => setAdding(true)}>
              {words.add}
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}

function TemplateForm({ template, onSaved }: { template: InboxTemplate | null; onSaved?: () => void }) {
  const words = t.inbox.settings
  const [name, setName] = useState(template?.name ?? '')
  const [text, setText] = useState(template?.text ?? '')
  const saving = useAction(async () => {
    await call('inbox.saveTemplate', { id: template?.id ?? null, name, text })
    onSaved?.()
  })
  const removing = useAction(async () => template && call('inbox.removeTemplate', { id: template.id }))
  const changed = name !== (template?.name ?? '') || text !== (template?.text ?? '')
  const error = saving.error ?? removing.error
  return (
    <div className="inbox-template">
      <Field label={words.name}>
        <TextInput value={name} onChange={setName} maxLength={100} autoFocus={template === null} />
      </Field>
      <Field label={words.text}>
        <TextArea rows={4} value={text} onChange={setText} maxLength={20_000} />
      </Field>
      {error && <ErrorNote error={error} />}
      <div className="row">
        <Button onClick={saving.run} busy={saving.busy} disabled={!changed || !name.trim() || !text.trim()}>
          {words.save}
        </Button>
        {template && (
          <Button variant="quiet" icon={Trash2} onClick={removing.run} busy={removing.busy}>
            {words.remove}
          </Button>
        )}
      </div>
    </div>
  )
}

import { minuteOfTime, timeOfMinute } from '../../core/lib/time-of-day.ts'
import './inbox.css'
import type { InboxSettings } from '#shared/contract/inbox/inbox.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { CorrectionsCard } from './corrections-card.tsx'
import { ModelCard } from './model-card.tsx'
import { TextsCard } from './texts-card.tsx'

const everyChoices = [5, 10, 15, 30, 60] as const
const undoChoices = [0, 5, 10, 20, 30] as const
const followUpChoices = [2, 3, 4, 7, 14, 0] as const

const save = (change: Partial<InboxSettings>): void => {
  call('inbox.saveSettings', change).catch(() => showToast(t.inbox.settings.notSaved, { tone: 'bad' }))
}

/** Inbox settings: reading, notifications, signature, templates, a language model. */
export function InboxSection() {
  const settings = useQuery('inbox.settings', {}).data
  if (!settings) return null
  return (
    <>
      <Behaviour settings={settings} />
      <TextsCard signature={settings.signature} />
      <CorrectionsCard />
      <ModelCard />
    </>
  )
}

function Behaviour({ settings }: { settings: InboxSettings }) {
  const words = t.inbox.settings
  const { quiet } = settings
  const setQuiet = (part: 'from' | 'to', time: string) => {
    const minute = minuteOfTime(time)
    if (quiet && minute !== null) save({ quiet: { ...quiet, [part]: minute } })
  }
  return (
    <Card title={words.title}>
      <div className="stack">
        <Field label={words.every}>
          <Select
            value={settings.everyMinutes}
            onChange={(everyMinutes) => save({ everyMinutes })}
            options={[...new Set([...everyChoices, settings.everyMinutes])].map((minutes) => ({
              value: minutes,
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
              <TextInput type="time" value={timeOfMinute(quiet.from)} onChange={(time) => setQuiet('from', time)} />
            </Field>
            <Field label={words.to}>
              <TextInput type="time" value={timeOfMinute(quiet.to)} onChange={(time) => setQuiet('to', time)} />
            </Field>
          </div>
        )}
        <Field label={words.undo} hint={words.undoHint}>
          <Select
            value={settings.undoSeconds}
            onChange={(undoSeconds) => save({ undoSeconds })}
            options={[...new Set([...undoChoices, settings.undoSeconds])].map((seconds) => ({
              value: seconds,
              label: seconds === 0 ? words.undoNever : words.seconds(seconds),
            }))}
          />
        </Field>
        <Field label={words.followUpDays} hint={words.followUpHint}>
          <Select
            value={settings.followUpDays}
            onChange={(followUpDays) => save({ followUpDays })}
            options={[...new Set([...followUpChoices, settings.followUpDays])].map((days) => ({
              value: days,
              label: days === 0 ? words.followUpNever : words.days(days),
            }))}
          />
        </Field>
      </div>
    </Card>
  )
}

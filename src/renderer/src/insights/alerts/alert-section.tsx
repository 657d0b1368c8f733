import { useState } from 'react'
import type { AlertSettings } from '#shared/contract/insights/alerts.ts'
import { alertKinds } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { percentOf, shareOf } from '../../core/lib/typed-figures.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Checkbox, Switch } from '../../core/ui/toggles.tsx'
import './alerts.css'
import { MutedAlertsCard } from './muted-alerts-card.tsx'
import { TargetsCard } from './targets-card.tsx'

/** Alert settings: kinds, limits and targets, desktop notifications, and alerts that are silenced. */
export function AlertSection() {
  const settings = useQuery('alerts.settings', {}).data
  // The form is shown once the settings are loaded, and reset if they are changed elsewhere.
  return (
    <>
      {settings && <Shown key={JSON.stringify(settings)} settings={settings} />}
      <TargetsCard />
      <MutedAlertsCard />
    </>
  )
}

const isShare = (share: number): boolean => share >= 0.001 && share <= 0.5

function Shown({ settings }: { settings: AlertSettings }) {
  const words = t.alerts.setting
  const [amber, setAmber] = useState(percentOf(settings.bounceAmber))
  const [red, setRed] = useState(percentOf(settings.bounceRed))
  const save = useAction(async (change: Partial<AlertSettings>) =>
    call('alerts.saveSettings', { ...settings, ...change }),
  )
  const limits = { bounceAmber: shareOf(amber), bounceRed: shareOf(red) }
  const right = isShare(limits.bounceAmber) && isShare(limits.bounceRed) && limits.bounceAmber < limits.bounceRed
  const changed = limits.bounceAmber !== settings.bounceAmber || limits.bounceRed !== settings.bounceRed
  return (
    <Card title={words.title}>
      <div className="stack alert-settings">
        {save.error && <ErrorNote error={save.error} />}
        <fieldset className="alert-kinds">
          <legend>{words.kinds}</legend>
          {alertKinds.map((kind) => (
            <Checkbox
              key={kind}
              label={words.kindNames[kind]}
              checked={settings.kinds.includes(kind)}
              onChange={(on) =>
                save.run({ kinds: alertKinds.filter((each) => (each === kind ? on : settings.kinds.includes(each))) })
              }
            />
          ))}
        </fieldset>
        <div className="alert-limits">
          <Field label={words.amber} error={right ? undefined : words.wrong}>
            <TextInput value={amber} onChange={setAmber} inputMode="decimal" maxLength={6} />
          </Field>
          <Field label={words.red}>
            <TextInput value={red} onChange={setRed} inputMode="decimal" maxLength={6} />
          </Field>
          <span className="text-3 small">{words.percent}</span>
          <Button label={words.save} disabled={!right || !changed} busy={save.busy} onClick={() => save.run(limits)} />
        </div>
        <p className="text-3 small">{words.source}</p>
        <Switch
          checked={settings.notify}
          onChange={(notify) => save.run({ notify })}
          label={words.notify}
          hint={words.notifyHint}
        />
      </div>
    </Card>
  )
}

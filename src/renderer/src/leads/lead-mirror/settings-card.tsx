import { useState } from 'react'
import { copyEffort, copyEveryDays, type LeadMirrorSettings } from '#shared/domain/leads/lead-mirror/lead-mirror.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Field } from '../../core/ui/field.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { withCurrent } from '../../core/ui/select-options.ts'
import { Switch } from '../../core/ui/toggles.tsx'

const maxChoices = [10_000, 50_000, 100_000, 250_000, 1_000_000] as const
const oldChoices = [1, 3, 7, 14, 30] as const
/** Usual response time. */
const usualAnswerMs = 400

/** When leads at Instantly are copied automatically, and which of them count. */
export function LeadMirrorSettingsCard() {
  const words = t.leadMirror
  const stored = useQuery('leadMirror.settings', {}).data
  // The choice shows at once, even if two settings are changed in quick succession.
  const [chosen, setChosen] = useState<LeadMirrorSettings | null>(null)
  const settings = chosen ?? stored
  if (!settings) return null
  const save = (change: Partial<LeadMirrorSettings>) => {
    const next = { ...settings, ...change }
    setChosen(next)
    call('leadMirror.saveSettings', next).catch(() => {
      setChosen(null)
      showToast(words.notSaved, { tone: 'bad' })
    })
  }
  return (
    <Card title={words.settings}>
      <div className="stack">
        <p className="text-2">{words.settingsText}</p>
        <Field label={words.every} hint={words.everyHint}>
          <Select
            value={settings.everyDays}
            onChange={(everyDays) => save({ everyDays })}
            options={copyEveryDays.map((days) => ({ value: days, label: words.everyOptions[days] }))}
          />
        </Field>
        <Field label={words.most} hint={words.mostHint}>
          <Select
            value={settings.mostLeads}
            disabled={settings.everyDays === 0}
            onChange={(mostLeads) => save({ mostLeads })}
            options={withCurrent(maxChoices, settings.mostLeads).map((leads) => ({
              value: leads,
              label: words.mostOption(leads, copyEffort(leads, usualAnswerMs).minutes),
            }))}
          />
        </Field>
        <Field label={words.oldAfter}>
          <Select
            value={settings.oldAfterDays}
            onChange={(oldAfterDays) => save({ oldAfterDays })}
            options={withCurrent(oldChoices, settings.oldAfterDays).map((days) => ({
              value: days,
              label: words.days(days),
            }))}
          />
        </Field>
        <Switch
          label={words.waiting}
          hint={words.waitingHint}
          checked={settings.countWaiting}
          onChange={(countWaiting) => save({ countWaiting })}
        />
      </div>
    </Card>
  )
}

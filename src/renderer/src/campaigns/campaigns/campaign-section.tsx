import { call, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Field } from '../../core/ui/field.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { withCurrent } from '../../core/ui/select-options.ts'

const choices = [5, 15, 30, 60, 120, 240, 480, 720, 1440] as const

/** Setting for how often campaigns are synced. */
export function CampaignSection() {
  const words = t.campaigns.setting
  const settings = useQuery('campaigns.settings', {}).data
  if (!settings) return null
  const save = (everyMinutes: number) => {
    call('campaigns.saveSettings', { everyMinutes }).catch(() => showToast(words.notSaved, { tone: 'bad' }))
  }
  return (
    <Card title={words.title}>
      <Field label={words.every} hint={words.hint}>
        <Select
          value={settings.everyMinutes}
          onChange={save}
          options={withCurrent(choices, settings.everyMinutes).map((minutes) => ({
            value: minutes,
            label: minutes % 60 === 0 ? words.hours(minutes / 60) : words.minutes(minutes),
          }))}
        />
      </Field>
    </Card>
  )
}

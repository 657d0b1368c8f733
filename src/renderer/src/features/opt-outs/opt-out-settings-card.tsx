import type { OptOutSettings } from '#shared/contract/opt-outs.ts'
import { call } from '../../lib/call.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { useQuery } from '../../lib/use-query.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Field } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Switch } from '../../ui/switch.tsx'

/** What an opt-out does, and the way to the page of those who did. */
export function OptOutSettingsCard() {
  const words = t.optOuts
  const settings = useQuery('optOuts.settings', {}, ['opt_outs']).data
  const save = useAction((change: Partial<OptOutSettings>) => call('optOuts.saveSettings', change))
  if (!settings) return null
  return (
    <Card
      title={words.settingsTitle}
      actions={
        <Button size="s" onClick={() => go('/opted-out')}>
          {words.openPage}
        </Button>
      }
    >
      <div className="stack">
        <Switch
          checked={settings.atInstantly}
          onChange={(atInstantly) => save.run({ atInstantly })}
          label={words.tellInstantly}
          hint={words.tellInstantlyHint}
        />
        <Field label={words.leadsSetting} hint={words.leadsHint[settings.leads]}>
          <Segmented
            label={words.leadsSetting}
            value={settings.leads}
            onChange={(leads) => save.run({ leads })}
            options={(['status', 'remove'] as const).map((value) => ({ value, label: words.leads[value] }))}
          />
        </Field>
        <Field label={words.scopeSetting}>
          <Segmented
            label={words.scopeSetting}
            value={settings.scope}
            onChange={(scope) => save.run({ scope })}
            options={(['client', 'all'] as const).map((value) => ({ value, label: words.scopes[value] }))}
          />
        </Field>
        {save.error && <ErrorNote error={save.error} />}
      </div>
    </Card>
  )
}

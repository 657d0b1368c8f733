import type { OptOutSettings } from '#shared/contract/leads/opt-outs.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Segmented, Switch } from '../../core/ui/toggles.tsx'

/** Effect of an opt-out, with a link to the page of opt-outs. */
export function OptOutSettingsCard() {
  const words = t.optOuts
  const settings = useQuery('optOuts.settings', {}).data
  const save = useAction((change: Partial<OptOutSettings>) => call('optOuts.saveSettings', change))
  if (!settings) return null
  return (
    <Card
      title={words.settingsTitle}
      actions={<Button label={words.openPage} size="s" onClick={() => go('/opted-out')} />}
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

import type { ImportSettings } from '#shared/contract/lists.ts'
import { defaultSettings } from '#shared/domain/row-settings.ts'
import { t } from '../../lib/texts.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { editImport, type ImportEdits } from './import-edits.ts'

type SwitchName = Exclude<keyof typeof t.importing.switches, 'repairMojibake'>
type Duplicates = NonNullable<ImportSettings['duplicates']>
const rules: readonly Duplicates[] = ['first', 'best', 'merge']

/** The rules a person may see otherwise, below the usual one. */
export function GateSwitches({ edits }: { edits: ImportEdits }) {
  const { draft, settings, mapping } = edits
  const words = t.importing
  const set = (change: Partial<ImportSettings>) => editImport(draft.importId, { settings: { ...settings, ...change } })
  const hasPersons = mapping.some((target) => target.kind === 'variable' && target.name === 'linkedin_email')
  const names: readonly SwitchName[] = [
    'holdRisky',
    'holdRole',
    'holdDisposable',
    ...(draft.raggedRows > 0 ? (['holdRagged'] as const) : []),
    'needConsent',
    'holdBlocked',
    'holdContacted',
    'holdOtherClients',
    ...(hasPersons ? (['derivePersons'] as const) : []),
    'tidyNames',
    'companyAsFirstName',
    'mendValues',
  ]
  return (
    <details className="gate-rules">
      <summary className="small">{words.gates.more}</summary>
      <Field label={words.duplicates.label}>
        <Select
          value={settings.duplicates ?? 'first'}
          options={rules.map((value) => ({ value, label: words.duplicates.options[value] }))}
          onChange={(duplicates: Duplicates) => set({ duplicates })}
        />
      </Field>
      {names.map((name) => (
        <Switch
          key={name}
          label={words.switches[name].label}
          hint={words.switches[name].hint}
          checked={settings[name] ?? defaultSettings[name]}
          onChange={(on) => set({ [name]: on })}
        />
      ))}
    </details>
  )
}

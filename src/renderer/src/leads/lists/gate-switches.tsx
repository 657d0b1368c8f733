import type { ImportSettings } from '#shared/contract/leads/lists.ts'
import type { LookedAt } from '#shared/domain/leads/import/lookups.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import { t } from '../../core/lib/texts.ts'
import { Field } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Switch } from '../../core/ui/switch.tsx'
import { CheckedAgainst, LookedAtList } from '../gates/looked-at.tsx'
import { editImport, editImportUndoably, type ImportEdits } from './import-edits.ts'

type SwitchName = Exclude<keyof typeof t.importing.switches, 'repairMojibake'>
type Duplicates = NonNullable<ImportSettings['duplicates']>
const rules: readonly Duplicates[] = ['first', 'best', 'merge']

/** What rows were checked against in one line, and behind it every rule a person may see otherwise. */
export function GateSwitches({ edits, lookedAt }: { edits: ImportEdits; lookedAt: readonly LookedAt[] | null }) {
  const { draft, settings, mapping } = edits
  const words = t.importing
  const set = (change: Partial<ImportSettings>) => editImport(draft.importId, { settings: { ...settings, ...change } })
  const hasPersons = mapping.some((target) => target.kind === 'variable' && target.name === 'linkedin_email')
  const hasStatus = mapping.some((target) => target.kind === 'verification')
  const names: readonly SwitchName[] = [
    'holdRisky',
    'holdRole',
    'holdDisposable',
    ...(draft.raggedRows > 0 ? (['holdRagged'] as const) : []),
    'needConsent',
    'holdBlocked',
    'holdContacted',
    'holdOtherClients',
    ...(hasPersons ? (['derivePersons', 'personTexts'] as const) : []),
    'tidyNames',
    'companyAsFirstName',
    'mendValues',
  ]
  return (
    <details className="gate-rules">
      <summary className="small">
        <span className="text-2 grow">{lookedAt && <CheckedAgainst lookedAt={lookedAt} />}</span>
        <span className="gate-rules-open">{words.gates.more}</span>
      </summary>
      <Switch
        label={t.lists.import.holdUnverified}
        hint={
          hasStatus
            ? `${t.lists.import.holdUnverifiedHint} ${t.lists.import.unknownPass}`
            : t.lists.import.holdUnverifiedNone
        }
        // A rule that finds nothing to act on is not drawn as one that acts.
        checked={hasStatus && settings.holdUnverified}
        disabled={!hasStatus}
        onChange={(holdUnverified) =>
          editImportUndoably(edits, { settings: { ...settings, holdUnverified } }, () => t.undo.acts.holdUnverified)
        }
      />
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
      {lookedAt && <LookedAtList workspaceId={draft.workspaceId} lookedAt={lookedAt} withFile />}
    </details>
  )
}

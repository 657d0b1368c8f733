import type { ImportSettings } from '#shared/contract/leads/imports.ts'
import type { CheckedSource } from '#shared/domain/leads/import/lookups.ts'
import { isSaidOfEach } from '#shared/domain/leads/import/opt-out-titles.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import { t } from '../../core/lib/texts.ts'
import { Field } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { CheckedAgainst, CheckedSourceList } from '../gates/checked-source-list.tsx'
import { editImport, editImportUndoably, type ImportEdits } from './import-edits.ts'

type SwitchName = Exclude<keyof typeof t.importing.switches, 'repairMojibake'>
export type RuleName = SwitchName | 'holdUnverified'

/** Returns the stand-alone label of a rule. */
const ruleLabel = (name: RuleName): string =>
  name === 'holdUnverified' ? t.lists.import.holdUnverified : t.importing.switches[name].label

const isOn = ({ settings }: ImportEdits, name: RuleName): boolean => settings[name] ?? defaultSettings[name]

function setRule(edits: ImportEdits, name: RuleName, on: boolean): void {
  const settings = { ...edits.settings, [name]: on }
  if (name === 'holdUnverified') editImportUndoably(edits, { settings }, () => t.undo.acts.holdUnverified)
  else editImport(edits.draft.importId, { settings })
}

/** Switch of a rule, shown beside what it excludes; `named` shows its label if nothing nearby explains it. */
export const RuleSwitch = ({ edits, name, named }: { edits: ImportEdits; name: RuleName; named?: boolean }) => (
  <Switch
    bare={!named}
    label={ruleLabel(name)}
    checked={isOn(edits, name)}
    onChange={(on) => setRule(edits, name, on)}
  />
)

const none: ReadonlySet<RuleName> = new Set()
type Duplicates = NonNullable<ImportSettings['duplicates']>
const rules: readonly Duplicates[] = ['first', 'best', 'merge']

type Props = {
  edits: ImportEdits
  lookedAt: readonly CheckedSource[] | null
  /** Rules whose switch is shown elsewhere. */
  shown?: ReadonlySet<RuleName>
}

/** One line on what rows were checked against, expanding to every rule the operator can change. */
export function GateSwitches({ edits, lookedAt, shown = none }: Props) {
  const { draft, settings, mapping } = edits
  const words = t.importing
  const hasPersons = mapping.some((target) => target.kind === 'variable' && target.name === 'linkedin_email')
  const hasJobs = mapping.some((target) => target.kind === 'field' && target.field === 'job_title')
  const hasStatus = mapping.some((target) => target.kind === 'verification')
  const names: readonly SwitchName[] = [
    'holdRisky',
    'holdRole',
    'holdDisposable',
    ...(draft.raggedRows > 0 ? (['holdRagged'] as const) : []),
    ...(draft.askedSheets.length > 0 || (draft.aboutNo !== null && !isSaidOfEach(draft.aboutNo, mapping))
      ? (['holdAboutNo'] as const)
      : []),
    ...(hasJobs ? (['holdPastJobs'] as const) : []),
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
      {!shown.has('holdUnverified') && (
        <Switch
          label={ruleLabel('holdUnverified')}
          hint={
            hasStatus
              ? `${t.lists.import.holdUnverifiedHint} ${t.lists.import.unknownPass}`
              : t.lists.import.holdUnverifiedNone
          }
          // A rule with nothing to act on is shown as off.
          checked={hasStatus && settings.holdUnverified}
          disabled={!hasStatus}
          onChange={(on) => setRule(edits, 'holdUnverified', on)}
        />
      )}
      <Field label={words.duplicates.label}>
        <Select
          value={settings.duplicates ?? 'first'}
          options={rules.map((value) => ({ value, label: words.duplicates.options[value] }))}
          onChange={(duplicates: Duplicates) => editImport(draft.importId, { settings: { ...settings, duplicates } })}
        />
      </Field>
      {names
        .filter((name) => !shown.has(name))
        .map((name) => (
          <Switch
            key={name}
            label={ruleLabel(name)}
            hint={words.switches[name].hint}
            checked={isOn(edits, name)}
            onChange={(on) => setRule(edits, name, on)}
          />
        ))}
      {lookedAt && <CheckedSourceList workspaceId={draft.workspaceId} lookedAt={lookedAt} withFile />}
    </details>
  )
}

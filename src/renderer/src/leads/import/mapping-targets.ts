/** The targets a column can be mapped to, and their names. */
import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import { knownVariables, leadFields, type PersonField, type Target } from '#shared/domain/leads/import/mapping.ts'
import { t } from '../../core/lib/texts.ts'
import type { SelectOption } from '../../core/ui/select.tsx'
import { columnName } from './column-name.ts'
import { type holdersOf, leftOut, tagOf, targetKey } from './mapping-rules.ts'

/** Value of the option that asks for the name of a new variable. */
export const newVariable = 'new'

export function targetName(target: Target, columns: readonly ImportColumn[]): string {
  const nameAt = (at: number) => columnName(columns[at] ?? { header: '', position: at })
  const words = t.lists.import
  switch (target.kind) {
    case 'field':
      return t.lists.fields[target.field]
    case 'variable':
      return target.name
    case 'verification':
      return target.column === undefined
        ? words.verification
        : t.importing.targets.verificationOf(nameAt(target.column))
    case 'catch_all':
      return target.column === undefined
        ? t.importing.targets.catch_all
        : t.importing.targets.catchAllOf(nameAt(target.column))
    case 'opt_out':
      return t.importing.targets.optOutBy[target.read ?? 'yes_stops']
    case 'consent':
    case 'consent_source':
    case 'consent_date':
      return t.importing.targets[target.kind]
    case 'email_other':
      return target.own ? t.importing.targets.otherPerson : words.emailOther
    case 'of_address':
      return t.importing.targets.ofAddress(personFieldName(target.field), nameAt(target.column))
    case 'left_out':
      return words.leftOut
  }
}

const personFieldName = (field: PersonField): string =>
  field === 'full_name' || field === 'linkedin_url' ? field : t.lists.fields[field]

/** Returns Instantly's fields, then variables, then targets that are not sent, each with the column that has it now. */
export function optionsFor(
  column: ImportColumn,
  columns: readonly ImportColumn[],
  own: Target,
  holderOf: ReturnType<typeof holdersOf>,
): readonly SelectOption[] {
  const words = t.lists.import
  const suggested = column.suggestion.target
  const names = new Set<string>(knownVariables)
  /** Special targets are offered only for columns they were detected in. */
  const here = (kind: Target['kind']) =>
    [suggested, own].filter(
      (target, at, all) =>
        target.kind === kind &&
        targetKey(target) !== kind &&
        all.findIndex((other) => targetKey(other) === targetKey(target)) === at,
    )
  for (const target of [suggested, own]) if (target.kind === 'variable') names.add(target.name)
  const option = (target: Target, group: string, hint?: string): SelectOption => {
    const holder = columns[holderOf(target, column.position)]
    const optionHint = holder ? words.taken(columnName(holder)) : hint
    return {
      value: targetKey(target),
      label: targetName(target, columns),
      group,
      ...(optionHint ? { hint: optionHint } : {}),
    }
  }
  return [
    { ...option(leftOut, '', words.leftOutHint) },
    ...leadFields.map((field) => option({ kind: 'field', field }, words.groups.fields)),
    option({ kind: 'email_other' }, words.groups.fields, words.emailOtherHint),
    ...[...here('email_other'), ...here('of_address')].map((target) => option(target, words.groups.fields)),
    ...[...names].map((name) => option({ kind: 'variable', name }, words.groups.variables, tagOf(name))),
    { value: newVariable, label: words.newVariable, group: words.groups.variables },
    option({ kind: 'verification' }, words.groups.special, words.verificationHint),
    ...[...here('verification'), ...here('catch_all')].map((target) => option(target, words.groups.special)),
    option({ kind: 'catch_all' }, words.groups.special, t.importing.targets.catch_allHint),
    option({ kind: 'opt_out' }, words.groups.special, t.importing.targets.opt_outHint),
    ...here('opt_out').map((target) => option(target, words.groups.special, t.importing.targets.opt_outHint)),
    option({ kind: 'consent' }, words.groups.special, t.importing.targets.consentHint),
    option({ kind: 'consent_source' }, words.groups.special, t.importing.targets.consentKept),
    option({ kind: 'consent_date' }, words.groups.special, t.importing.targets.consentKept),
  ]
}

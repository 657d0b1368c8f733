import { ArrowRight, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import type { MappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import { knownVariables, leadFields, type PersonField, type Target } from '#shared/domain/leads/import/mapping.ts'
import { repairMojibake } from '#shared/domain/leads/import/mojibake.ts'
import { formatShare, t } from '../../core/lib/texts.ts'
import { isFocusLost } from '../../core/lib/use-page-focus.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Icon } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Select, type SelectOption } from '../../core/ui/select.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { withoutIcons } from '../lists/shown-cell.ts'
import { columnName } from './column-name.ts'
import { ComposedList } from './composed-list.tsx'
import { editImport, editImportUndoably, type ImportEdits } from './import-edits.ts'
import { MappingAsk } from './mapping-ask.tsx'
import { chooseTarget, countByConfidence, holdersOf, leftOut, tagOf, targetKey, targetOfKey } from './mapping-rules.ts'
import { VariableDialog } from './variable-dialog.tsx'

const newVariable = 'new'

function targetName(target: Target, columns: readonly ImportColumn[]): string {
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

/** Mapping of the file's columns. Each target has one column; choosing a taken target moves it and says so. */
export function MappingTable({ edits, fault }: { edits: ImportEdits; fault: MappingFault | null }) {
  const words = t.lists.import
  const { draft, mapping, chosen, settings, hideLeftOut } = edits
  const { importId, columns } = draft
  const [naming, setNaming] = useState<ImportColumn | null>(null)
  const counts = countByConfidence(columns, mapping, chosen)
  const isHidden = (column: ImportColumn) =>
    hideLeftOut && mapping[column.position]?.kind === 'left_out' && !chosen.has(column.position)
  const shown = columns.filter((column) => !isHidden(column))
  const hidden = columns.filter(isHidden)
  const holder = holdersOf(mapping)
  const asked = shown.find(
    ({ position, suggestion }) =>
      suggestion.sure === 'ask' && !chosen.has(position) && mapping[position]?.kind === 'variable',
  )
  const askedTarget = asked && mapping[asked.position]

  const choose = (column: ImportColumn, target: Target) => {
    const { mapping: next, movedFrom } = chooseTarget(mapping, column.position, target)
    const touched = new Set(chosen).add(column.position)
    if (movedFrom !== null) touched.add(movedFrom)
    const from = movedFrom === null ? undefined : columns[movedFrom]
    editImportUndoably(
      edits,
      { mapping: next, chosen: touched },
      () => t.undo.acts.mapping(columnName(column)),
      from && words.moved(targetName(target, columns), columnName(from), columnName(column)),
    )
  }

  return (
    <section className="card mapping" aria-labelledby="mapping-title">
      <header className="card-head">
        <h2 id="mapping-title">{words.columnsTitle(columns.length)}</h2>
        <span className="text-3 ellipsis">
          {words.columnsMeta(counts.certain, counts.likely, counts.ask, counts.leftOut)}
        </span>
        {counts.leftOut > 0 && (
          <div className="push">
            <Switch
              label={words.hideLeftOut}
              checked={hideLeftOut}
              onChange={(next) => editImport(importId, { hideLeftOut: next })}
            />
          </div>
        )}
      </header>
      {fault && (
        <div className="mapping-fault">
          {fault.fault === 'no_email' && !columns.some(holdsAddresses) ? (
            <Note tone="bad" role="alert" title={words.noAddresses}>
              {words.noAddressesText}
            </Note>
          ) : (
            <Note tone="bad" role="alert" title={faultText(fault)} />
          )}
        </div>
      )}
      <div className="mapping-scroll">
        <table className="plain-table mapping-table">
          <caption className="sr-only">{words.table}</caption>
          <Heads />
          <tbody>
            {shown.map((column) => (
              <Row
                key={column.position}
                column={column}
                columns={columns}
                target={mapping[column.position] ?? leftOut}
                holder={holder}
                isChosen={chosen.has(column.position)}
                isAsked={column === asked}
                repair={settings.repairMojibake ?? false}
                onChoose={(target) => choose(column, target)}
                onName={() => setNaming(column)}
              />
            ))}
          </tbody>
        </table>
        {hidden.length > 0 && <HiddenRow hidden={hidden} onShow={() => editImport(importId, { hideLeftOut: false })} />}
        <ComposedList edits={edits} />
      </div>
      {asked && askedTarget?.kind === 'variable' && (
        <MappingAsk
          column={asked}
          target={askedTarget}
          onChoose={(target) => {
            choose(asked, target)
            focusFieldOf(asked)
          }}
        />
      )}
      {naming && (
        <VariableDialog
          column={naming}
          taken={[
            ...mapping.filter((target, at) => target.kind === 'variable' && at !== naming.position),
            ...(settings.composed ?? []).map(({ name }): Target => ({ kind: 'variable', name })),
          ]}
          onUse={(name) => choose(naming, { kind: 'variable', name })}
          onClose={() => setNaming(null)}
        />
      )}
    </section>
  )
}

function Heads() {
  const words = t.lists.import
  return (
    <>
      <colgroup>
        <col className="mapping-col-name" />
        <col />
        <col style={{ width: 28 }} />
        <col className="mapping-col-field" />
        <col className="mapping-col-filled" />
        <col style={{ width: 118 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{words.column}</th>
          <th scope="col">{words.firstRows}</th>
          <th aria-hidden />
          <th scope="col">{words.becomes}</th>
          <th scope="col" className="num">
            {words.filled}
          </th>
          <th scope="col">{words.sure}</th>
        </tr>
      </thead>
    </>
  )
}

/** Columns that are left out, collapsed into one line. */
const HiddenRow = ({ hidden, onShow }: { hidden: readonly ImportColumn[]; onShow: () => void }) => (
  <button type="button" className="mapping-hidden" aria-expanded={false} onClick={onShow}>
    <Icon of={ChevronRight} size={14} />
    <span className="mapping-hidden-count">{t.lists.import.leftOutRow(hidden.length)}</span>
    <span className="text-3 small ellipsis">{hidden.map(columnName).join(', ')}</span>
  </button>
)

/** Answering the last question removes its buttons, so the column just decided on takes the focus. */
function focusFieldOf({ position }: ImportColumn): void {
  setTimeout(() => {
    if (isFocusLost()) document.querySelector<HTMLElement>(`.mapping-table [data-column="${position}"] button`)?.focus()
  })
}

/** Whether the column contains addresses. If no column does, choosing another one does not help. */
const holdsAddresses = ({ suggestion: { target }, samples }: ImportColumn): boolean =>
  target.kind === 'email_other' ||
  (target.kind === 'field' && target.field === 'email') ||
  samples.some((sample) => sample.includes('@'))

function faultText(fault: MappingFault): string {
  return fault.fault === 'name_invalid' || fault.fault === 'column_missing'
    ? t.lists.import.faults[fault.fault](fault.name)
    : t.lists.import.faults[fault.fault]
}

type RowProps = {
  column: ImportColumn
  columns: readonly ImportColumn[]
  target: Target
  holder: ReturnType<typeof holdersOf>
  isChosen: boolean
  /** The question at the foot of the table is about this column. */
  isAsked: boolean
  /** Garbled letters are shown as they will be sent. */
  repair: boolean
  onChoose: (target: Target) => void
  onName: () => void
}

function Row({ column, columns, target, holder, isChosen, isAsked, repair, onChoose, onName }: RowProps) {
  const words = t.lists.import
  const isOut = target.kind === 'left_out'
  const asSent = (sample: string) => withoutIcons(repair ? repairMojibake(sample) : sample)
  const samples = column.samples.map(asSent).filter(Boolean).slice(0, 3)
  return (
    <tr className={isOut ? 'mapping-out' : isAsked ? 'mapping-asked' : undefined} data-column={column.position}>
      <th scope="row" className="mapping-name" title={columnName(column)}>
        {columnName(column)}
        {/* Shown when there is no room for a column of samples. */}
        <span className="mapping-under small text-3 ellipsis" aria-hidden>
          {samples[0] ?? words.emptyColumn}
        </span>
      </th>
      <td title={samples.join('\n')}>
        {samples.length === 0 ? (
          <span className="text-3">{words.emptyColumn}</span>
        ) : (
          <>
            {samples[0]}
            {samples.slice(1).map((sample, at) => (
              // Samples may be equal.
              <span key={at} className="text-3">
                {' · '}
                {sample}
              </span>
            ))}
          </>
        )}
      </td>
      <td className="mapping-arrow">{!isOut && <Icon of={ArrowRight} size={14} />}</td>
      <td className="mapping-field">
        <Select
          label={words.fieldFor(columnName(column))}
          value={targetKey(target)}
          options={optionsFor(column, columns, target, holder)}
          searchable
          onChange={(key) => {
            const next = targetOfKey(key)
            // Delayed until the option list is gone, as it returns the focus to its button and would take it from the
            // dialog.
            if (key === newVariable) setTimeout(onName, 20)
            else if (next) onChoose(next)
          }}
        />
      </td>
      <td className="num">
        <span className="filled">
          <i className="filled-bar" aria-hidden>
            <i style={{ width: `${column.filled * 100}%` }} />
          </i>
          <span className={column.filled === 0 ? 'zero' : undefined}>{formatShare(column.filled)}</span>
        </span>
      </td>
      <td>
        <Sure column={column} isOut={isOut} isChosen={isChosen} />
      </td>
    </tr>
  )
}

function Sure({ column, isOut, isChosen }: { column: ImportColumn; isOut: boolean; isChosen: boolean }) {
  const words = t.lists.import
  const { sure, why } = column.suggestion
  if (isChosen) {
    return (
      <span title={words.chosenWhy}>
        <Badge>{words.chosen}</Badge>
      </span>
    )
  }
  if (isOut) return <span className="text-3 small">{words.leftOut}</span>
  const tone = sure === 'certain' ? 'ok' : sure === 'likely' ? 'info' : 'warn'
  return (
    <span title={words.whyWords[why]}>
      <Badge tone={tone}>{words.sureWords[sure]}</Badge>
    </span>
  )
}

/** Returns Instantly's fields, then variables, then targets that are not sent, each with the column that has it now. */
function optionsFor(
  column: ImportColumn,
  columns: readonly ImportColumn[],
  own: Target,
  holderOf: RowProps['holder'],
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

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import type { MappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import type { Target } from '#shared/domain/leads/import/mapping.ts'
import { t } from '../../core/lib/texts.ts'
import { isFocusLost } from '../../core/lib/use-page-focus.ts'
import { Icon } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { columnName } from './column-name.ts'
import { ComposedList } from './composed-list.tsx'
import { editImport, editImportUndoably, type ImportEdits } from './import-edits.ts'
import { MappingAsk } from './mapping-ask.tsx'
import { MappingRow } from './mapping-row.tsx'
import { chooseTarget, countByConfidence, holdersOf, leftOut } from './mapping-rules.ts'
import { targetName } from './mapping-targets.ts'
import { VariableDialog } from './variable-dialog.tsx'

/** Mapping of the file's columns. Each target has one column; choosing a taken target moves it and says so. */
export function MappingTable({ edits, fault }: { edits: ImportEdits; fault: MappingFault | null }) {
  const words = t.lists.import
  const { draft, mapping, chosen, settings, hideLeftOut } = edits
  const { importId, columns } = draft
  const [naming, setNaming] = useState<ImportColumn | null>(null)
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
      <MappingHead edits={edits} />
      {fault && <FaultNote fault={fault} columns={columns} />}
      <div className="mapping-scroll">
        <table className="plain-table mapping-table">
          <caption className="sr-only">{words.table}</caption>
          <Heads />
          <tbody>
            {shown.map((column) => (
              <MappingRow
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

/** Title of the table: how many columns, how sure their fields are, and whether those left out are shown. */
function MappingHead({ edits: { draft, mapping, chosen, hideLeftOut } }: { edits: ImportEdits }) {
  const words = t.lists.import
  const { importId, columns } = draft
  const counts = countByConfidence(columns, mapping, chosen)
  return (
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
  )
}

function FaultNote({ fault, columns }: { fault: MappingFault; columns: readonly ImportColumn[] }) {
  const words = t.lists.import
  return (
    <div className="mapping-fault">
      {fault.fault === 'no_email' && !columns.some(holdsAddresses) ? (
        <Note tone="bad" role="alert" title={words.noAddresses}>
          {words.noAddressesText}
        </Note>
      ) : (
        <Note tone="bad" role="alert" title={faultText(fault)} />
      )}
    </div>
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

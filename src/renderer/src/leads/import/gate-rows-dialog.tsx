import { useState } from 'react'
import type { LeadPreview } from '#shared/contract/leads/imports.ts'
import type { ValueFlag } from '#shared/domain/leads/import/cell-value.ts'
import { flagOfField } from '#shared/domain/leads/import/flag-of-field.ts'
import type { Target } from '#shared/domain/leads/import/mapping.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { column } from '../../core/ui/column.ts'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import type { ImportEdits } from './import-edits.ts'

const ROWS_SHOWN = 50

type Props = {
  edits: ImportEdits
  what: string
  count: number
  rowNumbers: readonly number[]
  flag?: ValueFlag | undefined
  onClose: () => void
}

/** Rows behind a count; each expands to the row as it is in the file. */
export function GateRowsDialog({ edits, what, count, rowNumbers, flag, onClose }: Props) {
  const words = t.importing.gates
  const { draft, mapping, settings } = edits
  const shown = rowNumbers.slice(0, ROWS_SHOWN)
  const asked = useQuery('imports.preview', {
    importId: draft.importId,
    mapping: [...mapping],
    settings,
    rowNumbers: [...shown],
  })
  const [opened, setOpened] = useState<number | null>(null)
  const rows = asked.data ?? []
  // Of very long rows fewer are read.
  const listed = asked.data?.length ?? shown.length
  const lead = rows.find(({ rowNumber }) => rowNumber === opened)
  const headers = draft.columns.map(({ header }) => header)
  const oddValues = (of: LeadPreview) =>
    of.cells
      .filter(
        (cell, at) =>
          flag !== undefined && flagOfField(targetName(mapping[at]), cell, settings.tidyNames ?? true) === flag,
      )
      .join(', ')
  const nameOf = ({ fields }: LeadPreview) => [fields['first_name'], fields['last_name']].filter(Boolean).join(' ')
  return (
    <Dialog
      onClose={onClose}
      title={words.rowsTitle(what, count)}
      description={listed < count ? words.rowsFirst(listed, count) : undefined}
      width={720}
      closeLabel={t.ui.close}
    >
      {asked.error && <ErrorNote error={asked.error} onAction={asked.refetch} />}
      <div className="gate-rows">
        <PlainTable<LeadPreview>
          label={what}
          rowId={({ rowNumber }) => rowNumber}
          rows={rows}
          columns={[
            column('row', words.row, { width: 70, align: 'right' }, ({ rowNumber }) => (
              <button
                type="button"
                className="link"
                aria-expanded={rowNumber === opened}
                aria-label={words.openRow(rowNumber)}
                onClick={() => setOpened(rowNumber === opened ? null : rowNumber)}
              >
                {formatNumber(rowNumber)}
              </button>
            )),
            column('email', words.email, {}, (row) => <Cell text={row.email} />),
            column('name', words.name, {}, (row) => <Cell text={nameOf(row)} />),
            flag
              ? column('value', words.value, {}, (row) => <Cell text={oddValues(row)} />)
              : column('company', words.company, {}, (row) => <Cell text={row.fields['company_name']} />),
          ]}
        />
      </div>
      {lead && (
        <section className="gate-row" aria-label={words.openRow(lead.rowNumber)}>
          <DefinitionList
            rows={lead.cells.flatMap((value, at) => (value === '' ? [] : [{ term: headers[at] ?? '', value }]))}
          />
        </section>
      )}
    </Dialog>
  )
}

function Cell({ text }: { text: string | null | undefined }) {
  return (
    <span className="ellipsis" title={text ?? ''}>
      {text || '–'}
    </span>
  )
}

const targetName = (target: Target | undefined): string =>
  target?.kind === 'field' ? target.field : target?.kind === 'variable' ? target.name : ''

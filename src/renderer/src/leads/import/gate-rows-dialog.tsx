import type { LeadPreview } from '#shared/contract/leads/imports.ts'
import { formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import type { ImportEdits } from './import-edits.ts'

const ROWS_SHOWN = 50

type Props = {
  edits: ImportEdits
  what: string
  count: number
  rowNumbers: readonly number[]
  onClose: () => void
}

/** The rows behind a count. */
export function GateRowsDialog({ edits, what, count, rowNumbers, onClose }: Props) {
  const words = t.importing.gates
  const { draft, mapping, settings } = edits
  const shown = rowNumbers.slice(0, ROWS_SHOWN)
  const asked = useQuery('imports.preview', {
    importId: draft.importId,
    mapping: [...mapping],
    settings,
    rowNumbers: [...shown],
  })
  const nameOf = ({ fields }: LeadPreview) => [fields['first_name'], fields['last_name']].filter(Boolean).join(' ')
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.rowsTitle(what, count)}
      description={shown.length < count ? words.rowsFirst(shown.length, count) : undefined}
      width={720}
      actions={<Button onClick={onClose}>{t.ui.close}</Button>}
    >
      {asked.error && <ErrorNote error={asked.error} />}
      <div className="gate-rows">
        <PlainTable
          label={what}
          rowId={({ rowNumber }) => rowNumber}
          rows={asked.data ?? []}
          columns={[
            { id: 'row', header: words.row, width: 70, align: 'right', cell: (row) => formatNumber(row.rowNumber) },
            { id: 'email', header: words.email, cell: (row) => <span className="ellipsis">{row.email ?? '–'}</span> },
            { id: 'name', header: words.name, cell: (row) => <span className="ellipsis">{nameOf(row) || '–'}</span> },
            {
              id: 'company',
              header: words.company,
              cell: (row) => <span className="ellipsis">{row.fields['company_name'] ?? '–'}</span>,
            },
          ]}
        />
      </div>
    </Dialog>
  )
}

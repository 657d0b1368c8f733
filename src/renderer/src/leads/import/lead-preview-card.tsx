import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { LeadPreview } from '#shared/contract/leads/imports.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { IconButton } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { fieldRows, variableRows } from '../lists/lead-values.ts'
import { capital, gateInFile, type RowsAtGates } from './gate-parts.ts'
import { editImport, type ImportEdits } from './import-edits.ts'

/** Number of rows searched for a ready lead. */
const LOOKED_THROUGH = 50

/** Preview of one row as a lead, updated with every change of the mapping. */
export function LeadPreviewCard({ edits, rowsAt }: { edits: ImportEdits; rowsAt: RowsAtGates | undefined }) {
  const words = t.lists.import
  const { draft, mapping, settings, previewRow } = edits
  const { importId, rowCount } = draft
  const asked = useQuery('imports.preview', {
    importId,
    mapping,
    settings,
    fromRow: previewRow ?? 1,
    count: previewRow === null ? LOOKED_THROUGH : 1,
  })
  const known = usePreviousData(rowsAt)
  const leads = usePreviousData(asked.data)
  const found =
    leads?.find((each) => gateInFile(each, known) === 'ready') ??
    leads?.find(({ email }) => email !== null) ??
    leads?.[0]
  const lead = found && { ...found, gate: gateInFile(found, known) }
  const shownRow = lead?.rowNumber ?? previewRow ?? 1
  const to = (row: number) => editImport(importId, { previewRow: Math.min(rowCount, Math.max(1, row)) })
  return (
    <Card
      title={words.preview}
      className="lead-preview"
      meta={<span className="tabular">{words.previewRow(shownRow, rowCount)}</span>}
      actions={
        <>
          <IconButton
            size="s"
            icon={ChevronLeft}
            label={words.previous}
            disabled={shownRow <= 1}
            onClick={() => to(shownRow - 1)}
          />
          <IconButton
            size="s"
            icon={ChevronRight}
            label={words.next}
            disabled={shownRow >= rowCount}
            onClick={() => to(shownRow + 1)}
          />
        </>
      }
    >
      {asked.error && asked.error.code !== 'CANCELLED' && <ErrorNote error={asked.error} />}
      {lead && <Lead lead={lead} from={draft.columns[lead.emailColumn]?.header} />}
    </Card>
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => /^\p{L}/u.test(part))
    .map((part) => part[0] ?? '')
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('')
    .toUpperCase()

function Lead({ lead, from }: { lead: LeadPreview; from: string | undefined }) {
  const words = t.lists.import
  const { fields } = lead
  const name = [fields.first_name, fields.last_name].filter(Boolean).join(' ')
  const rest = { email: lead.email, fields: without(fields, ['job_title', 'company_name']) }
  const rows = [
    ...fieldRows(rest),
    ...(lead.otherEmails.length > 0
      ? [
          {
            term: words.further,
            value: `${lead.otherEmails.join(', ')}${from ? ` (${t.importing.addressFrom(from)})` : ''}`,
          },
        ]
      : []),
    ...variableRows(lead.variables),
  ]
  return (
    <>
      <div className="lead-preview-head">
        <span className="avatar" aria-hidden>
          {initials(name) || '–'}
        </span>
        <div className="grow">
          <b className={name ? 'ellipsis lead-preview-name' : 'ellipsis lead-preview-name text-3'} title={name}>
            {name || words.previewNoName}
          </b>
          <span className="text-2 small ellipsis lead-preview-name">
            {[fields.job_title, fields.company_name].filter(Boolean).join(', ') || '–'}
          </span>
        </div>
        {lead.gate === 'ready' ? (
          <Badge tone="ok">{words.goesOut}</Badge>
        ) : (
          <span title={words.staysBehind(t.ledgerCsv.gates[lead.gate])}>
            <Badge tone="warn">{capital(t.lists.gates[lead.gate].word)}</Badge>
          </span>
        )}
      </div>
      {lead.person && (
        <Note title={`${t.importing.person.title}: ${lead.person.email}`}>
          {t.importing.person.text}
          {lead.person.textsLeftOut.length > 0 && ` ${t.importing.person.without(lead.person.textsLeftOut)}`}
        </Note>
      )}
      {rows.length === 0 ? <p className="text-3">{words.nothingMapped}</p> : <DefinitionList rows={rows} />}
    </>
  )
}

const without = (fields: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

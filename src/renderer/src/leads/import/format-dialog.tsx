import './format-dialog.css'
import '../../core/ui/table.css'
import { useState } from 'react'
import type { FormatOptions, FormatPeek, ImportDraft } from '#shared/contract/leads/imports.ts'
import { type Encoding, encodings, isStructured } from '#shared/domain/leads/import/detect-bytes.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { formatOf, keepDraft } from '../../core/stores/import-drafts.ts'
import { type Refused, reopenInFormat } from '../../core/stores/opening-file.ts'
import { Field } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { rereadEdits } from './import-edits.ts'

const delimiters = [',', ';', '\t', '|', ':'] as const
const LINES_OFFERED = 20
const COLUMNS_SHOWN = 8

/** Changes how an opened file is read, with a preview of its first rows. */
export function ReadAgainDialog({ draft, onClose }: { draft: ImportDraft; onClose: () => void }) {
  const { importId } = draft
  const readAgain = async (format: FormatOptions) => {
    const read = await call('imports.reread', { importId, format })
    keepDraft(read)
    rereadEdits(read)
    onClose()
  }
  return (
    <FormatDialog from={{ importId }} first={formatOf(draft)} sheets={draft.sheets} use={readAgain} onClose={onClose} />
  )
}

/** Chooses the encoding of a file that could not be decoded, with a preview of the rows around the faulty line. */
export function ChooseEncodingDialog({ refused, onClose }: { refused: Refused; onClose: () => void }) {
  const { error, path } = refused
  const { encoding, line } = error.data
  return (
    <FormatDialog
      from={{ path }}
      first={{ encoding: encoding === 'utf-8' ? 'utf-8+windows-1252' : 'windows-1252' }}
      sheets={[]}
      {...(typeof line === 'number' ? { nearLine: line } : {})}
      use={(format) => reopenInFormat(refused, format)}
      onClose={onClose}
    />
  )
}

type Props = {
  from: { importId: string } | { path: string }
  first: FormatOptions
  /** Sheets of a workbook; empty for a text file. */
  sheets: readonly string[]
  /** Line around which rows are shown; without it, the first rows are shown. */
  nearLine?: number
  use: (format: FormatOptions) => Promise<void>
  onClose: () => void
}

function FormatDialog({ from, first, sheets, nearLine, use, onClose }: Props) {
  const words = t.importing.reading
  const [format, setFormat] = useState(first)
  const asked = useQuery('imports.peek', { from, format, ...(nearLine ? { nearLine } : {}) })
  const peek = usePreviousData(asked.data)
  const reading = useAction(() => use(format))
  const isText = !peek || !isStructured(peek.format.encoding)
  const failed = asked.error && asked.error.code !== 'CANCELLED' ? asked.error : undefined
  return (
    <FormDialog
      onClose={onClose}
      title={words.title}
      description={words.text}
      width={760}
      action={reading}
      label={words.use}
      ready={!failed && peek !== undefined}
    >
      <div className="format-choices">
        {isText && (
          <Field label={words.encoding}>
            <Select
              value={format.encoding ?? null}
              options={encodings.map((value) => ({ value, label: t.importing.encodingNames[value] }))}
              onChange={(encoding: Encoding) => setFormat({ ...format, encoding })}
            />
          </Field>
        )}
        {isText && (
          <Field label={words.delimiter}>
            <Select
              value={format.delimiter ?? peek?.format.delimiter ?? null}
              options={delimiters.map((value) => ({ value, label: words.delimiters[value] ?? value }))}
              onChange={(delimiter) => setFormat({ ...format, delimiter })}
            />
          </Field>
        )}
        {sheets.length > 0 && (
          <Field label={words.sheet}>
            <Select
              value={format.sheet ?? null}
              options={sheets.map((value) => ({ value, label: value }))}
              onChange={(sheet) => {
                const { layout: _other, ...rest } = format
                setFormat({ ...rest, sheet })
              }}
            />
          </Field>
        )}
        <Field label={words.header}>
          <Select
            value={(format.layout ?? peek?.format.layout)?.headerLine ?? null}
            options={[
              { value: null, label: words.noHeader, hint: words.noHeaderHint },
              ...Array.from({ length: LINES_OFFERED }, (_, at) => ({ value: at + 1, label: String(at + 1) })),
            ]}
            onChange={(line) => setFormat({ ...format, layout: layoutOf(line, peek) })}
          />
        </Field>
      </div>
      {failed ? <ErrorNote error={failed} /> : peek && <PeekTable peek={peek} />}
    </FormDialog>
  )
}

const layoutOf = (headerLine: number | null, peek: FormatPeek | undefined) => ({
  headerLine,
  fromLine: headerLine ?? peek?.format.layout.fromLine ?? 1,
})

function PeekTable({ peek }: { peek: FormatPeek }) {
  const columns = peek.header.slice(0, COLUMNS_SHOWN)
  return (
    <div className="peek-scroll">
      <table className="plain-table peek-table">
        <caption className="sr-only">{t.importing.reading.preview}</caption>
        <thead>
          <tr>
            {columns.map((name, at) => (
              // Names may be equal.
              <th key={at} scope="col">
                {name.trim() || t.importing.reading.column(at + 1)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {peek.rows.map((cells, row) => (
            // Rows have no other key.
            <tr key={row}>
              {columns.map((_name, at) => (
                // Cells have no other key.
                <td key={at} className="ellipsis" dir="auto">
                  {cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

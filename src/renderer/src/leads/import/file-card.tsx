import { Ellipsis, FileText, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { isStructured } from '#shared/domain/leads/import/detect-bytes.ts'
import { formatBytes, formatNumber } from '../../core/lib/format.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { Icon } from '../../core/ui/icon.tsx'
import { IconButton } from '../../core/ui/icon-button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Note } from '../../core/ui/note.tsx'
import { AboutNoNote } from './about-no-note.tsx'
import { BusinessNameNote } from './business-name-note.tsx'
import { ReadAgainDialog } from './format-dialog.tsx'
import type { ImportEdits } from './import-edits.ts'
import { QueueNote } from './queue-note.tsx'
import { QuirksNote } from './quirks-note.tsx'
import { RememberedNote } from './remembered-note.tsx'
import { SaveAs } from './save-as.tsx'
import { SourceLine } from './source-line.tsx'
import { TemplateDialog, TemplateNote } from './template-note.tsx'

type Props = { edits: ImportEdits; lists: readonly LeadList[]; problem: string | null; canRemember: boolean }

/** The file as it was read, the destination of its rows, and its peculiarities. */
export function FileCard({ edits, lists, problem, canRemember }: Props) {
  const { draft } = edits
  const [changing, setChanging] = useState(false)
  const [remembering, setRemembering] = useState(false)
  const reading = t.importing.reading
  const { encoding, sheet, layout } = draft.format
  const words = t.lists.import
  const facts = [
    words.fileFacts(draft.rowCount, draft.columns.length),
    ...(isStructured(encoding) ? [] : [words.delimiter(words.delimiters[draft.delimiter] ?? draft.delimiter)]),
    t.importing.encodingNames[encoding],
    ...(sheet === null ? [] : [reading.sheetFact(sheet)]),
    ...(layout.headerLine === null
      ? [reading.without]
      : layout.headerLine > 1
        ? [reading.line(layout.headerLine)]
        : []),
    formatBytes(draft.sizeBytes),
  ]
  const before = draft.importedBefore[0]
  return (
    <section className="card file-card" aria-label={words.file}>
      <div className="row file-head">
        <span className="file-mark">
          <Icon of={FileText} />
        </span>
        <div className="grow file-facts">
          <Cut as="b" text={draft.fileName} className="file-name" />
          <p className="text-2 small ellipsis" title={facts.join(' · ')}>
            {facts.join(' · ')}
          </p>
        </div>
        <SaveAs edits={edits} lists={lists} problem={problem} />
      </div>
      <div className="row file-lines">
        <SourceLine draft={draft} />
        <span className="row push file-actions">
          <Button label={reading.change} size="s" variant="quiet" onClick={() => setChanging(true)} />
          <Menu
            trigger={<IconButton size="s" icon={Ellipsis} label={t.importing.templates.more} />}
            items={[
              { label: t.importing.templates.save, disabled: !canRemember, onSelect: () => setRemembering(true) },
            ]}
          />
        </span>
      </div>
      <OtherSheetsNote draft={draft} onChoose={() => setChanging(true)} />
      <AboutNoNote edits={edits} />
      <QuirksNote edits={edits} />
      <BusinessNameNote edits={edits} />
      <RememberedNote edits={edits} />
      <TemplateNote edits={edits} />
      <QueueNote importId={draft.importId} workspaceId={draft.workspaceId} />
      {draft.ragged.map(({ kind, rows, first }) => (
        <p key={kind} className="row small is-warn file-ragged">
          <Icon of={TriangleAlert} size={14} />
          {words.ragged[kind](rows)}{' '}
          {first.length > 0 && words.raggedAt(first.map(formatNumber).join(', '), rows, rows - first.length)}
        </p>
      ))}
      {before && (
        <Note
          tone="warn"
          title={words.before(draft.importedBefore.map((list) => list.name))}
          action={<Button label={words.openBefore} size="s" onClick={() => go(`/lists/${before.listId}`)} />}
        >
          {words.beforeText}
        </Note>
      )}
      {remembering && <TemplateDialog edits={edits} onClose={() => setRemembering(false)} />}
      {changing && <ReadAgainDialog draft={draft} onClose={() => setChanging(false)} />}
    </section>
  )
}

const SHEETS_NAMED = 4

/** Points out sheets that are not read, as they may contain leads or people who must not get an email. */
function OtherSheetsNote({ draft, onChoose }: { draft: ImportDraft; onChoose: () => void }) {
  const { sheets, noSheets, format } = draft
  const others = sheets.filter((name) => name !== format.sheet && !noSheets.includes(name))
  if (format.sheet === null || others.length + noSheets.length === 0) return null
  const words = t.importing.reading
  return (
    <Note
      title={words.oneSheet(format.sheet)}
      action={<Button label={words.chooseSheet} size="s" onClick={onChoose} />}
    >
      {noSheets.length > 0 && `${words.noSheets(noSheets)} `}
      {others.length > 0 && words.otherSheets(others.slice(0, SHEETS_NAMED), Math.max(0, others.length - SHEETS_NAMED))}
    </Note>
  )
}

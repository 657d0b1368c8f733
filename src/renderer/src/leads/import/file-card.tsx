import { Ellipsis, FileText, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { isStructured } from '#shared/domain/leads/import/detect-bytes.ts'
import { isSaidOfEach } from '#shared/domain/leads/import/opt-out-titles.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { go } from '../../core/lib/router.ts'
import { formatBytes, formatNumber, t } from '../../core/lib/texts.ts'
import { useDrafts } from '../../core/stores/import-drafts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, Icon, IconButton } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Note } from '../../core/ui/note.tsx'
import { BusinessNameNote } from './business-name-note.tsx'
import { ReadAgainDialog } from './format-dialog.tsx'
import { RuleSwitch } from './gate-switches.tsx'
import { editImportUndoably, type ImportEdits, proposalOf } from './import-edits.ts'
import { QuirksNote } from './quirks-note.tsx'
import { SaveAs } from './save-as.tsx'
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
          <p className="text-2 small">{facts.join(' · ')}</p>
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
      <OtherSheetsNote edits={edits} onChoose={() => setChanging(true)} />
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
function OtherSheetsNote({ edits, onChoose }: { edits: ImportEdits; onChoose: () => void }) {
  const { sheets, noSheets, askedSheets, format } = edits.draft
  const others = sheets.filter((name) => ![format.sheet, ...noSheets, ...askedSheets].includes(name))
  if (format.sheet === null || sheets.every((name) => name === format.sheet)) return null
  const words = t.importing.reading
  return (
    <Note
      title={words.oneSheet(format.sheet)}
      action={<Button label={words.chooseSheet} size="s" onClick={onChoose} />}
    >
      {noSheets.length > 0 && `${words.noSheets(noSheets)} `}
      {others.length > 0 && words.otherSheets(others.slice(0, SHEETS_NAMED), Math.max(0, others.length - SHEETS_NAMED))}
      {askedSheets.length > 0 && (
        <>
          {` ${words.askedSheets(askedSheets)}`}
          {edits.draft.aboutNo === null && <RuleSwitch edits={edits} name="holdAboutNo" named />}
        </>
      )}
    </Note>
  )
}

/** Other files opened together with this one, to be imported next. */
function QueueNote({ importId, workspaceId }: { importId: string; workspaceId: WorkspaceId }) {
  const others = useDrafts().filter((draft) => draft.workspaceId === workspaceId && draft.importId !== importId)
  const [next] = others
  if (!next) return null
  return (
    <div className="row small queue-note">
      <span className="text-2 ellipsis">
        {t.importing.queue.waiting(others.length)}: {others.map(({ fileName }) => fileName).join(', ')}
      </span>
      <Button label={t.importing.queue.next} size="s" variant="quiet" onClick={() => go(`/import/${next.importId}`)} />
    </div>
  )
}

/** Says that the choices for the last file with this header were applied, with a button to return to the proposal. */
function RememberedNote({ edits }: { edits: ImportEdits }) {
  if (!edits.remembered) return null
  const words = t.importing.templates
  return (
    <div className="row small business-names">
      <span className="grow text-2">{words.asLastTime}</span>
      <Button
        label={words.afresh}
        size="s"
        variant="quiet"
        onClick={() =>
          editImportUndoably(edits, { ...proposalOf(edits.draft), remembered: false }, () => words.afreshAct)
        }
      />
    </div>
  )
}

/** The tool the file comes from, with the certainty and the column names that show it. */
function SourceLine({ draft }: { draft: ImportDraft }) {
  const words = t.importing.source
  const { source } = draft
  if (!source) return <p className="text-3 small">{words.unknown}</p>
  return (
    <details className="source-line">
      <summary>
        <b>{words.recognised(t.importing.sources[source.id], draft.columns.length)}</b>{' '}
        <Badge tone={source.sure === 'certain' ? 'ok' : 'info'}>{words.sure[source.sure]}</Badge>
        <span className="text-3 small">{words.evidence}</span>
      </summary>
      <p className="text-2 small">
        {words.why(source.found, source.of)}: {source.evidence.join(', ')}
      </p>
    </details>
  )
}

/** Note on a file whose name suggests people who must not be contacted: left out unless a column says who. */
function AboutNoNote({ edits }: { edits: ImportEdits }) {
  const { draft, mapping } = edits
  const words = t.importing
  if (draft.aboutNo === null) return null
  return (
    <Note
      tone="warn"
      title={words.aboutNo(draft.aboutNo)}
      action={<Button label={words.toOptedOut} size="s" onClick={() => go('/opted-out')} />}
    >
      {words.aboutNoText}
      {!isSaidOfEach(draft.aboutNo, mapping) && (
        <>
          {` ${words.aboutNoHeld}`}
          <RuleSwitch edits={edits} name="holdAboutNo" named />
        </>
      )}
    </Note>
  )
}

import '../lists/lists.css'
import './import.css'
import { FileQuestion } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ImportDraft, MergePreview } from '#shared/contract/leads/imports.ts'
import type { SavedImport } from '#shared/contract/leads/lists.ts'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { call, useAction, useEvent, useQuery } from '../../core/lib/backend.ts'
import { go, replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { dropDraft, useDraft } from '../../core/stores/import-drafts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { listCommands } from '../commands.ts'
import { offerArchiving } from '../lists/archive-list.ts'
import { ClientOfFile } from './client-of-file.tsx'
import { DecideCards } from './decide-card.tsx'
import { discardImport } from './discard-import.ts'
import { FileCard } from './file-card.tsx'
import { GatesCard } from './gates-card.tsx'
import { ImportBar } from './import-bar.tsx'
import { beginEdits, editImport, endEdits, type ImportEdits, useImportEdits } from './import-edits.ts'
import { joinFiles } from './join-files.ts'
import { showSavedList } from './just-saved.ts'
import { LeadPreviewCard } from './lead-preview-card.tsx'
import { MappingTable } from './mapping-table.tsx'
import { useMatchingFiles } from './matching-files.ts'
import { MergeCard, touchedBy } from './merge-card.tsx'
import { canReopen, reopenImport } from './reopen-import.ts'
import { saveAsProblem } from './save-as.tsx'
import { offerUndoImport } from './undo-import.ts'
import { useDraftQuery } from './use-draft-query.ts'
import { useImportCheck } from './use-import-check.ts'

/** An opened file: the targets of its columns, what is excluded, and where it is saved. */
export function ImportPage({ importId }: { importId: string }) {
  const words = t.lists.import
  const draft = useDraft(importId)
  const edits = useImportEdits(importId)
  useEffect(() => {
    if (draft) beginEdits(draft)
  }, [draft])
  if (edits) return <Mapping key={importId} edits={edits} />
  if (draft) return <div className="page" />
  return (
    <div className="page">
      <PageHead title={words.title} crumbs={[{ label: t.lists.title, to: '/lists' }, { label: words.crumb }]} />
      <div className="page-body">
        <Card>
          <EmptyState icon={FileQuestion} title={words.goneTitle} text={words.goneText}>
            <Button label={t.lists.title} variant="primary" onClick={() => go('/lists')} />
          </EmptyState>
        </Card>
      </div>
    </div>
  )
}

function Mapping({ edits }: { edits: ImportEdits }) {
  const words = t.lists.import
  const { draft, mapping, settings, into, listName } = edits
  const { importId, workspaceId } = draft
  const workspace = useWorkspaces()?.find((each) => each.id === workspaceId)
  const known = useQuery('lists.all', { workspaceId, archived: false })
  const lists = known.data ?? []
  const fault = mappingFault(mapping, settings.composed)
  const intoListId = into.kind === 'existing' ? into.listId : null
  const rule = intoListId === null || edits.merge.mode === 'add' ? null : ruleOf(edits)
  const check = useImportCheck(fault || rule ? null : { importId, mapping, settings, listId: intoListId })
  const merge = useDraftQuery(
    'imports.compare',
    fault || !rule || intoListId === null ? null : { importId, mapping, settings, listId: intoListId, merge: rule },
  )
  const counted = rule ? merge.result : check.result
  // A file may be reopened long after its target list was deleted. Lists read earlier may lack one saved since.
  const isGone =
    known.data !== undefined && !known.asking && intoListId !== null && !lists.some(({ id }) => id === intoListId)
  useEffect(() => {
    if (isGone) editImport(importId, { into: { kind: 'existing', listId: null } })
  }, [isGone, importId])
  const alike = useMatchingFiles(draft)
  const [tried, setTried] = useState(false)
  const nameProblem = saveAsProblem(edits)

  const saving = useAction(async () => {
    const target =
      intoListId === null ? { name: listName.trim() } : { listId: intoListId, ...(rule ? { merge: rule } : {}) }
    try {
      const remember = [...edits.chosen]
      const saved = await call('imports.save', { importId, mapping, settings, into: target, remember })
      finish(edits, saved, intoListId)
      if (edits.joins) await joinFiles(saved, alike, { draft, mapping, settings, ...(rule ? { merge: rule } : {}) })
    } catch (error) {
      if (!stopped(error)) throw error
      endEdits(importId)
      dropDraft(importId)
      showToast(words.stopped)
      replace('/lists')
    }
  })
  const save = () => {
    setTried(true)
    if (!fault && !nameProblem) saving.run()
  }

  return (
    <div className="page">
      <PageHead
        title={words.title}
        crumbs={[{ label: t.lists.title, to: '/lists' }, { label: words.crumb }]}
        meta={workspace && <ClientOfFile edits={edits} workspace={workspace} busy={saving.busy} />}
      >
        <Button
          label={words.discard}
          variant="quiet"
          command={listCommands.discardImport}
          disabled={saving.busy}
          onClick={() => {
            discardImport(draft, edits)
            replace('/lists')
          }}
        />
        <Button
          label={rule ? mergeLabel(merge.result) : saveLabel(check.result?.gates.ready, into.kind)}
          variant="primary"
          command={listCommands.saveImport}
          disabled={fault !== null}
          busy={saving.busy}
          onClick={save}
        />
      </PageHead>
      <div className="import-body">
        <div className="stack-3 import-main">
          {saving.error && <NotSaved error={saving.error} edits={edits} onAgain={save} />}
          <FileCard
            edits={edits}
            lists={lists}
            problem={tried ? nameProblem : null}
            canRemember={fault === null && !saving.busy}
          />
          <ReImportNote edits={edits} />
          <DecideCards edits={edits} found={counted?.asked} />
          <MappingTable edits={edits} fault={fault} />
        </div>
        <div className="stack-3 import-side">
          <LeadPreviewCard edits={edits} rowsAt={counted?.rowsAt} />
          {rule ? <MergeCard edits={edits} merge={merge} /> : <GatesCard edits={edits} check={check} fault={fault} />}
        </div>
      </div>
      {saving.busy && <SavingBar draft={draft} />}
    </div>
  )
}

/** Shows why saving failed. If the file is at fault, saving again would fail, so it offers to reopen the file. */
function NotSaved({ error, edits, onAgain }: { error: AppError; edits: ImportEdits; onAgain: () => void }) {
  const reopening = useAction(() => reopenImport(edits, edits.draft.workspaceId))
  if (reopening.error) return <ErrorNote error={reopening.error} onAction={reopening.run} actionLabel={t.ui.tryAgain} />
  if (error.code === 'FILE_CHANGED' && canReopen(edits)) {
    return <ErrorNote error={error} onAction={reopening.run} actionLabel={t.lists.page.openAgain} />
  }
  return error.code.startsWith('FILE_') || error.code === 'NOT_FOUND' ? (
    <ErrorNote error={error} onAction={() => go('/lists')} actionLabel={t.lists.title} />
  ) : (
    <ErrorNote error={error} onAction={onAgain} actionLabel={t.ui.tryAgain} />
  )
}

function saveLabel(ready: number | undefined, into: 'new' | 'existing'): string {
  const words = t.lists.import
  if (ready === undefined) return words.saveUnknown
  return into === 'new' ? words.save(ready) : words.saveInto(ready)
}

const stopped = (error: unknown): boolean => error instanceof AppError && error.code === 'CANCELLED'

const mergeLabel = (preview: MergePreview | undefined): string =>
  preview ? t.reImport.saveCounted(touchedBy(preview)) : t.reImport.save

const ruleOf = ({ merge }: ImportEdits): MergeRule => ({
  mode: merge.mode,
  keep: [...merge.keep],
  clearEmpty: merge.clearEmpty,
})

function finish(edits: ImportEdits, saved: SavedImport, into: ListId | null): void {
  const { importId, rowCount } = edits.draft
  endEdits(importId)
  dropDraft(importId)
  if (into !== null && saved.step) {
    const { counts } = saved.step
    const text = counts
      ? t.reImport.saved(saved.name, counts.added, counts.changed + counts.nowHeld)
      : t.lists.import.added(rowCount, saved.name)
    offerUndoImport(saved, counts ? counts.added + counts.changed + counts.nowHeld : rowCount, text)
  }
  if (into === null) offerArchiving(saved)
  const { remembered: id, workspaceId } = saved
  if (id !== undefined) {
    showToast(t.importing.templates.remembered, {
      undo: () =>
        void call('imports.forgetMapping', { workspaceId, id }).then(
          () => showToast(t.importing.templates.notRemembered),
          showFailure,
        ),
    })
  }
  showSavedList(saved.id)
}

/** Progress of saving, with a stop button; stopping discards everything saved so far. */
function SavingBar({ draft }: { draft: ImportDraft }) {
  const words = t.lists.import
  const [progress, setProgress] = useState({ rows: 0, share: 0 })
  useEvent('import.progress', ({ importId, phase, rows, share }) => {
    if (importId === draft.importId && phase === 'save') setProgress({ rows, share })
  })
  return (
    <ImportBar
      title={words.savingTitle}
      strong
      share={progress.share}
      rows={words.saving(progress.rows, draft.rowCount)}
      onStop={() => void call('imports.cancel', { importId: draft.importId }).catch(() => {})}
      stopLabel={words.stopSaving}
    />
  )
}

/** Suggests a list that this file seems to be a newer version of; it is never selected automatically. */
function ReImportNote({ edits }: { edits: ImportEdits }) {
  const { draft, into, merge } = edits
  const known = draft.knownList
  // The identical file has a note of its own.
  if (!known || into.kind !== 'new' || draft.importedBefore.length > 0) return null
  return (
    <Note
      tone="info"
      title={t.reImport.offerTitle(known.name)}
      action={
        <Button
          label={t.reImport.offerUse}
          size="s"
          onClick={() =>
            editImport(draft.importId, {
              into: { kind: 'existing', listId: known.listId },
              merge: { ...merge, mode: 'both' },
            })
          }
        />
      }
    >
      {t.reImport.why[known.why]}
    </Note>
  )
}

import './sequences.css'
import '../copy/plan.css'
import { FileClock, RotateCcw, Save, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Sequence } from '#shared/contract/campaigns/sequences.ts'
import type { SequenceBody } from '#shared/domain/campaigns/copy/sequence.ts'
import type { SequenceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { focusProblemSoon } from '../../core/lib/focus-soon.ts'
import { go, replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { forgetUndoOf, pushUndo } from '../../core/stores/undo.ts'
import { useCurrentWorkspaceId } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { PageHead } from '../../core/ui/page.tsx'
import { sequenceCommands } from '../commands.ts'
import { formsOfSequence, sequenceStepsOf, stepProblems } from '../copy/step-form.ts'
import { StepsEditor } from '../copy/steps-editor.tsx'
import { sequencePath } from './paths.ts'
import { SequenceDetails } from './sequence-details.tsx'
import {
  editSequence,
  forgetSequence,
  type SequenceForm,
  sequenceSaved,
  sequenceScope,
  useSequenceEdits,
} from './sequence-edits.ts'
import { PreviewActions, usePreviewList } from './sequence-preview.tsx'
import { removeSequence } from './sequences-page.tsx'
import { VersionsDialog } from './versions-dialog.tsx'

const crumbs = () => [{ label: t.sequences.title, to: '/sequences' }]

/** Page of a template: edited, previewed with real leads, saved as versions. */
export function SequencePage({ id }: { id: string }) {
  const known = /^[1-9]\d{0,14}$/.test(id) ? (Number(id) as SequenceId) : null
  const asked = useQuery('sequences.get', known === null ? null : { id: known })
  // A template that was just created stays in the editor it was written in.
  const [made, setMade] = useState<Sequence | null>(null)
  if (id === 'new') return <Editor key="new" sequence={null} onMade={setMade} />
  const isMade = made !== null && made.id === known
  // The template stays visible while it is loaded again; a deleted one shows an error.
  const sequence = asked.error ? null : (asked.data ?? (isMade ? made : null))
  if (sequence) return <Editor key={isMade ? 'new' : id} sequence={sequence} onMade={setMade} />
  return (
    <div className="page">
      {(asked.error || known === null) && (
        <>
          <PageHead title={t.sequences.goneTitle} crumbs={crumbs()} />
          <div className="page-body">
            <ErrorNote
              error={asked.error ?? { code: 'NOT_FOUND', data: { what: 'sequence' } }}
              onAction={() => go('/sequences')}
              actionLabel={t.sequences.title}
            />
          </div>
        </>
      )}
    </div>
  )
}

function formOf(sequence: Sequence): SequenceForm {
  const { name, workspaceId, language, industry, version } = sequence
  return { name, workspaceId, language, industry, steps: formsOfSequence(sequence.steps), base: version }
}

const bodyOf = (form: SequenceForm): SequenceBody => ({
  name: form.name.trim(),
  language: form.language,
  industry: form.industry.trim(),
  steps: sequenceStepsOf(form.steps),
})

function Editor({ sequence, onMade }: { sequence: Sequence | null; onMade: (made: Sequence) => void }) {
  const words = t.sequences
  const draft = useSequenceDraft(sequence)
  const { key, scope, path, form, isChanged, edit } = draft
  const body = useRef<HTMLDivElement>(null)
  const [tried, setTried] = useState(false)
  const [versions, setVersions] = useState(false)
  const preview = usePreviewList(form)
  const nameMissing = form.name.trim() === ''
  const wrong =
    nameMissing || form.steps.length === 0 || form.steps.some((_, at) => stepProblems(form.steps, at).length > 0)

  const saving = useAction(async (over: boolean) => {
    const saved = await call('sequences.save', {
      id: sequence?.id ?? null,
      workspaceId: form.workspaceId,
      base: over ? null : form.base,
      body: bodyOf(form),
    })
    forgetUndoOf(scope)
    sequenceSaved(key, form, saved)
    setTried(false)
    showToast(words.savedNow(saved.version))
    if (sequence) return
    onMade(saved)
    replace(sequencePath(saved.id))
  })
  const save = () => {
    setTried(true)
    if (!wrong) saving.run(false)
    else focusProblemSoon(body)
  }
  const remove = useAction(async () => {
    if (!sequence) return
    await removeSequence(sequence)
    go('/sequences')
  })
  const changedElsewhere = saving.error?.code === 'SEQUENCE_CHANGED'
  return (
    <div className="page">
      <SequenceHead
        sequence={sequence}
        draft={draft}
        saving={saving.busy}
        onRemove={remove.run}
        onVersions={() => setVersions(true)}
        onSave={save}
      />
      <div className="page-body stack sequence-body" ref={body}>
        {saving.error && (
          <ErrorNote
            error={saving.error}
            {...(changedElsewhere ? { onAction: () => saving.run(true), actionLabel: words.save } : {})}
          />
        )}
        {remove.error && <ErrorNote error={remove.error} />}
        <SequenceDetails form={form} edit={edit} isNew={!sequence} nameMissing={tried && nameMissing} />
        <StepsEditor
          beside
          title={words.editor}
          steps={form.steps}
          onChange={(steps) => edit({ steps })}
          onRemoved={(before, after, what, message) =>
            pushUndo({
              scope,
              path,
              words: () => (what === 'step' ? t.undo.acts.stepRemoved : words.variantRemovedAct),
              undo: () => editSequence(key, { ...form, steps: before }),
              redo: () => editSequence(key, { ...form, steps: after }),
              toast: message,
            })
          }
          names={preview.names}
          unknown={preview.unknown}
          listId={preview.list?.id ?? null}
          ready={preview.list?.gates.ready ?? 0}
          worst={preview.worst}
          tried={tried}
          empty={<p className="text-2">{words.intro}</p>}
          actions={(place) => <PreviewActions preview={preview} form={form} place={place} />}
        >
          {preview.lists.length === 0 && <Note tone="quiet">{words.noLists}</Note>}
        </StepsEditor>
      </div>
      {versions && sequence && (
        <VersionsDialog sequence={sequence} unsaved={isChanged} onClose={() => setVersions(false)} />
      )}
    </div>
  )
}

/** The template as edited but not yet saved, kept while another screen is shown. */
function useSequenceDraft(sequence: Sequence | null) {
  const key = sequence ? String(sequence.id) : 'new'
  const scope = sequenceScope(key)
  const path = sequencePath(sequence?.id ?? 'new')
  const current = useCurrentWorkspaceId()
  const edited = useSequenceEdits(key)
  const fresh: SequenceForm = sequence
    ? formOf(sequence)
    : { name: '', workspaceId: current, language: null, industry: '', steps: [], base: null }
  const form = edited ?? fresh
  return {
    key,
    scope,
    path,
    form,
    isChanged: JSON.stringify([bodyOf(form), form.workspaceId]) !== JSON.stringify([bodyOf(fresh), fresh.workspaceId]),
    edit: (change: Partial<SequenceForm>) => editSequence(key, { ...form, ...change }),
    discard(): void {
      forgetSequence(key)
      pushUndo({
        scope,
        path,
        words: () => t.sequences.discardedAct,
        undo: () => editSequence(key, form),
        redo: () => forgetSequence(key),
      })
    },
  }
}

type HeadProps = {
  sequence: Sequence | null
  draft: ReturnType<typeof useSequenceDraft>
  saving: boolean
  onRemove: () => void
  onVersions: () => void
  onSave: () => void
}

/** The template's name and version, and what can be done with it. */
function SequenceHead({
  sequence,
  draft: { form, isChanged, discard },
  saving,
  onRemove,
  onVersions,
  onSave,
}: HeadProps) {
  const words = t.sequences
  return (
    <PageHead
      title={form.name.trim() || words.add}
      crumbs={crumbs()}
      meta={
        <>
          {sequence && <span className="text-3">{words.versionNow(sequence.version)}</span>}
          {isChanged && <Badge tone="warn">{words.unsaved}</Badge>}
        </>
      }
    >
      {isChanged && sequence && <Button label={words.discard} variant="quiet" icon={RotateCcw} onClick={discard} />}
      {sequence && (
        <>
          <IconButton icon={Trash2} label={words.remove} onClick={onRemove} />
          <Button label={words.versions} icon={FileClock} command={sequenceCommands.versions} onClick={onVersions} />
        </>
      )}
      <Button
        label={words.save}
        variant="primary"
        icon={Save}
        command={sequenceCommands.save}
        busy={saving}
        disabled={!isChanged}
        onClick={onSave}
      />
    </PageHead>
  )
}

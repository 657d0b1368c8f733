import './sequences.css'
import '../copy/plan.css'
import { FileClock, RotateCcw, Save, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Sequence } from '#shared/contract/campaigns/sequences.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { namesIn, type WrittenName } from '#shared/domain/campaigns/copy/read-copy.ts'
import { type SequenceBody, sequenceLanguages } from '#shared/domain/campaigns/copy/sequence.ts'
import type { ListId, SequenceId } from '#shared/ids.ts'
import { call, useAction, useComposedQuery, useQuery } from '../../core/lib/backend.ts'
import { focusProblemSoon } from '../../core/lib/focus-soon.ts'
import { go, replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { usePageFocus } from '../../core/lib/use-page-focus.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { forgetUndoOf, pushUndo } from '../../core/stores/undo.ts'
import { clientsTogether, useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, PageHead } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { formsOfSequence, sequenceStepsOf, stepProblems, textsOfForms } from '../copy/step-form.ts'
import { StepsEditor } from '../copy/steps-editor.tsx'
import { TestMailButton } from '../copy/test-mail.tsx'
import { sequenceCommands } from './commands.ts'
import { sequencePath } from './paths.ts'
import {
  editSequence,
  forgetSequence,
  type SequenceForm,
  sequenceSaved,
  sequenceScope,
  useSequenceEdits,
} from './sequence-edits.ts'
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
  usePageFocus()
  const key = sequence ? String(sequence.id) : 'new'
  const scope = sequenceScope(key)
  const path = sequencePath(sequence?.id ?? 'new')
  const current = useCurrentWorkspaceId()
  const edited = useSequenceEdits(key)
  const fresh: SequenceForm = sequence
    ? formOf(sequence)
    : { name: '', workspaceId: current, language: null, industry: '', steps: [], base: null }
  const form = edited ?? fresh
  const isChanged =
    JSON.stringify([bodyOf(form), form.workspaceId]) !== JSON.stringify([bodyOf(fresh), fresh.workspaceId])
  const edit = (change: Partial<SequenceForm>) => editSequence(key, { ...form, ...change })
  const body = useRef<HTMLDivElement>(null)
  const [tried, setTried] = useState(false)
  const [versions, setVersions] = useState(false)
  const clients = useWorkspaces() ?? []
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
  const discard = () => {
    const before = form
    forgetSequence(key)
    pushUndo({
      scope,
      path,
      words: () => words.discardedAct,
      undo: () => editSequence(key, before),
      redo: () => forgetSequence(key),
    })
  }
  const remove = useAction(async () => {
    if (!sequence) return
    await removeSequence(sequence)
    go('/sequences')
  })
  const changedElsewhere = saving.error?.code === 'SEQUENCE_CHANGED'
  return (
    <div className="page">
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
            <IconButton icon={Trash2} label={words.remove} onClick={remove.run} />
            <Button
              label={words.versions}
              icon={FileClock}
              command={sequenceCommands.versions}
              onClick={() => setVersions(true)}
            />
          </>
        )}
        <Button
          label={words.save}
          variant="primary"
          icon={Save}
          command={sequenceCommands.save}
          busy={saving.busy}
          disabled={!isChanged}
          onClick={save}
        />
      </PageHead>
      <div className="page-body stack sequence-body" ref={body}>
        {saving.error && (
          <ErrorNote
            error={saving.error}
            {...(changedElsewhere ? { onAction: () => saving.run(true), actionLabel: words.save } : {})}
          />
        )}
        {remove.error && <ErrorNote error={remove.error} />}
        <Card title={words.details}>
          <div className="sequence-details">
            <Field label={words.name} error={tried && nameMissing ? words.nameEmpty : undefined}>
              <TextInput value={form.name} maxLength={120} autoFocus={!sequence} onChange={(name) => edit({ name })} />
            </Field>
            <Field label={words.whose}>
              <Select
                value={form.workspaceId}
                options={[
                  { value: null, label: words.everyClient },
                  ...clients.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                onChange={(workspaceId) => edit({ workspaceId })}
              />
            </Field>
            <Field label={words.language}>
              <Select
                value={form.language}
                options={[
                  { value: null, label: words.noLanguage },
                  ...sequenceLanguages.map((value) => ({ value, label: t.inbox.languages[value] })),
                ]}
                onChange={(language) => edit({ language })}
              />
            </Field>
            <Field label={words.industry}>
              <TextInput
                value={form.industry}
                maxLength={60}
                placeholder={words.industryHint}
                onChange={(industry) => edit({ industry })}
              />
            </Field>
          </div>
        </Card>
        <StepsEditor
          beside
          title={words.editor}
          steps={form.steps}
          onChange={(steps) => edit({ steps })}
          onRemoved={(before, after, what, message) =>
            pushUndo(
              {
                scope,
                path,
                words: () => (what === 'step' ? t.undo.acts.stepRemoved : words.variantRemovedAct),
                undo: () => editSequence(key, { ...form, steps: before }),
                redo: () => editSequence(key, { ...form, steps: after }),
              },
              message,
            )
          }
          names={preview.names}
          unknown={preview.unknown}
          listId={preview.list?.id ?? null}
          ready={preview.list?.gates.ready ?? 0}
          worst={preview.worst}
          tried={tried}
          empty={<p className="text-2">{words.intro}</p>}
          actions={(place) => (
            <>
              {preview.lists.length > 0 && (
                <Select<ListId | 'none'>
                  plain
                  label={words.previewOf}
                  before={<span className="text-3">{words.preview}:</span>}
                  value={preview.list?.id ?? 'none'}
                  options={[
                    ...preview.lists.map(({ id, name }) => ({ value: id, label: name })),
                    { value: 'none', label: words.example },
                  ]}
                  onChange={preview.choose}
                />
              )}
              {form.steps.length > 0 && (
                <TestMailButton
                  workspaceId={form.workspaceId}
                  listId={preview.list?.id ?? null}
                  of={{ steps: form.steps, ...place }}
                />
              )}
            </>
          )}
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

/** Returns the list whose leads fill the preview: the selected one, else the newest with ready leads. */
function usePreviewList(form: SequenceForm) {
  const workspaces = useWorkspaces() ?? []
  const current = useCurrentWorkspaceId()
  const whose = form.workspaceId ?? current
  const ids = (whose === null ? clientsTogether(workspaces) : workspaces.filter(({ id }) => id === whose)).map(
    ({ id }) => id,
  )
  const lists =
    useComposedQuery<readonly LeadList[]>(
      ids.length === 0 ? null : `lists to preview of ${ids.join(' ')}`,
      async (ask) => {
        const all = await Promise.all(ids.map((workspaceId) => ask('lists.all', { workspaceId })))
        return all
          .flat()
          .filter(({ gates }) => gates.ready > 0)
          .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
      },
    ).data ?? []
  const [chosen, setChosen] = useState<ListId | 'none' | null>(null)
  const list = chosen === 'none' ? null : (lists.find(({ id }) => id === chosen) ?? lists[0] ?? null)
  const written = useDebounced(JSON.stringify(namesIn(textsOfForms(form.steps))), 300)
  const coverage = usePreviousData(
    useQuery(
      'exports.coverage',
      list === null ? null : { listId: list.id, copy: { names: JSON.parse(written) as WrittenName[] } },
    ).data,
  )
  return {
    lists,
    list,
    names: list === null ? [] : coverage?.names,
    unknown: list === null ? [] : coverage?.variables.filter(({ unknown }) => unknown),
    worst: coverage && (coverage.worst?.leadId ?? null),
    choose: setChosen,
  }
}

import './sequences.css'
import { BookOpen, Copy, Download, Ellipsis, Plus, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import type { SequenceRow, SequenceStarter } from '#shared/contract/campaigns/sequences.ts'
import { sequenceLanguages } from '#shared/domain/campaigns/copy/sequence.ts'
import { foldText } from '#shared/domain/core/fuzzy.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useLanguage } from '../../core/stores/language.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, IconButton, Link } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { sequenceSizeText } from '../copy/step-form.ts'
import { sequencePath } from './paths.ts'

/** Library of templates: the operator's own, and those that come with the app. */
export function SequencesPage() {
  const words = t.sequences
  const workspaceId = useCurrentWorkspaceId()
  const known = useQuery('sequences.list', { workspaceId })
  const [typed, setTyped] = useState('')
  const rows = known.data ?? []
  const wanted = foldText(typed)
  const shown = rows.filter((row) => foldText(`${row.name} ${row.industry} ${row.subject}`).includes(wanted))
  const importing = useAction(async () => {
    const taken = await call('sequences.importFiles', { workspaceId })
    if (taken) showToast(words.imported(taken.count))
  })
  const saving = useAction(async () => {
    const saved = await call('sequences.saveFile', { ids: rows.slice(0, 200).map(({ id }) => id) })
    if (saved) showToast(words.savedFile(saved.path))
  })
  const error = known.error ?? importing.error ?? saving.error
  return (
    <div className="page">
      <PageHead title={words.title} meta={rows.length > 0 ? formatNumber(rows.length) : undefined}>
        {rows.length > 0 && <Button label={words.saveAll} variant="quiet" icon={Download} action={saving} />}
        <Button label={words.importFile} icon={Upload} action={importing} />
        <Button label={words.add} variant="primary" icon={Plus} onClick={() => go(sequencePath('new'))} />
      </PageHead>
      <div className="page-body stack">
        <Card title={words.own} pad={rows.length === 0}>
          {error && (
            <div className="sequences-note">
              <ErrorNote error={error} onAction={known.error && known.refetch} />
            </div>
          )}
          {known.data && rows.length === 0 && (
            <EmptyState icon={BookOpen} title={words.emptyTitle} text={words.emptyText} />
          )}
          {rows.length > 0 && (
            <>
              <div className="sequences-tools">
                <p className="small text-2">{words.intro}</p>
                {rows.length > 5 && (
                  <SearchInput label={words.search} placeholder={words.search} value={typed} onChange={setTyped} />
                )}
              </div>
              {shown.length === 0 ? (
                <p className="sequences-note text-3">{words.nothingFound}</p>
              ) : (
                <Templates rows={shown} />
              )}
            </>
          )}
        </Card>
        <Starters />
      </div>
    </div>
  )
}

function Templates({ rows }: { rows: readonly SequenceRow[] }) {
  const words = t.sequences
  const clients = useWorkspaces() ?? []
  const columns: readonly TableColumn<SequenceRow>[] = [
    column('name', words.name, { minWidth: 220 }, (row) => (
      <div className="sequences-name">
        <Link to={sequencePath(row.id)} className="ellipsis">
          {row.name}
        </Link>
        <Cut className="small text-3" text={row.subject} />
      </div>
    )),
    column('client', words.client, { width: 150, quiet: true }, (row) => {
      const client = clients.find(({ id }) => id === row.workspaceId)
      return client ? (
        <span className="row">
          <WorkspaceSquare colour={client.colour} /> <span className="ellipsis">{client.name}</span>
        </span>
      ) : (
        <span className="text-3">{words.everyClient}</span>
      )
    }),
    column('industry', words.industry, { width: 130, quiet: true }, (row) => row.industry),
    column('mails', words.mails, { width: 150 }, (row) => sequenceSizeText(row.stepCount, row.variantCount)),
    column('saved', words.saved, { width: 120 }, (row) => <Time iso={row.savedAt} />),
    column('more', '', { width: 64, align: 'right' }, (row) => <More row={row} />),
  ]
  return (
    <PlainTable
      label={words.table}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      to={({ id }) => sequencePath(id)}
      onRename={({ id }) => go(sequencePath(id))}
      peek={{ title: ({ name }) => name, more: ({ id }) => <FirstEmail id={id} /> }}
    />
  )
}

/** Text of a template's first email. */
function FirstEmail({ id }: Pick<SequenceRow, 'id'>) {
  const first = useQuery('sequences.get', { id }).data?.steps[0]?.variants[0]
  if (!first) return null
  return (
    <div className="sequences-peek selectable">
      <b>{first.subject}</b>
      <p>{first.body}</p>
    </div>
  )
}

function More({ row }: { row: SequenceRow }) {
  const words = t.sequences
  const copy = useAction(async () => {
    const { name, language, industry, steps, workspaceId } = await call('sequences.get', { id: row.id })
    const body = { name: words.copyName(name).slice(0, 120), language, industry, steps }
    const made = await call('sequences.save', { id: null, workspaceId, base: null, body, origin: 'copy' })
    go(sequencePath(made.id))
  })
  const save = useAction(async () => {
    const saved = await call('sequences.saveFile', { ids: [row.id] })
    if (saved) showToast(words.savedFile(saved.path))
  })
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={words.more(row.name)} />}
      items={[
        { label: words.open, icon: BookOpen, onSelect: () => go(sequencePath(row.id)) },
        { label: words.duplicate, icon: Copy, onSelect: copy.run },
        { label: words.saveOne, icon: Download, onSelect: save.run },
        'line',
        { label: words.remove, icon: Trash2, danger: true, onSelect: () => void removeSequence(row) },
      ]}
    />
  )
}

/** Deletes a template; can be undone. */
export async function removeSequence({ id, name }: Pick<SequenceRow, 'id' | 'name'>): Promise<void> {
  const set = (removed: boolean) => call('sequences.remove', { id, removed })
  await set(true)
  pushUndo({
    path: '/sequences',
    words: () => t.sequences.removedAct(name),
    undo: () => set(false),
    redo: () => set(true),
    toast: t.sequences.removed(name),
  })
}

function Starters() {
  const words = t.sequences
  const workspaceId = useCurrentWorkspaceId()
  const spoken = useLanguage()
  const [language, setLanguage] = useState(spoken)
  const starters = useQuery('sequences.starters', {}).data ?? []
  const use = useAction(async ({ key: _key, ...body }: SequenceStarter) => {
    const made = await call('sequences.save', { id: null, workspaceId, base: null, body, origin: 'starter' })
    go(sequencePath(made.id))
  })
  const shown = starters.filter((each) => each.language === language)
  return (
    <Card
      title={words.startersTitle}
      actions={
        <Segmented
          label={words.startersLanguage}
          value={language}
          options={sequenceLanguages.map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={setLanguage}
        />
      }
    >
      <div className="stack">
        <p className="text-2">{words.startersText}</p>
        {use.error && <ErrorNote error={use.error} />}
        <ul className="starters">
          {shown.map((starter) => (
            <li key={starter.key} className="starter">
              <div className="sequences-name">
                <b>{starter.name}</b>
                <Cut className="small text-3" text={starter.steps[0]?.variants[0]?.subject} />
              </div>
              <button
                type="button"
                className="button button-secondary button-s"
                aria-label={words.chooseNamed(starter.name)}
                aria-disabled={use.busy || undefined}
                onClick={() => use.run(starter)}
              >
                {words.use}
              </button>
              <span className="starter-size row">
                <Badge>{starter.industry}</Badge>
                <span className="small text-3">
                  {sequenceSizeText(
                    starter.steps.length,
                    starter.steps.reduce((sum, { variants }) => sum + variants.length, 0),
                  )}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}

import './supabase.css'
import { Database, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { SupabaseSource } from '#shared/contract/leads/supabase.ts'
import type { SupabaseSourceId, WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ChooseClient } from '../../core/ui/choose-client.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { SourceResults } from '../slots.ts'
import { AddSourceDialog } from './add-source-dialog.tsx'
import { forgetAnswer, startPulling, usePulling } from './pulling.ts'
import { firstQuestion, type Question, specOf } from './question.ts'
import { QuestionCard } from './question-card.tsx'
import { RemoveSourceDialog, RenameSourceDialog } from './source-dialogs.tsx'

/** Imports leads from a database: choose a source and what to read; the rows open like a file. */
export function SupabasePage() {
  const words = t.supabase
  const current = useCurrentWorkspaceId()
  const workspaces = useWorkspaces() ?? []
  const workspaceId = current ?? (workspaces.length === 1 ? (workspaces[0]?.id ?? null) : null)
  return (
    <div className="page">
      <PageHead title={words.title} crumbs={[{ label: t.lists.title, to: '/lists' }]} meta={words.dataNote} />
      <div className="page-body stack">
        {workspaceId === null ? (
          <Card>
            <ChooseClient icon={Database} title={words.chooseClient} text={words.chooseClientText} />
          </Card>
        ) : (
          <Sources key={workspaceId} workspaceId={workspaceId} />
        )}
      </div>
    </div>
  )
}

function Sources({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.supabase
  const sources = useQuery('supabase.sources', { workspaceId })
  const [chosenId, setChosenId] = useState<SupabaseSourceId | null>(null)
  const [dialog, setDialog] = useState<'add' | 'rename' | 'remove' | null>(null)
  const chosen = sources.data?.find((each) => each.id === chosenId) ?? sources.data?.[0]
  if (sources.error) return <ErrorNote error={sources.error} onAction={sources.refetch} />
  if (!sources.data) return null
  return (
    <>
      <Card
        title={words.source}
        actions={
          sources.data.length > 0 && <Button label={words.add} size="s" icon={Plus} onClick={() => setDialog('add')} />
        }
      >
        {chosen ? (
          <div className="row">
            <div className="supabase-source">
              <Select
                label={words.source}
                value={chosen.id}
                options={sources.data.map((source) => ({
                  value: source.id,
                  label: source.name,
                  hint: source.address,
                }))}
                onChange={setChosenId}
              />
            </div>
            <span className="text-2 small ellipsis" title={chosen.address}>
              {chosen.address} · {words.keyKinds[chosen.keyKind]} {chosen.masked}
            </span>
            <span className="push" />
            <Menu
              trigger={<IconButton icon={Ellipsis} label={words.more(chosen.name)} />}
              items={[
                { label: words.rename, icon: Pencil, onSelect: () => setDialog('rename') },
                { label: words.remove, icon: Trash2, onSelect: () => setDialog('remove') },
              ]}
            />
          </div>
        ) : (
          <EmptyState icon={Database} title={words.emptyTitle} text={words.emptyText}>
            <Button label={words.add} variant="primary" icon={Plus} onClick={() => setDialog('add')} />
          </EmptyState>
        )}
      </Card>
      {chosen && <SourceBody key={chosen.id} source={chosen} />}
      {chosen && <SourceResults key={`results ${chosen.id}`} source={chosen} />}
      {dialog === 'add' && (
        <AddSourceDialog
          workspaceId={workspaceId}
          onClose={() => setDialog(null)}
          onAdded={(source) => {
            setChosenId(source.id)
            setDialog(null)
          }}
        />
      )}
      {dialog === 'rename' && chosen && <RenameSourceDialog source={chosen} onClose={() => setDialog(null)} />}
      {dialog === 'remove' && chosen && <RemoveSourceDialog source={chosen} onClose={() => setDialog(null)} />}
    </>
  )
}

function SourceBody({ source }: { source: SupabaseSource }) {
  const words = t.supabase
  const offer = useQuery('supabase.offer', { sourceId: source.id })
  const [question, setQuestion] = useState<Question>(firstQuestion)
  const [onlyNew, setOnlyNew] = useState(true)
  const spec = specOf(question)
  const last = useQuery('supabase.lastPull', spec && { sourceId: source.id, spec }).data
  const { reading, error, nothing } = usePulling()
  if (offer.error) return <ErrorNote error={offer.error} onAction={offer.refetch} />
  if (!offer.data) return <Card title={words.what}>{words.testing}</Card>
  const read = () => {
    if (spec) void startPulling(source, spec, onlyNew && last !== null && last !== undefined)
  }
  return (
    <>
      <QuestionCard
        source={source}
        offer={offer.data}
        question={question}
        edit={(change) => {
          forgetAnswer()
          setQuestion({ ...question, ...change })
        }}
      />
      {last && (
        <Card>
          <Switch
            checked={onlyNew}
            onChange={setOnlyNew}
            label={words.onlyNew}
            hint={words.onlyNewHint(formatNumber(last.rows), formatWhen(last.at))}
          />
        </Card>
      )}
      {error && <ErrorNote error={error} onAction={read} />}
      {nothing && (
        <Note tone="info" role="status" title={words.nothingTitle}>
          {nothing.rowsRead > 0
            ? words.nothingNew(formatNumber(nothing.rowsRead))
            : source.keyKind === 'publishable' || source.keyKind === 'anon'
              ? words.nothingAllowed
              : words.nothingEmpty}
        </Note>
      )}
      <div className="row">
        <Button
          label={words.read}
          variant="primary"
          shortcut="mod+enter"
          onClick={read}
          disabled={!spec}
          busy={reading !== null}
        />
        <span className="text-3 small">
          {words.lastPulled}: {source.lastPulledAt ? <Time iso={source.lastPulledAt} /> : words.never}
        </span>
      </div>
    </>
  )
}

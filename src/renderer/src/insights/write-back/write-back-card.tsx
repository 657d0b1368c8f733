import './write-back.css'
import { Database, Ellipsis, Pencil, Play, SearchCheck, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { WriteBack } from '#shared/contract/insights/write-back.ts'
import type { SupabaseSource } from '#shared/contract/leads/supabase.ts'
import { fromWire } from '#shared/errors.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { DryRunDialog } from './dry-run-dialog.tsx'
import { NotWrittenDialog } from './not-written-dialog.tsx'
import { SetUpDialog } from './set-up-dialog.tsx'
import { SqlDialog } from './sql-dialog.tsx'

type Open = 'setUp' | 'sql' | 'dryRun' | 'notWritten' | 'remove' | null

/** Writes results back to a source: set up, prepare, try, then switch on. */
export function WriteBackCard({ source }: { source: SupabaseSource }) {
  const words = t.writeBack
  const { data, error, refetch } = useQuery('writeBack.of', { sourceId: source.id })
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  if (error) return <ErrorNote error={error} onAction={refetch} />
  if (data === undefined) return null
  return (
    <Card
      title={words.title}
      actions={
        data && (
          <Menu
            trigger={<IconButton size="s" icon={Ellipsis} label={words.actions} />}
            items={[
              { label: words.edit, icon: Pencil, onSelect: () => setOpen('setUp') },
              { label: words.showSql, icon: Database, onSelect: () => setOpen('sql') },
              { label: words.remove, icon: Trash2, onSelect: () => setOpen('remove') },
            ]}
          />
        )
      }
    >
      {data ? (
        <Standing target={data} onOpen={setOpen} />
      ) : (
        <EmptyState icon={Undo2} title={words.notSetUp} text={`${words.intro} ${words.setUpText}`}>
          <Button label={words.setUp} onClick={() => setOpen('setUp')} />
        </EmptyState>
      )}
      {open === 'setUp' && <SetUpDialog source={source} target={data} onClose={close} />}
      {open === 'sql' && data && <SqlDialog target={data} onClose={close} />}
      {open === 'dryRun' && data && <DryRunDialog target={data} onClose={close} />}
      {open === 'notWritten' && data && <NotWrittenDialog target={data} onClose={close} />}
      {open === 'remove' && data && <RemoveDialog target={data} onClose={close} />}
    </Card>
  )
}

function Standing({ target, onOpen }: { target: WriteBack; onOpen: (open: Open) => void }) {
  const words = t.writeBack
  const { id, counts } = target
  const toggle = useAction(async (on: boolean) => call('writeBack.switch', { id, on }))
  const check = useAction(async () => {
    await call('writeBack.check', { id })
    showToast(words.checkWorks)
  })
  const now = useAction(async () => call('writeBack.now', { id }))
  const notWritten = counts.refused + counts.several + counts.none
  const unprepared = target.checkedAt === null && target.writtenAt === null
  const problem = check.error ?? toggle.error ?? now.error ?? (target.problem && fromWire(target.problem))
  return (
    <div className="stack">
      <div className="row">
        <Switch checked={target.on} onChange={toggle.run} label={words.on} hint={words.onHint} busy={toggle.busy} />
        <span className="push" />
        <Button label={words.dryRun} size="s" icon={SearchCheck} onClick={() => onOpen('dryRun')} />
        {target.on && <Button label={words.now} size="s" icon={Play} action={now} />}
      </div>
      <div className="write-back-state small text-2">
        <span>
          {words.places[target.place]} · {target.address} · {t.supabase.keyKinds[target.keyKind]} {target.masked}
        </span>
        {target.organizationId && (
          <span>
            {words.organization} {target.organizationId}
          </span>
        )}
        <span>
          {words.lastWritten}: {target.writtenAt ? <Time iso={target.writtenAt} /> : words.never}
        </span>
      </div>
      <div className="write-back-state small">
        <span>{words.done(counts.done)}</span>
        {counts.waiting > 0 && <span>{words.waiting(counts.waiting)}</span>}
        {notWritten > 0 && (
          <Button label={words.notWritten(notWritten)} size="s" onClick={() => onOpen('notWritten')} />
        )}
      </div>
      {unprepared && (
        <Note
          tone="info"
          title={words.prepareTitle}
          action={
            <span className="row">
              <Button label={words.showSql} size="s" onClick={() => onOpen('sql')} />
              <Button label={words.check} size="s" action={check} />
            </span>
          }
        >
          {target.kind === 'database' ? words.prepareHere : words.prepareText}
        </Note>
      )}
      {problem && <ErrorNote error={problem} onAction={check.run} />}
    </div>
  )
}

/** Asks for confirmation, as the key cannot be restored from here. */
function RemoveDialog({ target, onClose }: { target: WriteBack; onClose: () => void }) {
  const words = t.writeBack
  const remove = useAction(async () => {
    await call('writeBack.remove', { id: target.id })
    onClose()
    showToast(words.removed)
  })
  return (
    <AskFirst
      title={words.removeTitle}
      text={words.removeText}
      keep={words.runKeep}
      act={words.remove}
      action={remove}
      onClose={onClose}
      retry
    />
  )
}

import { Archive, CheckCheck, Clock, MailOpen, ShieldBan, Tag, UserRound, X } from 'lucide-react'
import { useState } from 'react'
import { type BulkAction, type InboxLabel, maxSeparateRequests, type Selection } from '#shared/contract/inbox/inbox.ts'
import { type Action, useAction } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { t } from '../../core/lib/texts.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { inboxCommands } from '../commands.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { bulkStep } from './bulk-step.ts'
import { LabelDialog, LabelKeys } from './label-dialog.tsx'
import { SnoozeDialog } from './snooze-dialog.tsx'

type Props = {
  selection: Selection
  count: number
  /** Number of conversations that match the filter; null if all of them are selected. */
  matching: number | null
  labels: readonly InboxLabel[]
  onSelectAll: () => void
  onClear: () => void
}

type Asking = 'label' | 'snooze' | 'assign' | 'optOut'

/** Actions for the selected conversations. */
export function BulkPanel({ selection, count, matching, labels, onSelectAll, onClear }: Props) {
  const words = t.inbox.bulk
  const [asking, setAsking] = useState<Asking | null>(null)
  const [acting, setActing] = useState<BulkAction['kind'] | null>(null)
  const step = useAction(async (act: BulkAction, name?: string) => {
    setActing(act.kind)
    await bulkStep(selection, act, name)
    setAsking(null)
    onClear()
  })
  const tooMany = count > maxSeparateRequests
  useShortcut('escape', onClear)
  useCommand(inboxCommands.selectAll, matching === null ? null : onSelectAll)
  useScreenKeys([
    ['e', words.done],
    ['s', words.snooze],
    ...(tooMany ? [] : [['1–9', t.inbox.keys.label] as const]),
    ['x', t.inbox.keys.select],
    ['escape', words.clear],
  ])
  /** Whether this is under way, from its button or by its key. */
  const busyWith = (kind: BulkAction['kind']) => step.busy && asking === null && acting === kind
  return (
    <section className="inbox-bulk" aria-label={words.selected(count)}>
      <h2 role="status">{matching === null ? words.allSelected(count) : words.selected(count)}</h2>
      <p className="text-3 small">{words.hint}</p>
      {matching !== null && matching > count && (
        <Button
          label={words.all(matching)}
          icon={CheckCheck}
          variant="quiet"
          command={inboxCommands.selectAll}
          onClick={onSelectAll}
        />
      )}
      {step.error && asking === null && <ErrorNote error={step.error} />}
      <div className="inbox-bulk-acts">
        <Button
          label={words.done}
          icon={Archive}
          command={inboxCommands.done}
          onClick={() => step.run({ kind: 'done' })}
          busy={busyWith('done')}
        />
        <Button
          label={words.label}
          icon={Tag}
          command={inboxCommands.label}
          onClick={() => setAsking('label')}
          busy={busyWith('label')}
          disabled={tooMany}
        />
        <Button label={words.snooze} icon={Clock} command={inboxCommands.snooze} onClick={() => setAsking('snooze')} />
        <Button
          label={words.assign}
          icon={UserRound}
          command={inboxCommands.assign}
          onClick={() => setAsking('assign')}
        />
        <Button
          label={words.read}
          icon={MailOpen}
          command={inboxCommands.unread}
          onClick={() => step.run({ kind: 'read', read: true })}
          busy={busyWith('read')}
          disabled={tooMany}
        />
        <Button
          label={words.optOut}
          icon={ShieldBan}
          command={inboxCommands.optOutAll}
          onClick={() => setAsking('optOut')}
        />
      </div>
      {tooMany && <p className="text-3 small">{words.tooMany(maxSeparateRequests)}</p>}
      <Button
        label={words.clear}
        icon={X}
        variant="quiet"
        command={inboxCommands.selectNone}
        keysShown="escape"
        onClick={onClear}
      />
      {!tooMany && (
        <LabelKeys labels={labels} onChoose={(interest, name) => step.run({ kind: 'label', interest }, name)} />
      )}
      {asking && (
        <BulkDialog asking={asking} count={count} labels={labels} step={step} onClose={() => setAsking(null)} />
      )}
    </section>
  )
}

type DialogProps = {
  asking: Asking
  count: number
  labels: readonly InboxLabel[]
  step: Action<[act: BulkAction, name?: string]>
  onClose: () => void
}

/** Asks which label, until when, to whom, or whether to opt the selected conversations out. */
function BulkDialog({ asking, count, labels, step, onClose }: DialogProps) {
  const words = t.inbox.bulk
  const asked = { error: step.error, busy: step.busy, onClose }
  return (
    <>
      {asking === 'label' && (
        <LabelDialog
          {...asked}
          labels={labels}
          interest={undefined}
          onChoose={(interest, name) => step.run({ kind: 'label', interest }, name)}
        />
      )}
      {asking === 'snooze' && (
        <SnoozeDialog
          {...asked}
          returnDate={null}
          snoozed={false}
          onChoose={(until) => until && step.run({ kind: 'snooze', until: until.toISOString() })}
        />
      )}
      {asking === 'assign' && (
        <AssignDialog {...asked} assignedTo={null} onChoose={(to) => step.run({ kind: 'assign', to })} />
      )}
      {asking === 'optOut' && (
        <AskFirst
          title={words.optOutTitle(count)}
          text={words.optOutText}
          keep={words.optOutKeep}
          act={words.optOut}
          action={{ ...step, run: () => step.run({ kind: 'optOut' }) }}
          onClose={onClose}
        />
      )}
    </>
  )
}

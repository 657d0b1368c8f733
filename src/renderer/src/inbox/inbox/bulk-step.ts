/** Actions on one or many conversations, each with an undo. */
import type { BulkAction, BulkResult, InboxThread, Selection } from '#shared/contract/inbox/inbox.ts'
import { isStopLabel } from '#shared/domain/inbox/replies/stop-label.ts'
import { AppError, fromWire } from '#shared/errors.ts'
import { call } from '../../core/lib/backend.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { whileLabelling } from './labels-under-way.ts'

type Step = {
  readonly selection: Selection
  readonly act: BulkAction
  /** Name of the label it assigns. */
  readonly labelName?: string | undefined
  /** Text of the toast. */
  readonly message: (count: number) => string
  /** Name of the action in undo messages. */
  readonly called: (count: number) => string
  readonly path: string
}

async function take({ selection, act, labelName = '', message, called, path }: Step): Promise<BulkResult> {
  let done = await call('inbox.bulk', { selection, act })
  if (done.count === 0) return done
  // The leads stay opted out even if the label changes, so a partial undo is not offered.
  if (isStopLabel(labelName)) {
    showToast(message(done.count))
    return done
  }
  pushUndo({
    words: () => called(done.count),
    // Conversations that got another label since keep it.
    undo: async () => {
      const { count } = await call('inbox.undoBulk', { step: done.step })
      return act.kind === 'label' && count === 0 ? t.inbox.acts.labelKept : undefined
    },
    redo: async () => {
      done = await call('inbox.bulk', { selection, act })
      if (done.problem && done.count === 0) throw fromWire(done.problem)
    },
    path,
    toast: message(done.count),
  })
  return done
}

/** Applies an action to many conversations and shows a toast with undo; returns how many changed. */
export async function bulkStep(selection: Selection, act: BulkAction, labelName?: string): Promise<number> {
  const words = t.inbox.bulk
  const message = words.said[act.kind]
  const { count, left, problem } = await take({ selection, act, labelName, message, called: message, path: '/inbox' })
  if (left > 0) {
    const why = problem && t.errors[problem.code](problem.data).what
    showToast([t.inbox.bulk.left(left), why].filter(Boolean).join(' '), { tone: 'bad' })
  }
  return count
}

/** Marks a conversation as done or snoozes it. Undo restores it together with what was planned for it. */
export async function finishThread(
  thread: InboxThread,
  act: Extract<BulkAction, { kind: 'done' | 'snooze' }>,
): Promise<void> {
  const words = t.inbox
  await take({
    selection: { threadIds: [thread.id] },
    act,
    message: () => (act.kind === 'done' ? words.archived(thread.name) : words.snoozed(formatWhen(act.until))),
    called: () => (act.kind === 'done' ? words.acts.archived : words.acts.snoozed),
    path: `/inbox/${thread.id}`,
  })
}

/** Labels the lead of a conversation, at Instantly first. Undo keeps a label that was changed since. */
export async function labelThread(
  { id, leadEmail, interest: was }: InboxThread,
  interest: number | null,
  labelName: string,
): Promise<void> {
  if (leadEmail === null) throw new AppError('NOT_FOUND', { what: 'lead' })
  const message = () => t.inbox.labelled(labelName)
  if (interest === was) {
    showToast(message())
    return
  }
  const { count, problem } = await whileLabelling(id, labelName, () =>
    take({
      selection: { threadIds: [id] },
      act: { kind: 'label', interest },
      labelName,
      message,
      called: () => t.inbox.acts.labelled,
      path: `/inbox/${id}`,
    }),
  )
  if (problem) throw fromWire(problem)
  if (count === 0) showToast(message())
}

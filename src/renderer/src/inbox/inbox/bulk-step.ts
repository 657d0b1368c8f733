/** Steps with one or many conversations, each said with its way back. */
import type { BulkAct, BulkDone, InboxThread, Selection } from '#shared/contract/inbox/inbox.ts'
import { isStopLabel } from '#shared/domain/inbox/replies/stop-label.ts'
import { AppError, fromWire } from '#shared/errors.ts'
import { call } from '../../core/lib/call.ts'
import { formatWhen } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'

type Step = {
  readonly selection: Selection
  readonly act: BulkAct
  /** The name of the label it gives. */
  readonly labelName?: string | undefined
  /** What the notice says. */
  readonly said: (count: number) => string
  /** What it is called once it is undone. */
  readonly called: (count: number) => string
  readonly path: string
}

async function take({ selection, act, labelName = '', said, called, path }: Step): Promise<BulkDone> {
  let done = await call('inbox.bulk', { selection, act })
  if (done.count === 0) return done
  // Whoever is labelled so stays opted out, whatever becomes of the label: there is no half way back.
  if (isStopLabel(labelName)) {
    showToast(said(done.count))
    return done
  }
  pushUndo(
    {
      words: () => called(done.count),
      // Those labelled otherwise since keep that label.
      undo: async () => {
        const { count } = await call('inbox.undoBulk', { step: done.step })
        return act.kind === 'label' && count === 0 ? t.inbox.acts.labelKept : undefined
      },
      redo: async () => {
        done = await call('inbox.bulk', { selection, act })
        if (done.problem && done.count === 0) throw fromWire(done.problem)
      },
      path,
    },
    said(done.count),
  )
  return done
}

/** Does one step with many conversations, and says so with the way back; gives how many changed. */
export async function bulkStep(selection: Selection, act: BulkAct, labelName?: string): Promise<number> {
  const words = t.inbox.bulk
  const said = words.said[act.kind]
  const { count, left, problem } = await take({ selection, act, labelName, said, called: said, path: '/inbox' })
  if (left > 0) {
    const why = problem && t.errors[problem.code](problem.data).what
    showToast([words.left(left), why].filter(Boolean).join(' '), { tone: 'bad' })
  }
  return count
}

/** Puts one conversation away, until a day or for good; taken back it is as it was, with what was planned for it. */
export async function putAway(thread: InboxThread, act: Extract<BulkAct, { kind: 'done' | 'snooze' }>): Promise<void> {
  const words = t.inbox
  await take({
    selection: { threadIds: [thread.id] },
    act,
    said: () => (act.kind === 'done' ? words.archived(thread.name) : words.snoozed(formatWhen(act.until))),
    called: () => (act.kind === 'done' ? words.acts.archived : words.acts.snoozed),
    path: `/inbox/${thread.id}`,
  })
}

/** Gives a conversation's lead a label, at Instantly first; taken back, who was labelled otherwise since keeps that. */
export async function labelThread(
  { id, leadEmail, interest: was }: InboxThread,
  interest: number | null,
  labelName: string,
): Promise<void> {
  if (leadEmail === null) throw new AppError('NOT_FOUND', { what: 'lead' })
  const said = () => t.inbox.labelled(labelName)
  if (interest === was) {
    showToast(said())
    return
  }
  const { count, problem } = await take({
    selection: { threadIds: [id] },
    act: { kind: 'label', interest },
    labelName,
    said,
    called: () => t.inbox.acts.labelled,
    path: `/inbox/${id}`,
  })
  if (problem) throw fromWire(problem)
  if (count === 0) showToast(said())
}

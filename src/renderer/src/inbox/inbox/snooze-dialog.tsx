import { useState } from 'react'
import type { InboxThread } from '#shared/contract/inbox/inbox.ts'
import type { AppError } from '#shared/errors.ts'
import { call } from '../../core/lib/backend.ts'
import { formatDayLong, t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { finishThread } from './bulk-step.ts'
import { ChoiceList } from './choice-list.tsx'

/** Snoozes a conversation until then; can be undone. */
export async function snoozeThread(thread: InboxThread, until: Date | null): Promise<void> {
  if (until !== null) {
    await finishThread(thread, { kind: 'snooze', until: until.toISOString() })
    return
  }
  const threadIds = [thread.id]
  await call('inbox.snooze', { threadIds, until: null })
  pushUndo({
    words: () => t.inbox.acts.snoozed,
    undo: () => call('inbox.snooze', { threadIds, until: thread.snoozedUntil }),
    redo: () => call('inbox.snooze', { threadIds, until: null }),
    path: `/inbox/${thread.id}`,
    toast: t.inbox.restored(thread.name),
  })
}

type Props = {
  /** Day of return from an absence, if known. */
  returnDate: string | null
  snoozed: boolean
  onChoose: (until: Date | null) => void
  error: AppError | null
  busy: boolean
  onClose: () => void
}

/** Chooses until when to snooze. */
export function SnoozeDialog({ returnDate, snoozed, onChoose, error, busy, onClose }: Props) {
  const [now] = useState(() => new Date())
  return (
    <Dialog onClose={onClose} title={t.inbox.snoozeTitle}>
      {error && <ErrorNote error={error} />}
      <ChoiceList
        label={t.inbox.snoozeTitle}
        busy={busy}
        choices={timesFor({ returnDate, snoozed }, now).map(({ id, label, until }) => ({
          id,
          label,
          onChoose: () => onChoose(until),
        }))}
      />
    </Dialog>
  )
}

/** Returns the times a conversation may come back, in the operator's own time zone; only future ones. */
function timesFor({ returnDate, snoozed }: Pick<Props, 'returnDate' | 'snoozed'>, now: Date) {
  const words = t.inbox.snooze
  const at = (days: number, hour: number) => {
    const day = new Date(now)
    day.setDate(day.getDate() + days)
    day.setHours(hour, 0, 0, 0)
    return day
  }
  const back = returnDate ? new Date(`${returnDate}T08:00:00`) : null
  const times = [
    ...(back ? [{ id: 'back', label: words.back(formatDayLong(back)), until: back }] : []),
    { id: 'tonight', label: words.tonight, until: at(0, 18) },
    { id: 'tomorrow', label: words.tomorrow, until: at(1, 8) },
    { id: 'monday', label: words.monday, until: at((8 - now.getDay()) % 7 || 7, 8) },
    { id: 'week', label: words.week, until: at(7, 8) },
    { id: 'month', label: words.month, until: at(30, 8) },
  ].filter(({ until }) => until.getTime() > now.getTime())
  return [...times, ...(snoozed ? [{ id: 'none', label: words.none, until: null }] : [])]
}

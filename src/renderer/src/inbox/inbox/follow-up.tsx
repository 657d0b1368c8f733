import { CalendarClock, Undo2 } from 'lucide-react'
import type { InboxProposal, InboxThreadView } from '#shared/contract/inbox/inbox.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatDayLong, t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { inboxCommands } from '../commands.ts'

/** Returns the morning of that day in the operator's own time zone. */
const morningOf = (day: string): Date => new Date(`${day}T08:00:00`)

export type Suggestion = {
  /** Null if there is nothing to suggest. */
  readonly text: string | null
  readonly title: string
  /** Source of the suggestion, and a note that nothing is sent automatically. */
  readonly about: string
  readonly language: InboxProposal['language'] | null
  /** Whether a follow-up is planned or due. */
  readonly planned: boolean
  readonly later: InboxProposal['later']
}

/** Returns the text suggested for a conversation, now or on a later day. */
export function useSuggestion({ thread, followUpText }: InboxThreadView, asked: boolean): Suggestion {
  const words = t.inbox.proposal
  const proposal = useQuery('inbox.proposal', asked ? { threadId: thread.id } : null).data ?? null
  const planned = thread.followUp !== null && Boolean(followUpText)
  const later = planned ? null : (proposal?.later ?? null)
  const now = planned ? null : (proposal?.now ?? null)
  return {
    text: planned ? followUpText : (now ?? later?.text ?? null),
    title: planned
      ? thread.followUp === 'due' || thread.snoozedUntil === null
        ? words.due
        : words.planned(formatDayLong(new Date(thread.snoozedUntil)))
      : later === null || now !== null
        ? words.answer
        : words.later(formatDayLong(morningOf(later.on))),
    about: [
      !planned && proposal?.template && words.ofTemplate(proposal.template),
      later && now === null && words.whys[later.why],
      words.unsent,
    ]
      .filter(Boolean)
      .join(' '),
    language: planned ? null : (proposal?.language ?? null),
    planned,
    later,
  }
}

type Props = { view: InboxThreadView; suggested: Suggestion; onPlanned: () => void }

/** Schedules the conversation to come back on a day with its text, or cancels that. */
export function FollowUp({ view: { thread }, suggested: { later, planned }, onPlanned }: Props) {
  const words = t.inbox.proposal
  const of = { threadId: thread.id }
  const plan = useAction(async (on: string, text: string) => {
    const until = morningOf(on).toISOString()
    const back = await call('inbox.followUp', { ...of, until, text })
    pushUndo({
      words: () => t.inbox.acts.snoozed,
      undo: () => call('inbox.followUp', { ...of, until: null, back }),
      redo: () => call('inbox.followUp', { ...of, until, text }),
      path: `/inbox/${thread.id}`,
      toast: words.reminded(formatDayLong(morningOf(on))),
    })
    onPlanned()
  })
  const takeBack = useAction(() => call('inbox.followUp', { ...of, until: null }))
  // Its label would push the send button to a second line, so it is in the tooltip and in the command menu.
  const remind = later && !plan.busy ? () => plan.run(later.on, later.text) : null
  useCommand(inboxCommands.remind, remind)
  const error = plan.error ?? takeBack.error
  return (
    <>
      {error && <ErrorNote error={error} />}
      {later && (
        <IconButton
          icon={CalendarClock}
          label={words.remind(formatDayLong(morningOf(later.on)))}
          aria-busy={plan.busy}
          onClick={remind ?? undefined}
        />
      )}
      {planned && <Button label={words.takeBack} size="s" variant="quiet" icon={Undo2} action={takeBack} />}
    </>
  )
}

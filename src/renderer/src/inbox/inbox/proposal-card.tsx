import { CalendarClock, PenLine, Sparkles, Undo2 } from 'lucide-react'
import type { InboxThreadView } from '#shared/contract/inbox/inbox.ts'
import { call } from '../../core/lib/call.ts'
import { formatDayLong } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { type Action, useAction } from '../../core/lib/use-action.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { did } from '../../core/stores/undo.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { inboxCommands } from './commands.ts'

/** In the morning of that day, in the operator's own zone. */
const morningOf = (day: string): Date => new Date(`${day}T08:00:00`)

type Props = {
  view: InboxThreadView
  /** Null while nothing in it can be answered. */
  onWrite: ((text: string) => void) | null
  /** Null while no model drafts. */
  model: Action<[]> | null
  onPlanned: () => void
}

/** A text that could be written here, now or on a day to come. It is shown, and nothing more. */
export function ProposalCard({ view, onWrite, model, onPlanned }: Props) {
  const { thread, followUpText } = view
  const words = t.inbox.proposal
  const asked = { threadId: thread.id }
  const proposal = useQuery('inbox.proposal', asked).data ?? null
  const plan = useAction(async (on: string, text: string) => {
    const until = morningOf(on).toISOString()
    await call('inbox.followUp', { ...asked, until, text })
    did(
      {
        words: () => t.inbox.acts.snoozed,
        undo: () => call('inbox.followUp', { ...asked, until: null }),
        redo: () => call('inbox.followUp', { ...asked, until, text }),
        path: `/inbox/${thread.id}`,
      },
      words.reminded(formatDayLong(morningOf(on))),
    )
    onPlanned()
  })
  const takeBack = useAction(() => call('inbox.followUp', { ...asked, until: null }))
  const planned = thread.followUp !== null && followUpText
  const later = planned ? null : (proposal?.later ?? null)
  const text = planned ? followUpText : (proposal?.now ?? later?.text ?? null)
  if (text === null && !model) return null
  const title = titleOf(view, proposal?.now ? null : (later?.on ?? null))
  const error = plan.error ?? takeBack.error ?? model?.error
  return (
    <section className="proposal" aria-label={title}>
      {text !== null && (
        <>
          <p className="proposal-head small">
            <b>{title}</b>
            {!planned && proposal && <Badge>{t.inbox.languages[proposal.language]}</Badge>}
            <span className="text-3 ellipsis">
              {[
                !planned && proposal?.template && words.ofTemplate(proposal.template),
                later && !proposal?.now && words.whys[later.why],
                words.unsent,
              ]
                .filter(Boolean)
                .join(' ')}
            </span>
          </p>
          <p className="mail-text proposal-text selectable">{text}</p>
        </>
      )}
      {error && <ErrorNote error={error} />}
      <div className="row proposal-actions">
        {text !== null && onWrite && (
          <Button size="s" icon={PenLine} command={inboxCommands.propose} onClick={() => onWrite(text)}>
            {words.edit}
          </Button>
        )}
        {later && (
          <Button
            size="s"
            icon={CalendarClock}
            command={inboxCommands.remind}
            title={proposal?.now ? later.text : words.whys[later.why]}
            onClick={() => plan.run(later.on, later.text)}
            busy={plan.busy}
          >
            {words.remind(formatDayLong(morningOf(later.on)))}
          </Button>
        )}
        {planned && (
          <Button size="s" variant="quiet" icon={Undo2} onClick={takeBack.run} busy={takeBack.busy}>
            {words.takeBack}
          </Button>
        )}
        {model && (
          <Button size="s" icon={Sparkles} command={inboxCommands.modelDraft} onClick={model.run} busy={model.busy}>
            {words.model}
          </Button>
        )}
      </div>
    </section>
  )
}

function titleOf({ thread, followUpText }: InboxThreadView, on: string | null): string {
  const words = t.inbox.proposal
  if (thread.followUp === 'due' && followUpText) return words.due
  if (thread.followUp === 'planned' && followUpText && thread.snoozedUntil) {
    return words.planned(formatDayLong(new Date(thread.snoozedUntil)))
  }
  return on === null ? words.answer : words.later(formatDayLong(morningOf(on)))
}

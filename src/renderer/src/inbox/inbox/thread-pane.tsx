import { ChevronDown, PanelRight } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { InboxMessage, InboxThread, InboxThreadView } from '#shared/contract/inbox/inbox.ts'
import { findOpenReply } from '#shared/domain/inbox/open-reply.ts'
import { secondaryNameOf } from '#shared/domain/inbox/person-name.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { replace } from '../../core/lib/router.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { useNarrowWindow } from '../../core/lib/use-small-window.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { inboxCommands } from '../commands.ts'
import { Composer } from './composer.tsx'
import { ContextPanel } from './context-panel.tsx'
import { countFolded } from './folded-mails.ts'
import { LabelKeys } from './label-dialog.tsx'
import { useLabelUnderWay } from './labels-under-way.ts'
import { MessageCard } from './message-card.tsx'
import { Remarks } from './remarks.tsx'
import { SendNotes } from './send-notes.tsx'
import { ThreadDialogs } from './thread-dialogs.tsx'
import { ThreadFoot } from './thread-foot.tsx'
import { useAnsweredInView } from './use-answered-in-view.ts'
import { readAfterMs, useThreadActs } from './use-thread-acts.ts'
import { useThreadWriting } from './use-thread-writing.ts'

/** One conversation with what is known of the lead. */
export function ThreadPane({ threadId, onLeave }: { threadId: number; onLeave: () => void }) {
  const asked = useQuery('inbox.thread', { threadId })
  useEffect(() => {
    // Emails sent by the campaign come from Instantly; without a network the received ones are available. Skipped when
    // the operator only passes by, as Instantly allows few such requests a minute.
    const timer = setTimeout(() => void call('inbox.readThrough', { threadId }).catch(() => undefined), readAfterMs)
    return () => clearTimeout(timer)
  }, [threadId])
  const now = asked.data?.thread.id ?? threadId
  useEffect(() => {
    // The conversation was joined to another one.
    if (now !== threadId) replace(`/inbox/${now}`)
  }, [now, threadId])
  if (asked.error && !asked.data) {
    return (
      <div className="inbox-none">
        <ErrorNote error={asked.error} onAction={asked.refetch} />
      </div>
    )
  }
  if (!asked.data) return <div className="inbox-none" />
  return <Pane view={asked.data} onLeave={onLeave} />
}

function Pane({ view, onLeave }: { view: InboxThreadView; onLeave: () => void }) {
  const { thread, messages, sends, context } = view
  const words = t.inbox
  const narrow = useNarrowWindow()
  const [leadShown, setLeadShown] = useState(false)
  useShortcut(narrow && leadShown ? 'escape' : null, () => setLeadShown(false))
  const writing = useThreadWriting(thread.id, sends)
  const labels = useQuery('inbox.labels', { workspaceId: thread.workspaceId }).data ?? []
  const drafts = useQuery('inboxModel.state', {}).data?.draft ?? false
  const withAnswer = messages.filter((message) => message.answer !== null)
  const answerable = findOpenReply(withAnswer, thread) ?? null
  const openReply = findOpenReply(messages, thread) ?? messages.at(-1) ?? null
  const acts = useThreadActs(thread, context.optedOut, onLeave)
  const { suggestion, setAsking } = acts
  useCommand(inboxCommands.unread, acts.unread.run)
  useCommand(inboxCommands.optOut, acts.canOptOut ? acts.optOut.run : null)
  useCommand(inboxCommands.forward, openReply === null || writing.kind !== null ? null : () => writing.forward())
  useCommand(inboxCommands.reply, answerable === null ? null : writing.reply)
  useCommand(inboxCommands.assign, () => setAsking('assign'))
  useCommand(inboxCommands.correct, () => setAsking('correct'))
  const movable = thread.campaignId !== null && thread.leadEmail !== null
  useCommand(inboxCommands.subsequence, movable ? () => setAsking('subsequence') : null)
  const labelling = useLabelUnderWay(thread.id)
  const kind = writing.kind ?? 'reply'
  const subject = kind === 'reply' ? answerable : openReply
  const folding = useFolding(messages, openReply)
  const mails = useAnsweredInView(writing.kind !== null, subject ? folding.shown.indexOf(subject) : -1)
  useScreenKeys([
    ...(suggestion === null ? [] : [['y', suggestion.name] as const]),
    ['e', thread.archived ? words.backToInbox : words.done],
    ['s', words.keys.snooze],
    ['1–9', words.keys.label],
    ['x', words.keys.select],
  ])

  return (
    <>
      <section className="inbox-thread" aria-label={words.thread}>
        <ThreadHead thread={thread}>
          {narrow && (
            <IconButton
              icon={PanelRight}
              label={words.context}
              aria-expanded={leadShown}
              onClick={() => setLeadShown(!leadShown)}
            />
          )}
        </ThreadHead>
        <div ref={mails} className="inbox-messages">
          {acts.error && <ErrorNote error={acts.error} />}
          <Remarks
            view={view}
            onCorrect={() => setAsking('correct')}
            optOut={acts.optOut}
            onForward={openReply === null || writing.kind === 'forward' ? null : writing.forward}
            suggestion={suggestion}
          />
          <Mails messages={messages} openReply={openReply} folding={folding} />
          <SendNotes sends={sends} threadId={thread.id} />
        </div>
        {subject ? (
          <Composer
            key={`${kind} ${writing.back}`}
            kind={kind}
            view={view}
            forwardTo={writing.forwardTo}
            drafts={drafts && kind === 'reply' && !context.optedOut && !thread.modelWish}
            message={subject}
            active={writing.kind !== null}
            focus={writing.kind === 'reply' || writing.forwardTo !== '' ? writing.focus : 0}
            onOpen={() => writing.open(kind)}
            onClose={writing.close}
            onSent={onLeave}
          />
        ) : (
          <p className="composer text-2 small">
            {words.noAnswer} {words.noAnswerHint}
          </p>
        )}
        <ThreadFoot
          thread={thread}
          labels={labels}
          labelling={labelling}
          acts={acts}
          onForward={openReply === null ? null : () => writing.forward()}
        />
      </section>
      {(!narrow || leadShown) && (
        <ContextPanel view={view} onSubsequence={movable ? () => setAsking('subsequence') : null} />
      )}
      <LabelKeys labels={labels} onChoose={acts.label.run} />
      <ThreadDialogs thread={thread} labels={labels} acts={acts} />
      {context.optedOut && <span className="sr-only">{words.optOut}</span>}
      <span className="sr-only" role="status">
        {labelling !== null && words.labelling(labelling)}
      </span>
    </>
  )
}

/** Emails before the one to answer, folded if they would fill the window. */
function useFolding(messages: readonly InboxMessage[], openReply: InboxMessage | null) {
  const [unfolded, setUnfolded] = useState(false)
  // Read once: mails do not appear or disappear while the window is resized.
  const [windowHeight] = useState(() => window.innerHeight)
  const folded = unfolded || !openReply ? 0 : countFolded(messages, messages.indexOf(openReply), windowHeight)
  return { folded, shown: messages.slice(folded), unfold: () => setUnfolded(true) }
}

type MailsProps = {
  messages: readonly InboxMessage[]
  openReply: InboxMessage | null
  folding: ReturnType<typeof useFolding>
}

/** The emails that are not folded, with a way to the others. */
function Mails({ messages, openReply, folding: { folded, shown, unfold } }: MailsProps) {
  return (
    <>
      {folded > 0 && (
        <Button label={t.inbox.earlierMails(folded)} size="s" variant="quiet" icon={ChevronDown} onClick={unfold} />
      )}
      {shown.map((message) => (
        <MessageCard
          key={message.id}
          message={message}
          open={message === openReply || message.unread || message === messages.at(-1)}
          newest={message === openReply}
        />
      ))}
    </>
  )
}

/** Subject and people of the conversation. */
function ThreadHead({ thread, children }: { thread: InboxThread; children: ReactNode }) {
  const words = t.inbox
  return (
    <header className="inbox-thread-head">
      <div className="grow">
        <h2 className="ellipsis" title={thread.subject} dir="auto">
          {thread.subject}
        </h2>
        <p className="text-3 small ellipsis">
          {[thread.name, secondaryNameOf(thread)].filter(Boolean).join(', ')}
          {thread.assignedTo && ` · ${words.assignedTo(thread.assignedTo)}`}
          {thread.snoozedUntil && ` · ${words.snoozedUntil(formatWhen(thread.snoozedUntil))}`}
        </p>
      </div>
      {children}
    </header>
  )
}

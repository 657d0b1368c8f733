import { Archive, ArchiveRestore, ChevronDown, Clock, Ellipsis, Forward, MailOpen, PanelRight, Tag } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { InboxThreadView } from '#shared/contract/inbox/inbox.ts'
import { findOpenReply } from '#shared/domain/inbox/open-reply.ts'
import { secondaryNameOf } from '#shared/domain/inbox/person-name.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { replace } from '../../core/lib/router.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { useIsShown } from '../../core/lib/use-is-shown.ts'
import { useNarrowWindow } from '../../core/lib/use-small-window.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { showFailureOf } from '../../core/stores/show-failure.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { ThreadIntoDialog } from '../slots.ts'
import { AssignDialog, assignThread } from './assign-dialog.tsx'
import { finishThread, labelThread } from './bulk-step.ts'
import { inboxCommands } from './commands.ts'
import { Composer } from './composer.tsx'
import { ContextPanel } from './context-panel.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { openRestored } from './draft-on-disk.ts'
import { countFolded } from './folded-mails.ts'
import { LabelDialog, LabelKeys } from './label-dialog.tsx'
import { labelName, labelOf, suggestionOf } from './label-text.ts'
import { useLabelUnderWay } from './labels-under-way.ts'
import { MessageCard } from './message-card.tsx'
import { Remarks } from './remarks.tsx'
import { SendNotes } from './send-notes.tsx'
import { SnoozeDialog, snoozeThread } from './snooze-dialog.tsx'
import { useAnsweredInView } from './use-answered-in-view.ts'

/** Time, in ms, after which an open conversation counts as read, so that passing by does not. */
const readAfterMs = 700

type Asking = 'label' | 'snooze' | 'assign' | 'correct' | 'subsequence' | null

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
  const [asking, setAsking] = useState<Asking>(null)
  const narrow = useNarrowWindow()
  const [leadShown, setLeadShown] = useState(false)
  useShortcut(narrow && leadShown ? 'escape' : null, () => setLeadShown(false))
  // A reply composer is open below the conversation in any case.
  const [writing, setWriting] = useState<'reply' | 'forward' | null>(
    sends.some(({ state, kind }) => state === 'draft' && kind === 'forward') ? 'forward' : null,
  )
  /** Number of times writing was requested, and number of times an unsent email came back. */
  const [asked, setAsked] = useState({ focus: 0, back: 0 })
  const labels = useQuery('inbox.labels', { workspaceId: thread.workspaceId }).data ?? []
  const drafts = useQuery('inboxModel.state', {}).data?.draft ?? false
  const withAnswer = messages.filter((message) => message.answer !== null)
  const answerable = findOpenReply(withAnswer, thread) ?? null
  const openReply = findOpenReply(messages, thread) ?? messages.at(-1) ?? null
  const ids = [thread.id]
  const restored = (of: 'reply' | 'forward') => {
    setWriting(of)
    setAsked((times) => ({ focus: times.focus + 1, back: times.back + 1 }))
  }
  useEffect(() => {
    openRestored.set(thread.id, restored)
    return () => void openRestored.delete(thread.id)
  }, [thread.id])
  // An email that is a draft again opens in the composer.
  const leaving = useRef<ReadonlySet<number>>(new Set())
  useEffect(() => {
    const back = sends.find(({ id, state }) => state === 'draft' && leaving.current.has(id))
    leaving.current = new Set(sends.filter(({ state }) => state !== 'draft').map(({ id }) => id))
    if (!back) return
    restored(back.kind)
  }, [sends])
  const keptUnread = useRef(false)
  useEffect(() => {
    if (thread.unread === 0 || keptUnread.current) return undefined
    const timer = setTimeout(
      () => void call('inbox.markRead', { threadIds: [thread.id], read: true }).catch(() => undefined),
      readAfterMs,
    )
    return () => clearTimeout(timer)
  }, [thread.id, thread.unread])

  const archive = useAction(async () => {
    if (!thread.archived) {
      await finishThread(thread, { kind: 'done' })
      onLeave()
      return
    }
    await call('inbox.archive', { threadIds: ids, archived: false })
    pushUndo(
      {
        words: () => words.acts.restored,
        undo: () => call('inbox.archive', { threadIds: ids, archived: true }),
        redo: () => call('inbox.archive', { threadIds: ids, archived: false }),
        path: `/inbox/${thread.id}`,
      },
      words.restored(thread.name),
    )
  })
  const unread = useAction(async () => {
    keptUnread.current = thread.unread === 0
    await call('inbox.markRead', { threadIds: ids, read: thread.unread > 0 })
  })
  const close = () => setWriting(null)
  const reply = () => {
    setWriting('reply')
    setAsked((times) => ({ ...times, focus: times.focus + 1 }))
  }
  useCommand(inboxCommands.unread, unread.run)
  /** Recipient of the forward, if the reply refers to somebody. */
  const [forwardTo, setForwardTo] = useState('')
  const forward = (to = '') => {
    setForwardTo(to)
    setWriting('forward')
    if (to !== '') setAsked((times) => ({ ...times, focus: times.focus + 1 }))
  }
  useCommand(inboxCommands.forward, openReply === null || writing !== null ? null : () => forward())
  useCommand(inboxCommands.reply, answerable === null ? null : reply)
  useCommand(inboxCommands.assign, () => setAsking('assign'))
  useCommand(inboxCommands.correct, () => setAsking('correct'))
  const movable = thread.campaignId !== null && thread.leadEmail !== null
  useCommand(inboxCommands.subsequence, movable ? () => setAsking('subsequence') : null)
  const mark = labelOf(thread, labels)
  const labelling = useLabelUnderWay(thread.id)
  const suggestion = suggestionOf(thread)
  const suggestedName = suggestion === null ? '' : labelName({ name: null, value: suggestion })
  const isShown = useIsShown()
  /** Instantly may be slow. If the operator has moved on, the screen stays, but a failure is still shown. */
  const giveLabel = async (interest: number | null, name: string) => {
    try {
      await labelThread(thread, interest, name)
    } catch (error) {
      if (isShown()) throw error
      showFailureOf(thread.name, error)
    }
    if (!isShown()) return
    setAsking(null)
    onLeave()
  }
  const accept = useAction(() => giveLabel(suggestion, suggestedName))
  const label = useAction(giveLabel)
  const snooze = useAction(async (until: Date | null) => {
    await snoozeThread(thread, until)
    setAsking(null)
    if (until !== null) onLeave()
  })
  const assign = useAction(async (to: string | null) => {
    await assignThread(thread, to)
    setAsking(null)
  })
  const dialog = ({ error: failed, busy }: Pick<typeof label, 'error' | 'busy'>) => ({
    error: failed,
    busy,
    onClose: () => setAsking(null),
  })
  const kind = writing ?? 'reply'
  const subject = kind === 'reply' ? answerable : openReply
  const [unfolded, setUnfolded] = useState(false)
  // Read once: mails do not appear or disappear while the window is resized.
  const [windowHeight] = useState(() => window.innerHeight)
  const folded = unfolded || !openReply ? 0 : countFolded(messages, messages.indexOf(openReply), windowHeight)
  const shown = messages.slice(folded)
  const mails = useAnsweredInView(writing !== null, subject ? shown.indexOf(subject) : -1)
  const error = archive.error ?? unread.error ?? accept.error ?? (asking === 'label' ? null : label.error)
  useScreenKeys([
    ...(suggestion === null ? [] : [['y', suggestedName] as const]),
    ['e', thread.archived ? words.backToInbox : words.done],
    ['s', words.keys.snooze],
    ['1–9', words.keys.label],
    ['x', words.keys.select],
  ])

  return (
    <>
      <section className="inbox-thread" aria-label={words.thread}>
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
          {narrow && (
            <IconButton
              icon={PanelRight}
              label={words.context}
              aria-expanded={leadShown}
              onClick={() => setLeadShown(!leadShown)}
            />
          )}
        </header>
        <div ref={mails} className="inbox-messages">
          {error && <ErrorNote error={error} />}
          <Remarks
            view={view}
            onCorrect={() => setAsking('correct')}
            onForward={openReply === null || writing === 'forward' ? null : forward}
            suggestion={suggestion === null ? null : { name: suggestedName, accept }}
          />
          {folded > 0 && (
            <Button
              label={words.earlierMails(folded)}
              size="s"
              variant="quiet"
              icon={ChevronDown}
              onClick={() => setUnfolded(true)}
            />
          )}
          {shown.map((message) => (
            <MessageCard
              key={message.id}
              message={message}
              open={message === openReply || message.unread || message === messages.at(-1)}
              newest={message === openReply}
            />
          ))}
          <SendNotes sends={sends} threadId={thread.id} />
        </div>
        {subject ? (
          <Composer
            key={`${kind} ${asked.back}`}
            kind={kind}
            view={view}
            forwardTo={forwardTo}
            drafts={drafts && kind === 'reply' && !context.optedOut && !thread.modelWish}
            message={subject}
            active={writing !== null}
            focus={writing === 'reply' || forwardTo !== '' ? asked.focus : 0}
            onOpen={() => setWriting(kind)}
            onClose={close}
            onSent={onLeave}
          />
        ) : (
          <p className="composer text-2 small">
            {words.noAnswer} {words.noAnswerHint}
          </p>
        )}
        <footer className="inbox-thread-foot">
          <Button
            label={
              labelling === null
                ? thread.interest !== null && mark
                  ? mark.words
                  : words.label
                : words.labelling(labelling)
            }
            size="s"
            variant="quiet"
            icon={Tag}
            command={inboxCommands.label}
            onClick={() => setAsking('label')}
            busy={labelling !== null}
          />
          <Button
            label={words.keys.snooze}
            size="s"
            variant="quiet"
            icon={Clock}
            command={inboxCommands.snooze}
            onClick={() => setAsking('snooze')}
          />
          <Button
            label={thread.archived ? words.backToInbox : words.done}
            size="s"
            variant="quiet"
            icon={thread.archived ? ArchiveRestore : Archive}
            command={inboxCommands.done}
            action={archive}
          />
          <Menu
            trigger={<IconButton size="s" icon={Ellipsis} label={words.moreActs} className="push" />}
            items={[
              {
                label: words.forward,
                icon: Forward,
                shortcut: inboxCommands.forward.keys,
                onSelect: () => forward(),
                disabled: openReply === null,
              },
              { label: words.markUnread, icon: MailOpen, shortcut: inboxCommands.unread.keys, onSelect: unread.run },
            ]}
          />
        </footer>
      </section>
      {(!narrow || leadShown) && (
        <ContextPanel view={view} onSubsequence={movable ? () => setAsking('subsequence') : null} />
      )}
      <LabelKeys labels={labels} onChoose={label.run} />
      {asking === 'label' && (
        <LabelDialog {...dialog(label)} interest={thread.interest} labels={labels} onChoose={label.run} />
      )}
      {asking === 'snooze' && (
        <SnoozeDialog
          {...dialog(snooze)}
          returnDate={thread.returnDate}
          snoozed={thread.snoozedUntil !== null}
          onChoose={snooze.run}
        />
      )}
      {asking === 'subsequence' && thread.campaignId !== null && thread.leadEmail !== null && (
        <ThreadIntoDialog
          workspaceId={thread.workspaceId}
          campaignRemoteId={thread.campaignId}
          email={thread.leadEmail}
          title={t.subsequences.threadTitle(thread.name)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'assign' && <AssignDialog {...dialog(assign)} assignedTo={thread.assignedTo} onChoose={assign.run} />}
      {asking === 'correct' && <CorrectDialog thread={thread} onClose={() => setAsking(null)} />}
      {context.optedOut && <span className="sr-only">{words.optOut}</span>}
      <span className="sr-only" role="status">
        {labelling !== null && words.labelling(labelling)}
      </span>
    </>
  )
}

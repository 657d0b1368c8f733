import { type KeyboardEvent, useMemo, useState } from 'react'
import type { InboxMessage, InboxSend, InboxThreadView, Writing } from '#shared/contract/inbox/inbox.ts'
import { subjectFor } from '#shared/domain/inbox/addresses.ts'
import { type Action, call, useAction } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatList, t } from '../../core/lib/texts.ts'
import { useIsShown } from '../../core/lib/use-is-shown.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { TextArea } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { inboxCommands } from '../commands.ts'
import { ComposerFoot } from './composer-foot.tsx'
import { Addresses, ForwardOptions, InsertMenu, Sender, SuggestionLine } from './composer-parts.tsx'
import { joinDrafts, restoreDraft, savedDrafts } from './draft-on-disk.ts'
import { TemplateDialog } from './template-dialog.tsx'
import { type ComposerText, type ModelDraft, useComposerText } from './use-composer-text.ts'
import { type Sending, useSend } from './use-send.ts'

type Props = {
  kind: 'reply' | 'forward'
  view: InboxThreadView
  /** Recipient suggested for a forward. */
  forwardTo: string
  message: InboxMessage
  /** Whether a model may draft. */
  drafts: boolean
  /** Whether the operator is writing; otherwise the composer is open with a suggestion in grey. */
  active: boolean
  /** Incremented to focus the text. */
  focus: number
  onOpen: () => void
  onClose: () => void
  /** Called when the email is being sent, or the conversation comes back on a later day. */
  onSent: () => void
}

/** Composer for a reply or a forward. The recipient is shown above the text; only the button sends it. */
export function Composer(props: Props) {
  const { kind, view, message, forwardTo } = props
  const { signature } = view
  const draft = view.sends.find((send) => send.state === 'draft' && send.kind === kind)
  const account = message.answer?.account ?? message.account ?? ''
  // If another email to answer arrives while the composer is open, text not started yet applies to that email.
  const fresh = useMemo(
    (): Writing => ({
      threadId: view.thread.id,
      messageId: message.id,
      kind,
      account,
      to: kind === 'reply' ? (message.answer?.to ?? '') : forwardTo,
      cc: '',
      bcc: '',
      subject: subjectFor(kind, message.subject || view.thread.subject),
      text: kind === 'reply' && signature ? `\n\n${signature}` : '',
      includeOriginal: kind === 'forward',
      withAttachments: kind === 'forward' && message.attachments.length > 0,
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the email decides, and it never changes
    [message.id],
  )
  const [first] = useState<Writing>(
    draft ? { ...draft, ...savedDrafts.get(draft.id), threadId: view.thread.id } : fresh,
  )
  return <Form {...props} first={first} fresh={fresh} draft={draft} />
}

type FormProps = Props & {
  first: Writing
  /** The empty message. */
  fresh: Writing
  /** The saved draft, which may be loaded only later. */
  draft: InboxSend | undefined
}

function Form(props: FormProps) {
  const { fresh, view, forwardTo, message, drafts, active, onOpen, onClose, onSent } = props
  const words = t.inbox
  const [copies, setCopies] = useState(props.first.cc !== '' || props.first.bcc !== '')
  const [naming, setNaming] = useState(false)
  const text = useComposerText(props)
  const { writing, isReply, put, draft, suggested, ghost } = text
  const sending = useSend(text, view, onSent)
  const { send } = sending
  const insert = (inserted: string) => {
    if (!send.busy) text.insert(inserted)
  }
  const model = useAction(async () => {
    const { text: drafted, ...of } = await call('inboxModel.draft', { threadId: view.thread.id })
    text.setBy(of)
    insert(drafted)
  })
  const leave = () => {
    // Keys go to the conversation again, and Tab continues from here.
    document.getElementById('content')?.focus({ preventScroll: true })
    onClose()
  }
  const discard = useDiscard(text, props, leave)
  useCommand(inboxCommands.copies, copies || !active ? null : () => setCopies(true))
  useCommand(inboxCommands.saveTemplate, writing.text.trim() ? () => setNaming(true) : null)
  useCommand(
    inboxCommands.modelDraft,
    drafts && !model.busy ? model.run : null,
    drafts && !active && !model.busy ? model.run : null,
  )
  const proposed = suggested.text
  useCommand(inboxCommands.propose, active && proposed !== null ? () => insert(proposed) : null, null)
  const byKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.stopPropagation()
    leave()
  }
  return (
    // Esc in any of its fields closes it.
    <section
      className="composer"
      aria-label={!isReply ? words.forward : proposed === null ? words.reply : suggested.title}
      onKeyDown={byKeys}
      // *Undo* or *Edit* of an unsent email joins it to the text on disk.
      onBlur={draft.flush}
    >
      <div className="composer-line">
        <span className="text-2 small">{words.from}</span>
        <Sender
          workspaceId={view.thread.workspaceId}
          own={fresh.account}
          value={writing.account}
          onChange={(account) => put({ account })}
        />
        <InsertMenu
          workspaceId={view.thread.workspaceId}
          proposed={isReply ? proposed : null}
          onInsert={insert}
          onDraft={drafts ? model.run : null}
          onSave={writing.text.trim() ? () => setNaming(true) : null}
        />
      </div>
      {active && (
        <Addresses
          writing={writing}
          put={put}
          copies={copies}
          onCopies={() => setCopies(true)}
          readOnly={send.busy}
          focusTo={forwardTo === ''}
        />
      )}
      {(ghost.text !== null || suggested.planned) && <SuggestionLine suggested={suggested} />}
      <TextOf text={text} active={active} name={view.thread.name} readOnly={send.busy} onOpen={onOpen} />
      {!isReply && <ForwardOptions writing={writing} put={put} attachments={message.attachments} />}
      {active && <p className="text-3 small composer-remarks">{words.noOwnFiles}</p>}
      <ComposerNotes text={text} sending={sending} model={model} ownAccount={fresh.account} view={view} />
      <ComposerFoot
        text={text}
        view={view}
        active={active}
        sending={sending}
        model={drafts ? model : null}
        onDiscard={discard}
        onPlanned={onSent}
      />
      {naming && (
        <TemplateDialog workspaceId={view.thread.workspaceId} text={writing.text} onClose={() => setNaming(false)} />
      )}
    </section>
  )
}

type TextProps = {
  text: ComposerText
  active: boolean
  /** Name of the person who is answered. */
  name: string
  /** Text written during sending would be lost. */
  readOnly: boolean
  onOpen: () => void
}

/** The text itself, or the suggestion in grey. */
function TextOf({ text, active, name, readOnly, onOpen }: TextProps) {
  const { writing, isReply, ghost, put } = text
  return (
    <TextArea
      ref={text.area}
      className={active ? 'composer-text composer-text-active' : 'composer-text'}
      aria-label={t.inbox.text}
      placeholder={isReply ? t.inbox.held.reply(name) : undefined}
      value={ghost.text ?? writing.text}
      data-ghost={ghost.text === null ? undefined : ''}
      readOnly={readOnly}
      onChange={(typed) => {
        ghost.setUntouched(false)
        put({ text: typed })
      }}
      onClick={active ? undefined : onOpen}
      onKeyDown={ghost.onKeyDown}
      onPaste={ghost.drop}
      onCompositionStart={ghost.drop}
    />
  )
}

/** Discards the text, which can be undone, and closes the composer. */
function useDiscard(text: ComposerText, { fresh, view, onOpen }: FormProps, leave: () => void): () => void {
  const words = t.inbox
  const isShown = useIsShown()
  const { writing, setWriting } = text
  return () => {
    text.draft.drop()
    text.begin()
    leave()
    if (writing === fresh) return
    const restore = async () => {
      if (isShown()) {
        // Text begun since then is kept below.
        setWriting((now) => (now === fresh ? writing : joinDrafts(writing, now.text)))
        text.ghost.setUntouched(false)
        onOpen()
        return
      }
      await restoreDraft(writing)
    }
    pushUndo({
      words: () => words.acts.discarded,
      undo: restore,
      path: `/inbox/${view.thread.id}`,
      toast: words.discarded,
    })
  }
}

type NotesProps = {
  text: ComposerText
  sending: Sending
  model: Pick<Action<[]>, 'error'>
  ownAccount: string
  view: InboxThreadView
}

/** What went wrong, and what to look at before sending. */
function ComposerNotes({ text, sending: { send, missing, otherSender }, model, ownAccount, view }: NotesProps) {
  const words = t.inbox
  const { writing, draft, by, put } = text
  return (
    <>
      {draft.error && <ErrorNote error={draft.error} onAction={draft.save} actionLabel={words.saveDraft} />}
      {by && <Note tone={by.strange.length > 0 ? 'warn' : 'info'}>{modelWords(by)}</Note>}
      {model.error && <ErrorNote error={model.error} />}
      {writing.account !== ownAccount && ownAccount !== '' && <Note tone="warn">{words.otherAccount(ownAccount)}</Note>}
      {missing.length > 0 && <Note tone="warn">{words.missing(formatList(missing))}</Note>}
      {otherSender !== null ? (
        <ErrorNote
          tone="warn"
          error={{ code: 'RECIPIENT_CHANGED', data: { to: otherSender } }}
          onAction={() => put({ to: otherSender })}
          actionLabel={words.replyTo(otherSender)}
        />
      ) : (
        send.error &&
        send.error.code !== 'RECIPIENT_CHANGED' && <ErrorNote error={send.error} client={view.thread.workspaceId} />
      )}
    </>
  )
}

const modelWords = ({ model, strange }: ModelDraft): string =>
  [t.inbox.proposal.modelWrote(model), strange.length > 0 && t.inbox.proposal.strange(formatList(strange))]
    .filter(Boolean)
    .join(' ')

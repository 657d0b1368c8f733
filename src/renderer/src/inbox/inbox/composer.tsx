import { PenLine, Send, Sparkles, Trash2 } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { InboxMessage, InboxSend, InboxThreadView, Writing } from '#shared/contract/inbox/inbox.ts'
import { subjectFor } from '#shared/domain/inbox/addresses.ts'
import { fillTemplate, unfilledVariables } from '#shared/domain/inbox/fill-template.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatList, t } from '../../core/lib/texts.ts'
import { useIsShown } from '../../core/lib/use-is-shown.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { TextArea } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { inboxCommands } from './commands.ts'
import { Addresses, InsertMenu, Sender } from './composer-parts.tsx'
import { offerUndoSend } from './delayed-send-toast.tsx'
import { joinDrafts, restoreDraft, savedDrafts, useDraft } from './draft-on-disk.ts'
import { FollowUp, useSuggestion } from './follow-up.tsx'
import { TemplateDialog } from './template-dialog.tsx'

/** The model that drafted the text, and suspicious parts of it. */
type ModelDraft = { readonly model: string; readonly strange: readonly string[] }

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
  const { first, fresh, view, forwardTo, message, drafts, active, focus, onOpen, onClose, onSent } = props
  const isShown = useIsShown()
  const words = t.inbox
  const [writing, setWriting] = useState(first)
  const isReply = writing.kind === 'reply'
  const [copies, setCopies] = useState(first.cc !== '' || first.bcc !== '')
  const [naming, setNaming] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(writing, [first, fresh], props.draft?.id ?? null)
  const threadId = view.thread.id
  const sentTo = () => (isReply ? view.thread.name : writing.to)
  const suggested = useSuggestion(view, isReply)
  const [by, setBy] = useState<ModelDraft | null>(null)
  // One click sends one email, even if the key is pressed repeatedly.
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID())
  const put = (change: Partial<Writing>) => setWriting((now) => ({ ...now, ...change }))
  const toText = (at = 0) => {
    area.current?.focus()
    area.current?.setSelectionRange(at, at)
  }
  const proposed = suggested.text
  const ghost = useGhost(proposed === null ? null : `${proposed}${fresh.text}`, isReply && !props.draft, {
    area,
    active,
    onOpen,
    accept: (text) => put({ text }),
  })
  /** The message was sent or discarded here, so its saved draft is not opened again. */
  const over = useRef(false)
  useEffect(() => {
    if (!props.draft || over.current || writing !== fresh) return
    draft.begin(props.draft.id)
    // The latest text may not have reached the disk yet.
    setWriting({ ...props.draft, ...savedDrafts.get(props.draft.id), threadId })
    ghost.setUntouched(false)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, where the one kept becomes known
  }, [props.draft?.id])
  const was = useRef(fresh)
  useEffect(() => {
    const before = was.current
    was.current = fresh
    setWriting((now) => (now === before ? fresh : now))
  }, [fresh])
  const begin = () => {
    over.current = true
    setWriting(fresh)
    ghost.setUntouched(isReply)
    setBy(null)
    onClose()
  }
  const send = useAction(async () => {
    draft.stop()
    const sent = await call('inbox.send', { ...writing, idempotencyKey }).catch((error: unknown) => {
      // Sending was rejected, so the message is a draft again and further changes are saved to it.
      draft.goOn()
      throw error
    })
    setIdempotencyKey(crypto.randomUUID())
    draft.begin()
    begin()
    if (sent.leavesAt !== null) offerUndoSend({ id: sent.id, threadId })
    else if (sent.state === 'done') showToast((isReply ? words.sentTo : words.forwardedTo)(sentTo()))
    if (sent.leavesAt !== null || sent.state === 'done') onSent()
  })
  useEffect(() => {
    if (focus === 0 || document.activeElement === area.current) return
    // After the text written so far, before the signature.
    const { text } = writing
    toText(ghost.text !== null ? 0 : text.endsWith(fresh.text) ? text.length - fresh.text.length : text.length)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- with each request to write
  }, [focus])
  // A saved reply keeps its recipient although the sender of the email it answers is only known exactly since.
  const sender =
    send.error?.code === 'RECIPIENT_CHANGED'
      ? String(send.error.data['to'])
      : view.messages.find(({ id }) => id === writing.messageId)?.answer?.to
  const wrongRecipient = isReply && sender !== undefined && sender !== writing.to.trim().toLowerCase()
  const missing = unfilledVariables(`${writing.subject}\n${writing.text}`)
  const insert = (text: string) => {
    if (send.busy) return
    ghost.setUntouched(false)
    onOpen()
    const at = area.current?.selectionStart ?? 0
    const filled = fillTemplate(text, view.variables).text
    // A model takes seconds; text written meanwhile is kept.
    setWriting((now) => ({ ...now, text: now.text.slice(0, at) + filled + now.text.slice(at) }))
    area.current?.focus()
  }
  const model = useAction(async () => {
    const { text, ...of } = await call('inboxModel.draft', { threadId })
    setBy(of)
    insert(text)
  })
  const leave = () => {
    // Keys go to the conversation again, and Tab continues from here.
    document.getElementById('content')?.focus({ preventScroll: true })
    onClose()
  }
  const discard = () => {
    draft.drop()
    begin()
    leave()
    if (writing === fresh) return
    const restore = async () => {
      if (isShown()) {
        // Text begun since then is kept below.
        setWriting((now) => (now === fresh ? writing : joinDrafts(writing, now.text)))
        ghost.setUntouched(false)
        onOpen()
        return
      }
      await restoreDraft(writing)
    }
    pushUndo({ words: () => words.acts.discarded, undo: restore, path: `/inbox/${threadId}` }, words.discarded)
  }
  useCommand(inboxCommands.copies, copies || !active ? null : () => setCopies(true))
  useCommand(inboxCommands.saveTemplate, writing.text.trim() ? () => setNaming(true) : null)
  useCommand(
    inboxCommands.modelDraft,
    drafts && !model.busy ? model.run : null,
    drafts && !active && !model.busy ? model.run : null,
  )
  useCommand(inboxCommands.propose, active && proposed !== null ? () => insert(proposed) : null, null)
  const byKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.stopPropagation()
    leave()
  }
  const written = ghost.text === null && writing.text.trim() !== fresh.text.trim()
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
      {(ghost.text !== null || suggested.planned) && (
        <p className="composer-line small">
          <b>{suggested.title}</b>
          {suggested.language && <Badge>{words.languages[suggested.language]}</Badge>}
          <span className="text-3 ellipsis">{suggested.about}</span>
        </p>
      )}
      <TextArea
        ref={area}
        className={active ? 'composer-text composer-text-active' : 'composer-text'}
        aria-label={words.text}
        placeholder={isReply ? words.held.reply(view.thread.name) : undefined}
        value={ghost.text ?? writing.text}
        data-ghost={ghost.text === null ? undefined : ''}
        // Text written during sending would be lost.
        readOnly={send.busy}
        onChange={(text) => {
          ghost.setUntouched(false)
          put({ text })
        }}
        onClick={active ? undefined : onOpen}
        onKeyDown={ghost.onKeyDown}
        onPaste={ghost.drop}
        onCompositionStart={ghost.drop}
      />
      {!isReply && (
        <div className="composer-line">
          <Checkbox
            checked={writing.includeOriginal}
            onChange={(includeOriginal) => put({ includeOriginal })}
            label={words.includeOriginal}
          />
          {message.attachments.length > 0 && (
            <Checkbox
              checked={writing.withAttachments}
              onChange={(withAttachments) => put({ withAttachments })}
              label={words.withAttachments(formatList(message.attachments.map(({ name }) => name)))}
            />
          )}
        </div>
      )}
      {active && <p className="text-3 small composer-remarks">{words.noOwnFiles}</p>}
      {draft.error && <ErrorNote error={draft.error} onAction={draft.save} actionLabel={words.saveDraft} />}
      {by && <Note tone={by.strange.length > 0 ? 'warn' : 'info'}>{modelWords(by)}</Note>}
      {model.error && <ErrorNote error={model.error} />}
      {writing.account !== fresh.account && fresh.account !== '' && (
        <Note tone="warn">{words.otherAccount(fresh.account)}</Note>
      )}
      {missing.length > 0 && <Note tone="warn">{words.missing(formatList(missing))}</Note>}
      {wrongRecipient ? (
        <ErrorNote
          tone="warn"
          error={{ code: 'RECIPIENT_CHANGED', data: { to: sender } }}
          onAction={() => put({ to: sender })}
          actionLabel={words.replyTo(sender)}
        />
      ) : (
        send.error &&
        send.error.code !== 'RECIPIENT_CHANGED' && <ErrorNote error={send.error} client={view.thread.workspaceId} />
      )}
      <div className="composer-foot">
        {ghost.text !== null && (
          <Button
            label={words.takeSuggestion}
            size="s"
            icon={PenLine}
            command={active ? undefined : inboxCommands.propose}
            keysShown="tab"
            onClick={ghost.accept}
          />
        )}
        <span className="composer-saved text-3 small" role="status">
          {active && draft.saved ? words.draftSaved : ''}
        </span>
        {!active && (
          <>
            {isReply && <FollowUp view={view} suggested={suggested} onPlanned={onSent} />}
            {drafts && (
              <IconButton
                icon={Sparkles}
                label={words.proposal.model}
                aria-busy={model.busy}
                onClick={model.busy ? undefined : model.run}
              />
            )}
          </>
        )}
        {(active || written) && (
          <Button
            label={words.discard}
            size="s"
            variant="quiet"
            icon={Trash2}
            command={inboxCommands.discard}
            onClick={discard}
            busy={send.busy}
          />
        )}
        <Button
          label={isReply ? words.sendReply : words.sendForward}
          variant="primary"
          icon={Send}
          command={inboxCommands.send}
          action={send}
          disabled={(isReply && !written) || wrongRecipient || missing.length > 0 || writing.to.trim() === ''}
        />
      </div>
      {naming && (
        <TemplateDialog workspaceId={view.thread.workspaceId} text={writing.text} onClose={() => setNaming(false)} />
      )}
    </section>
  )
}

type GhostParts = {
  area: RefObject<HTMLTextAreaElement | null>
  active: boolean
  onOpen: () => void
  accept: (text: string) => void
}

/**
 * A suggestion in grey while nothing was written yet (`untouched`), until a key decides: Tab accepts it, any other input
 * starts the operator's own text.
 */
function useGhost(suggestion: string | null, isUntouched: boolean, { area, active, onOpen, accept }: GhostParts) {
  const [untouched, setUntouched] = useState(isUntouched)
  const text = untouched ? suggestion : null
  const toStart = () => area.current?.setSelectionRange(0, 0)
  const take = () => {
    // Before the caret is set, as a change of the text moves the caret to its end.
    flushSync(() => {
      setUntouched(false)
      if (text !== null) accept(text)
    })
    onOpen()
    area.current?.focus()
    toStart()
  }
  /** Runs before the input arrives, so that it goes into the operator's own text. */
  const drop = () => {
    if (text === null) return
    flushSync(() => setUntouched(false))
    toStart()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, ctrlKey, metaKey, altKey } = event
    const types = key === 'Backspace' || key === 'Delete' || key === 'Enter' || key.length === 1
    if (!active && types && !ctrlKey && !metaKey) onOpen()
    if (text === null || event.nativeEvent.isComposing) return
    // Tab accepts the suggestion only in an active composer, not when merely passing through.
    if (key === 'Tab' && !event.shiftKey && active) {
      event.preventDefault()
      take()
    } else if (key === 'Backspace' || key === 'Delete') {
      event.preventDefault()
      drop()
    } else if (types && ((!ctrlKey && !metaKey) || (altKey && key !== 'Enter'))) {
      drop()
    }
  }
  return { text, setUntouched, accept: take, drop, onKeyDown }
}

const modelWords = ({ model, strange }: ModelDraft): string =>
  [t.inbox.proposal.modelWrote(model), strange.length > 0 && t.inbox.proposal.strange(formatList(strange))]
    .filter(Boolean)
    .join(' ')

import { ChevronDown, FileText, PenLine, Save, Send, Sparkles, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { InboxMessage, InboxSend, InboxThreadView, Writing } from '#shared/contract/inbox/inbox.ts'
import { subjectFor } from '#shared/domain/inbox/addresses.ts'
import { fillTemplate, unfilledVariables } from '#shared/domain/inbox/fill-template.ts'
import type { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { asAppError, call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatList } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useIsShown } from '../../core/lib/use-is-shown.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { Checkbox } from '../../core/ui/checkbox.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { IconButton } from '../../core/ui/icon-button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { TextArea, TextInput } from '../../core/ui/text-input.tsx'
import { inboxCommands } from './commands.ts'
import { offerUndoSend } from './delayed-send-toast.tsx'
import { FollowUp, useSuggestion } from './follow-up.tsx'
import { TemplateDialog } from './template-dialog.tsx'

const saveAfterMs = 900

/** Drafts as last saved, by id. A loaded conversation still has the older version until it is read again. */
const savedDrafts = new Map<number, Writing>()

/** Opens a restored draft in the conversation on screen, by its id. Its pane may be another than when it was discarded. */
export const openRestored = new Map<number, (kind: Writing['kind']) => void>()

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
  const templates = useQuery('inbox.templates', { workspaceId: view.thread.workspaceId }).data ?? []
  const suggested = useSuggestion(view, isReply)
  const [by, setBy] = useState<ModelDraft | null>(null)
  // One click sends one email, even if the key is pressed repeatedly.
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID())
  // Nothing was written yet, so a suggestion may be shown in grey.
  const [untouched, setUntouched] = useState(isReply && !props.draft)
  /** The message was sent or discarded here, so its saved draft is not opened again. */
  const over = useRef(false)
  useEffect(() => {
    if (!props.draft || over.current || writing !== fresh) return
    draft.begin(props.draft.id)
    // The latest text may not have reached the disk yet.
    setWriting({ ...props.draft, ...savedDrafts.get(props.draft.id), threadId })
    setUntouched(false)
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
    setUntouched(isReply)
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
  const put = (change: Partial<Writing>) => setWriting((now) => ({ ...now, ...change }))
  const toText = (at = 0) => {
    area.current?.focus()
    area.current?.setSelectionRange(at, at)
  }
  useEffect(() => {
    if (focus === 0 || document.activeElement === area.current) return
    // After the text written so far, before the signature.
    const { text } = writing
    toText(ghost !== null ? 0 : text.endsWith(fresh.text) ? text.length - fresh.text.length : text.length)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- with each wish to write
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
    setUntouched(false)
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
        setUntouched(false)
        onOpen()
        return
      }
      const { sends } = await call('inbox.thread', { threadId })
      const since = sends.find((each) => each.state === 'draft' && each.kind === writing.kind)
      const joined = since ? joinDrafts(writing, since.text) : writing
      const { id } = await call('inbox.saveDraft', joined)
      savedDrafts.set(id, joined)
      openRestored.get(threadId)?.(writing.kind)
    }
    pushUndo({ words: () => words.acts.discarded, undo: restore, path: `/inbox/${threadId}` }, words.discarded)
  }
  const proposed = suggested.text
  // The suggestion is shown in grey until a key decides: Tab accepts it, any other input starts the operator's own
  // text.
  const ghost = untouched && proposed !== null ? `${proposed}${fresh.text}` : null
  const takeGhost = () => {
    // Before the caret is set, as a change of the text moves the caret to its end.
    flushSync(() => {
      setUntouched(false)
      if (ghost !== null) put({ text: ghost })
    })
    onOpen()
    toText()
  }
  /** Runs before the input arrives, so that it goes into the operator's own text. */
  const dropGhost = () => {
    if (ghost === null) return
    flushSync(() => setUntouched(false))
    area.current?.setSelectionRange(0, 0)
  }
  const textKeys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, ctrlKey, metaKey, altKey } = event
    const types = key === 'Backspace' || key === 'Delete' || key === 'Enter' || key.length === 1
    if (!active && types && !ctrlKey && !metaKey) onOpen()
    if (ghost === null || event.nativeEvent.isComposing) return
    // Tab accepts the suggestion only in an active composer, not when merely passing through.
    if (key === 'Tab' && !event.shiftKey && active) {
      event.preventDefault()
      takeGhost()
    } else if (key === 'Backspace' || key === 'Delete') {
      event.preventDefault()
      dropGhost()
    } else if (types && ((!ctrlKey && !metaKey) || (altKey && key !== 'Enter'))) {
      dropGhost()
    }
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
  const inserting = (
    <Menu
      trigger={<Button label={words.template} size="s" variant="quiet" icon={FileText} />}
      items={[
        ...(isReply && proposed !== null
          ? [{ label: words.proposal.insert, icon: PenLine, onSelect: () => insert(proposed) }]
          : []),
        ...(drafts ? [{ label: words.proposal.insertModel, icon: Sparkles, onSelect: model.run }] : []),
        ...(templates.length === 0
          ? [{ label: words.noTemplates, onSelect: () => undefined, disabled: true }]
          : templates.map(({ name, text }) => ({ label: name, onSelect: () => insert(text) }))),
        'line' as const,
        {
          label: words.saveAsTemplate,
          icon: Save,
          onSelect: () => setNaming(true),
          disabled: !writing.text.trim(),
        },
      ]}
    />
  )
  const written = ghost === null && writing.text.trim() !== fresh.text.trim()
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
        {inserting}
      </div>
      {active && (
        <>
          <div className="composer-line">
            <span className="text-2 small" id="composer-to">
              {words.to}
            </span>
            {isReply ? (
              <b className="ellipsis composer-to" title={words.recipientIs}>
                {writing.to}
              </b>
            ) : (
              <TextInput
                aria-labelledby="composer-to"
                value={writing.to}
                readOnly={send.busy}
                onChange={(to) => put({ to })}
                autoFocus={forwardTo === ''}
              />
            )}
            {!copies && (
              <Button
                label={words.addCopies}
                size="s"
                variant="quiet"
                icon={ChevronDown}
                onClick={() => setCopies(true)}
              />
            )}
          </div>
          {copies && (
            <>
              <Line label={words.cc} value={writing.cc} readOnly={send.busy} onChange={(cc) => put({ cc })} />
              <Line label={words.bcc} value={writing.bcc} readOnly={send.busy} onChange={(bcc) => put({ bcc })} />
            </>
          )}
          <Line
            label={words.subject}
            value={writing.subject}
            readOnly={send.busy}
            onChange={(subject) => put({ subject })}
          />
        </>
      )}
      {(ghost !== null || suggested.planned) && (
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
        value={ghost ?? writing.text}
        data-ghost={ghost === null ? undefined : ''}
        // Text written during sending would be lost.
        readOnly={send.busy}
        onChange={(text) => {
          setUntouched(false)
          put({ text })
        }}
        onClick={active ? undefined : onOpen}
        onKeyDown={textKeys}
        onPaste={dropGhost}
        onCompositionStart={dropGhost}
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
      {active && (
        <p className="text-3 small composer-remarks">
          <span>{words.noOwnFiles}</span>
          <span className="composer-saved" role="status">
            {draft.saved ? words.draftSaved : ''}
          </span>
        </p>
      )}
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
        send.error && send.error.code !== 'RECIPIENT_CHANGED' && <ErrorNote error={send.error} />
      )}
      <div className="composer-foot">
        {ghost !== null && (
          <Button
            label={words.takeSuggestion}
            size="s"
            icon={PenLine}
            command={active ? undefined : inboxCommands.propose}
            keysShown="tab"
            onClick={takeGhost}
          />
        )}
        <span className="push" />
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
            disabled={send.busy}
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

type SenderProps = {
  workspaceId: WorkspaceId
  /** Account the conversation uses. */
  own: string
  value: string
  onChange: (account: string) => void
}

/** The sending account, with a choice if the client has several. */
function Sender({ workspaceId, own, value, onChange }: SenderProps) {
  const senders = useQuery('inbox.senders', { workspaceId }).data ?? []
  const accounts = [...new Set([own, value, ...senders])].filter(Boolean)
  if (accounts.length < 2) return <span className="ellipsis">{value}</span>
  return (
    <Select
      plain
      label={t.inbox.from}
      value={value}
      onChange={onChange}
      options={accounts.map((account) => ({ value: account, label: account }))}
    />
  )
}

const modelWords = ({ model, strange }: ModelDraft): string =>
  [t.inbox.proposal.modelWrote(model), strange.length > 0 && t.inbox.proposal.strange(formatList(strange))]
    .filter(Boolean)
    .join(' ')

type LineProps = { label: string; value: string; readOnly: boolean; onChange: (value: string) => void }

function Line({ label, ...field }: LineProps) {
  return (
    <div className="composer-line">
      <span className="text-2 small" aria-hidden>
        {label}
      </span>
      <TextInput aria-label={label} {...field} />
    </div>
  )
}

/** A discarded draft that is back, followed by the text begun since then. */
const joinDrafts = (discarded: Writing, since: string): Writing => ({
  ...discarded,
  text: [discarded.text, since].filter((text) => text.trim() !== '').join('\n\n'),
})

const settled: Promise<void> = Promise.resolve()

/** Saves the text to disk shortly after each pause, with `flush`, and when the composer closes. */
function useDraft(writing: Writing, unwritten: readonly Writing[], draftId: number | null) {
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  /** `kept`: the version last passed to be saved. */
  const state = useRef({ writing, kept: writing, stopped: false, dirty: false, id: draftId, saving: settled })
  state.current.writing = writing
  /** Ends once a discarded draft is off the disk. A later text is saved after that, as a conversation has one draft. */
  const dropping = useRef(settled)
  useEffect(() => {
    if (unwritten.includes(writing) || state.current.stopped) return undefined
    state.current.dirty = true
    setSaved(false)
    const timer = setTimeout(flush, saveAfterMs)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is written decides
  }, [writing])
  useEffect(() => flush, [])
  function flush(): void {
    if (state.current.dirty) save()
  }
  function save(): void {
    const now = state.current
    if (now.stopped) return
    now.dirty = false
    const kept = now.writing
    now.kept = kept
    if (now.id !== null) savedDrafts.set(now.id, kept)
    const request = dropping.current.then(() => (now.stopped ? null : call('inbox.saveDraft', kept)))
    now.saving = request.then(
      (draft) => {
        if (draft === null) return
        now.id = draft.id
        // The draft was discarded or sent meanwhile, and another one is being written.
        if (state.current !== now) return
        // The response to an earlier save may arrive after the next one was started.
        if (!now.stopped) savedDrafts.set(draft.id, now.kept)
        // Not saved if more was written meanwhile.
        setSaved(!now.dirty && now.kept === kept)
        setError(null)
      },
      (thrown: unknown) => {
        if (state.current !== now || now.stopped) return
        now.dirty = true
        setError(asAppError(thrown))
      },
    )
  }
  const begin = (id: number | null = null) => {
    state.current = { writing, kept: writing, stopped: false, dirty: false, id, saving: settled }
    setSaved(false)
    setError(null)
  }
  const stop = () => {
    state.current.stopped = true
    if (state.current.id !== null) savedDrafts.delete(state.current.id)
  }
  return {
    saved,
    /** Why the latest text is not on disk. */
    error,
    save,
    flush,
    stop,
    begin,
    goOn: () => {
      state.current.stopped = false
      save()
    },
    drop: () => {
      stop()
      const gone = state.current
      // Leaving the field has just begun to save it.
      dropping.current = gone.saving
        .then(() => (gone.id === null ? undefined : call('inbox.dropDraft', { sendId: gone.id })))
        .catch(() => undefined)
      begin()
    },
  }
}

import { ChevronDown, FileText, PenLine, Save, Send, Sparkles, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { InboxMessage, InboxThreadView, Writing } from '#shared/contract/inbox/inbox.ts'
import { subjectFor } from '#shared/domain/inbox/addresses.ts'
import { fillTemplate, openVariables } from '#shared/domain/inbox/fill-template.ts'
import { call } from '../../core/lib/call.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatList } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Checkbox } from '../../core/ui/checkbox.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Note } from '../../core/ui/note.tsx'
import { TextArea, TextInput } from '../../core/ui/text-input.tsx'
import { inboxCommands } from './commands.ts'
import { didSend } from './held-toast.tsx'
import { TemplateDialog } from './template-dialog.tsx'

const saveAfterMs = 900

/** What a reply begins with: a proposal, or a model's draft and what is strange in it. */
export type Beginning = {
  readonly text: string
  readonly by: { readonly model: string; readonly strange: readonly string[] } | null
}

type Props = {
  kind: 'reply' | 'forward'
  view: InboxThreadView
  message: InboxMessage
  beginning: Beginning | null
  /** Whether a model may draft. */
  drafts: boolean
  onClose: () => void
  /** It is on its way. */
  onSent: () => void
}

/** Writes an answer or passes a mail on. Who it goes to stands above the text; nothing leaves but by the button. */
export function Composer({ kind, view, message, beginning, drafts, onClose, onSent }: Props) {
  const { signature } = view
  const draft = view.sends.find((send) => send.state === 'draft' && send.kind === kind)
  const account = message.answer?.account ?? message.account ?? ''
  const first: Writing = draft
    ? { ...draft, threadId: view.thread.id }
    : {
        threadId: view.thread.id,
        messageId: message.id,
        kind,
        account,
        to: kind === 'reply' ? (message.answer?.to ?? '') : '',
        cc: '',
        bcc: '',
        subject: subjectFor(kind, message.subject || view.thread.subject),
        text: textFor(kind, beginning, signature),
        includeOriginal: kind === 'forward',
        withAttachments: kind === 'forward' && message.attachments.length > 0,
      }
  return <Form {...{ first, view, message, beginning, drafts, onClose, onSent }} draftId={draft?.id ?? null} />
}

const textFor = (kind: Writing['kind'], beginning: Beginning | null, signature: string): string =>
  kind === 'reply' ? `${beginning?.text ?? ''}${signature ? `\n\n${signature}` : ''}` : ''

type FormProps = {
  first: Writing
  draftId: number | null
  view: InboxThreadView
  message: InboxMessage
  beginning: Beginning | null
  drafts: boolean
  onClose: () => void
  onSent: () => void
}

function Form({ first, draftId, view, message, beginning, drafts, onClose, onSent }: FormProps) {
  const words = t.inbox
  const [writing, setWriting] = useState(first)
  const isReply = writing.kind === 'reply'
  const [copies, setCopies] = useState(first.cc !== '' || first.bcc !== '')
  const [naming, setNaming] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(writing, first, draftId)
  const threadId = view.thread.id
  const sentTo = () => (isReply ? view.thread.name : writing.to)
  const templates = useQuery('inbox.templates', { workspaceId: view.thread.workspaceId }).data ?? []
  const proposal = useQuery('inbox.proposal', { threadId }).data ?? null
  const [by, setBy] = useState(beginning?.by ?? null)
  // One click is one mail, however often the key is pressed.
  const [clickId] = useState(() => crypto.randomUUID())
  const send = useAction(async () => {
    draft.stop()
    const sent = await call('inbox.send', { ...writing, clickId })
    onClose()
    if (sent.leavesAt !== null) didSend({ id: sent.id, threadId })
    else if (sent.state === 'done') showToast((isReply ? words.sentTo : words.forwardedTo)(sentTo()))
    if (sent.leavesAt !== null || sent.state === 'done') onSent()
  })
  const put = (change: Partial<Writing>) => setWriting((now) => ({ ...now, ...change }))
  useEffect(() => {
    area.current?.focus()
    area.current?.setSelectionRange(0, 0)
  }, [])
  // Nothing was written yet: a proposal may stand there in grey.
  const [untouched, setUntouched] = useState(isReply && draftId === null && beginning === null)
  const missing = openVariables(`${writing.subject}\n${writing.text}`)
  const insert = (text: string) => {
    setUntouched(false)
    const at = area.current?.selectionStart ?? 0
    const filled = fillTemplate(text, view.variables).text
    put({ text: writing.text.slice(0, at) + filled + writing.text.slice(at) })
    area.current?.focus()
  }
  const model = useAction(async () => {
    const { text, ...of } = await call('inboxModel.draft', { threadId })
    setBy(of)
    insert(text)
  })
  const discard = () => {
    draft.drop()
    onClose()
  }
  const proposed = proposal?.now ?? proposal?.later?.text ?? null
  // What could be written stands there in grey until a key decides: Tab takes it, anything else begins a text of one's own.
  const ghost = untouched && proposed !== null ? `${proposed}${first.text}` : null
  const takeGhost = () => {
    setUntouched(false)
    if (ghost !== null) put({ text: ghost })
  }
  /** Before what is typed arrives, so that it arrives in the operator's own text. */
  const dropGhost = () => {
    if (ghost === null) return
    flushSync(() => setUntouched(false))
    area.current?.setSelectionRange(0, 0)
  }
  const ghostKeys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (ghost === null || event.nativeEvent.isComposing) return
    const { key, ctrlKey, metaKey, altKey } = event
    if (key === 'Tab' && !event.shiftKey) {
      event.preventDefault()
      takeGhost()
    } else if (key === 'Backspace' || key === 'Delete') {
      event.preventDefault()
      dropGhost()
    } else if (
      (key.length === 1 && !ctrlKey && !metaKey) ||
      (key === 'Enter' && !ctrlKey && !metaKey) ||
      (key.length === 1 && altKey)
    ) {
      dropGhost()
    }
  }
  useCommand(inboxCommands.copies, copies ? null : () => setCopies(true))
  useCommand(inboxCommands.saveTemplate, writing.text.trim() ? () => setNaming(true) : null)
  useCommand(inboxCommands.modelDraft, isReply && drafts && !model.busy ? model.run : null, null)
  useCommand(inboxCommands.propose, isReply && proposed !== null ? () => insert(proposed) : null, null)
  const byKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.stopPropagation()
    onClose()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Esc in any of its fields closes it
    <div className="composer" onKeyDown={byKeys}>
      <div className="composer-line">
        <span className="text-2 small">{words.from}</span>
        <span className="ellipsis">{writing.account}</span>
        {!copies && (
          <Button size="s" variant="quiet" icon={ChevronDown} onClick={() => setCopies(true)}>
            {words.addCopies}
          </Button>
        )}
      </div>
      <div className="composer-line">
        <span className="text-2 small" id="composer-to">
          {words.to}
        </span>
        {isReply ? (
          <b className="ellipsis composer-to" title={words.recipientIs}>
            {writing.to}
          </b>
        ) : (
          <TextInput aria-labelledby="composer-to" value={writing.to} onChange={(to) => put({ to })} autoFocus />
        )}
      </div>
      {copies && (
        <>
          <Line label={words.cc} value={writing.cc} onChange={(cc) => put({ cc })} />
          <Line label={words.bcc} value={writing.bcc} onChange={(bcc) => put({ bcc })} />
        </>
      )}
      <Line label={words.subject} value={writing.subject} onChange={(subject) => put({ subject })} />
      <TextArea
        ref={area}
        className="composer-text"
        aria-label={words.text}
        value={ghost ?? writing.text}
        data-ghost={ghost === null ? undefined : ''}
        onChange={(text) => {
          setUntouched(false)
          put({ text })
        }}
        onKeyDown={ghostKeys}
        onPaste={dropGhost}
        onCompositionStart={dropGhost}
      />
      {ghost !== null && (
        <p className="composer-ghost small" role="status">
          <Button size="s" variant="quiet" icon={PenLine} keysShown="tab" onClick={takeGhost}>
            {words.takeSuggestion}
          </Button>
          <span className="text-3">{words.orType}</span>
        </p>
      )}
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
      <p className="text-3 small composer-remarks">
        <span>{words.noOwnFiles}</span>
        <span className="composer-saved" role="status">
          {draft.saved ? words.draftSaved : ''}
        </span>
      </p>
      {by && <Note tone={by.strange.length > 0 ? 'warn' : 'info'}>{modelWords(by)}</Note>}
      {model.error && <ErrorNote error={model.error} />}
      {missing.length > 0 && <Note tone="warn">{words.missing(formatList(missing))}</Note>}
      {send.error && <ErrorNote error={send.error} />}
      <div className="composer-foot">
        <Menu
          align="start"
          trigger={
            <Button size="s" variant="quiet" icon={FileText}>
              {words.template}
            </Button>
          }
          items={[
            ...(isReply && proposed !== null
              ? [{ label: words.proposal.insert, icon: PenLine, onSelect: () => insert(proposed) }]
              : []),
            ...(isReply && drafts ? [{ label: words.proposal.insertModel, icon: Sparkles, onSelect: model.run }] : []),
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
        <span className="push" />
        <Button size="s" variant="quiet" icon={Trash2} command={inboxCommands.discard} onClick={discard}>
          {words.discard}
        </Button>
        <Button
          variant="primary"
          icon={Send}
          command={inboxCommands.send}
          onClick={send.run}
          busy={send.busy}
          disabled={ghost !== null || missing.length > 0 || writing.to.trim() === ''}
        >
          {isReply ? words.sendReply : words.sendForward}
        </Button>
      </div>
      {naming && (
        <TemplateDialog workspaceId={view.thread.workspaceId} text={writing.text} onClose={() => setNaming(false)} />
      )}
    </div>
  )
}

const modelWords = ({ model, strange }: NonNullable<Beginning['by']>): string =>
  [t.inbox.proposal.modelWrote(model), strange.length > 0 && t.inbox.proposal.strange(formatList(strange))]
    .filter(Boolean)
    .join(' ')

function Line({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <div className="composer-line">
      <span className="text-2 small" aria-hidden>
        {label}
      </span>
      <TextInput aria-label={label} value={value} onChange={onChange} />
    </div>
  )
}

/** Keeps what is written on disk a moment after each pause, and when the composer closes. */
function useDraft(writing: Writing, first: Writing, draftId: number | null) {
  const [id, setId] = useState(draftId)
  const [saved, setSaved] = useState(false)
  const state = useRef({ writing, stopped: false, dirty: false, id: draftId })
  state.current.writing = writing
  useEffect(() => {
    if (writing === first || state.current.stopped) return undefined
    state.current.dirty = true
    setSaved(false)
    const timer = setTimeout(save, saveAfterMs)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is written decides
  }, [writing])
  useEffect(
    () => () => {
      if (state.current.dirty && !state.current.stopped) save()
    },
    [],
  )
  function save(): void {
    const now = state.current
    if (now.stopped) return
    now.dirty = false
    call('inbox.saveDraft', now.writing).then(
      (draft) => {
        now.id = draft.id
        setId(draft.id)
        setSaved(true)
      },
      () => undefined,
    )
  }
  return {
    saved,
    id,
    stop: () => void (state.current.stopped = true),
    drop: () => {
      state.current.stopped = true
      if (state.current.id !== null) void call('inbox.dropDraft', { sendId: state.current.id }).catch(() => undefined)
    },
  }
}

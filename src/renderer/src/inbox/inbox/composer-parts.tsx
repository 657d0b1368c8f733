import { ChevronDown, FileText, PenLine, Save, Sparkles } from 'lucide-react'
import type { InboxMessage, Writing } from '#shared/contract/inbox/inbox.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatList, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { TextInput } from '../../core/ui/field.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import type { Suggestion } from './follow-up.tsx'

type SenderProps = {
  workspaceId: WorkspaceId
  /** Account the conversation uses. */
  own: string
  value: string
  onChange: (account: string) => void
}

/** The sending account, with a choice if the client has several. */
export function Sender({ workspaceId, own, value, onChange }: SenderProps) {
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

type InsertProps = {
  workspaceId: WorkspaceId
  /** The text suggested for a reply; null if there is none. */
  proposed: string | null
  onInsert: (text: string) => void
  /** Lets a model draft; null if it may not. */
  onDraft: (() => void) | null
  /** Keeps the text as a template; null while there is none. */
  onSave: (() => void) | null
}

/** Texts to insert: the suggestion, a model's draft, the client's templates. */
export function InsertMenu({ workspaceId, proposed, onInsert, onDraft, onSave }: InsertProps) {
  const words = t.inbox
  const templates = useQuery('inbox.templates', { workspaceId }).data ?? []
  return (
    <Menu
      trigger={<Button label={words.template} size="s" variant="quiet" icon={FileText} />}
      items={[
        ...(proposed === null
          ? []
          : [{ label: words.proposal.insert, icon: PenLine, onSelect: () => onInsert(proposed) }]),
        ...(onDraft ? [{ label: words.proposal.insertModel, icon: Sparkles, onSelect: onDraft }] : []),
        ...(templates.length === 0
          ? [{ label: words.noTemplates, onSelect: () => undefined, disabled: true }]
          : templates.map(({ name, text }) => ({ label: name, onSelect: () => onInsert(text) }))),
        'line' as const,
        { label: words.saveAsTemplate, icon: Save, onSelect: () => onSave?.(), disabled: onSave === null },
      ]}
    />
  )
}

type AddressProps = {
  writing: Writing
  put: (change: Partial<Writing>) => void
  /** Whether Cc and Bcc are shown. */
  copies: boolean
  onCopies: () => void
  readOnly: boolean
  focusTo: boolean
}

/** Recipients and subject. The recipient of a reply is fixed. */
export function Addresses({ writing, put, copies, onCopies, readOnly, focusTo }: AddressProps) {
  const words = t.inbox
  return (
    <>
      <div className="composer-line">
        <span className="text-2 small" id="composer-to">
          {words.to}
        </span>
        {writing.kind === 'reply' ? (
          <b className="ellipsis composer-to" title={words.recipientIs}>
            {writing.to}
          </b>
        ) : (
          <TextInput
            aria-labelledby="composer-to"
            value={writing.to}
            readOnly={readOnly}
            onChange={(to) => put({ to })}
            autoFocus={focusTo}
          />
        )}
        {!copies && <Button label={words.addCopies} size="s" variant="quiet" icon={ChevronDown} onClick={onCopies} />}
      </div>
      {copies && (
        <>
          <Line label={words.cc} value={writing.cc} readOnly={readOnly} onChange={(cc) => put({ cc })} />
          <Line label={words.bcc} value={writing.bcc} readOnly={readOnly} onChange={(bcc) => put({ bcc })} />
        </>
      )}
      <Line
        label={words.subject}
        value={writing.subject}
        readOnly={readOnly}
        onChange={(subject) => put({ subject })}
      />
    </>
  )
}

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

type ForwardProps = {
  writing: Writing
  put: (change: Partial<Writing>) => void
  attachments: InboxMessage['attachments']
}

/** What a forward takes along. */
export function ForwardOptions({ writing, put, attachments }: ForwardProps) {
  const words = t.inbox
  return (
    <div className="composer-line">
      <Checkbox
        checked={writing.includeOriginal}
        onChange={(includeOriginal) => put({ includeOriginal })}
        label={words.includeOriginal}
      />
      {attachments.length > 0 && (
        <Checkbox
          checked={writing.withAttachments}
          onChange={(withAttachments) => put({ withAttachments })}
          label={words.withAttachments(formatList(attachments.map(({ name }) => name)))}
        />
      )}
    </div>
  )
}

/** Says what the suggestion in the text is, and where it comes from. */
export function SuggestionLine({ suggested }: { suggested: Suggestion }) {
  return (
    <p className="composer-line small">
      <b>{suggested.title}</b>
      {suggested.language && <Badge>{t.inbox.languages[suggested.language]}</Badge>}
      <span className="text-3 ellipsis">{suggested.about}</span>
    </p>
  )
}

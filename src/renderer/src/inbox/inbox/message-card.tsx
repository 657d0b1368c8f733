import { ChevronDown, ChevronRight, ExternalLink, Paperclip } from 'lucide-react'
import { useState } from 'react'
import type { InboxMessage } from '#shared/contract/inbox/inbox.ts'
import { limitMarks } from '#shared/domain/core/limit-marks.ts'
import { splitLongText } from '#shared/domain/inbox/long-paragraphs.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatBytes, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Icon, IconButton } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { EventTime } from '../../core/ui/time.tsx'
import { stepOf } from '../../events/events/event-text.ts'
import { inboxCommands } from '../commands.ts'
import { MailFrame } from './mail-frame.tsx'

type Props = {
  message: InboxMessage
  open: boolean
  /** Whether the palette's commands apply to this email. */
  newest?: boolean
}

/** One email: a single line while collapsed, otherwise its text or formatted body. */
export function MessageCard({ message, open: openAtFirst, newest = false }: Props) {
  const [opened, setOpened] = useState<boolean | null>(null)
  const open = opened ?? openAtFirst
  const who = message.fromName || message.fromAddress
  return (
    <article className={open ? 'mail mail-open' : 'mail'} aria-label={who}>
      <button type="button" className="mail-head" aria-expanded={open} onClick={() => setOpened(!open)}>
        <Icon of={open ? ChevronDown : ChevronRight} size={14} />
        <span className="mail-who ellipsis">{who}</span>
        {message.direction === 'automatic' && <Badge>{t.inbox.automatic}</Badge>}
        {message.step && message.direction === 'sent' && <span className="text-3 small">{stepOf(message.step)}</span>}
        {open ? (
          <span className="text-3 small ellipsis grow mail-to">
            {message.fromName ? t.inbox.toWhom(message.fromAddress, message.to) : t.inbox.toOnly(message.to)}
          </span>
        ) : (
          <span className="text-3 small ellipsis grow mail-to">{message.text.slice(0, 200)}</span>
        )}
        {message.attachments.length > 0 && (
          <>
            <Icon of={Paperclip} size={14} />
            <span className="sr-only">{t.inbox.attachments(message.attachments.length)}</span>
          </>
        )}
        <span className="text-3 small">
          <EventTime iso={message.at} />
        </span>
      </button>
      {open && (
        <div className="mail-body">
          {!message.complete && <p className="text-3 small">{t.inbox.notComplete}</p>}
          {message.cc && (
            <p className="text-3 small">
              {t.inbox.cc}: {message.cc}
            </p>
          )}
          <Body message={message} newest={newest} />
          <Attachments message={message} />
        </div>
      )}
    </article>
  )
}

/** Shows the formatted body if useful and not suspicious; the operator can switch to the other version. */
function Body({ message, newest }: { message: InboxMessage; newest: boolean }) {
  const [chosen, setChosen] = useState<'text' | 'html' | null>(null)
  const html = useQuery('inbox.html', message.hasHtml ? { messageId: message.id } : null).data
  const shown = chosen ?? (html && !html.suspicious ? 'html' : 'text')
  const turn = () => setChosen(shown === 'html' ? 'text' : 'html')
  useCommand(inboxCommands.formatted, newest && html ? turn : null)
  if (message.hasHtml && !html) return null
  return (
    <>
      {html?.suspicious && <Note tone="warn">{t.inbox.suspicious}</Note>}
      {shown === 'html' && html ? (
        <MailFrame messageId={message.id} safe={html} newest={newest} />
      ) : (
        <PlainText text={message.text} />
      )}
      {html && (
        <button type="button" className="mail-switch small" onClick={turn}>
          {shown === 'html' ? t.inbox.showText : t.inbox.showFormatted}
        </button>
      )}
    </>
  )
}

function PlainText({ text }: { text: string }) {
  if (text === '') return <p className="text-3 small">{t.retention.noText}</p>
  const { own, quoted } = splitQuotedText(limitMarks(text))
  return (
    <>
      <Words text={own} />
      {quoted && (
        <details className="mail-quoted">
          <summary className="text-3 small">{t.inbox.quoted}</summary>
          <Words text={quoted} className="text-2" />
        </details>
      )}
    </>
  )
}

function Words({ text, className = '' }: { text: string; className?: string }) {
  return splitLongText(text).map((piece, index) => (
    <p key={index} className={`mail-text selectable ${className}`}>
      {piece}
    </p>
  ))
}

/** Attachments of an email. Instantly stores them; the browser opens them. */
function Attachments({ message }: { message: InboxMessage }) {
  const open = useAction((index: number) => call('inbox.openAttachment', { messageId: message.id, index }))
  if (message.attachments.length === 0) return null
  return (
    <>
      <ul className="mail-files" aria-label={t.inbox.attachments(message.attachments.length)}>
        {message.attachments.map((file, index) => (
          // Two attachments of an email may be equal in every respect.
          <li key={index} className="small">
            <Icon of={Paperclip} size={14} />
            <span className="ellipsis selectable" title={file.type ?? undefined}>
              {file.name}
            </span>
            {file.size !== null && <span className="text-3">{formatBytes(file.size)}</span>}
            {file.url === null ? (
              <span className="text-3">{t.inbox.notKept}</span>
            ) : (
              <IconButton
                size="s"
                icon={ExternalLink}
                label={t.inbox.openFile(file.name)}
                onClick={() => open.run(index)}
              />
            )}
          </li>
        ))}
      </ul>
      {open.error && <ErrorNote error={open.error} />}
    </>
  )
}

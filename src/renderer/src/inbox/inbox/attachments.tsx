import { ExternalLink, Paperclip } from 'lucide-react'
import type { InboxMessage } from '#shared/contract/inbox/inbox.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatBytes, t } from '../../core/lib/texts.ts'
import { Icon, IconButton } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'

/** Attachments of an email. Instantly stores them; the browser opens them. */
export function Attachments({ message }: { message: InboxMessage }) {
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

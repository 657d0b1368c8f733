import { Archive, ArchiveRestore, Ban, Clock, Ellipsis, Forward, MailOpen, Tag } from 'lucide-react'
import type { InboxLabel, InboxThread } from '#shared/contract/inbox/inbox.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { inboxCommands } from '../commands.ts'
import { labelOf } from './label-text.ts'
import type { ThreadActs } from './use-thread-acts.ts'

type Props = {
  thread: InboxThread
  labels: readonly InboxLabel[]
  /** Name of the label that is being assigned. */
  labelling: string | null
  acts: ThreadActs
  /** Null if there is nothing to forward. */
  onForward: (() => void) | null
}

/** Actions for the conversation. */
export function ThreadFoot({ thread, labels, labelling, acts, onForward }: Props) {
  const words = t.inbox
  const mark = labelOf(thread, labels)
  return (
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
        onClick={() => acts.setAsking('label')}
        busy={labelling !== null}
      />
      <Button
        label={words.keys.snooze}
        size="s"
        variant="quiet"
        icon={Clock}
        command={inboxCommands.snooze}
        onClick={() => acts.setAsking('snooze')}
      />
      <Button
        label={thread.archived ? words.backToInbox : words.done}
        size="s"
        variant="quiet"
        icon={thread.archived ? ArchiveRestore : Archive}
        command={inboxCommands.done}
        action={acts.archive}
      />
      <Menu
        trigger={<IconButton size="s" icon={Ellipsis} label={words.moreActs} className="push" />}
        items={[
          {
            label: words.forward,
            icon: Forward,
            shortcut: inboxCommands.forward.keys,
            onSelect: () => onForward?.(),
            disabled: onForward === null,
          },
          { label: words.markUnread, icon: MailOpen, shortcut: inboxCommands.unread.keys, onSelect: acts.unread.run },
          { label: words.bulk.optOut, icon: Ban, onSelect: acts.optOut.run, disabled: !acts.canOptOut },
        ]}
      />
    </footer>
  )
}

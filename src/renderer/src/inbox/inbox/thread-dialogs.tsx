import type { InboxLabel, InboxThread } from '#shared/contract/inbox/inbox.ts'
import { t } from '../../core/lib/texts.ts'
import { ThreadIntoDialog } from '../slots.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { LabelDialog } from './label-dialog.tsx'
import { SnoozeDialog } from './snooze-dialog.tsx'
import type { ThreadActs } from './use-thread-acts.ts'

type Props = { thread: InboxThread; labels: readonly InboxLabel[]; acts: ThreadActs }

/** Asks what an action on the conversation needs to know. */
export function ThreadDialogs({ thread, labels, acts: { asking, setAsking, label, snooze, assign } }: Props) {
  const close = () => setAsking(null)
  const dialog = ({ error, busy }: Pick<typeof label, 'error' | 'busy'>) => ({ error, busy, onClose: close })
  return (
    <>
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
          onClose={close}
        />
      )}
      {asking === 'assign' && <AssignDialog {...dialog(assign)} assignedTo={thread.assignedTo} onChoose={assign.run} />}
      {asking === 'correct' && <CorrectDialog thread={thread} onClose={close} />}
    </>
  )
}

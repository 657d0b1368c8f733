import { useState } from 'react'
import type { InboxThread, InboxThreadView } from '#shared/contract/inbox/inbox.ts'
import { type Action, call, useAction } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatDayLong, formatShareTick, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { OptOutLine } from '../../leads/opt-outs/opt-out-line.tsx'
import { inboxCommands } from '../commands.ts'
import { sortTones } from './label-text.ts'
import { snoozeThread } from './snooze-dialog.tsx'

type RemarksProps = {
  view: Pick<InboxThreadView, 'thread'>
  onCorrect: () => void
  optOut: Action<[]>
  /** Forwards the reply to this address; null if nothing can be forwarded now. */
  onForward: ((to: string) => void) | null
  /** Label suggested by the reply, if the conversation has none. */
  suggestion: { readonly name: string; readonly accept: Action<[]> } | null
}

/** Notes to read before the email: an opt-out, a model's view of one, an absence, how and by whom it was sorted. */
export function Remarks({ view: { thread }, onCorrect, optOut, onForward, suggestion }: RemarksProps) {
  const words = t.inbox
  const back = thread.returnDate ? new Date(`${thread.returnDate}T08:00:00`) : null
  const [now] = useState(() => Date.now())
  const confirm = useAction(async () => {
    const { id: threadId, sorted, sortedMessageId: messageId } = thread
    if (sorted) await call('inbox.correct', { threadId, sorted, messageId })
  })
  useCommand(inboxCommands.confirm, thread.sorted && thread.sortedUnsure ? confirm.run : null)
  // If Instantly classified the reply, no words of the reply are the reason.
  const reasons = thread.sortedWhy.map((why) => (why === 'told_automatic' ? words.toldAutomatic : why)).join(', ')
  const by = thread.sortedFixed
    ? words.sortedByYou
    : thread.sortedModel === null
      ? words.sortedBy(reasons)
      : words.sortedByModel(thread.sortedModel, reasons)
  return (
    <>
      {thread.leadEmail !== null && (
        <OptOutLine of={{ workspaceId: thread.workspaceId, email: thread.leadEmail }} onYes={optOut.run} />
      )}
      {optOut.error && <ErrorNote error={optOut.error} />}
      {back && back.getTime() > now && thread.snoozedUntil === null && (
        <Note
          tone="info"
          action={
            <Button
              label={words.snoozeUntilBack}
              size="s"
              command={inboxCommands.snoozeBack}
              onClick={() => void snoozeThread(thread, back)}
            />
          }
        >
          {words.absent(formatDayLong(back))}
        </Note>
      )}
      {thread.referral && !isOwnCompany(thread) && <Referred referral={thread.referral} onForward={onForward} />}
      {confirm.error && <ErrorNote error={confirm.error} />}
      {thread.sorted && (
        <div className={suggestion ? 'row inbox-sorted inbox-suggested text-3 small' : 'row inbox-sorted text-3 small'}>
          {suggestion ? (
            <b className="inbox-suggestion">{words.suggests(suggestion.name)}</b>
          ) : (
            <Badge
              tone={sortTones[thread.sorted]}
              outlined={thread.sortedUnsure}
              title={thread.sortedUnsure ? words.unsure : undefined}
            >
              {words.sorts[thread.sorted]}
            </Badge>
          )}
          <span className="grow ellipsis" title={thread.sortedWhy.join('\n')}>
            {thread.sortedCertainty !== null && (
              <>
                <span className="tabular">
                  {words.certain(formatShareTick(Math.round(thread.sortedCertainty * 100) / 100))}
                </span>
                {' · '}
              </>
            )}
            {by}
          </span>
          {suggestion && (
            <Button
              label={words.acceptShort}
              size="s"
              command={inboxCommands.accept}
              title={words.accept(suggestion.name)}
              action={suggestion.accept}
            />
          )}
          {thread.sortedUnsure && !suggestion && (
            <Button
              label={words.confirmSort}
              size="s"
              variant="quiet"
              command={inboxCommands.confirm}
              action={confirm}
            />
          )}
          <Button label={words.correct} size="s" variant="quiet" onClick={onCorrect} keysShown="c" />
        </div>
      )}
    </>
  )
}

/** “At Acme somebody else decides that”: the sender's own company is not a referral. */
const isOwnCompany = ({ referral, company }: InboxThread): boolean =>
  referral?.email === null && company !== null && referral.name?.toLowerCase() === company.toLowerCase()

type ReferredProps = { referral: NonNullable<InboxThread['referral']>; onForward: ((to: string) => void) | null }

/** The person a reply refers to. */
function Referred({ referral: { name, email }, onForward }: ReferredProps) {
  return (
    <Note
      tone="info"
      action={email && onForward && <Button label={t.inbox.forwardToThem} size="s" onClick={() => onForward(email)} />}
    >
      <span className="selectable">{t.inbox.refersTo([name, email].filter(Boolean).join(', '))}</span>
    </Note>
  )
}

import { PenLine, Send, Sparkles, Trash2 } from 'lucide-react'
import type { InboxThreadView } from '#shared/contract/inbox/inbox.ts'
import type { Action } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { inboxCommands } from '../commands.ts'
import { FollowUp } from './follow-up.tsx'
import type { ComposerText } from './use-composer-text.ts'
import type { Sending } from './use-send.ts'

type Props = {
  text: ComposerText
  view: InboxThreadView
  active: boolean
  sending: Sending
  /** Lets a model draft; null if none may. */
  model: Action<[]> | null
  onDiscard: () => void
  /** Called when the conversation comes back on a later day. */
  onPlanned: () => void
}

/** Buttons below the text. */
export function ComposerFoot({ text, view, active, sending: { send, cannot }, model, onDiscard, onPlanned }: Props) {
  const words = t.inbox
  const { isReply, isWritten, ghost, suggested } = text
  return (
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
        {active && text.draft.saved ? words.draftSaved : ''}
      </span>
      {!active && (
        <>
          {isReply && <FollowUp view={view} suggested={suggested} onPlanned={onPlanned} />}
          {model && (
            <IconButton
              icon={Sparkles}
              label={words.proposal.model}
              aria-busy={model.busy}
              onClick={model.busy ? undefined : model.run}
            />
          )}
        </>
      )}
      {(active || isWritten) && (
        <Button
          label={words.discard}
          size="s"
          variant="quiet"
          icon={Trash2}
          command={inboxCommands.discard}
          onClick={onDiscard}
          busy={send.busy}
        />
      )}
      <Button
        label={isReply ? words.sendReply : words.sendForward}
        variant="primary"
        icon={Send}
        command={inboxCommands.send}
        action={send}
        disabled={cannot}
      />
    </div>
  )
}

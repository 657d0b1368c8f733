import { CirclePause, Undo2 } from 'lucide-react'
import type { ExportSummary, Ledger } from '#shared/contract/exports/exports.ts'
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { keyPath } from '../../core/lib/key-path.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { resumePausedExport, retryFailed } from './export-commands.ts'
import { keepPaused } from './keep-paused.ts'
import { ledgerTexts } from './ledger-texts.ts'
import { QuestionCard } from './question-card.tsx'
import { tagNames } from './setting-rows.ts'
import { UnlockButton } from './unlock-button.tsx'

type Props = {
  ledger: Ledger
  summary: ExportSummary
  /** The export has ended, but some requests are still unanswered. */
  settling: boolean
  onTakeBack: () => void
}

/** Why an export is waiting or has ended, what can be done about it, and what can be undone. */
export function LedgerNotes({ ledger, summary, settling, onTakeBack }: Props) {
  if (ledger.question) return <QuestionCard exportId={summary.id} question={ledger.question} />
  return (
    <>
      <Problem summary={summary} />
      <NotActivated ledger={ledger} />
      {summary.activation === 'stopping' && (
        <Note tone="warn" role="status" title={t.review.stoppingNote}>
          {t.review.stoppingNoteText}
        </Note>
      )}
      {summary.activation === 'pending' && !isOver(summary.state) && (
        <Note
          tone="info"
          title={t.review.startedNow}
          action={<Button label={t.review.keepPaused} size="s" onClick={() => keepPaused(summary.id)} />}
        />
      )}
      <CopyChecked copy={ledger.copy} />
      <TagsNote ledger={ledger} />
      {settling ? (
        <Note role="status" title={t.exports.ledger.settlingTitle}>
          {t.exports.ledger.settlingText}
        </Note>
      ) : summary.undoing ? (
        <Note role="status" icon={Undo2} title={t.exports.ledger.undoingTitle}>
          {t.exports.ledger.undoingText}
        </Note>
      ) : (
        <TakeBack summary={summary} onTakeBack={onTakeBack} />
      )}
    </>
  )
}

/** Why a campaign was not started, as far as the export itself shows. */
function NotActivated({ ledger: { summary, settings, copy } }: { ledger: Ledger }) {
  const words = t.exports.ledger
  // If its emails differ, the campaign was never asked to start; the note on the emails says so.
  if (summary.activation !== 'failed' || copy?.state === 'differs') return null
  const { target } = settings
  const hasNoAccount = target.kind === 'new' && target.accounts.length === 0
  return (
    <Note tone="warn" title={words.activationFailed}>
      {hasNoAccount ? words.noAccountText : words.activationFailedText}
    </Note>
  )
}

/** Result of reading back a new campaign's copy, if it differs from what was sent. */
function CopyChecked({ copy }: { copy: Ledger['copy'] }) {
  const words = t.sequences.checked
  if (copy === null || copy.state === 'same') return null
  if (copy.state === 'unread') return <Note tone="quiet">{words.unread}</Note>
  const lines = [...new Set(copy.differences.map(({ part, step }) => words.parts[part](step)))]
  return (
    <Note tone="warn" title={words.differs}>
      <p>{words.differsText}</p>
      <ul className="copy-traps">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Note>
  )
}

function Problem({ summary }: { summary: ExportSummary }) {
  const words = t.exports.ledger
  const { id, state, workspaceId, problem } = summary
  if (state === 'paused') {
    return (
      <Note icon={CirclePause} title={words.waits.pausedTitle}>
        {words.waits.paused}
      </Note>
    )
  }
  if (!problem || (state !== 'waiting' && state !== 'failed')) return null
  const { code } = problem
  if (code === 'KEYS_LOCKED') {
    const sentence = t.errors.KEYS_LOCKED(problem.data)
    return (
      <Note tone="warn" title={sentence.what} action={<UnlockButton />}>
        {sentence.means}
      </Note>
    )
  }
  if (code.startsWith('INSTANTLY_') || code === 'KEYRING_UNREADABLE' || code === 'WORKSPACE_ARCHIVED') {
    return <ErrorNote error={problem} onAction={() => go(keyPath(workspaceId, code))} />
  }
  if (state === 'failed' && code === 'CAMPAIGN_NOT_FOUND') {
    // The export cannot be resumed because its campaign is gone, but the list can be exported to another one.
    return <ErrorNote error={problem} onAction={() => go(`/exports/plan/${summary.listId}`)} />
  }
  if (state === 'failed' && summary.takenBack > 0) return <ErrorNote error={problem} />
  if (state === 'failed') {
    return <ErrorNote error={problem} onAction={() => retryFailed(id)} actionLabel={words.retryAll} />
  }
  if (goesOnByItself.has(code)) {
    return (
      <Note
        tone="warn"
        role="status"
        title={t.errors[code](problem.data).what}
        action={<Button label={t.ui.tryAgain} size="s" onClick={() => resumePausedExport(id)} />}
      >
        {words.waits.byItself}
      </Note>
    )
  }
  return <ErrorNote error={problem} tone="warn" onAction={() => resumePausedExport(id)} actionLabel={words.resume} />
}

/** Errors that pass without the operator; a button can only retry sooner. */
const goesOnByItself: ReadonlySet<ErrorCode> = new Set(['API_OFFLINE', 'API_UNAVAILABLE', 'RATE_LIMIT_EXCEEDED'])

/** Says that the uploaded leads stay, and how the export can be undone. */
function TakeBack({ summary, onTakeBack }: { summary: ExportSummary; onTakeBack: () => void }) {
  const { state, totals, takenBack, target } = summary
  const words = ledgerTexts(target)
  if (takenBack > 0) return <Note icon={Undo2} title={words.takenBackNote(takenBack)} />
  if (summary.campaignGone) return <Note tone="quiet">{t.exportSum.campaignGone}</Note>
  if ((state !== 'cancelled' && state !== 'failed') || totals.uploaded === 0) return null
  return (
    <Note
      icon={Undo2}
      action={<Button label={words.takeBack(totals.uploaded)} size="s" variant="danger" onClick={onTakeBack} />}
    >
      {words.takeBackOffer}
    </Note>
  )
}

/** Says that the plan's tags are not on the new campaign, with a button to retry. */
function TagsNote({ ledger }: { ledger: Ledger }) {
  const words = t.exportTargets.tags
  const { summary, settings, tagProblem } = ledger
  const { id: exportId, tagging, campaignId, state } = summary
  const again = useAction(() => call('exports.tagAgain', { exportId }))
  const stands = tagging === 'failed' || (tagging === 'pending' && isOver(state))
  if (!stands || campaignId === null) return null
  const problem = again.error ?? tagProblem
  const sentence = problem ? t.errors[problem.code](problem.data) : null
  return (
    <Note
      tone="warn"
      title={tagging === 'failed' ? words.failedTitle : words.pendingTitle}
      action={<Button label={t.ui.tryAgain} size="s" action={again} />}
    >
      <p>{words.failedText(tagNames(settings))}</p>
      {sentence && (
        <p className="small">
          {sentence.what} {sentence.means}
        </p>
      )}
    </Note>
  )
}

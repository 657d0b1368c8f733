import type { Ledger } from '#shared/contract/exports/exports.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { isOver } from '../plan/campaign-state.ts'
import { tagNames } from './setting-rows.ts'

/** Says that the plan's tags are not on the new campaign, with a button to retry. */
export function TagsNote({ ledger }: { ledger: Ledger }) {
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

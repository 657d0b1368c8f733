import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { ledgerTexts } from './ledger-texts.ts'

/** Asks for confirmation before the uploaded leads are deleted at Instantly, as that cannot be undone. */
export function TakeBackDialog({ summary, onClose }: { summary: ExportSummary; onClose: () => void }) {
  const { id, totals, campaignName, target } = summary
  const words = ledgerTexts(target)
  const reached = useQuery('exports.reached', { exportId: id }).data
  const take = useAction(async () => {
    const { taken, missing, left } = await call('exports.takeBack', { exportId: id })
    onClose()
    const done = words.takeBackDone(taken, missing)
    showToast(left === 0 ? done : `${done} ${words.takeBackLeft(left)}`, left === 0 ? {} : { tone: 'bad' })
  })
  return (
    <AskFirst
      title={words.takeBackTitle(totals.uploaded)}
      text={
        <>
          {words.takeBackText(campaignName)}
          {target === 'campaign' && reached && (
            <span className="take-back-reached">
              {reached.contacted === null
                ? words.takeBackReplied(reached.replied)
                : words.takeBackReached(reached.contacted, reached.replied)}
            </span>
          )}
        </>
      }
      // While they are deleted, closing the dialog keeps none of them.
      keep={take.busy ? t.ui.close : words.takeBackKeep}
      act={words.takeBack(totals.uploaded)}
      action={take}
      onClose={onClose}
    >
      <div className="take-back-busy" role="status">
        <ProgressBar share={null} label={words.takingBack} />
        <span className="text-2 small">{words.takingBack}</span>
      </div>
    </AskFirst>
  )
}

import type { ExportSummary } from '#shared/contract/exports.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { showToast } from '../../stores/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'

const words = t.exports.ledger

/** Asks before the uploaded leads are deleted at Instantly: that cannot be undone. */
export function TakeBackDialog({ summary, onClose }: { summary: ExportSummary; onClose: () => void }) {
  const { id, totals, campaignName } = summary
  const take = useAction(async () => {
    const { taken, missing } = await call('exports.takeBack', { exportId: id })
    onClose()
    showToast(words.takeBackDone(taken, missing))
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.takeBackTitle(totals.uploaded)}
      description={words.takeBackText(campaignName)}
      actions={
        <>
          <Button onClick={onClose} autoFocus>
            {words.takeBackKeep}
          </Button>
          <Button variant="danger" busy={take.busy} onClick={() => take.run()}>
            {words.takeBack(totals.uploaded)}
          </Button>
        </>
      }
    >
      {take.busy && (
        <div className="take-back-busy" role="status">
          <ProgressBar share={null} label={words.takingBack} />
          <span className="text-2 small">{words.takingBack}</span>
        </div>
      )}
      {take.error && <ErrorNote error={take.error} />}
    </Dialog>
  )
}

import type { ExportId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'

/** Shows a toast if the command fails, as the screen that started it may be gone by then. */
function orToast(work: Promise<unknown>): void {
  work.catch(showFailure)
}

export const pauseExport = (exportId: ExportId): void => orToast(call('exports.pause', { exportId }))
export const resumePausedExport = (exportId: ExportId): void => orToast(call('exports.resume', { exportId }))
export const openCampaign = (exportId: ExportId): void => orToast(call('exports.openCampaign', { exportId }))
export const retryFailed = (exportId: ExportId): void => orToast(call('exports.retryFailed', { exportId }))

export function saveCsv(exportId: ExportId, what: 'problems' | 'all'): void {
  orToast(
    call('exports.saveCsv', { exportId, what }).then((saved) => {
      if (saved) showToast(t.exports.ledger.saved(saved.rows, saved.path))
    }),
  )
}

export function cancelExport(exportId: ExportId): void {
  orToast(call('exports.cancel', { exportId }).then(() => showToast(t.exports.ledger.cancelled)))
}

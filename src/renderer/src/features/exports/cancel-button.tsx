import { X } from 'lucide-react'
import type { ExportId } from '#shared/ids.ts'
import { t } from '../../lib/texts.ts'
import { Button } from '../../ui/button.tsx'
import { cancelExport } from './export-commands.ts'

/** Stops an export. What was uploaded stays, can be taken back, and the ledger is kept: no question is needed. */
export function CancelButton({ exportId }: { exportId: ExportId }) {
  return (
    <Button variant="quiet" icon={X} title={t.exports.ledger.cancelling} onClick={() => cancelExport(exportId)}>
      {t.exports.ledger.cancel}
    </Button>
  )
}

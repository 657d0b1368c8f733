import type { ExportId } from '#shared/ids.ts'

/** Placeholder until the export screens are built. */
export function LedgerPage(_props: { exportId: ExportId }) {
  return null
}

import type { ExportId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'

export type Comparing = ReturnType<typeof useComparing>

/** Returns the last comparison of a report with Instantly and the one in progress. */
export function useComparing(exportId: ExportId) {
  const compare = useAction(() => call('exports.compare', { exportId }))
  const state = useQuery('exports.check', { exportId }, compare.busy ? { everyMs: 500 } : {}).data
  return {
    run: compare.run,
    error: compare.error?.code === 'CANCELLED' ? null : compare.error,
    /** Leads read so far; null if no comparison is in progress. */
    reading: state?.read ?? (compare.busy ? 0 : null),
    last: state?.last ?? null,
  }
}

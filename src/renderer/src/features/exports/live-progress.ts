import { useState } from 'react'
import type { ExportProgress } from '#shared/contract/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { useEvent } from '../../lib/use-event.ts'
import { useQuery } from '../../lib/use-query.ts'

/** The newest figures of every export that runs, as they are announced. */
export function useLiveProgress(): ReadonlyMap<ExportId, ExportProgress> {
  const asked = useQuery('exports.running', {}, ['exports']).data
  const [heard, setHeard] = useState<ReadonlyMap<ExportId, ExportProgress>>(new Map())
  useEvent('export.progress', (progress) => setHeard((before) => new Map(before).set(progress.exportId, progress)))
  return new Map((asked ?? []).map((each) => [each.exportId, heard.get(each.exportId) ?? each]))
}

/** The newest figures of one export; null where it does not run. */
export function useProgressOf(exportId: ExportId): ExportProgress | null {
  return useLiveProgress().get(exportId) ?? null
}

import { useEffect, useState } from 'react'
import type { ExportProgress } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { useEvent } from '../../core/lib/use-event.ts'
import { useQuery } from '../../core/lib/use-query.ts'

const stillAfterMs = 3_000

/** The newest figures of every export that runs or ran while this was shown, as they are announced. */
export function useLiveProgress(): ReadonlyMap<ExportId, ExportProgress> {
  const asked = useQuery('exports.running', {}).data
  const [heard, setHeard] = useState<ReadonlyMap<ExportId, ExportProgress>>(new Map())
  useEvent('export.progress', (progress) => setHeard((before) => new Map(before).set(progress.exportId, progress)))
  // What was heard is newer than what was asked, also the last word of one that has ended.
  return new Map([...(asked ?? []).map((each) => [each.exportId, each] as const), ...heard])
}

/** The newest figures of one export; null where it has not run. */
export function useProgressOf(exportId: ExportId): ExportProgress | null {
  return useLiveProgress().get(exportId) ?? null
}

/**
 * Whether a running export has had no answer for some seconds: its last speed is then no longer true. A network that
 * breaks while everything left is on its way looks like this, until it is back.
 */
export function useStandsStill(progress: ExportProgress | null): boolean {
  const mark = progress?.state === 'running' ? `${progress.exportId} ${progress.settled}` : null
  const [still, setStill] = useState<string | null>(null)
  useEffect(() => {
    if (mark === null) return undefined
    const timer = setTimeout(() => setStill(mark), stillAfterMs)
    return () => clearTimeout(timer)
  }, [mark])
  return mark !== null && still === mark
}

/** Whether an export still sends, waits, or settles what is on its way. */
export function useIsAlive(exportId: ExportId): boolean {
  const running = useQuery('exports.running', {}).data
  return running?.some((each) => each.exportId === exportId) ?? false
}

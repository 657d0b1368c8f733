import { useEffect, useState } from 'react'
import { create } from 'zustand'
import type { ExportProgress } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { onEvent, useQuery } from '../../core/lib/backend.ts'

const stillAfterMs = 3_000

/**
 * The latest announced progress of each export. Shared by all screens, as one that opens later may have to wait long
 * for the next announcement.
 */
const useAnnounced = create<ReadonlyMap<ExportId, ExportProgress>>(() => new Map())
let isSubscribed = false

function hearProgress(): void {
  if (isSubscribed) return
  isSubscribed = true
  onEvent('export.progress', (progress) =>
    useAnnounced.setState((before) => new Map(before).set(progress.exportId, progress), true),
  )
}

/** Returns the latest figures of every export that is running or ran since the window opened. */
export function useLiveProgress(): ReadonlyMap<ExportId, ExportProgress> {
  const asked = useQuery('exports.running', {}).data
  const heard = useAnnounced()
  useEffect(hearProgress, [])
  // Announced figures are newer than queried ones, including the final figures of an export that has ended.
  return new Map([...(asked ?? []).map((each) => [each.exportId, each] as const), ...heard])
}

/** Returns the latest figures of one export; null if it has not run. */
export function useProgressOf(exportId: ExportId): ExportProgress | null {
  return useLiveProgress().get(exportId) ?? null
}

/**
 * Whether a running export has had no response for some seconds, so that its last speed no longer holds. A network
 * failure looks like this when all remaining requests are in flight, until the network is back.
 */
export function useIsStalled(progress: ExportProgress | null): boolean {
  const mark = progress?.state === 'running' ? `${progress.exportId} ${progress.settled}` : null
  const [still, setStill] = useState<string | null>(null)
  useEffect(() => {
    if (mark === null) return undefined
    const timer = setTimeout(() => setStill(mark), stillAfterMs)
    return () => clearTimeout(timer)
  }, [mark])
  return mark !== null && still === mark
}

/** Whether an export is still sending, waiting or settling unanswered requests. */
export function useIsAlive(exportId: ExportId): boolean {
  const running = useQuery('exports.running', {}).data
  return running?.some((each) => each.exportId === exportId) ?? false
}

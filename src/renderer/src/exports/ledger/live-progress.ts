import { useEffect, useState } from 'react'
import { create } from 'zustand'
import type { ExportProgress } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { onEvent } from '../../core/lib/use-event.ts'
import { useQuery } from '../../core/lib/use-query.ts'

const stillAfterMs = 3_000

/** What was announced last of each export. Kept for all screens: one opened later may wait long for the next announcement. */
const useHeard = create<ReadonlyMap<ExportId, ExportProgress>>(() => new Map())
let hearing = false

function hearProgress(): void {
  if (hearing) return
  hearing = true
  onEvent('export.progress', (progress) =>
    useHeard.setState((before) => new Map(before).set(progress.exportId, progress), true),
  )
}

/** The newest figures of every export that runs or ran since the window opened, as they are announced. */
export function useLiveProgress(): ReadonlyMap<ExportId, ExportProgress> {
  const asked = useQuery('exports.running', {}).data
  const heard = useHeard()
  useEffect(hearProgress, [])
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

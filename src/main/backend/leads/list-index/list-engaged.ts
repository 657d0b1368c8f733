/** Leads of a list that opened, clicked or replied, read by the index thread. */
import type { Deps, Store } from '../../core/deps.ts'
import { createDelayedRun } from '../../core/lib/delayed-run.ts'
import { engagedPositions, engagementRevision } from '../lists/lead-engagement.ts'
import type { FromIndexer, ToIndexer } from './index-jobs.ts'

export const VIEWS_KEPT = 3

/** Minimum pause before engagement is read again; also at least 20 times as long as the last read took. */
const ENGAGED_REST_MS = 1_000

const engagedKey = (listId: number) => `engaged ${listId}`

/** Engaged leads of a list; their revision, when they were read, how long that took, and whether a read is in progress. */
type Engaged = {
  positions: Uint32Array | null
  revision: number
  readAt: number
  tookMs: number
  reading: boolean
}

/** Caches engaged leads by list. */
export function createEngagedRows({
  raw,
  deps,
  tell,
  isUsed,
}: {
  readonly raw: Store['raw']
  readonly deps: Deps
  readonly tell: (message: ToIndexer) => void
  readonly isUsed: boolean
}) {
  const engaged = new Map<number, Engaged>()

  function stopReading(): void {
    for (const one of engaged.values()) one.reading = false
  }

  function forgetEngaged(listId?: number): void {
    if (listId === undefined) engaged.clear()
    else engaged.delete(listId)
  }

  function engagedFor(message: Extract<FromIndexer, { readonly t: 'found' | 'failed' }>): Engaged | undefined {
    const about = message.t === 'found' ? message.key : message.about
    return [...engaged].find(([listId]) => about === engagedKey(listId))?.[1]
  }

  /** Reads the engaged leads after a pause since the last read: while mails are read, they change all the time. */
  function readEngaged(listId: number, one: Engaged): void {
    const restMs = one.positions ? Math.max(ENGAGED_REST_MS, one.tookMs * 20) : 0
    const leftMs = one.readAt + restMs - performance.now()
    if (one.positions && leftMs > 0) {
      engagedLater.in(leftMs)
      return
    }
    one.reading = true
    one.revision = engagementRevision(raw)
    tell({ t: 'engaged', listId, key: engagedKey(listId) })
  }
  /** A request made too early is repeated when the screens that show it reload. */
  const engagedLater = createDelayedRun(() => deps.changed('lists'))
  return {
    stopReading,
    engagedFor,
    forgetEngaged,
    engagedLater,
    /**
     * Returns the positions of leads that opened, clicked or replied, the most recent first; null while they are read
     * for the first time. If they changed since, returns the previous result, reads them again and notifies screens.
     */
    engaged(listId: number): Uint32Array | null {
      const revision = engagementRevision(raw)
      const one = engaged.get(listId) ?? { positions: null, revision: -1, readAt: 0, tookMs: 0, reading: false }
      engaged.delete(listId)
      engaged.set(listId, one)
      for (const id of engaged.keys()) if (engaged.size > VIEWS_KEPT) engaged.delete(id)
      if (!isUsed && one.revision !== revision)
        Object.assign(one, { revision, positions: engagedPositions(raw, listId) })
      else if (one.revision !== revision && !one.reading) readEngaged(listId, one)
      return one.positions
    },
  }
}

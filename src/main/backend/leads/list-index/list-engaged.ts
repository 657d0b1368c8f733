/** Leads of a list that opened, clicked or replied, read by the other thread. */
import type { Deps, Store } from '../../core/deps.ts'
import { createLater } from '../../core/lib/later.ts'
import { engagedPositions, engagementRevision } from '../lists/lead-engagement.ts'
import type { FromIndexer, ToIndexer } from './index-jobs.ts'

export const VIEWS_KEPT = 3

/** Who did what is read anew no sooner than this after it was read, and no sooner than 20 times as long as it took. */
const ENGAGED_REST_MS = 1_000

const engagedKey = (listId: number) => `engaged ${listId}`

/** Who did something last; as of which revision, when that was read, how long it took, and whether it is read now. */
type Engaged = {
  positions: Uint32Array | null
  revision: number
  askedAt: number
  tookMs: number
  reading: boolean
}

/** Keeps who did something, list by list. */
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

  /** Reads who did something, no sooner than a rest after it was read: while mails are read all of it changes all the time. */
  function readEngaged(listId: number, one: Engaged): void {
    const restMs = one.positions ? Math.max(ENGAGED_REST_MS, one.tookMs * 20) : 0
    const leftMs = one.askedAt + one.tookMs + restMs - performance.now()
    if (one.positions && leftMs > 0) {
      engagedLater.in(leftMs)
      return
    }
    one.reading = true
    one.askedAt = performance.now()
    one.revision = engagementRevision(raw)
    tell({ t: 'engaged', listId, key: engagedKey(listId) })
  }
  /** What was asked for too soon is asked for again by who shows it. */
  const engagedLater = createLater(() => deps.changed('lists'))
  return {
    stopReading,
    engagedFor,
    forgetEngaged,
    engagedLater,
    /**
     * Positions of the leads that opened, clicked or replied, who did so last first; null while that is read for the first
     * time. As of a moment ago where it changed since: then it is read anew, and who shows it is told.
     */
    engaged(listId: number): Uint32Array | null {
      const revision = engagementRevision(raw)
      const one = engaged.get(listId) ?? { positions: null, revision: -1, askedAt: 0, tookMs: 0, reading: false }
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

/** Deletes expired data according to a client's rules. */
import { z } from 'zod'
import { type RetentionRules, type RetentionRun, retentionKinds, retentionRun } from '#shared/contract/app/retention.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import { createCheckpointWait } from '../../core/db/checkpoint-wait.ts'
import { cleanStore } from '../../core/db/clean-store.ts'
import { releaseFreePages } from '../../core/db/release-free-pages.ts'
import type { Deps } from '../../core/deps.ts'
import { forgetDeletedWords, truncateLog } from '../people/scrub.ts'
import { createRetentionSteps, firstCursor } from './past-time.ts'

/** The run in progress, with what it has deleted so far. */
export const runSetting: Setting<RetentionRun | null> = {
  key: 'retention.run',
  shape: retentionRun.nullable(),
  fallback: null,
}

/** Read by the feed in SQL. */
export const runsSetting: Setting<readonly RetentionRun[]> = {
  key: 'retention.runs',
  shape: z.array(retentionRun).readonly(),
  fallback: [],
}

/** The day of the last run, since 1970; -1 if the rules were changed since. */
export const doneOnSetting: Setting<number> = { key: 'retention.done_on', shape: z.number(), fallback: -1 }

const runsKept = 100

/** The time this many calendar months before `now`. */
export function monthsBefore(now: number, months: number): number {
  const at = new Date(now)
  const day = at.getUTCDate()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() - months)
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(day, last))
  return at.getTime()
}

const emptyRun = (at: number): RetentionRun => ({
  at,
  counts: { emails: 0, payloads: 0, archives: 0, calls: 0 },
  bytes: 0,
})

/** Tidies one client. */
export function createClientTidier(parts: {
  readonly deps: Deps
  readonly rulesOf: (id: WorkspaceId) => RetentionRules
  readonly today: () => number
  readonly pastTime: ReturnType<typeof createRetentionSteps>
}) {
  const { deps, rulesOf, today, pastTime } = parts
  const { store, clock } = deps
  const { raw } = store

  async function carryOut(id: WorkspaceId, signal: AbortSignal): Promise<void> {
    const rest = createCheckpointWait(raw)
    const rules = rulesOf(id)
    const begun = clock.now()
    if (rules.emails !== null) forgetDeletedWords(store)
    for (const kind of retentionKinds) {
      const months = rules[kind]
      if (months === null) continue
      const of = { workspaceId: id, before: monthsBefore(begun, months) }
      for (let after: typeof firstCursor | null = firstCursor; after !== null; ) {
        if (signal.aborted) throw new AppError('CANCELLED')
        const from: typeof firstCursor = after
        after = raw
          .transaction(() => {
            // Found within the transaction, so that data needed again meanwhile is not deleted.
            const step = pastTime[kind](of, from)
            if (step.count === 0) return step.next
            step.remove()
            const so = getSetting(store, id, runSetting) ?? emptyRun(begun)
            const counts = { ...so.counts, [kind]: so.counts[kind] + step.count }
            setSetting(store, id, runSetting, { ...so, counts, bytes: so.bytes + step.bytes }, clock.now())
            return step.next
          })
          .immediate()
        await rest()
      }
    }
    const went = getSetting(store, id, runSetting)
    if (went !== null) {
      await cleanStore(deps, signal)
      await truncateLog(store, clock, signal)
      await releaseFreePages(store, () => signal.aborted || !raw.open)
    }
    // If the rules were changed meanwhile, it starts over.
    const same = JSON.stringify(rulesOf(id)) === JSON.stringify(rules)
    raw.transaction(() => {
      if (went !== null) {
        const runs = [...getSetting(store, id, runsSetting), { ...went, at: clock.now() }].slice(-runsKept)
        setSetting(store, id, runsSetting, runs, clock.now())
        setSetting(store, id, runSetting, null, clock.now())
      }
      if (same) setSetting(store, id, doneOnSetting, today(), clock.now())
    })()
    deps.changed('retention', ...(went === null ? [] : (['inbox', 'events', 'campaigns', 'audit'] as const)))
  }
  return carryOut
}

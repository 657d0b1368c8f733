/**
 * Deletes expired data client by client, once a day and after the rules were changed. Each step is a transaction that
 * includes its counts, so the end of the app loses nothing and nothing is counted twice.
 */
import {
  type RetentionPreview,
  type RetentionRules,
  type RetentionState,
  type retention,
  retentionKinds,
  retentionRules,
} from '#shared/contract/app/retention.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { dayAt } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { isDateTrusted } from '../../clients/settings/date-trust.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { RunOutcome } from '../../core/background.ts'
import { createCheckpointWait } from '../../core/db/checkpoint-wait.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { createRetentionSteps, firstCursor } from './past-time.ts'
import { createClientTidier, doneOnSetting, monthsBefore, runSetting, runsSetting } from './tidy.ts'

const keepAll: RetentionRules = { emails: null, payloads: null, archives: null, calls: null }
const rulesSetting: Setting<RetentionRules> = { key: 'retention.rules', shape: retentionRules, fallback: keepAll }
const hourMs = 3_600_000
const firstMs = 4 * 60_000

export function createRetention(deps: Deps) {
  const { store, clock } = deps
  const { raw } = store
  const log = deps.log('retention')
  const pastTime = createRetentionSteps(store)
  const clients = raw
    .prepare<[string], WorkspaceId>(
      `select s.workspace_id from setting s join workspace w on w.id = s.workspace_id
        where s.key = ? and w.archived_at is null and (w.demo is null or w.demo = 'ready')`,
    )
    .pluck()
  const rulesOf = (id: WorkspaceId) => getSetting(store, id, rulesSetting)
  const today = () => dayAt(clock.now())
  function isDue(id: WorkspaceId): boolean {
    const rules = rulesOf(id)
    return retentionKinds.some((kind) => rules[kind] !== null) && getSetting(store, id, doneOnSetting) !== today()
  }

  const job = deps.background.defineJob<WorkspaceId>({
    kind: 'retention',
    network: false,
    regularly: { firstMs, everyMs: hourMs },
    next: () => ({ due: isDateTrusted(deps) ? clients.all(rulesSetting.key).filter(isDue) : [] }),
    of: (id) => ({ key: id, client: id }),
    run,
  })

  async function run(id: WorkspaceId, signal: AbortSignal): Promise<RunOutcome> {
    try {
      await carryOut(id, signal)
      return { end: 'done' }
    } catch (error) {
      if (signal.aborted) return { end: 'cancelled' }
      return { end: 'retry', problem: asProblem(error, log) }
    }
  }
  const carryOut = createClientTidier({ deps, rulesOf, today, pastTime })

  async function preview(id: WorkspaceId, rules: RetentionRules): Promise<RetentionPreview> {
    const rest = createCheckpointWait(raw)
    const nothing = { count: 0, bytes: 0, kept: 0 }
    const found = { emails: nothing, payloads: nothing, archives: nothing, calls: nothing }
    const now = clock.now()
    for (const kind of retentionKinds) {
      const months = rules[kind]
      if (months === null) continue
      const of = { workspaceId: id, before: monthsBefore(now, months) }
      for (let after: typeof firstCursor | null = firstCursor; after !== null; ) {
        const step = pastTime[kind](of, after)
        const { count, bytes, kept } = found[kind]
        found[kind] = { count: count + step.count, bytes: bytes + step.bytes, kept: kept + step.kept }
        after = step.next
        await rest()
        if (!raw.open) throw new AppError('CANCELLED')
      }
    }
    return found
  }

  const stateOf = (id: WorkspaceId): RetentionState => ({
    rules: rulesOf(id),
    running: isDue(id) && (job.isRunning(id) || getSetting(store, id, runSetting) !== null),
    last: getSetting(store, id, runsSetting).at(-1) ?? null,
  })

  const routes: Handlers<typeof retention> = {
    'retention.state': ({ workspaceId }) => stateOf(workspaceId),
    'retention.preview': ({ workspaceId, rules }) => preview(workspaceId, rules),
    'retention.save': ({ workspaceId, rules }) => {
      workspaceRow(store, workspaceId)
      raw.transaction(() => {
        setSetting(store, workspaceId, rulesSetting, rules, clock.now())
        setSetting(store, workspaceId, doneOnSetting, -1, clock.now())
      })()
      // The operator has just seen what will be deleted.
      void job.run(workspaceId)
    },
  }
  return { routes }
}

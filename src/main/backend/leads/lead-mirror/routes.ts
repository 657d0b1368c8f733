import type { LeadMirrorState, leadMirror, UnfinishedCopy, WholeCopy } from '#shared/contract/leads/lead-mirror.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { storedProblem } from '../../core/lib/stored-problem.ts'
import { assertWorkspaceOpen } from '../lists/queries.ts'
import { createLeadCopier, type PageConsumers } from './copier.ts'
import { leadMirrorSettingsOf, saveLeadMirrorSettings } from './copy-settings.ts'
import { type CopyRow, createCopyStore } from './copy-store.ts'
import { createLeadMirrorPlanner, type LeadMirrorTimings, leadMirrorTimings } from './planner.ts'

const isoOf = (ms: number) => new Date(ms).toISOString()

/** Copies of the addresses of all leads at Instantly, which gates check in addition to exports and events. */
export function createLeadMirror(
  deps: Deps,
  timings: LeadMirrorTimings = leadMirrorTimings,
  takers: PageConsumers = {},
) {
  const { store, clock } = deps
  const rows = createCopyStore(store)
  const copier = createLeadCopier(deps, rows, takers)
  const planner = createLeadMirrorPlanner(deps, rows, copier, timings)

  function shownCopy(copy: CopyRow): WholeCopy {
    const oldMs = leadMirrorSettingsOf(store).oldAfterDays * dayMs
    return {
      copiedAt: isoOf(copy.startedAt),
      leads: copy.leads,
      addresses: copy.addresses,
      contacted: copy.contacted,
      ...rows.places(copy.workspaceId),
      counted: copy.counted === null ? null : { there: copy.counted, here: copy.listed ?? 0 },
      newAt: copy.newAt === null ? null : isoOf(copy.newAt),
      old: deps.instantly.now(copy.workspaceId) - Math.max(copy.startedAt, copy.newAt ?? 0) > oldMs,
    }
  }

  function shownUnderWay(copy: CopyRow, running: boolean): UnfinishedCopy {
    return {
      running,
      leads: copy.leads,
      goesOn: copier.goesOn(copy),
      problem: storedProblem(copy.problemCode, copy.problemData),
    }
  }

  function state(workspaceId: WorkspaceId): LeadMirrorState {
    const copy = rows.whole(workspaceId)
    const open = rows.open(workspaceId)
    const work = copier.workOf(workspaceId)
    const { held, expected, whole, added, next } = planner.of(workspaceId)
    return {
      workspaceId,
      copy: copy && shownCopy(copy),
      underWay: open && shownUnderWay(open, work === 'whole'),
      adding: work === 'new',
      expected: { leads: expected, whole, added },
      nextAt: held === null ? isoOf(Math.max(next.at, clock.now())) : null,
      held,
    }
  }

  const routes: Handlers<typeof leadMirror> = {
    'leadMirror.state': ({ workspaceId }) => state(workspaceId),
    'leadMirror.expected': ({ workspaceId }) => planner.expected(workspaceId),
    'leadMirror.start': ({ workspaceId, what }) => {
      assertWorkspaceOpen(store, workspaceId)
      if (deps.pauses.isPaused(workspaceId)) throw new AppError('CLIENT_PAUSED')
      void copier.start(workspaceId, what, 'operator')
      return state(workspaceId)
    },
    'leadMirror.stop': async ({ workspaceId }) => {
      await copier.stop(workspaceId)
      return state(workspaceId)
    },
    'leadMirror.settings': () => leadMirrorSettingsOf(store),
    'leadMirror.saveSettings': (settings) => saveLeadMirrorSettings(store, settings, clock.now()),
  }
  return {
    routes,
    begin(): void {
      if (rows.hasGone()) copier.sweep()
    },
    /** Reads all leads at Instantly; throws if it could not finish. */
    async mirror(workspaceId: WorkspaceId): Promise<void> {
      const before = rows.whole(workspaceId)?.startedAt ?? 0
      await copier.start(workspaceId, 'whole', 'operator')
      if ((rows.whole(workspaceId)?.startedAt ?? 0) > before) return
      const open = rows.open(workspaceId)
      const code = open?.problemCode ?? 'API_UNAVAILABLE'
      throw new AppError(code)
    },
    /** Deletes the rows of a demo that was removed. */
    sweep: (): void => copier.sweep(true),
    async stop(): Promise<void> {
      planner.stop()
      await copier.end()
    },
  }
}

/** Automatic copies: resumes interrupted ones, replaces a copy that is old enough, and adds new leads daily. */
import { copyEffort } from '#shared/domain/leads/lead-mirror/lead-mirror.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { CopyScope, LeadCopier } from './copier.ts'
import type { CopyStore } from './copy-store.ts'
import { type CopyRequest, createCopyPlanContext, expectedLeads, nextCopyOf, retryAllowedAt } from './next-copy.ts'

export type LeadMirrorTimings = {
  /** Time from the app's start to the first check; null to copy only on request. */
  readonly startAfterMs: number | null
  readonly checkEveryMs: number
}
/** Not while campaigns and mails are being read for the first screens. */
export const leadMirrorTimings: LeadMirrorTimings = { startAfterMs: 120_000, checkEveryMs: 10 * 60_000 }
const clientsAtOnce = 2

export function createLeadMirrorPlanner(deps: Deps, rows: CopyStore, copier: LeadCopier, timings: LeadMirrorTimings) {
  const planning = createCopyPlanContext(deps, rows)
  const { clock, triedAt, clients, instantly } = planning
  const abort = new AbortController()
  const { startAfterMs, checkEveryMs } = timings
  let readyAt = Number.POSITIVE_INFINITY
  const isRested = (workspaceId: WorkspaceId) => retryAllowedAt(planning, workspaceId) <= clock.now()

  /** Returns what a check should start for a client, or null. Interrupted or failed copies resume in any case. */
  function nextDueCopy(workspaceId: WorkspaceId): CopyScope | null {
    if (copier.workOf(workspaceId) !== null) return null
    const { held, next } = nextCopyOf(planning, workspaceId)
    const open = rows.open(workspaceId)
    const canGo = held === null || held === 'off' || held === 'too_many'
    const wasCut = open?.state === 'running' || (open?.problemCode ?? 'LEADS_TOO_MANY') !== 'LEADS_TOO_MANY'
    if (open && wasCut && canGo && copier.goesOn(open)) return isRested(workspaceId) ? 'whole' : null
    if (held !== null || next.at > instantly.now(workspaceId)) return null
    // Stopped by the operator, which is respected until the data read is too old to be continued.
    if (next.what === 'whole' && open?.state === 'stopped' && open.problemCode === null && copier.goesOn(open))
      return null
    return next.what
  }

  function begin(workspaceId: WorkspaceId, what: CopyScope): Promise<void> {
    const open = what === 'whole' ? rows.open(workspaceId) : null
    const goesOn = open !== null && copier.goesOn(open)
    triedAt.set(workspaceId, clock.now())
    return copier.start(workspaceId, what, goesOn ? open.requestedBy : 'schedule')
  }
  deps.background.defineJob<CopyRequest>({
    kind: 'lead_mirror',
    // Demos need no network.
    network: false,
    atOnce: clientsAtOnce,
    // A copy started on request is a run too.
    reportsItself: true,
    ...(startAfterMs === null ? {} : { regularly: { firstMs: startAfterMs, everyMs: checkEveryMs } }),
    next({ why, now }) {
      if (why === 'start' && startAfterMs !== null) readyAt = now + startAfterMs
      const isReady = now >= readyAt
      // Interrupted copies resume at once.
      const places = isReady ? clients.all().map(({ id }) => id) : rows.unfinished().map((row) => row.workspaceId)
      const wishes = places.flatMap((workspaceId): readonly CopyRequest[] => {
        const what = nextDueCopy(workspaceId)
        return what === null ? [] : [{ workspaceId, what }]
      })
      return { due: isReady ? wishes : wishes.filter(({ what }) => what === 'whole') }
    },
    of: ({ workspaceId }) => ({ key: workspaceId, client: workspaceId }),
    async run({ workspaceId, what }) {
      await begin(workspaceId, what)
      return { end: 'done' }
    },
    woken: () => triedAt.clear(),
    clockPutBack() {
      triedAt.clear()
      if (startAfterMs !== null) readyAt = Math.min(readyAt, clock.now() + startAfterMs)
    },
    places: () =>
      clients.all().map(({ id }) => {
        const { held, next } = nextCopyOf(planning, id)
        return { workspaceId: id, nextAt: next.at, held: held === 'too_many' ? 'off' : held }
      }),
    runNow: (workspaceId) => (workspaceId === null ? undefined : copier.start(workspaceId, 'whole', 'operator')),
  })

  /** Uses the number of contacts the plan currently reports, or what is known locally if Instantly does not answer. */
  async function askExpected(workspaceId: WorkspaceId) {
    const known = nextCopyOf(planning, workspaceId)
    const requestContext: RequestContext = {
      workspaceId,
      priority: 'click',
      requestedBy: 'leads at Instantly',
      signal: abort.signal,
    }
    const used = await instantly.planDetails(requestContext).then(
      ({ contactsUsed }) => contactsUsed,
      () => null,
    )
    if (used === null) return { leads: known.expected, whole: known.whole }
    const leads = expectedLeads(planning, workspaceId, used) ?? used
    return { leads, whole: copyEffort(leads, known.answerMs) }
  }

  return {
    of: (workspaceId: WorkspaceId) => nextCopyOf(planning, workspaceId),
    expected: askExpected,
    stop(): void {
      abort.abort()
    },
  }
}

/** Copies by themselves: what was cut off goes on, a copy that is old enough is made anew, new leads are added daily. */
import type { LeadCopyState } from '#shared/contract/leads/lead-copies.ts'
import { copyEffort } from '#shared/domain/leads/import/lead-copy.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker } from '../../core/instantly/types.ts'
import type { CopyWish, LeadCopier } from './copier.ts'
import { leadCopySettingsOf } from './copy-settings.ts'
import type { CopyStore } from './copy-store.ts'

export type LeadCopyTimings = {
  /** From the app's start to the first look; null copies only when asked. */
  readonly startAfterMs: number | null
  readonly lookEveryMs: number
}
/** Not while campaigns and mails are read for the first screens. */
export const leadCopyTimings: LeadCopyTimings = { startAfterMs: 120_000, lookEveryMs: 10 * 60_000 }

const dayMs = 24 * 60 * 60_000
/** After a failure. */
const restMs = 60 * 60_000
const clientsAtOnce = 2
/**
 * New leads are added daily where that is this cheap; else they wait for the next whole copy. So cheap a whole copy is made
 * daily too where no webhook tells what leads of running campaigns do.
 */
const mostRequestsForNew = 100
/** What an answer takes until one was measured. */
const usualAnswerMs = 400

export function createLeadCopyPlanner(deps: Deps, rows: CopyStore, copier: LeadCopier, timings: LeadCopyTimings) {
  const { clock, store, instantly } = deps
  const abort = new AbortController()
  const { startAfterMs, lookEveryMs } = timings
  const triedAt = new Map<WorkspaceId, number>()
  let readyAt = Number.POSITIVE_INFINITY
  const clients = store.raw.prepare<[], { id: WorkspaceId; demo: string | null; able: 0 | 1; used: number | null }>(
    `select w.id, w.demo, w.contacts_limit - w.contacts_left as used,
       exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null
         and k.state in ('active', 'untested', 'scope_missing') and k.missing_scopes not like '%leads:read%') as able
     from workspace w where w.archived_at is null and (w.demo is null or w.demo = 'ready') order by w.id`,
  )

  // Opens, clicks and bounces of single leads are known from this list alone.
  const tellsActivity = store.raw
    .prepare<[{ readonly workspaceId: WorkspaceId }]>(
      `select 1 from campaign c where c.workspace_id = @workspaceId and c.status = 1 and not exists (
         select 1 from relay_connection r where r.workspace_id = @workspaceId and r.removed_at is null
           and r.webhook_since is not null) limit 1`,
    )
    .pluck()

  /** Leads to expect: by the last copy or the plan's contacts, whichever are more; null where neither is known. */
  function expectedLeads(workspaceId: WorkspaceId, used: number | null): number | null {
    const known = [rows.whole(workspaceId)?.leads, used ?? undefined].filter((leads) => leads !== undefined)
    return known.length === 0 ? null : Math.max(...known)
  }

  const restedAt = (workspaceId: WorkspaceId) => (triedAt.get(workspaceId) ?? Number.NEGATIVE_INFINITY) + restMs
  const isRested = (workspaceId: WorkspaceId) => restedAt(workspaceId) <= clock.now()

  function of(workspaceId: WorkspaceId) {
    const client = clients.all().find(({ id }) => id === workspaceId)
    const settings = leadCopySettingsOf(store)
    const expected = expectedLeads(workspaceId, client?.used ?? null)
    const copy = rows.whole(workspaceId)
    const open = rows.open(workspaceId)
    const answerMs = instantly.limiterState(workspaceId).answerTimeMs ?? usualAnswerMs
    const tooMany = (expected ?? 0) > settings.mostLeads || open?.problemCode === 'LEADS_TOO_MANY'
    const held = ((): LeadCopyState['held'] => {
      if (deps.pauses.isPaused(workspaceId)) return 'paused'
      if (client === undefined || (client.demo === null && client.able === 0)) return 'no_key'
      if (client.demo === null && !deps.online()) return 'offline'
      if (settings.everyDays === 0) return 'off'
      return tooMany ? 'too_many' : null
    })()
    const forNew = copy?.newestId ? copyEffort(copy.afterNewest, answerMs) : null
    const effort = expected === null ? null : copyEffort(expected, answerMs)
    const isDaily =
      effort !== null && effort.requests <= mostRequestsForNew && tellsActivity.get({ workspaceId }) !== undefined
    const wholeAt = copy === null ? clock.now() : copy.startedAt + (isDaily ? 1 : settings.everyDays) * dayMs
    const newAt =
      forNew && forNew.requests <= mostRequestsForNew && copy
        ? Math.max(copy.startedAt, copy.newAt ?? 0) + dayMs
        : Number.POSITIVE_INFINITY
    const rested = restedAt(workspaceId)
    return {
      held,
      answerMs,
      expected,
      whole: effort,
      added: forNew,
      next: {
        what: wholeAt <= newAt ? ('whole' as const) : ('new' as const),
        at: Math.max(Math.min(wholeAt, newAt), rested),
      },
    }
  }

  /** What a look begins for a client; null: nothing. What was cut off or failed goes on whatever is set. */
  function due(workspaceId: WorkspaceId): CopyWish | null {
    if (copier.workOf(workspaceId) !== null) return null
    const { held, next } = of(workspaceId)
    const open = rows.open(workspaceId)
    const canGo = held === null || held === 'off' || held === 'too_many'
    const wasCut = open?.state === 'running' || (open?.problemCode ?? 'LEADS_TOO_MANY') !== 'LEADS_TOO_MANY'
    if (open && wasCut && canGo && copier.goesOn(open)) return isRested(workspaceId) ? 'whole' : null
    if (held !== null || next.at > clock.now()) return null
    // Stopped by the operator: that holds until what was read is too old to go on with.
    if (next.what === 'whole' && open?.state === 'stopped' && open.problemCode === null && copier.goesOn(open))
      return null
    return next.what
  }

  function begin(workspaceId: WorkspaceId, what: CopyWish): Promise<void> {
    const open = what === 'whole' ? rows.open(workspaceId) : null
    const goesOn = open !== null && copier.goesOn(open)
    triedAt.set(workspaceId, clock.now())
    return copier.start(workspaceId, what, goesOn ? open.askedBy : 'schedule')
  }

  type Wish = { readonly workspaceId: WorkspaceId; readonly what: CopyWish }
  deps.background.defineJob<Wish>({
    kind: 'lead_copies',
    recovery: 'resume',
    // Demos need none.
    network: false,
    atOnce: clientsAtOnce,
    // One that is asked for is a run too.
    reportsItself: true,
    ...(startAfterMs === null ? {} : { regularly: { firstMs: startAfterMs, everyMs: lookEveryMs } }),
    next({ why, now }) {
      if (why === 'start' && startAfterMs !== null) readyAt = now + startAfterMs
      const isReady = now >= readyAt
      // What was cut off goes on at once.
      const places = isReady ? clients.all().map(({ id }) => id) : rows.unfinished().map((row) => row.workspaceId)
      const wishes = places.flatMap((workspaceId): readonly Wish[] => {
        const what = due(workspaceId)
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
    places: () =>
      clients.all().map(({ id }) => {
        const { held, next } = of(id)
        return { workspaceId: id, nextAt: next.at, held: held === 'too_many' ? 'off' : held }
      }),
    runNow: (workspaceId) => (workspaceId === null ? undefined : copier.start(workspaceId, 'whole', 'operator')),
  })

  /** With the contacts the plan counts just now; what is known here stands in where Instantly does not answer. */
  async function askExpected(workspaceId: WorkspaceId) {
    const known = of(workspaceId)
    const asker: Asker = { workspaceId, priority: 'click', askedBy: 'leads at Instantly', signal: abort.signal }
    const used = await instantly.planDetails(asker).then(
      ({ contactsUsed }) => contactsUsed,
      () => null,
    )
    if (used === null) return { leads: known.expected, whole: known.whole }
    const leads = expectedLeads(workspaceId, used) ?? used
    return { leads, whole: copyEffort(leads, known.answerMs) }
  }

  return {
    of,
    expected: askExpected,
    stop(): void {
      abort.abort()
    },
  }
}

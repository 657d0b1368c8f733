import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ExportProgress, ExportState } from '#shared/contract/exports/exports.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { AddLeadsAnswer } from '../../core/instantly/types.ts'
import { activate } from './activate.ts'
import type { Batch, BatchStore } from './batch-store.ts'
import type { CampaignSightings } from './campaign-sightings.ts'
import { checkCopy } from './check-copy.ts'
import { type EngineTimings, engineTimings } from './engine-timings.ts'
import { createKeepPaused } from './keep-paused.ts'
import { bodyHead, type LeadBodies } from './lead-body.ts'
import { askerOf, createLive, isOver, type Live } from './live-run.ts'
import { type NoteCampaign, prepareTarget } from './prepare-target.ts'
import type { RunProblem, RunStore } from './run-store.ts'
import { createSettleLost } from './settle-lost.ts'
import type { SharedClaims } from './shared-claims.ts'
import { createTagging } from './tag-campaign.ts'
import { goneCode, isGone, readPlace } from './target-place.ts'
import { createTelling } from './tell-progress.ts'

/** One more than the window is cut and waiting, so that a free place never waits for SQLite. */
const readyAhead = 2
/** Claimed in a shared memory before they are needed: what the line to Instantly takes in a moment. */
const batchesClaimedAhead = 10
/** Cut in one go at most: the first of them must not wait long for the others' bodies. */
const takenAtOnce = 2
type Taken = { readonly live: Live; readonly batch: Batch }
type Answered = Taken & { readonly answer: AddLeadsAnswer }

/** Where the campaigns of exports are shown. */
export type ExportCampaigns = {
  readonly note: NoteCampaign
  /** Reads a client's campaigns again, soon. */
  readonly readAgain: (workspaceId: WorkspaceId) => void
}

export type ExportEngine = ReturnType<typeof createExportEngine>

/**
 * Carries out exports: one lane per workspace, batches of its exports in turn. All it must not forget is on disk before
 * it acts; a process that dies at any line goes on from there at the next start.
 */
export function createExportEngine(
  deps: Deps,
  parts: {
    readonly runs: RunStore
    readonly batches: BatchStore
    readonly bodies: LeadBodies
    readonly sightings: CampaignSightings
    readonly campaigns: ExportCampaigns
    readonly claims?: SharedClaims | null
  },
  timings: EngineTimings = engineTimings,
) {
  const { runs, batches, bodies, sightings, claims = null } = parts
  const { clock, instantly } = deps
  const log = deps.log('exports')
  const lives = new Map<ExportId, Live>()
  const turn = new Map<WorkspaceId, number>()
  const pumping = new Set<WorkspaceId>()
  let answered: readonly Answered[] = []
  let awake = true
  let stopped = false
  let stopping = false

  const telling = createTelling(deps, runs, lives)
  const { progressOf, told, tellNow, notifyEnd } = telling
  const settleLost = createSettleLost(deps, { batches, bodies }, timings, {
    hold,
    finish,
    settled: (live) => {
      told()
      pump(live.workspaceId)
    },
    waitAfter,
  })
  const tagging = createTagging(deps, runs)
  const keepPaused = createKeepPaused(deps, runs, {
    retryAfterMs: timings.retryAfterMs,
    isStarting: (id) => lives.get(id)?.phase === 'closing',
    told: (workspaceId, campaign) => parts.campaigns.note(workspaceId, campaign, clock.now()),
  })
  const iso = () => new Date(clock.now()).toISOString()
  // ---- life of a run ----

  function adopt(id: ExportId): Live {
    const known = lives.get(id)
    if (known) return known
    const live = createLive(runs.get(id), clock.now())
    lives.set(id, live)
    return live
  }

  /** Starts or goes on with a run; does nothing for one that is already going. */
  function go(id: ExportId): void {
    if (stopping) return
    const live = adopt(id)
    // Settling what was sent only reads.
    const pausedBy = deps.pausedBy(live.workspaceId)
    if (pausedBy !== null && live.run.state !== 'paused') {
      hold(live, { code: pausedBy, data: {} })
      return
    }
    clearHold(live)
    live.job ??= deps.jobs.begin('exports', live.workspaceId)
    live.lastProgress = clock.now()
    if (live.phase === 'idle') {
      live.run = runs.get(id)
      void prepare(live)
      return
    }
    // Told before the next answer, which may be long in coming.
    if (live.phase === 'sending') {
      startSending(live)
      tellNow(live)
    }
    pump(live.workspaceId)
  }

  /** The run is sending from here on, unless the operator stopped it meanwhile. */
  function startSending(live: Live): void {
    live.run = runs.get(live.id)
    if (live.run.state === 'preparing' || live.run.state === 'waiting') {
      runs.markStarted(live.id, iso())
      live.run = runs.get(live.id)
      deps.changed('exports')
    }
  }

  async function prepare(live: Live): Promise<void> {
    live.phase = 'preparing'
    try {
      const unsettled = batches.unsettled(live.id)
      if (!(await anybodyLeft(live))) {
        // Nobody may go: nothing is made at Instantly, and nothing is asked of it.
        if (live.run.tagging === 'pending') runs.setTagging(live.id, 'not_wanted')
        runs.moveActivation(live.id, ['pending'], 'not_wanted')
        live.phase = 'sending'
        startSending(live)
        finish(live, 'done', null)
        return
      }
      const createsCampaign = live.run.campaignStep === 'pending'
      const askedAt = clock.now()
      const place = await prepareTarget(live.run, askerOf(live), {
        runs,
        instantly,
        clock,
        sightings,
        lookAfterMs: timings.lookAfterMs,
        note: parts.campaigns.note,
        inTransaction: (work) => deps.store.raw.transaction(work)(),
      })
      if (createsCampaign) deps.changed('campaigns', 'remote')
      if (createsCampaign) live.smallCallMs = clock.now() - askedAt
      live.head = bodyHead(place, live.run.settings)
      live.phase = 'sending'
      tagging.begin(live.id, askerOf(live))
      lookAtCopy(live)
      live.holds = 0
      clearHold(live)
      startSending(live)
      for (const batch of unsettled) void settleLost(live, batch, null, 'earlier_process')
      told()
      pump(live.workspaceId)
    } catch (error) {
      live.phase = 'idle'
      if (stopping) return
      if (isOver(runs.get(live.id).state)) leave(live)
      else stumble(live, error)
    }
  }

  /** Of an export whose target is still to be made: whether anybody goes into it. Passes over those who may not. */
  async function anybodyLeft(live: Live): Promise<boolean> {
    if (live.run.campaignStep !== 'pending') return true
    for (;;) {
      const run = runs.get(live.id)
      if (claims?.wantsMore(run, 0)) await claims.ahead(run)
      const found = batches.passEmpty(run)
      const isClaimed = claims === null || claims.limitOf(run) >= run.rowCount
      if (found === 'leads' || (found === 'none' && isClaimed)) return found === 'leads'
      await nextTurn()
      if (stopping || isOver(runs.get(live.id).state)) return true
    }
  }

  /** Beside the leads, so that nobody waits for it. What is to be activated is read right before that. */
  function lookAtCopy(live: Live): void {
    if (live.run.activation !== 'not_wanted') return
    // What goes wrong here is met again, and told, at the end.
    live.copyLook ??= checkCopy(runs.get(live.id), askerOf(live), { runs, instantly, clock }, true).catch(
      () => undefined,
    )
  }

  // ---- sending ----

  /** Soon, once for everything that asks now: answers that came together are written down in one commit. */
  function pump(workspaceId: WorkspaceId): void {
    if (pumping.has(workspaceId)) return
    pumping.add(workspaceId)
    setImmediate(() => {
      pumping.delete(workspaceId)
      if (stopped) return
      turnOver(workspaceId)
    })
  }

  /** One turn of a lane: writes down what was answered, marks the next batches sent, in one commit, and sends them. */
  function turnOver(workspaceId: WorkspaceId): void {
    const lane = [...lives.values()].filter((live) => live.workspaceId === workspaceId)
    const settled = answered.filter(({ live }) => live.workspaceId === workspaceId)
    answered = answered.filter(({ live }) => live.workspaceId !== workspaceId)
    for (const { live } of settled) live.inFlight -= 1
    const inFlight = lane.reduce((count, live) => count + live.inFlight, 0)
    const room = stopping || !awake ? 0 : instantly.limiterState(workspaceId).window + readyAhead - inFlight
    const sending = room > 0 ? lane.filter(canSend) : []
    let taken: readonly Taken[] = []
    if (settled.length > 0 || sending.length > 0) {
      try {
        taken = deps.store.raw.transaction(() => {
          for (const { live, batch, answer } of settled) batches.settleWithAnswer(live.run, batch, answer, iso())
          return takeInTurn(workspaceId, sending, Math.min(room, takenAtOnce))
        })()
      } catch (error) {
        // Nothing new was marked sent and nothing leaves; what was answered is read back once it can be written down.
        for (const { live, batch } of settled) void settleLost(live, batch, null, 'no_answer')
        for (const live of new Set([...sending, ...settled.map((one) => one.live)])) stumble(live, error)
        return
      }
    }
    for (const { live, batch } of taken) void send(live, batch)
    if (taken.length === takenAtOnce) pump(workspaceId)
    if (settled.length > 0) told()
    for (const live of lane) {
      closeIfDone(live)
      keepClaimed(live)
    }
  }

  /** The addresses of the next batches, where several computers share whom they write to. */
  function keepClaimed(live: Live): void {
    if (
      claims === null ||
      live.claiming ||
      stopping ||
      !canSend(live) ||
      !claims.wantsMore(live.run, batchesClaimedAhead)
    )
      return
    live.claiming = true
    void claims
      .ahead(live.run)
      .then(
        () => void (live.lastProgress = clock.now()),
        (error: unknown) => {
          if (!stopping) stumble(live, error)
        },
      )
      .finally(() => {
        live.claiming = false
        if (!stopping) pump(live.workspaceId)
      })
  }

  /** In a transaction of the caller: up to `count` batches, one export after the other. */
  function takeInTurn(workspaceId: WorkspaceId, sending: readonly Live[], count: number): readonly Taken[] {
    const taken: Taken[] = []
    let at = (turn.get(workspaceId) ?? 0) % Math.max(sending.length, 1)
    const empty = new Set<Live>()
    while (taken.length < count && empty.size < sending.length) {
      const live = sending[at % sending.length]
      at += 1
      if (!live || empty.has(live)) continue
      const batch = batches.take(live.run, iso())
      if (batch) taken.push({ live, batch })
      else empty.add(live)
    }
    turn.set(workspaceId, at)
    return taken
  }

  const canSend = (live: Live) => live.phase === 'sending' && live.hold === null && live.run.state === 'running'

  async function send(live: Live, batch: Batch): Promise<void> {
    live.inFlight += 1
    const startedAt = clock.now()
    try {
      const { listId, settings, target } = live.run
      const body = bodies.body({ listId, exportId: live.id, head: live.head, fill: settings.fill, ...batch })
      const answer = await instantly.addLeads(askerOf(live), body, target)
      live.pace.add(clock.now(), batch.leadCount, clock.now() - startedAt, body.byteLength)
      live.holds = 0
      live.losses = 0
      live.lastProgress = clock.now()
      if (answer.created.length < answer.counts.leads_uploaded) {
        // More were taken than named: reading it tells which.
        live.inFlight -= 1
        void settleLost(live, batch, answer, 'unnamed')
      } else {
        answered = [...answered, { live, batch, answer }]
      }
    } catch (error) {
      try {
        await missed(live, batch, error)
      } catch (second) {
        // Not even that could be written down: it stands as sent, and is read back when there is room.
        void settleLost(live, batch, null, 'no_answer')
        stumble(live, second)
      }
      live.inFlight -= 1
      told()
    }
    pump(live.workspaceId)
  }

  async function missed(live: Live, batch: Batch, thrown: unknown): Promise<void> {
    const error = asStoreError(thrown)
    const code = error instanceof AppError ? error.code : 'INTERNAL'
    // Stopped while on its way: it stays marked sent, and the next start settles it.
    if (code === 'CANCELLED') return
    log.warn('batch not answered', {
      export: live.id,
      batch: batch.no,
      code,
      error: code === 'INTERNAL' ? String(error) : '',
    })
    if (code.startsWith('STORE_')) {
      // The answer may have come and could not be written down: read again when there is room.
      void settleLost(live, batch, null, 'no_answer')
      stumble(live, error)
      return
    }
    if (code === 'OUTCOME_UNKNOWN' || code === 'INTERNAL') {
      void settleLost(live, batch, null, mayStillHappen(error) ? 'time_out' : 'no_answer')
      return
    }
    if (error instanceof AppError && error.data['blocked'] === true) {
      // A firewall before Instantly said no, not Instantly: nothing was looked at, later may go through.
      batches.requeue(batch)
      stumble(live, new AppError('API_UNAVAILABLE', error.data))
      return
    }
    if (code === 'API_REFUSED' || code === 'API_ANSWER_UNREADABLE') {
      if (await targetIsGone(live)) {
        batches.requeue(batch)
        finish(live, 'failed', { code: goneCode(live.run.target), data: { name: live.run.campaignName } })
        return
      }
      batches.fail(batch, code, iso())
      return
    }
    batches.requeue(batch)
    stumble(live, error)
  }

  async function targetIsGone(live: Live): Promise<boolean> {
    if (!live.run.place) return false
    try {
      await readPlace(instantly, askerOf(live), live.run.place)
      return false
    } catch (error) {
      return isGone(error)
    }
  }

  // ---- holds, ends ----

  function waitAfter(failures: number): number {
    return timings.retryAfterMs[Math.min(Math.max(failures, 1), timings.retryAfterMs.length) - 1] ?? 60_000
  }

  /** Something outside is in the way: wait for it, or end where waiting cannot help. */
  function stumble(live: Live, error: unknown): void {
    if (live.abort.signal.aborted) return
    const seen = asStoreError(error)
    const known = seen instanceof AppError ? seen : new AppError('INTERNAL', {}, { cause: error })
    const problem: RunProblem = { code: keyWasRevoked(live, known.code), data: known.data }
    if (known.code === 'CANCELLED') return
    if (known.code === 'INTERNAL')
      log.error('export stumbled', { export: live.id, error: String((error as Error)?.stack ?? error) })
    if (isGone(known) || known.code === 'INTERNAL' || known.code === 'API_REFUSED') {
      finish(live, 'failed', problem)
      return
    }
    if (live.hold === null) live.holds += 1
    hold(live, problem)
  }

  /** A refused key that worked before was revoked: what is written down about it says so. */
  function keyWasRevoked(live: Live, code: ErrorCode): ErrorCode {
    if (code !== 'INSTANTLY_API_KEY_INVALID') return code
    const revoked = deps.store.raw
      .prepare(`select 1 from api_key where workspace_id = ? and state = 'revoked' and removed_at is null limit 1`)
      .get(live.workspaceId)
    return revoked ? 'INSTANTLY_API_KEY_REVOKED' : code
  }

  /** Waits; what does not need the operator's hand is tried again by itself, later and later. */
  function hold(live: Live, problem: RunProblem): void {
    if (isOver(live.run.state) || live.run.state === 'paused') return
    live.hold = problem
    live.job?.failed(new AppError(problem.code, problem.data))
    live.job = null
    try {
      setState(live, 'waiting', problem)
    } catch (error) {
      // A full disk cannot even note that it is full; the hold stands in memory.
      log.error('hold not written', { export: live.id, error: String(error) })
    }
    if (live.wake) clearTimeout(live.wake)
    live.wake =
      needsHand.has(problem.code) || problem.code === 'CLIENT_PAUSED'
        ? null
        : setTimeout(() => go(live.id), waitAfter(live.holds))
    told()
  }

  function clearHold(live: Live): void {
    if (live.wake) clearTimeout(live.wake)
    live.wake = null
    live.hold = null
  }

  function setState(
    live: Live,
    state: ExportState,
    problem: RunProblem | null = null,
    finishedAt: string | null = null,
  ) {
    runs.setState(live.id, state, problem, finishedAt)
    live.run = runs.get(live.id)
    deps.changed('exports')
  }

  function closeIfDone(live: Live): void {
    // Stopped: what was not closed is closed at the next start, and the store may be gone by now.
    if (stopped || live.phase !== 'sending' || live.inFlight > 0 || live.settling > 0) return
    if (isOver(live.run.state)) {
      leave(live)
      return
    }
    if (!canSend(live)) return
    if (batches.openCount(live.id) > 0 || !batches.allCut(live.run)) return
    live.phase = 'closing'
    void close(live)
  }

  async function close(live: Live): Promise<void> {
    try {
      await tagging.finish(live.id, askerOf(live))
      await live.copyLook
      await checkCopy(runs.get(live.id), askerOf(live), { runs, instantly, clock })
      await activate(runs.get(live.id), askerOf(live), { runs, instantly, clock, note: parts.campaigns.note })
      live.phase = 'sending'
      finish(live, 'done', null)
    } catch (error) {
      live.phase = 'sending'
      stumble(live, error)
    }
    keepPaused.startAnswered()
    closeIfDone(live)
  }

  function finish(live: Live, state: 'done' | 'failed', problem: RunProblem | null): void {
    if (isOver(live.run.state)) return
    try {
      setState(live, state, problem, iso())
    } catch (error) {
      // The end that cannot be written down has not come: it is tried again.
      const seen = asStoreError(error)
      hold(live, seen instanceof AppError ? { code: seen.code, data: seen.data } : { code: 'STORE_FULL', data: {} })
      return
    }
    if (problem) live.job?.failed(new AppError(problem.code, problem.data))
    else live.job?.done({ items: runs.totals(live.run).uploaded })
    log.info('export ended', { export: live.id, state, ...runs.totals(live.run) })
    tellNow(live)
    void notifyEnd(live)
    if (live.run.campaignId !== null) parts.campaigns.readAgain(live.workspaceId)
    if (live.phase !== 'preparing' && live.inFlight === 0 && live.settling === 0) leave(live)
  }

  function leave(live: Live): void {
    if (live.wake) clearTimeout(live.wake)
    live.job?.cut()
    live.abort.abort()
    lives.delete(live.id)
    tellNow(live)
    deps.changed('exports')
  }

  const lookEveryMs = Math.min(15_000, timings.noProgressMs / 4)
  let lookedAt = clock.now()
  const watchdog = setInterval(() => {
    // A look that comes much too late: the machine slept, whether or not anybody said so. That is no lack of progress.
    const slept = clock.now() - lookedAt > 3 * lookEveryMs
    lookedAt = clock.now()
    for (const live of lives.values()) {
      if (slept || !awake || !deps.online() || live.hold?.code === 'CLIENT_PAUSED') live.lastProgress = clock.now()
      const stuck = clock.now() - live.lastProgress > timings.noProgressMs
      if (stuck && (live.run.state === 'running' || live.run.state === 'preparing')) {
        hold(live, { code: 'EXPORT_TIMEOUT', data: { minutes: Math.round(timings.noProgressMs / 60_000) } })
      }
    }
  }, lookEveryMs)
  watchdog.unref?.()

  /** What waits for something outside is tried again: of a client, or of all. */
  function poke(only: WorkspaceId | null = null): void {
    const isMeant = (workspaceId: WorkspaceId) => only === null || workspaceId === only
    for (const live of lives.values())
      if (isMeant(live.workspaceId) && live.hold && !needsHand.has(live.hold.code)) go(live.id)
    for (const id of runs.liveIds()) {
      if (lives.has(id)) continue
      const { problem, workspaceId } = runs.get(id)
      if (isMeant(workspaceId) && (!problem || !needsHand.has(problem.code))) go(id)
    }
  }

  deps.jobs.about('exports', {
    places: () =>
      [...new Set([...lives.values()].map(({ workspaceId }) => workspaceId))].map((workspaceId) => ({
        workspaceId,
        nextAt: null,
        held: deps.online() ? null : ('offline' as const),
      })),
    run: poke,
  })

  return {
    go,
    /** Goes on with everything an earlier process left unfinished. */
    resumeAll(): void {
      for (const id of runs.liveIds()) {
        const run = runs.get(id)
        const needsOperator = run.problem !== null && run.state === 'waiting' && needsHand.has(run.problem.code)
        if (!needsOperator) go(id)
      }
    },
    /** The operator keeps the campaigns of a press from sending. */
    keepPaused: keepPaused.keep,
    /** The operator paused clients: nothing more of them leaves, what is on its way is settled. */
    pausesChanged(): void {
      for (const live of lives.values()) {
        const isAsking = live.hold !== null && needsHand.has(live.hold.code)
        if (!isAsking && deps.pauses.isPaused(live.workspaceId)) hold(live, { code: 'CLIENT_PAUSED', data: {} })
      }
    },
    /** Something changed that waiting exports may have waited for: a key, the network, the passphrase. */
    poke: (): void => poke(),
    pause(id: ExportId): void {
      const run = runs.get(id)
      if (isOver(run.state)) throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
      const live = adopt(id)
      clearHold(live)
      live.job?.cut()
      live.job = null
      setState(live, 'paused')
      tellNow(live)
    },
    resume(id: ExportId): void {
      const run = runs.get(id)
      if (run.state !== 'paused' && run.state !== 'waiting') {
        throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
      }
      runs.setState(id, 'preparing')
      go(id)
    },
    /** Stops for good; what is on its way is still settled. */
    cancel(id: ExportId): void {
      const run = runs.get(id)
      if (isOver(run.state)) throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
      const live = adopt(id)
      clearHold(live)
      setState(live, 'cancelled', null, iso())
      tellNow(live)
      // A campaign creation or a batch on its way is awaited: its outcome belongs in the ledger.
      const busy = live.phase === 'preparing' || live.phase === 'closing' || live.inFlight > 0 || live.settling > 0
      if (!busy) leave(live)
    },
    retryFailed(id: ExportId): void {
      const run = runs.get(id)
      if (run.state === 'cancelled') throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
      if (batches.retryFailed(id, run.listId) === 0 && run.state !== 'failed') {
        throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
      }
      if (isOver(run.state)) runs.setState(id, 'preparing')
      go(id)
    },
    /** Tries again to put a new campaign's tags on it. Throws what Instantly answered. */
    tagAgain: tagging.again,
    /** Whether anything of it is still under way in this process. */
    isLive: (id: ExportId): boolean => lives.has(id),
    progress: (): readonly ExportProgress[] => [...lives.values()].map(progressOf),
    setAwake(value: boolean): void {
      awake = value
      if (!value) return
      for (const live of lives.values()) {
        live.lastProgress = clock.now()
        pump(live.workspaceId)
      }
    },
    /** Sends nothing new and waits, at most `ms`, for the answers on their way. */
    async stop(ms = 5_000): Promise<void> {
      stopping = true
      clearInterval(watchdog)
      const until = clock.now() + ms
      while ([...lives.values()].some((live) => live.inFlight > 0) && clock.now() < until) await clock.sleep(25)
      stopped = true
      for (const live of lives.values()) {
        if (live.wake) clearTimeout(live.wake)
        live.abort.abort()
      }
      telling.stop()
    },
  }
}

/** A time-out, ours or a gateway's, says nothing of what goes on behind it. */
function mayStillHappen(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  const { reason, status } = error.data
  return reason === 'timeout' || status === 408 || status === 502 || status === 504 || status === 524
}

/** What only the operator can settle. */
const needsHand: ReadonlySet<ErrorCode> = new Set([
  'CAMPAIGN_CREATION_UNCLEAR',
  'LEAD_LIST_CREATION_UNCLEAR',
  'EXPORT_TIMEOUT',
])

/** The registry to which every background job reports: its state, its last runs, and a notice when it keeps failing. */
import {
  type JobCounts,
  type JobKind,
  type JobRow,
  type JobState,
  jobKinds,
} from '#shared/contract/background/health.ts'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { AppError, type ErrorCode, toWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { inboxSetting, isQuiet } from '../clients/settings/inbox-settings.ts'
import { getSetting } from '../clients/settings/settings-store.ts'
import { createClientNames } from '../clients/workspaces/client-names.ts'
import { allClientsSql } from '../clients/workspaces/demo-workspaces.ts'
import { groupCommitOf } from '../core/db/group-commit.ts'
import { asStoreError } from '../core/db/store-errors.ts'
import type { Deps } from '../core/deps.ts'
import type { JobRun, JobSchedule, JobSource, Jobs } from '../core/jobs.ts'
import { asProblem } from '../core/lib/as-problem.ts'
import { isoOrNull } from '../core/lib/iso-or-null.ts'
import { createJobStore, type JobHealth, type JobKey, type StoredRun, toJobRunRow } from './job-store.ts'

/** Failures in a row after which the operator is notified. */
const failuresBeforeNotice = 3
/** Jobs that run many times a minute. Their successful runs in a row share one row, written at this interval. */
const frequentKinds: ReadonlySet<JobKind> = new Set(['relay', 'crm', 'model', 'checkpoint'])
const writeEveryMs = 5 * 60_000
/** These jobs retry within seconds, so a short loss of the network is not reported. */
const frequentPatienceMs = 2 * 60_000

/** Jobs that bring Instantly's data to the screens. */
const screenDataKinds: ReadonlySet<JobKind> = new Set(['campaigns', 'inbox'])

/** Errors that mean the job could not be tried, which is not a failure of the job. */
const notTriedErrors: ReadonlySet<ErrorCode> = new Set([
  'CANCELLED',
  'KEYS_LOCKED',
  'PAUSED_AFTER_RESTORE',
  'CLIENT_PAUSED',
])
/** Jobs that only work on this computer, and continue while a client is paused. */
const localKinds: ReadonlySet<JobKind> = new Set(['purge', 'list_index', 'supabase', 'checkpoint', 'backup'])
/** Errors that also mean this while the computer has no network. */
const offlineErrors: ReadonlySet<ErrorCode> = new Set(['API_OFFLINE', 'RELAY_UNREACHABLE', 'CRM_NOT_REACHED'])

type KnownJob = JobKey & {
  standing: JobHealth
  run: StoredRun | null
  running: number
  writtenAt: number
  waits: boolean
}

export type JobRegistry = ReturnType<typeof createJobRegistry>

export function createJobRegistry(
  deps: Pick<Deps, 'store' | 'clock' | 'host' | 'log' | 'changed' | 'online' | 'pauses'>,
): Jobs & {
  list(workspaceId: WorkspaceId | null): readonly JobRow[]
  troubled(workspaceId: WorkspaceId | null): readonly JobRow[]
  history(kind: JobKind, workspaceId: WorkspaceId | null): readonly ReturnType<typeof toJobRunRow>[]
  run(kind: JobKind, workspaceId: WorkspaceId | null): Promise<JobRow>
  readAt(): string | null
  stop(): void
} {
  const { store, clock, host } = deps
  const { raw } = store
  const log = deps.log('jobs')
  const rows = createJobStore(store)
  const sources = new Map<JobKind, JobSource>()
  const known = new Map<string, KnownJob>()
  const nameOf = createClientNames(raw)
  const inUse = raw
    .prepare<[], number>(`select id from workspace where archived_at is null and (demo is null or demo = 'ready')`)
    .pluck()
  const together = raw
    .prepare<[], number>(`select id from workspace where archived_at is null and ${allClientsSql('id')}`)
    .pluck()

  for (const { kind, of, ...standing } of rows.standings()) {
    const [run = null] = rows.runs({ kind, of }, 1)
    known.set(`${kind} ${of}`, { kind, of, standing, run, running: 0, writtenAt: run?.startedAt ?? 0, waits: false })
  }

  function knownOf(kind: JobKind, workspaceId: number): KnownJob {
    const key = `${kind} ${workspaceId}`
    const found = known.get(key)
    if (found) return found
    const standing = { failures: 0, failingSince: null, lastGoodAt: null, toldAt: null }
    const made: KnownJob = { kind, of: workspaceId, standing, run: null, running: 0, writtenAt: 0, waits: false }
    known.set(key, made)
    return made
  }

  function write(one: KnownJob): void {
    // There is nothing to write to once the store is closed.
    if (!one.run || !raw.open) return
    try {
      const id = rows.write({ kind: one.kind, of: one.of }, one.standing, one.run)
      one.run = { ...one.run, id }
      one.writtenAt = clock.now()
      one.waits = false
    } catch (error) {
      // A full disk must not stop a job because its run cannot be recorded.
      one.waits = true
      log.warn('a run was not written', { job: one.kind, error: error instanceof Error ? error.name : 'unknown' })
    }
  }

  const commit = groupCommitOf(store)
  /** Ended in this turn of the event loop and not written yet. */
  const soon = new Set<KnownJob>()
  /** Jobs of many clients end at the same moment and each commit waits for the disk, so their rows share one. */
  function writeAtEndOfTurn(one: KnownJob): void {
    const { run } = one
    one.waits = true
    soon.add(one)
    commit(() => {
      if (soon.delete(one)) write(one)
    }).catch((error: unknown) => {
      if (!raw.open) return
      // A full disk often only shows at the commit. Then no row was written, even if its statement succeeded.
      Object.assign(one, { run, waits: true })
      log.warn('a run was not written', { job: one.kind, error: error instanceof Error ? error.name : 'unknown' })
    })
  }

  function ended(
    one: KnownJob,
    startedAt: number,
    end: { state: JobState; thrown?: unknown; counts?: JobCounts | undefined },
  ): void {
    const { state, counts } = end
    const now = clock.now()
    // The previous run has a row of its own and must be written before this run replaces it.
    if (soon.delete(one)) write(one)
    const error = end.thrown === undefined ? null : asProblem(end.thrown, log)
    const before = one.run
    const alike = before !== null && before.state === state && before.problemCode === (error?.code ?? null)
    // Repeated failures share one row, and so do successful runs of frequent jobs.
    const goesOn = alike && (state === 'failed' || (state === 'done' && frequentKinds.has(one.kind)))
    one.run = {
      id: goesOn ? before.id : 0,
      state,
      startedAt,
      tookMs: Math.max(0, Math.round(now - startedAt)),
      runs: goesOn ? before.runs + 1 : 1,
      firstAt: goesOn ? before.firstAt : startedAt,
      counts: counts === undefined ? null : JSON.stringify(goesOn ? addCounts(before.counts, counts) : counts),
      problemCode: error?.code ?? null,
      problemData: error === null ? null : JSON.stringify(error.data),
    }
    const { standing } = one
    one.standing =
      state === 'failed'
        ? {
            ...standing,
            failures: standing.failures + 1,
            failingSince: Math.min(standing.failingSince ?? startedAt, startedAt),
          }
        : { failures: 0, failingSince: null, lastGoodAt: startedAt, toldAt: null }
    const news = !goesOn || !frequentKinds.has(one.kind)
    if (isTroubled(one) && one.standing.toldAt === null) notifyFailure(one)
    if (state === 'done' && news) writeAtEndOfTurn(one)
    else if (news || ageOf(one.writtenAt, now) > writeEveryMs || one.standing.toldAt === now) write(one)
    else one.waits = true
    if (news) deps.changed('jobs')
  }

  const isTroubled = ({ kind, standing }: Pick<KnownJob, 'kind' | 'standing'>): boolean =>
    standing.failures >= failuresBeforeNotice &&
    (!frequentKinds.has(kind) || clock.now() - (standing.failingSince ?? 0) >= frequentPatienceMs)

  /** Notifies once until the job works again. In quiet hours only Home shows it; the next failure after is notified. */
  function notifyFailure(one: KnownJob): void {
    const now = clock.now()
    const time = new Date(now)
    if (isQuiet(getSetting(store, 'app', inboxSetting).quiet, time.getHours() * 60 + time.getMinutes())) return
    one.standing = { ...one.standing, toldAt: now }
    const client = one.of === 0 ? null : nameOf(one.of)
    void host
      .notify({ kind: 'job_failed', job: one.kind, client, route: '/settings/diagnostics/jobs' })
      .catch((error: unknown) => log.info('notice not shown', { error: String(error) }))
  }

  function begin(kind: JobKind, workspaceId: WorkspaceId | null): JobRun {
    const one = knownOf(kind, workspaceId ?? 0)
    const startedAt = clock.now()
    let open = true
    one.running += 1
    if (!frequentKinds.has(kind)) deps.changed('jobs')
    const end = (work: (() => void) | null) => {
      if (!open) return
      open = false
      one.running -= 1
      if (work) work()
      else if (!frequentKinds.has(kind)) deps.changed('jobs')
    }
    const notTried = (thrown: unknown) => {
      const error = asStoreError(thrown)
      return (
        error instanceof AppError &&
        (notTriedErrors.has(error.code) || (!deps.online() && offlineErrors.has(error.code)))
      )
    }
    return {
      done: (counts) => end(() => ended(one, startedAt, { state: 'done', counts })),
      partial: (thrown, counts) => end(() => ended(one, startedAt, { state: 'partly', thrown, counts })),
      failed: (thrown, counts) =>
        end(notTried(thrown) ? null : () => ended(one, startedAt, { state: 'failed', thrown, counts })),
      cancelled: () => end(null),
    }
  }

  const heldOf = (kind: JobKind, { workspaceId, held }: JobSchedule) =>
    !localKinds.has(kind) && deps.pauses.isPaused(workspaceId) ? 'paused' : held

  function shown(one: KnownJob, place: JobSchedule | null): JobRow {
    const { kind, standing, run } = one
    const workspaceId = one.of === 0 ? null : (one.of as WorkspaceId)
    const held = place && heldOf(kind, place)
    return {
      kind,
      workspaceId,
      running: one.running > 0,
      last: run && toJobRunRow(run),
      lastGoodAt: isoOrNull(standing.lastGoodAt),
      nextAt: held ? null : isoOrNull(place?.nextAt ?? null),
      held,
      failures: standing.failures,
      failingSince: isoOrNull(standing.failingSince),
      troubled: isTroubled(one),
      canRun: place !== null && place.held !== 'no_key' && sources.get(kind)?.run !== undefined,
    }
  }

  /** Returns jobs of the selected clients in the order of `jobKinds`; the app's own jobs only with all clients. */
  function list(workspaceId: WorkspaceId | null): readonly JobRow[] {
    const wanted = new Set(workspaceId === null ? [0, ...together.all()] : [workspaceId])
    const live = new Set([0, ...inUse.all()])
    return jobKinds.flatMap((kind) => {
      const places = new Map((sources.get(kind)?.places() ?? []).map((place) => [place.workspaceId ?? 0, place]))
      const ids = new Set([
        ...places.keys(),
        ...[...known.values()].filter((one) => one.kind === kind).map((one) => one.of),
      ])
      return [...ids]
        .filter((id) => wanted.has(id) && live.has(id))
        .toSorted((a, b) => a - b)
        .map((id) => shown(known.get(`${kind} ${id}`) ?? knownOf(kind, id), places.get(id) ?? null))
    })
  }

  return {
    about: (kind, source) => void sources.set(kind, source),
    begin,
    async during(kind, workspaceId, work, counted) {
      const run = begin(kind, workspaceId)
      try {
        const result = await work()
        run.done(counted?.(result))
        return result
      } catch (error) {
        run.failed(error)
        throw error
      }
    },
    list,
    // The state of each job is computed from its places, so this is only done if one is in trouble.
    troubled: (workspaceId) =>
      [...known.values()].some(isTroubled) ? list(workspaceId).filter((row) => row.troubled) : [],
    history: (kind, workspaceId) => {
      const one = known.get(`${kind} ${workspaceId ?? 0}`)
      if (one?.waits) write(one)
      return rows.runs({ kind, of: workspaceId ?? 0 }, 50).map(toJobRunRow)
    },
    async run(kind, workspaceId) {
      const source = sources.get(kind)
      if (!source?.run) throw new AppError('NOT_FOUND', { what: 'job' })
      const place = source.places().find((each) => each.workspaceId === workspaceId)
      if (!place) throw new AppError('NOT_FOUND', { what: 'job' })
      const held = heldOf(kind, place)
      if (held === 'offline') throw new AppError('API_OFFLINE')
      if (held === 'paused') throw new AppError('CLIENT_PAUSED')
      try {
        await source.run(workspaceId)
      } catch (error) {
        // The registry has recorded the failure, and the returned row shows it.
        log.info('a job was run by hand and failed', {
          job: kind,
          error: toWire(error).code,
        })
      }
      return shown(knownOf(kind, workspaceId ?? 0), place)
    },
    failures: (kind, workspaceId) => known.get(`${kind} ${workspaceId ?? 0}`)?.standing.failures ?? 0,
    /** Returns when the data shown from Instantly was last read, for all clients; the oldest time counts. */
    readAt(): string | null {
      const clients = new Set(together.all())
      const times = [...known.values()].flatMap(({ kind, of: id, standing }) =>
        screenDataKinds.has(kind) && clients.has(id) && standing.lastGoodAt !== null ? [standing.lastGoodAt] : [],
      )
      return times.length === 0 ? null : new Date(Math.min(...times)).toISOString()
    },
    /** Writes pending rows. */
    stop(): void {
      for (const one of known.values()) if (one.waits) write(one)
    },
  }
}

function addCounts(before: string | null, more: JobCounts): JobCounts {
  const counts: Record<string, number> = before === null ? {} : (JSON.parse(before) as Record<string, number>)
  for (const [name, count] of Object.entries(more)) counts[name] = (counts[name] ?? 0) + count
  return counts
}

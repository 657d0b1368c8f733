/** Keeps the local copy of clients' mails up to date: new mails first, then back to the oldest. */
import type { Database } from 'better-sqlite3'
import type { SyncState } from '#shared/contract/inbox/inbox.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Poller, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { MailIngest, NewReply } from './mail-ingest.ts'
import type { LabelReader } from './read-labels.ts'
import { createInboxMailReader } from './read-mails.ts'

export type InboxTimings = {
  /** How long a request of a crashed process may still arrive; mails perhaps sent are not searched for before. */
  readonly lateMs: number
  /** How often, and at what interval, a mail with a lost answer is searched for. */
  readonly looks: number
  readonly checkEveryMs: number
}
export const inboxTimings: InboxTimings = { lateMs: 65_000, looks: 3, checkEveryMs: 20_000 }

/** The rate limiter applies on top of this. */
const clientsAtOnce = 1_000

/** Reads old mails of clients whose new ones were just read, so nobody waits for them, back to the first mail. */
function createBackReading(deps: Deps, mails: ReturnType<typeof createInboxMailReader>) {
  const log = deps.log('inbox')
  /** These do not stop the reading of new mails. */
  const problems = new Map<WorkspaceId, AppError>()
  const back = deps.background.defineJob<WorkspaceId>({
    kind: 'inbox_back',
    recovery: 'ask',
    network: false,
    atOnce: clientsAtOnce,
    cancelOn: ['sleep'],
    next: () => ({ due: [] }),
    of: (workspaceId) => ({ key: workspaceId, client: workspaceId }),
    run: async (workspaceId, signal) => {
      try {
        const items = await mails.back(workspaceId, signal)
        problems.delete(workspaceId)
        return { end: 'done', counts: { items } }
      } catch (error) {
        if (!isStopped(error, signal)) problems.set(workspaceId, asProblem(error, log))
        throw error
      } finally {
        deps.changed('inbox')
      }
    },
  })
  return { back, problems }
}

function listLabelJob({ jobs, background }: Deps, labels: LabelReader): void {
  jobs.about('labels', {
    places: () =>
      background.clients('lead-labels:read').map((place) => ({ ...place, nextAt: labels.nextAt(place.workspaceId) })),
    run: (workspaceId) => labels.read('click', workspaceId === null ? [] : [workspaceId]),
  })
}

/** Returns the clients that have a key with this scope and are not held up. */
const reachable = ({ background }: Deps, scope: string): readonly WorkspaceId[] =>
  background.clients(scope).flatMap(({ workspaceId, held }) => (held === null ? [workspaceId] : []))

export function createInboxSync(
  deps: Deps,
  mailIngest: MailIngest,
  options: {
    readonly everyMs: () => number
    readonly announce: (news: readonly NewReply[]) => void
    /** Reads own labels beside the mails, for clients whose API key has the scope. */
    readonly labels: LabelReader
    /** Syncs the labels of a client's leads while the operator waits. */
    readonly labelsOfLeads: (workspaceId: WorkspaceId) => Promise<RunOutcome>
    /** Called after a client's new mails were read. */
    readonly read: (workspaceId: WorkspaceId) => Promise<void>
  },
) {
  const { raw } = deps.store
  const log = deps.log('inbox')
  const problems = new Map<WorkspaceId, AppError>()
  const mails = createInboxMailReader(deps, mailIngest, options.announce)
  const { back, problems: backProblems } = createBackReading(deps, mails)

  async function sync(workspaceId: WorkspaceId, signal: AbortSignal, asked: boolean): Promise<RunOutcome> {
    try {
      const items = await mails.forward(workspaceId, asked ? 'click' : 'poll', signal)
      await options.read(workspaceId)
      problems.delete(workspaceId)
      return { end: 'done', counts: { items } }
    } catch (error) {
      if (isStopped(error, signal)) return { end: 'cancelled' }
      const problem = asProblem(error, log)
      problems.set(workspaceId, problem)
      return { end: 'failed', problem }
    } finally {
      deps.changed('inbox')
    }
  }

  /** A key without the scope for mails may still read labels. */
  const readLabels = (priority: 'poll' | 'click', only: WorkspaceId | null): Promise<void> =>
    options.labels.read(
      priority,
      reachable(deps, 'lead-labels:read').filter((id) => only === null || id === only),
    )

  /** Starts reading the old mails of clients whose new ones were read, unless stopped since. */
  function readOlder(read: readonly WorkspaceId[], signal: AbortSignal): void {
    if (signal.aborted) return
    for (const id of read) {
      if (!mails.isBackDone(id) && !problems.has(id)) void back.run(id)
    }
  }

  /** Waits for a client's mails, unless its labels, which wait for no limit, show that nothing reaches Instantly. */
  async function readMails(id: WorkspaceId, labels: Promise<RunOutcome> | undefined): Promise<void> {
    const run = poller.run(id, true)
    const first = labels ? await Promise.race([run, labels.then((read) => (isOffline(read) ? read : run))]) : await run
    if (isOffline(first)) problems.set(id, first.problem)
  }

  /** Reads at once, while the operator waits. */
  async function now(only: WorkspaceId | null): Promise<void> {
    const ids = poller.clientsToTry(only)
    const labelled = reachable(deps, 'leads:read').filter((id) => only === null || id === only)
    const signal = poller.signal()
    const labels = new Map(labelled.map((id) => [id, options.labelsOfLeads(id)]))
    await Promise.all([
      ...ids.map((id) => readMails(id, labels.get(id))),
      ...labels.values(),
      readLabels('click', only),
    ])
    readOlder(ids, signal)
  }

  const poller: Poller = deps.background.definePoller({
    kind: 'inbox',
    scope: 'emails:read',
    every: options.everyMs,
    jitter: 0.1,
    firstMs: 4_000,
    wakeMs: 2_000,
    atOnce: clientsAtOnce,
    run: sync,
    async after(read) {
      const signal = poller.signal()
      await readLabels('poll', null)
      readOlder(read, signal)
    },
    runNow: now,
  })
  listLabelJob(deps, options.labels)

  return {
    now,
    /** Reads one client's mails and labels, even if no timer reads that client. */
    async read(id: WorkspaceId): Promise<void> {
      await Promise.all([poller.run(id, false), options.labelsOfLeads(id), options.labels.read('poll', [id])])
      if (!mails.isBackDone(id) && !problems.has(id)) await back.run(id)
    },
    /** Called when the interval has changed. */
    replan: (): void => poller.plan(),
    soon: (): void => poller.plan(0),
    /** Returns the state of one client (null: of all clients). */
    state(workspaceId: WorkspaceId | null): SyncState {
      // A demo that has never been opened may be read too, but is not shown.
      const of = workspaceId === null ? poller.clients().map((place) => place.workspaceId) : [workspaceId]
      const rows = readSyncedAt(raw, of)
      const first = [...problems, ...backProblems].find(([id]) => of.includes(id))
      return {
        running: of.some((id) => poller.isRunning(id)),
        syncedAt: rows.at ? new Date(rows.at).toISOString() : null,
        readingBack: rows.back,
        problem: first ? { workspaceId: first[0], code: first[1].code, data: first[1].data } : null,
      }
    },
    stop: (): Promise<unknown> => options.labels.stop(),
  }
}

const isOffline = (outcome: RunOutcome): outcome is Exclude<RunOutcome, { end: 'done' | 'cancelled' }> =>
  'problem' in outcome && outcome.problem.code === 'API_OFFLINE'

/** Whether reading was stopped, which is not a problem. */
const isStopped = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted || (error instanceof AppError && (error.code === 'CANCELLED' || error.code === 'CLIENT_PAUSED'))

/** Returns when the least recently read stream was read, and how many clients' old mails are still being read. */
function readSyncedAt(raw: Database, of: readonly WorkspaceId[]) {
  return raw
    .prepare(
      `select min(coalesce(synced_at, 0)) as at, count(distinct case when back_done = 0 then workspace_id end) as back
       from inbox_cursor where workspace_id in (select value from json_each(?))`,
    )
    .get(JSON.stringify(of)) as { at: number | null; back: number }
}

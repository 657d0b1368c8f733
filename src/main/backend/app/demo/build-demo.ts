/** Builds a demo by replaying its history: its lists are imported and exported like an operator's, weeks ago. */
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { createRuntime, type Runtime } from '../../background/runtime.ts'
import type { Clock, Deps } from '../../core/deps.ts'
import { noJobs } from '../../core/jobs.ts'
import { noPauses } from '../../core/pauses.ts'
import { createExperiments } from '../../exports/experiments/routes.ts'
import { startExport } from '../../exports/plan/start-export.ts'
import { createExports, type Exports } from '../../exports/routes.ts'
import type { Imports } from '../../leads/import/imports.ts'
import { type DemoCampaign, type DemoEvent, demoEvents } from './demo-content.ts'
import { addDemoCosts } from './demo-costs.ts'
import { createDemoClient } from './demo-instantly.ts'
import { addDemoSubsequences } from './demo-subsequences.ts'
import { type DemoWorld, newWorld, saveWorldIn } from './world.ts'

const longestExportMs = 60_000
const warmupDaysKept = 60

export type BuiltDemo = { readonly world: DemoWorld; readonly workspaces: readonly WorkspaceId[] }

type BuildParts = {
  readonly deps: Deps
  readonly imports: Imports
  audit: Parameters<typeof createDemoClient>[0]['audit']
  /** A new folder for the simulated Instantly and copies of the lead files. */
  readonly folder: string
  /** The share of its people that is simulated. */
  readonly people: number
  readonly signal: AbortSignal
  /** Called with the demo's clients before anything else is written. */
  begun(workspaces: readonly WorkspaceId[]): void
}

/** Replies of the last days are left unanswered: about as many as one finds in the morning. */
const unansweredDays = 5

/** Builds a demo, not visible yet: its workspaces are marked `building`. Throws CANCELLED when `signal` fires. */
export async function buildDemo(parts: BuildParts): Promise<BuiltDemo> {
  const { deps, folder } = parts
  await mkdir(path.join(folder, 'files'), { recursive: true, mode: 0o700 })
  const now = deps.clock.now()
  const world = await newWorld({
    now: now - (demoEvents[0]?.daysAgo ?? 0) * dayMs,
    answersUntil: now - unansweredDays * dayMs,
    seenFrom: now,
    people: parts.people,
  })
  const workspaces = makeWorkspaces(deps, world)
  parts.begun(workspaces)
  const past = createPastParts(parts, world)
  try {
    for (const event of demoEvents) {
      if (parts.signal.aborted) throw new AppError('CANCELLED')
      const until = now - event.daysAgo * dayMs
      if (until > world.now()) await world.moveOn(until - world.now())
      const workspaceId = workspaces[event.client]
      if (workspaceId === undefined) throw new Error('the world lacks a client')
      await replayEvent(parts, past, world, workspaceId, event)
    }
    if (now > world.now()) await world.moveOn(now - world.now())
    await addDemoSubsequences(world)
    storeWarmupHistory(deps, world, workspaces)
    addDemoCosts(
      deps,
      workspaces.map((workspaceId, client) => ({
        workspaceId,
        daysAgo: demoEvents.find((event) => event.client === client)?.daysAgo ?? 0,
      })),
    )
  } finally {
    await Promise.all([past.background.stop(), past.experiments.stop()])
  }
  await saveWorldIn(folder, world)
  return { world, workspaces }
}

/** Without Instantly's id: two demos of one day have the same ids, and both exist for a moment during a reset. */
function makeWorkspaces({ store }: Deps, world: DemoWorld): readonly WorkspaceId[] {
  const insert = store.raw.prepare(
    `insert into workspace (name, colour, remote_name, checked_at, created_at, demo)
     values (@name, @colour, @name, @at, @at, 'building')`,
  )
  const at = new Date(world.now()).toISOString()
  return store.raw.transaction(() =>
    world.clients.map(
      ({ name }, index) =>
        insert.run({ name, colour: demoColours[index % demoColours.length], at }).lastInsertRowid as WorkspaceId,
    ),
  )()
}

/** Instantly returns a week of warmup and no past scores. This adds what Sendoff would have stored all along. */
function storeWarmupHistory({ store }: Deps, world: DemoWorld, workspaces: readonly WorkspaceId[]): void {
  const insert = store.raw.prepare(
    `insert into mailbox_warmup_day (workspace_id, email, day, score, sent, inbox, spam, received)
       values (@workspaceId, @email, @day, @score, @sent, @inbox, @spam, @received) on conflict do nothing`,
  )
  store.raw.transaction(() => {
    for (const [client, workspaceId] of workspaces.entries())
      for (const row of world.warmup(client, warmupDaysKept)) insert.run({ workspaceId, ...row })
  })()
}

/** Colours beyond those of real clients, which the window draws hatched. */
const demoColours = [7, 8]

type PastParts = {
  readonly deps: Deps
  readonly background: Runtime
  readonly exports: Exports
  readonly experiments: ReturnType<typeof createExperiments>
}

/** Its campaigns are read once the demo is complete. */
const noCampaigns = {
  note: () => undefined,
  gone: () => undefined,
  keepUnsubscribed: async () => undefined,
  readAgain: () => undefined,
}

/** The parts of an export, on the demo's own clock and without listeners. */
function createPastParts({ deps, audit }: BuildParts, world: DemoWorld): PastParts {
  const clock: Clock = { now: () => world.now(), sleep: (ms, signal) => deps.clock.sleep(ms, signal) }
  const instantly = createDemoClient({
    store: deps.store,
    clock,
    log: deps.log('demo'),
    audit,
    world: async () => world,
    worldNow: () => world.now(),
  })
  const background = createRuntime({ ...deps, clock, jobs: noJobs, online: () => true, pauses: noPauses })
  background.start()
  const quiet: Deps = {
    ...deps,
    clock,
    instantly,
    jobs: noJobs,
    background,
    online: () => true,
    pauses: noPauses,
    pausedBy: () => null,
    announce: () => undefined,
    changed: () => undefined,
    host: { ...deps.host, notify: async () => undefined },
  }
  const exports = createExports(quiet, null, noCampaigns)
  return { deps: quiet, background, exports, experiments: createExperiments(quiet, null) }
}

async function replayEvent(
  parts: BuildParts,
  past: PastParts,
  world: DemoWorld,
  workspaceId: WorkspaceId,
  event: DemoEvent,
): Promise<void> {
  const listId = await importList(parts, workspaceId, event)
  const at = new Date(world.now()).toISOString()
  const { raw } = parts.deps.store
  raw.prepare('update lead_list set created_at = ? where id = ?').run(at, listId)
  raw.prepare('update list_import set imported_at = ? where list_id = ?').run(at, listId)
  if (event.experiment) {
    // The same seed in every demo gives the same leads the same variants.
    const { id } = past.experiments.save(null, listId, event.experiment, 'demo')
    await past.experiments.apply(id)
  }
  if (event.campaign) await exportToCampaign(past, world, workspaceId, listId, event.campaign)
}

/** Runs the real import, with the mapping it suggests. */
async function importList(
  { deps, imports, folder }: BuildParts,
  workspaceId: WorkspaceId,
  event: DemoEvent,
): Promise<ListId> {
  const file = path.join(folder, 'files', event.file)
  await writeFile(file, await readFile(path.join(deps.config.paths.samplesDir, 'demo', event.file)), { mode: 0o600 })
  const draft = await imports.open(workspaceId, file)
  const list = await imports.save({
    importId: draft.importId,
    mapping: draft.columns.map((column) => column.suggestion.target),
    settings: { holdUnverified: true },
    into: { name: event.listName },
  })
  return list.id
}

/** Runs the real export to its end. */
async function exportToCampaign(
  { deps, exports }: PastParts,
  world: DemoWorld,
  workspaceId: WorkspaceId,
  listId: ListId,
  campaign: DemoCampaign,
): Promise<ExportId> {
  const mailboxes = await deps.instantly.mailboxes({ workspaceId, priority: 'job', requestedBy: 'plan' })
  const settings: ExportSettings = {
    target: {
      kind: 'new',
      name: `${campaign.name} - ${utcDate(world.now())}`,
      schedule: {
        timezone: campaign.timezone,
        from: '09:00',
        to: '17:00',
        days: [1, 2, 3, 4, 5],
        startDate: null,
        endDate: null,
      },
      steps: [...campaign.steps],
      accounts: mailboxes.map(({ email }) => email),
      dailyLimit: campaign.dailyLimit,
    },
    skipIfInWorkspace: true,
    activateWhenDone: campaign.activate,
  }
  const [id] = await startExport(deps, exports.runs, exports.zoneSnapshots, exports, {
    listId,
    settings,
    idempotencyKey: randomUUID(),
  })
  if (id === undefined) throw new Error('a demo export was not made')
  exports.engine.go(id)
  const until = performance.now() + longestExportMs
  while (exports.engine.isLive(id)) {
    if (performance.now() > until) break
    await deps.clock.sleep(10)
  }
  const { state } = exports.runs.get(id)
  if (state !== 'done') throw new Error(`a demo export ended as ${state}`)
  return id
}

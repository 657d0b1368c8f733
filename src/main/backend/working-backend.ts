import { removeUnfinishedDemos } from './app/demo/stored-demos.ts'
import { type Areas, createAreas } from './areas.ts'
import type { Backend, OpenParts } from './backend-parts.ts'
import type { Store } from './core/deps.ts'
import { asProblem } from './core/lib/as-problem.ts'
import { createDispatch } from './dispatch.ts'
import { dropZones, findOrphanedZones } from './exports/plan/zone-rows.ts'
import { createFoundation, type Foundation } from './foundation.ts'
import { createHandlers } from './handlers.ts'
import { removeUnfinishedImports } from './leads/import/import-csv.ts'
import { finishReImports } from './leads/import/re-import-steps.ts'
import { removeDragged } from './leads/lists/list-files.ts'

/** Creates the backend of a store that could be opened: starts it, handles calls and machine events, and stops it. */
export function createWorkingBackend(parts: OpenParts, store: Store, restart: () => void): Backend {
  const foundation = createFoundation(parts, store)
  const { deps, runtime, vault } = foundation
  const areas = createAreas(foundation, parts, { wake: () => wake(), restart })
  const dispatch = createDispatch(createHandlers(foundation, areas, parts), {
    log: deps.log('dispatch'),
    changed: deps.changed,
  })

  const wake = () => {
    // A machine that wakes while the app is quitting may also report this.
    if (store.raw.open) wakeAll(foundation, areas)
  }
  vault.onUnlocked(wake)
  // Resumed clients continue where they stopped; paused ones stop after the request in flight.
  deps.pauses.onChange(() => {
    wake()
    areas.edits.begin()
    areas.held.begin()
  })
  startAll(foundation, areas)

  return {
    async call(name, input) {
      const reply = await dispatch(name, input)
      // An export may be waiting for the key that was added or works again.
      if (reply.ok && keyCommands.has(name)) {
        wake()
        areas.held.begin()
        areas.demo.unprepare()
      }
      // The demo's campaigns have been replaced or have advanced.
      if (reply.ok && demoCommands.has(name)) {
        areas.campaigns.poller.changed()
        areas.inbox.readSoon()
      }
      if (reply.ok && (name === 'demo.remove' || name === 'demo.reset')) areas.leadMirror.sweep()
      return reply
    },
    machine(event) {
      if (event === 'suspend') runtime.suspend()
      if (event === 'online' || event === 'offline') foundation.setOnline(event === 'online')
      if (event === 'online' || event === 'resume') wake()
      if (event === 'offline') runtime.offline()
    },
    stop: () => stopAll(foundation, areas),
  }
}

function wakeAll({ runtime }: Foundation, { inbox, accounts }: Areas): void {
  runtime.wake()
  inbox.sender.goOn(null)
  accounts.resumeReplacements()
}

/** First settles what was left half done, then starts all background work. */
function startAll({ deps, store, runtime }: Foundation, areas: Areas): void {
  const { config, clock } = deps
  finishReImports(store)
  removeUnfinishedImports(store)
  // If the disk is full, they are dropped at a later start.
  dropZones(deps, findOrphanedZones(deps)).catch((error: unknown) => asProblem(error, deps.log('exports')))
  void areas.listActions.resumeUndos()
  void areas.purge.resume()
  removeUnfinishedDemos(store, config.paths.dataDir, { appVersion: config.appVersion, now: clock.now() })
  areas.inbox.resumeAll()
  areas.edits.begin()
  areas.accounts.resumeReplacements()
  areas.leadMirror.begin()
  areas.optOuts.begin()
  runtime.start()
  areas.held.begin()
  areas.demo.begin()
}

/** Finishes work in flight, writes pending data, and only then closes the store. */
async function stopAll(foundation: Foundation, areas: Areas): Promise<void> {
  const { exports, index, imports, purge, inbox } = areas
  areas.inboxModel.stop()
  const ended = foundation.runtime.stop()
  areas.supabase.stop()
  areas.writeBack.stop()
  await areas.shared.stop()
  await Promise.all([areas.backups.stop(), areas.restorer.stop(), areas.held.stop(), areas.clientData.stop()])
  await areas.reports.planner.stop()
  await areas.relay.stop()
  await areas.optOuts.stop()
  areas.crm.stop()
  await Promise.all([exports.compare.stop(), areas.mailboxes.stop()])
  await areas.accounts.stop()
  areas.edits.stop()
  await areas.subsequences.stop()
  await Promise.allSettled([areas.firstKeyCheck.stop(), imports.stop(), index.stop(), purge.stop()])
  removeDragged(foundation.deps.config.paths.dataDir)
  await Promise.all([areas.blockCopy.stop(), areas.leadMirror.stop(), inbox.stop()])
  await Promise.all([areas.demo.stop(), areas.experiments.stop()])
  await ended
  foundation.vault.stop()
  foundation.audit.stop()
  foundation.metrics.stop()
  foundation.jobs.stop()
  foundation.changes.stop()
  await foundation.checkpoints.stop()
  foundation.store.raw.close()
}

const keyCommands: ReadonlySet<string> = new Set([
  'workspaces.addKey',
  'workspaces.replaceKey',
  'workspaces.testConnection',
  'workspaces.archive',
])

const demoCommands: ReadonlySet<string> = new Set(['demo.create', 'demo.reset', 'demo.moveOn'])

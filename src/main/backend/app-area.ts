import { createBackups } from './app/backups/backups.ts'
import { createPausedAfterRestore } from './app/backups/paused-after-restore.ts'
import { createRestorer } from './app/backups/restorer.ts'
import { createClientData } from './app/client-data/routes.ts'
import { createDemo } from './app/demo/demo.ts'
import { createPeople } from './app/people/routes.ts'
import { createRetention } from './app/retention/retention.ts'
import { type OpenParts } from './backend-parts.ts'
import { type CampaignsArea } from './campaigns-area.ts'
import { reconcileRestored } from './exports/engine/reconcile-restored.ts'
import { type ExportsArea } from './exports-area.ts'
import { type Foundation } from './foundation.ts'
import { type LeadsArea } from './leads-area.ts'
import { type MailsArea } from './mails-area.ts'

type EarlierAreas = LeadsArea & MailsArea & CampaignsArea & ExportsArea

/** Creates the area that spans all others: the demo, copies of the store, and data retention. */
export function createAppArea(
  { deps, audit, keeper, restored, pauses }: Foundation,
  parts: OpenParts,
  {
    exports,
    imports,
    eventIngest,
    index,
    leadMirror,
    inbox,
    crm,
    campaigns,
    mailboxes,
    subsequences,
    relay,
    shared,
  }: EarlierAreas,
  acts: { readonly wake: () => void; readonly restart: () => void },
) {
  const { config, clock } = deps
  const demo = createDemo({
    deps,
    imports,
    exports,
    keeper,
    audit,
    ingest: eventIngest,
    sync: (workspaceId) =>
      Promise.all([campaigns.poller.read(workspaceId), mailboxes.pull(workspaceId), inbox.sync.read(workspaceId)]),
    people: parts.demoPeople ?? 1,
    // With a server other than the real Instantly, somebody is testing something else.
    prepareAfterMs:
      parts.prepareDemoAfterMs === undefined
        ? config.instantlyUrl === null && config.preparesDemo !== false
          ? 1_500
          : null
        : parts.prepareDemoAfterMs,
  })
  const backups = createBackups(deps, parts.spawnBackup ?? null)
  const held = createPausedAfterRestore(deps, restored, {
    mirrorLeads: leadMirror.mirror,
    reconcileExport: (id, since) => reconcileRestored(deps, exports, id, since),
    resumeExport: exports.engine.resume,
    cancelExport: exports.engine.cancel,
    lookForReplies: inbox.sender.lookAgain,
    settleReply: inbox.sender.settle,
    deliver: crm.look,
    goOnMoving: subsequences.goOnMoving,
    wake: acts.wake,
  })
  const restorer = createRestorer(parts.spawnBackup ?? null, {
    ...config.paths,
    computer: backups.computer,
    now: () => clock.now(),
    changed: () => deps.changed('backups'),
    restart: acts.restart,
  })
  const people = createPeople(deps, {
    tellCopies: backups.tellCopies,
    copies: backups.earlier,
    spawnUnpacker: parts.spawnUnpacker,
    eraseAtRelay: relay.erase,
    forget: async () => {
      eventIngest.forget()
      await index.remove()
    },
  })

  const clientData = createClientData(deps, {
    pause: (workspaceId) => pauses.set(workspaceId, true),
    disconnect: relay.leave,
    unshare: shared.memories.forget,
    cancelExport: exports.engine.cancel,
    isLive: exports.engine.isLive,
    cancelImports: imports.cancelOf,
    flush: async () => {
      audit.flush()
      eventIngest.forget()
      await index.remove()
    },
    sweep: leadMirror.sweep,
    lookForErased: people.look,
    tellCopies: backups.tellCopies,
    copies: backups.earlier,
  })

  const retention = createRetention(deps)

  return { demo, backups, held, restorer, people, clientData, retention }
}

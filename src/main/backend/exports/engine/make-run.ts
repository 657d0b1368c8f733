/** Creates one run per click. */
import type { Database } from 'better-sqlite3'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { NewRun } from './run-store.ts'

export function createRunMaker(db: Database) {
  const byClick = db.prepare<[number, string], { id: number }>(
    'select id from export_run where workspace_id = ? and click_id = ?',
  )
  const insert = db.prepare(`
    insert into export_run (workspace_id, list_id, click_id, settings, state, target, campaign_id, remote_list_id,
      campaign_name, campaign_step, activation, tagging, row_count, ready_count, zone_id, zone_rows, promised, part,
      created_at, last_progress_at)
    values (@workspaceId, @listId, @idempotencyKey, @settings, 'preparing', @target, @campaignId, @remoteListId,
      @campaignName, @campaignStep, @activation, @tagging, @rowCount, @readyCount, @zoneId, @zoneRows, @promised, @part, @at, @at)`)
  return {
    /** Creates the run of a click, or returns the one this click has already created. */
    create(run: NewRun): { readonly id: ExportId; readonly made: boolean } {
      const known = byClick.get(run.workspaceId, run.idempotencyKey)
      if (known) return { id: known.id as ExportId, made: false }
      const { place, settings, zone = null, promised = null, part = null, ...rest } = run
      const tags = settings.target.kind === 'new' ? (settings.target.tags ?? []) : []
      const { lastInsertRowid } = insert.run({
        ...rest,
        zoneId: zone?.id ?? null,
        zoneRows: zone?.rows ?? null,
        promised,
        part: part === null ? null : JSON.stringify(part),
        settings: JSON.stringify(settings),
        campaignId: place?.kind === 'campaign' ? place.id : null,
        remoteListId: place?.kind === 'list' ? place.id : null,
        campaignStep: place === null ? 'pending' : 'done',
        // A lead list sends nothing, so there is nothing to start.
        activation: settings.activateWhenDone && run.target === 'campaign' ? 'pending' : 'not_wanted',
        tagging: tags.length > 0 ? 'pending' : 'not_wanted',
      })
      return { id: Number(lastInsertRowid) as ExportId, made: true }
    },
    /** The export a click created, or null. */
    ofClick: (workspaceId: WorkspaceId, idempotencyKey: string): ExportId | null =>
      (byClick.get(workspaceId, idempotencyKey)?.id ?? null) as ExportId | null,
  }
}

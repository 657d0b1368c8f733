/** The campaigns that events name, one row per client and campaign, named as in the newest event. */
import type { Statement } from 'better-sqlite3'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

type CampaignRow = { readonly id: number; readonly name: string; readonly namedAt: number; readonly known: boolean }

export function createEventCampaigns({ raw }: Store) {
  const campaigns = new Map<string, CampaignRow>()
  const findCampaign = raw.prepare(
    `select id, name, named_at as namedAt, ${knownCampaignSql('c')} as known
       from event_campaign c where c.workspace_id = ? and c.remote_id = ?`,
  )
  const addCampaign = raw.prepare(
    'insert into event_campaign (workspace_id, remote_id, name, named_at) values (?, ?, ?, ?)',
  )
  const know = raw.prepare(
    `insert into event_campaign (workspace_id, remote_id, name, named_at, listed) values (?, ?, ?, 0, 1)
       on conflict (workspace_id, remote_id) do update set listed = 1,
         name = case when named_at = 0 then excluded.name else name end`,
  )
  const rename = raw.prepare('update event_campaign set name = ?, named_at = ? where id = ?')
  /** New names by campaign row, not yet written. */
  const renamed = new Map<number, { readonly name: string; readonly at: number }>()

  return {
    /** Finds or creates the campaign of an event and remembers the name the newest event gives it. */
    campaign(workspaceId: WorkspaceId, event: ParsedEvent): CampaignRow {
      const remoteId = campaignKey(event)
      const key = `${workspaceId} ${remoteId}`
      let row = campaigns.get(key) ?? readCampaign(findCampaign, workspaceId, remoteId)
      const name = event.campaignName ?? ''
      if (!row) {
        const id = Number(addCampaign.run(workspaceId, remoteId, name, name === '' ? 0 : event.at).lastInsertRowid)
        row = readCampaign(findCampaign, workspaceId, remoteId) ?? { id, name, namedAt: event.at, known: false }
      } else if (name !== '' && isNewer(event.at, name, row)) {
        renamed.set(row.id, { name, at: event.at })
        row = { ...row, name, namedAt: event.at }
      }
      campaigns.set(key, row)
      return row
    },
    /** Writes the names once per batch, as nearly every event is newer than the one before. */
    write(): void {
      for (const [id, { name, at }] of renamed) rename.run(name, at, id)
      renamed.clear()
    },
    /** Drops cached campaigns that were unknown: between batches an unknown one may become known, never the reverse. */
    forgetUnknownCampaigns(): void {
      for (const [key, { known }] of campaigns) if (!known) campaigns.delete(key)
    },
    /** Instantly listed these campaigns of the client, so their events belong to known campaigns now. */
    knowCampaigns(workspaceId: WorkspaceId, listed: readonly { readonly id: string; readonly name: string }[]): void {
      for (const { id, name } of listed) {
        know.run(workspaceId, id, name)
        campaigns.delete(`${workspaceId} ${id}`)
      }
    },
    forget(): void {
      campaigns.clear()
      renamed.clear()
    },
  }
}

/** Whether Instantly, or one of our exports, says that the campaign belongs to this client. */
export const knownCampaignSql = (alias: string) =>
  `(${alias}.listed = 1 or ${alias}.remote_id = '' or exists (select 1 from export_run r
     where r.workspace_id = ${alias}.workspace_id and r.campaign_id = ${alias}.remote_id))`

/** The key of an event's campaign: its id, or its name if it came without an id. */
export const campaignKey = (event: Pick<ParsedEvent, 'campaignId' | 'campaignName'>): string =>
  event.campaignId ?? (event.campaignName === null ? '' : `name:${event.campaignName}`)

const isNewer = (at: number, name: string, row: CampaignRow) =>
  at > row.namedAt || (at === row.namedAt && name > row.name)

function readCampaign(find: Statement, workspaceId: WorkspaceId, remoteId: string): CampaignRow | undefined {
  const row = find.get(workspaceId, remoteId) as (Omit<CampaignRow, 'known'> & { known: number }) | undefined
  return row && { ...row, known: row.known === 1 }
}

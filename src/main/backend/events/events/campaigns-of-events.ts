/** Campaigns that events name: kept once per client, called as the newest event calls them. */
import type { Statement } from 'better-sqlite3'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

type CampaignRow = { readonly id: number; readonly name: string; readonly namedAt: number; readonly known: boolean }

export function createCampaignsOfEvents({ raw }: Store) {
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
  /** By campaign, not written yet. */
  const renamed = new Map<number, { readonly name: string; readonly at: number }>()

  return {
    /** The campaign an event is of, called as its newest event calls it. */
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
    /** Writes what campaigns are called since: nearly every event is newer than the one before, one write for all is enough. */
    write(): void {
      for (const [id, { name, at }] of renamed) rename.run(name, at, id)
      renamed.clear()
    },
    /** Campaigns become known between batches; none becomes unknown. */
    forgetUnknownCampaigns(): void {
      for (const [key, { known }] of campaigns) if (!known) campaigns.delete(key)
    },
    /** Instantly listed these campaigns of the client: their events have found their place. */
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

/** Whether Instantly, or an export of ours, says that the campaign is this client's. */
export const knownCampaignSql = (alias: string) =>
  `(${alias}.listed = 1 or ${alias}.remote_id = '' or exists (select 1 from export_run r
     where r.workspace_id = ${alias}.workspace_id and r.campaign_id = ${alias}.remote_id))`

/** A campaign that came without its id is kept under its name. */
export const campaignKey = (event: Pick<ParsedEvent, 'campaignId' | 'campaignName'>): string =>
  event.campaignId ?? (event.campaignName === null ? '' : `name:${event.campaignName}`)

const isNewer = (at: number, name: string, row: CampaignRow) =>
  at > row.namedAt || (at === row.namedAt && name > row.name)

function readCampaign(find: Statement, workspaceId: WorkspaceId, remoteId: string): CampaignRow | undefined {
  const row = find.get(workspaceId, remoteId) as (Omit<CampaignRow, 'known'> & { known: number }) | undefined
  return row && { ...row, known: row.known === 1 }
}

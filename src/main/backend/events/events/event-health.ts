/** Whether events arrive as they should. */
import type { EventChoices, EventHealth } from '#shared/contract/events/events.ts'
import { knownTypeOfCode } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { knownCampaignSql } from './campaigns-of-events.ts'
import { campaignNameSql, firstNameCode } from './names.ts'

export type NameRow = { readonly code: number; readonly name: string | null; readonly label: number | null }

export const nameOf = ({ code, name, label }: NameRow) => {
  const known = knownTypeOfCode(code)
  const kind = known ? ('known' as const) : label === 1 ? ('label' as const) : ('unknown' as const)
  return { type: known ?? name ?? String(code), kind }
}

export const names = `left join event_name n on n.id = x.type - ${firstNameCode}`

export const iso = (at: number) => new Date(at).toISOString()

const asJson = (workspaces: readonly WorkspaceId[]) => JSON.stringify(workspaces)

/** Events by type and by campaign, and whether they arrive as they should. */
export function createEventHealth(raw: Store['raw']) {
  const of = '(select value from json_each(@of))'
  // Summed first, so that a name is looked up once per campaign and not once per row.
  const summed = (by: string) =>
    `(select ${by}, sum(events) as events from event_campaign_count where workspace_id in ${of} group by ${by})`
  const types = raw.prepare(`select x.type as code, n.name, n.label, x.events from ${summed('type')} x ${names}`)
  const campaigns = raw.prepare(
    `select c.id, c.workspace_id as workspaceId, ${campaignNameSql('c')} as name,
            ${knownCampaignSql('c')} as known, x.events
       from ${summed('workspace_id, campaign_id')} x cross join event_campaign c on c.id = x.campaign_id
      where x.events > 0 and c.remote_id <> '' order by x.events desc`,
  )
  const duplicates = raw
    .prepare(`select coalesce(sum(duplicate), 0) from event_tally where workspace_id in ${of}`)
    .pluck()
  const dead = raw.prepare(`select count(*) from dead_event where workspace_id in ${of}`).pluck()
  const totals = (workspaces: readonly WorkspaceId[]) =>
    (types.all({ of: asJson(workspaces) }) as (NameRow & { events: number })[])
      .map((row) => ({ ...nameOf(row), events: row.events }))
      .toSorted((a, b) => b.events - a.events)
  const campaignsOf = (workspaces: readonly WorkspaceId[]) =>
    campaigns.all({ of: asJson(workspaces) }) as (EventChoices['campaigns'][number] & { known: 0 | 1 })[]
  return {
    totals,
    campaignsOf,
    health(workspaces: readonly WorkspaceId[]): EventHealth {
      const all = totals(workspaces)
      return {
        events: all.reduce((sum, { events }) => sum + events, 0),
        duplicates: duplicates.get({ of: asJson(workspaces) }) as number,
        unknownTypes: all.filter(({ kind }) => kind === 'unknown').map(({ type, events }) => ({ type, events })),
        unknownCampaigns: campaignsOf(workspaces)
          .filter(({ known }) => known === 0)
          .map(({ id, name, events }) => ({ id, name, events })),
        dead: dead.get({ of: asJson(workspaces) }) as number,
      }
    },
  }
}

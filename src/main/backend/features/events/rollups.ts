/** Counts by campaign, day and source, gathered over a batch and written once. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'

const dayMs = 86_400_000
/** Days since 1970, UTC. */
const dayOf = (at: number): number => Math.floor(at / dayMs)

/** Where an event counts. */
export type Counted = { readonly campaignId: number; readonly type: number; readonly at: number }

export type Rollups = ReturnType<typeof createRollups>

/** `count` and `told` gather; `write` adds all to the store, and must be called in the same transaction. */
export function createRollups({ raw }: Store) {
  const campaigns = new Map<string, number>()
  const leads = new Map<string, number>()
  const campaignDays = new Map<string, number>()
  const workspaceDays = new Map<string, number>()
  const sourceDays = new Map<string, number>()
  const statements = {
    campaign: adder(raw, 'event_campaign_count', ['campaign_id', 'type'], ['events', 'leads']),
    campaignDay: adder(raw, 'event_campaign_day', ['campaign_id', 'day', 'type'], ['events']),
    workspaceDay: adder(raw, 'event_workspace_day', ['day', 'type'], ['events']),
    sourceDay: adder(raw, 'event_source_day', ['day', 'source'], ['events']),
  }
  let taken = false

  return {
    /** `by` -1 takes an event back that is counted elsewhere from now on. */
    count({ campaignId, type, at }: Counted, by: 1 | -1 = 1): void {
      const day = dayOf(at)
      add(campaigns, `${campaignId}|${type}`, by)
      add(campaignDays, `${campaignId}|${day}|${type}`, by)
      add(workspaceDays, `${day}|${type}`, by)
      taken ||= by < 0
    },
    /** A source told of an event of that time. */
    told(source: number, at: number, by: 1 | -1 = 1): void {
      add(sourceDays, `${dayOf(at)}|${source}`, by)
      taken ||= by < 0
    },
    /** That many more leads of a campaign had an event of this type. */
    countLeads(campaignId: number, type: number, by: number): void {
      add(leads, `${campaignId}|${type}`, by)
      taken ||= by < 0
    },
    write(workspaceId: WorkspaceId): void {
      for (const key of leads.keys()) add(campaigns, key, 0)
      for (const [key, events] of campaigns) {
        statements.campaign.add.run(workspaceId, ...numbers(key), events, leads.get(key) ?? 0)
      }
      for (const [key, events] of campaignDays) statements.campaignDay.add.run(workspaceId, ...numbers(key), events)
      for (const [key, events] of workspaceDays) statements.workspaceDay.add.run(workspaceId, ...numbers(key), events)
      for (const [key, events] of sourceDays) statements.sourceDay.add.run(workspaceId, ...numbers(key), events)
      // A count of none is no row, whatever way it came to that.
      if (taken) for (const { sweep } of Object.values(statements)) sweep.run(workspaceId)
      this.drop()
    },
    drop(): void {
      for (const map of [campaigns, leads, campaignDays, workspaceDays, sourceDays]) map.clear()
      taken = false
    },
  }
}

const add = (map: Map<string, number>, key: string, by: number) => map.set(key, (map.get(key) ?? 0) + by)
const numbers = (key: string) => key.split('|').map(Number)

function adder(raw: Store['raw'], table: string, keys: readonly string[], values: readonly string[]) {
  const columns = ['workspace_id', ...keys, ...values]
  return {
    add: raw.prepare(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})
         on conflict do update set ${values.map((value) => `${value} = ${value} + excluded.${value}`).join(', ')}`,
    ),
    sweep: raw.prepare(`delete from ${table} where workspace_id = ? and events = 0`),
  }
}

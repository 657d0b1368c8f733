/** Counts by campaign, mailbox, hour, day and source, collected over a batch, written once. Days since 1970, UTC. */
import { dayAt } from '#shared/domain/core/days.ts'
import { counterOfCode } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

const hourMs = 3_600_000

/** Where an event is counted. */
export type Counted = {
  readonly campaignId: number
  readonly type: number
  readonly at: number
  /** Null if no mailbox was reported. */
  readonly accountId: number | null
}

const hourColumns = Array.from({ length: 24 }, (_, hour) => `h${hour}`)

const hoursWritten = new WeakMap<Store['raw'], Map<WorkspaceId, number>>()
/** Changes whenever a client's hours are written, so that caches know when to read them again. */
export const hoursRevision = ({ raw }: Store, workspaceId: WorkspaceId): number =>
  hoursWritten.get(raw)?.get(workspaceId) ?? 0

export type Rollups = ReturnType<typeof createRollups>

/** `count` and `countSource` collect; `write` adds everything to the store and must be called in the same transaction. */
export function createRollups({ raw }: Store) {
  const campaigns = new Map<string, number>()
  const leads = new Map<string, number>()
  const campaignDays = new Map<string, number>()
  const workspaceDays = new Map<string, number>()
  const accountDays = new Map<string, number>()
  /** By type and day: the total, then the count of each hour. */
  const workspaceHours = new Map<string, number[]>()
  const sourceDays = new Map<string, number>()
  const written = hoursWritten.get(raw) ?? new Map<WorkspaceId, number>()
  hoursWritten.set(raw, written)
  const statements = {
    campaign: adder(raw, 'event_campaign_count', ['campaign_id', 'type'], ['events', 'leads']),
    campaignDay: adder(raw, 'event_campaign_day', ['campaign_id', 'day', 'type'], ['events']),
    workspaceDay: adder(raw, 'event_workspace_day', ['day', 'type'], ['events']),
    accountDay: adder(raw, 'event_account_day', ['account_id', 'day', 'type'], ['events']),
    workspaceHour: adder(raw, 'event_workspace_hour', ['type', 'day'], ['events', ...hourColumns]),
    sourceDay: adder(raw, 'event_source_day', ['day', 'source'], ['events']),
  }

  return {
    /** `by` = -1 removes an event that is counted elsewhere from now on. */
    count({ campaignId, type, at, accountId }: Counted, by: 1 | -1 = 1): void {
      const day = dayAt(at)
      add(campaigns, `${campaignId}|${type}`, by)
      add(campaignDays, `${campaignId}|${day}|${type}`, by)
      add(workspaceDays, `${day}|${type}`, by)
      if (counterOfCode(type) !== null) {
        if (accountId !== null) add(accountDays, `${accountId}|${day}|${type}`, by)
        addHour(workspaceHours, `${type}|${day}`, Math.floor(at / hourMs) % 24, by)
      }
    },
    /** A source reported an event of that time. */
    countSource(source: number, at: number, by: 1 | -1 = 1): void {
      add(sourceDays, `${dayAt(at)}|${source}`, by)
    },
    /** Adds to the number of leads of a campaign that had an event of this type. */
    countLeads(campaignId: number, type: number, by: number): void {
      add(leads, `${campaignId}|${type}`, by)
    },
    write(workspaceId: WorkspaceId): void {
      for (const key of leads.keys()) add(campaigns, key, 0)
      for (const [key, events] of campaigns) {
        statements.campaign(workspaceId, numbers(key), [events, leads.get(key) ?? 0])
      }
      for (const [key, events] of campaignDays) statements.campaignDay(workspaceId, numbers(key), [events])
      for (const [key, events] of workspaceDays) statements.workspaceDay(workspaceId, numbers(key), [events])
      for (const [key, events] of accountDays) statements.accountDay(workspaceId, numbers(key), [events])
      if (workspaceHours.size > 0) written.set(workspaceId, (written.get(workspaceId) ?? 0) + 1)
      for (const [key, events] of workspaceHours) statements.workspaceHour(workspaceId, numbers(key), events)
      for (const [key, events] of sourceDays) statements.sourceDay(workspaceId, numbers(key), [events])
      this.drop()
    },
    drop(): void {
      for (const map of [campaigns, leads, campaignDays, workspaceDays, accountDays, sourceDays]) map.clear()
      workspaceHours.clear()
    },
  }
}

const add = (map: Map<string, number>, key: string, by: number) => map.set(key, (map.get(key) ?? 0) + by)

function addHour(map: Map<string, number[]>, key: string, hour: number, by: number): void {
  const counts = map.get(key) ?? Array.from({ length: 25 }, () => 0)
  counts[0] = (counts[0] ?? 0) + by
  counts[hour + 1] = (counts[hour + 1] ?? 0) + by
  map.set(key, counts)
}

const numbers = (key: string) => key.split('|').map(Number)

/**
 * Adds values to a row of counts, the first of which is the number of events. A row that reaches zero is deleted, so
 * that equal counts always mean equal rows.
 */
function adder(raw: Store['raw'], table: string, keys: readonly string[], values: readonly string[]) {
  const columns = ['workspace_id', ...keys, ...values]
  const put = raw.prepare(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})
       on conflict do update set ${values.map((value) => `${value} = ${value} + excluded.${value}`).join(', ')}`,
  )
  const sweep = raw.prepare(
    `delete from ${table} where workspace_id = ? and ${keys.map((key) => `${key} = ?`).join(' and ')} and events = 0`,
  )
  return (workspaceId: WorkspaceId, key: readonly number[], counts: readonly number[]): void => {
    put.run(workspaceId, ...key, ...counts)
    if ((counts[0] ?? 0) <= 0) sweep.run(workspaceId, ...key)
  }
}

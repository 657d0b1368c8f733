/** What each lead did in each campaign: counts, first and last time, score, interest. */
import { engagementScore } from '#shared/domain/events/engagement.ts'
import {
  type Counter,
  counters,
  eventTypeDetails,
  eventTypes,
  knownTypeOfCode,
  zeroCounts,
} from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { keyTables } from './event-keys.ts'
import { firstNameCode } from './names.ts'
import type { Rollups } from './rollups.ts'

type Counts = Record<Counter, number> & {
  events: number
  firstAt: number
  lastAt: number
  interest: number | null
  interestAt: number | null
}
type Place = { readonly contactId: number; readonly campaignId: number }
type Gathered = Place & { readonly added: Counts; recount: boolean }

const columns =
  'sent, opened, clicked, replied, auto_replied, bounced, unsubscribed, events, first_at, last_at, interest, interest_at'
const columnNames = columns.split(', ')
const codeOfCounter = new Map<Counter, number>(
  Object.values(eventTypes).flatMap((about) => ('counter' in about ? [[about.counter, about.code] as const] : [])),
)

export type LeadCounts = ReturnType<typeof createLeadCounts>

/** `count` collects, `write` adds all to the store and reports leads that did something for the first time. */
export function createLeadCounts({ raw }: Store, rollups: Rollups) {
  const gathered = new Map<string, Gathered>()
  const find = raw.prepare(
    `select sent, opened, clicked, replied, auto_replied as autoReplied, bounced, unsubscribed, events,
            first_at as firstAt, last_at as lastAt, interest, interest_at as interestAt, score
       from event_lead where workspace_id = ? and contact_id = ? and campaign_id = ?`,
  )
  const put = raw.prepare(
    `insert into event_lead (workspace_id, contact_id, campaign_id, score, ${columns})
       values (${Array.from({ length: columnNames.length + 4 }, () => '?').join(', ')})
     on conflict do update set score = excluded.score, ${columnNames.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  )
  // SQLite rewrites an index whose column is assigned, even with the same value, which costs a page for nearly every
  // event.
  const putSameScore = raw.prepare(
    `update event_lead set ${columnNames.map((name) => `${name} = ?`).join(', ')}
      where workspace_id = ? and contact_id = ? and campaign_id = ?`,
  )
  const remove = raw.prepare('delete from event_lead where workspace_id = ? and contact_id = ? and campaign_id = ?')
  const events = raw.prepare(
    `select e.type, e.at, coalesce(n.label, 0) as label
       from (${keyTables.map((table) => `select event_id from ${table} where workspace_id = @workspaceId and contact_id = @contactId`).join(' union all ')}) k
       join event e on e.id = k.event_id left join event_name n on n.id = e.type - ${firstNameCode}
      where e.campaign_id = @campaignId`,
  )

  const of = (place: Place): Gathered => {
    const key = `${place.contactId}|${place.campaignId}`
    const known = gathered.get(key)
    if (known) return known
    const made: Gathered = { ...place, added: noCounts(), recount: false }
    gathered.set(key, made)
    return made
  }
  const recounted = (workspaceId: WorkspaceId, { contactId, campaignId }: Place): Counts => {
    const counts = noCounts()
    const rows = events.all({ workspaceId, contactId, campaignId })
    for (const row of rows as { type: number; at: number; label: number }[]) {
      countInto(counts, row.type, row.at, row.label === 1)
    }
    return counts
  }

  return {
    count(place: Place, type: number, at: number, label: boolean): void {
      countInto(of(place).added, type, at, label)
    },
    /** Marks a lead whose events changed in other ways: its counts are recomputed from the store. */
    recount(place: Place): void {
      of(place).recount = true
    },
    write(workspaceId: WorkspaceId): void {
      for (const one of gathered.values()) {
        const place = [workspaceId, one.contactId, one.campaignId]
        const before = find.get(...place) as (Counts & { readonly score: number }) | undefined
        const after = one.recount ? recounted(workspaceId, one) : before ? sumOf(before, one.added) : one.added
        for (const counter of counters) {
          const more = Number(after[counter] > 0) - Number((before?.[counter] ?? 0) > 0)
          if (more !== 0) rollups.countLeads(one.campaignId, codeOfCounter.get(counter) ?? 0, more)
        }
        const score = engagementScore(after)
        if (after.events === 0) remove.run(...place)
        else if (score === before?.score) putSameScore.run(...valuesOf(after), ...place)
        else put.run(...place, score, ...valuesOf(after))
      }
      gathered.clear()
    },
    drop: () => gathered.clear(),
  }
}

const valuesOf = (counts: Counts) => [
  ...counters.map((counter) => counts[counter]),
  counts.events,
  counts.firstAt,
  counts.lastAt,
  counts.interest,
  counts.interestAt,
]

const noCounts = (): Counts => ({
  ...zeroCounts,
  events: 0,
  firstAt: Number.MAX_SAFE_INTEGER,
  lastAt: 0,
  interest: null,
  interestAt: null,
})

function countInto(counts: Counts, type: number, at: number, label: boolean): void {
  const known = knownTypeOfCode(type)
  const about = known && eventTypeDetails(known)
  counts.events += 1
  if (about?.counter) {
    counts[about.counter] += 1
    // A lead may have its label before its first email; opens, replies and the like follow one.
    counts.firstAt = Math.min(counts.firstAt, at)
  }
  counts.lastAt = Math.max(counts.lastAt, at)
  if (label || about?.interest) takeInterest(counts, type, at)
}

function takeInterest(counts: Counts, type: number, at: number): void {
  const [since, interest] = [counts.interestAt ?? -1, counts.interest ?? -1]
  // For two events at the same time, their order of arrival must not matter.
  if (at < since || (at === since && type <= interest)) return
  counts.interest = type
  counts.interestAt = at
}

function sumOf(a: Counts, b: Counts): Counts {
  const sum = { ...a, events: a.events + b.events }
  for (const counter of counters) sum[counter] += b[counter]
  sum.firstAt = Math.min(a.firstAt, b.firstAt)
  sum.lastAt = Math.max(a.lastAt, b.lastAt)
  if (b.interest !== null && b.interestAt !== null) takeInterest(sum, b.interest, b.interestAt)
  return sum
}

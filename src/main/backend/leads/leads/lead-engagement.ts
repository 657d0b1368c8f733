/** What leads of a list did last, by events and by what Instantly lists of them: opened, clicked, replied. */
import type { Database } from 'better-sqlite3'
import type { LeadEngagement } from '#shared/contract/leads/lists.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import { oncePer } from '../../core/lib/once-per.ts'

type Did = { readonly contactId: number; readonly score: number; readonly at: number }

const opened = 2
const did = [eventTypes.email_opened, eventTypes.link_clicked, eventTypes.reply_received].map(({ code }) => code)

/** Time of the last event of a person that says so. */
const lastIn = (table: 'event_key' | 'event_key_fresh') =>
  `coalesce((select max(k.at) from ${table} k
     where k.workspace_id = :workspaceId and k.contact_id = p.id and k.type in (${did.join(', ')})), 0)`

// An automatic reply is no reply, though Instantly lists it as one.
const listed = (what: string) =>
  `coalesce((select max(${what}) from (select a.score, coalesce(a.opened_at, 0) as opened, coalesce(a.clicked_at, 0) as clicked,
       iif(x.auto_replied > 0 and x.replied = 0, 0, coalesce(a.replied_at, 0)) as replied,
       iif(x.auto_replied > 0 and x.replied = 0, 1, 0) as automatic
     from lead_activity a left join event_lead x
       on x.workspace_id = a.workspace_id and x.contact_id = a.contact_id and x.campaign_id = a.campaign_id
     where a.workspace_id = :workspaceId and a.contact_id = p.id)), 0)`

const scoreSql = `max(
  coalesce((select max(x.score) from event_lead x where x.workspace_id = :workspaceId and x.contact_id = p.id), 0),
  ${listed('iif(automatic and score = 4, iif(clicked > 0, 3, iif(opened > 0, 2, 0)), score)')})`
const atSql = `max(${lastIn('event_key')}, ${lastIn('event_key_fresh')}, ${listed('max(opened, clicked, replied)')})`

/** Those of a client who opened, clicked or replied in any campaign. */
const engagedSql = `select x.contact_id as id from event_campaign c cross join event_lead x on x.campaign_id = c.id and x.score >= ${opened}
     where c.workspace_id = :workspaceId
   union select a.contact_id from event_campaign c cross join lead_activity a on a.campaign_id = c.id and a.score >= ${opened}
     where c.workspace_id = :workspaceId`

/** Leads an index finds by their address: the ready ones, and those excluded since. */
const placeSql = (gate: string) =>
  `select l.position, ${scoreSql} as score, ${atSql} as at
   from (${engagedSql}) w cross join event_contact p on p.id = w.id cross join lead l
     on l.email = p.email and l.list_id = :listId and l.removed = 0 and ${gate}`
const ready = 'l.gate = 0'
const excluded = 'l.gate <> 0 and l.gate <> 1 and l.gate <> 2 and l.gate <> 5 and l.gate <> 6 and l.gate <> 9'

const statementsOf = oncePer((raw: Database) => ({
  workspace: raw.prepare<[number], number>('select workspace_id from lead_list where id = ?').pluck(),
  changes: raw.prepare<[], number>('select total_changes()').pluck(),
  places: raw.prepare<[object], Omit<Did, 'contactId'> & { readonly position: number }>(
    `${placeSql(ready)} union all ${placeSql(excluded)}`,
  ),
  of: raw.prepare<[object], Did & { readonly email: string }>(
    `select p.email, p.id as contactId, ${scoreSql} as score, ${atSql} as at from event_contact p
     where p.workspace_id = :workspaceId and p.email in (select value from json_each(:emails))`,
  ),
  kept: new Map<number, { readonly changes: number; readonly positions: readonly number[] }>(),
}))

/** Positions of the leads that opened, clicked or replied, who did so last first. */
export function engagedPositions(raw: Database, listId: number): readonly number[] {
  const { workspace, changes, places, kept } = statementsOf(raw)
  // Page after page asks for the same, as long as nothing was written.
  const now = changes.get() ?? 0
  const known = kept.get(listId)
  if (known?.changes === now) return known.positions
  const positions = places
    .all({ workspaceId: workspace.get(listId) ?? 0, listId })
    .filter(({ score }) => score >= opened)
    .toSorted((a, b) => b.at - a.at || b.score - a.score || a.position - b.position)
    .map(({ position }) => position)
  kept.clear()
  kept.set(listId, { changes: now, positions })
  return positions
}

const whats = { 2: 'opened', 3: 'clicked', 4: 'replied' } as const

/** What people of a list's client did last and most, by their address; who did nothing is not in it. */
export function engagementOf(
  raw: Database,
  listId: number,
  emails: readonly string[],
): ReadonlyMap<string, LeadEngagement> {
  const { workspace, of } = statementsOf(raw)
  const rows = of.all({ workspaceId: workspace.get(listId) ?? 0, emails: JSON.stringify(emails) })
  return new Map(
    rows.flatMap(({ email, score, at }) =>
      score === 2 || score === 3 || score === 4
        ? [[email, { what: whats[score], at: at > 0 ? new Date(at).toISOString() : null }] as const]
        : [],
    ),
  )
}

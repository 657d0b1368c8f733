/** The last activity of a list's leads, from events and from Instantly's lead list: opened, clicked, replied. */
import type { Database } from 'better-sqlite3'
import type { LeadEngagement } from '#shared/contract/leads/lists.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'

type Engaged = { readonly position: number; readonly score: number; readonly at: number }
type PersonActivity = { readonly contactId: number; readonly score: number; readonly at: number }

const opened = 2
const engagementCodes = [eventTypes.email_opened, eventTypes.link_clicked, eventTypes.reply_received].map(
  ({ code }) => code,
)

/** SQL for the time of a person's last event of these kinds. */
const lastEventSql = (table: 'event_key' | 'event_key_fresh') =>
  `coalesce((select max(k.at) from ${table} k
     where k.workspace_id = :workspaceId and k.contact_id = p.id and k.type in (${engagementCodes.join(', ')})), 0)`

// An automatic reply does not count as a reply, although Instantly lists it as one.
const listedActivitySql = (what: string) =>
  `coalesce((select max(${what}) from (select a.score, coalesce(a.opened_at, 0) as opened, coalesce(a.clicked_at, 0) as clicked,
       iif(x.auto_replied > 0 and x.replied = 0, 0, coalesce(a.replied_at, 0)) as replied,
       iif(x.auto_replied > 0 and x.replied = 0, 1, 0) as automatic
     from lead_activity a left join event_lead x
       on x.workspace_id = a.workspace_id and x.contact_id = a.contact_id and x.campaign_id = a.campaign_id
     where a.workspace_id = :workspaceId and a.contact_id = p.id)), 0)`

const scoreSql = `max(
  coalesce((select max(x.score) from event_lead x where x.workspace_id = :workspaceId and x.contact_id = p.id), 0),
  ${listedActivitySql('iif(automatic and score = 4, iif(clicked > 0, 3, iif(opened > 0, 2, 0)), score)')})`
const atSql = `max(${lastEventSql('event_key')}, ${lastEventSql('event_key_fresh')}, ${listedActivitySql('max(opened, clicked, replied)')})`

/** Leads that an index finds by address: ready ones, and those excluded since. */
const foundByEmailSql = (also: string) =>
  ['l.gate = 0', 'l.gate <> 0 and l.gate <> 1 and l.gate <> 2 and l.gate <> 5 and l.gate <> 6 and l.gate <> 9']
    .map(
      (gate) => `select l.position, p.id, p.email from event_contact p cross join lead l
         on l.email = p.email and l.list_id = :listId and l.removed = 0 and ${gate}
       where p.workspace_id = :workspaceId ${also}`,
    )
    .join(' union all ')
/** The same, lead by lead, if the list has fewer leads than the client has people. */
const foundByLeadSql = `select l.position, p.id, p.email from lead l cross join event_contact p
    on p.workspace_id = :workspaceId and p.email = l.email
  where l.list_id = :listId and l.position > :after and l.position <= :to and l.removed = 0
    and l.gate not in (1, 2, 5, 6, 9)`
const engagedOf = (people: string) =>
  `with scored as materialized (select p.position, p.id, ${scoreSql} as score from (${people}) p)
   select p.position, p.score, ${atSql} as at from scored p where p.score >= ${opened}`

/** People or leads read in one step, so that no read lasts long enough to delay a checkpoint. */
const peoplePerStep = 2_000

const statementsOf = memoizeByKey((raw: Database) => ({
  list: raw.prepare<[number], { workspaceId: number; rowCount: number }>(
    'select workspace_id as workspaceId, row_count as rowCount from lead_list where id = ?',
  ),
  changes: raw.prepare<[], number>('select total_changes()').pluck(),
  hasMore: raw
    .prepare<[number, number], number>('select 1 from event_contact where workspace_id = ? limit 1 offset ?')
    .pluck(),
  lastOfStep: raw
    .prepare<[number, string], string>(
      `select email from event_contact where workspace_id = ? and email > ? order by email limit 1 offset ${peoplePerStep - 1}`,
    )
    .pluck(),
  byPerson: raw.prepare<[object], Engaged>(engagedOf(foundByEmailSql('and p.email > :after and p.email <= :to'))),
  lastPersons: raw.prepare<[object], Engaged>(engagedOf(foundByEmailSql('and p.email > :after'))),
  byLead: raw.prepare<[object], Engaged>(engagedOf(foundByLeadSql)),
  of: raw.prepare<[object], PersonActivity & { readonly email: string }>(
    `select p.email, p.id as contactId, ${scoreSql} as score, ${atSql} as at from event_contact p
     where p.workspace_id = :workspaceId and p.email in (select value from json_each(:emails))`,
  ),
}))

/** Changes with every write of this connection: while it is the same, there is no new activity. */
export const engagementRevision = (raw: Database): number => statementsOf(raw).changes.get() ?? 0

/** Returns the positions of leads that opened, clicked or replied, the most recent first. Seconds for a million. */
export function engagedPositions(raw: Database, listId: number): Uint32Array<ArrayBuffer> {
  const { list, hasMore, lastOfStep, byPerson, lastPersons, byLead } = statementsOf(raw)
  const { workspaceId, rowCount } = list.get(listId) ?? { workspaceId: 0, rowCount: 0 }
  const engaged: Engaged[] = []
  const add = (some: readonly Engaged[]) => {
    for (const one of some) engaged.push(one)
  }
  const of = { workspaceId, listId }
  if (hasMore.get(workspaceId, rowCount) === undefined) {
    let after = ''
    for (let to = lastOfStep.get(workspaceId, after); to !== undefined; to = lastOfStep.get(workspaceId, after)) {
      add(byPerson.all({ ...of, after, to }))
      after = to
    }
    add(lastPersons.all({ ...of, after }))
  } else {
    for (let after = 0; after < rowCount; after += peoplePerStep)
      add(byLead.all({ ...of, after, to: after + peoplePerStep }))
  }
  return Uint32Array.from(
    engaged.toSorted((a, b) => b.at - a.at || b.score - a.score || a.position - b.position),
    ({ position }) => position,
  )
}

const activityOfCode = { 2: 'opened', 3: 'clicked', 4: 'replied' } as const

/** Returns the latest and strongest activity of people of the list's client, by address; only active people. */
export function engagementOf(
  raw: Database,
  listId: number,
  emails: readonly string[],
): ReadonlyMap<string, LeadEngagement> {
  const { list, of } = statementsOf(raw)
  const rows = of.all({ workspaceId: list.get(listId)?.workspaceId ?? 0, emails: JSON.stringify(emails) })
  return new Map(
    rows.flatMap(({ email, score, at }) =>
      score === 2 || score === 3 || score === 4
        ? [[email, { what: activityOfCode[score], at: at > 0 ? new Date(at).toISOString() : null }] as const]
        : [],
    ),
  )
}

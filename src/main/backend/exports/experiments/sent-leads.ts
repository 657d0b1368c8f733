/** The leads an experiment sent, each once, with its variant and outcome. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Statement } from 'better-sqlite3'
import type { Counter } from '#shared/domain/events/event-types.ts'
import type { Store } from '../../core/deps.ts'
import { createReportedKinds } from '../../events/events/reported-kinds.ts'
import { combinedCountSql, joinActivitySql } from '../../events/lead-activity/activity-sql.ts'
import { leadActivityOf } from '../../events/lead-activity/lead-activity.ts'
import { joinLabelSql } from '../../events/lead-labels/label-sql.ts'
import { inZoneOfExportSql } from '../../leads/lists/zone-sql.ts'
import { seededKey } from './address-key.ts'
import { createAssignedVariants } from './gather.ts'
import type { ResultRequest } from './results.ts'

/** Leads read per step, which takes a few milliseconds. */
const stepLeads = 400

type Run = {
  readonly id: number
  readonly campaignId: string | null
  readonly campaignName: string
  readonly undone: 0 | 1
}

export type Lead = {
  readonly position: number
  readonly email: string
  readonly payload: string
  readonly importId: number
  readonly rowNumber: number
  readonly original: string
}

type Outcome = {
  readonly email: string
  readonly sent: number
  readonly opened: number
  readonly replied: number
  readonly automatic: number
  readonly bounced: number
  readonly unsubscribed: number
  /** When it was first contacted (epoch ms). */
  readonly firstAt: number
  /** The stage its label stands for; null without a label. */
  readonly stage: number | null
}

/** A lead that was uploaded with its variant. */
export type SentLead = {
  readonly variant: number
  readonly stratum: number
  readonly lead: Lead
  readonly outcome: Outcome | null
}

export type Campaign = {
  readonly remoteId: string
  readonly name: string
  readonly eventId: number | null
  readonly opens: 0 | 1
  readonly contacted: number
  readonly gone: 0 | 1
  /** Kinds of events that some source reports for the campaign. */
  readonly reported: ReadonlySet<Counter>
  /** When the campaign's lead list was read (epoch ms). */
  readonly listedAt: number
}

export type SentReading = {
  readonly store: Store
  readonly reportedKindsOf: ReturnType<typeof createReportedKinds>
  readonly activity: ReturnType<typeof leadActivityOf>
  readonly runsOf: Statement<[number, string], Run>
  readonly campaignOf: Statement<[object], { eventId: number | null; opens: 0 | 1; contacted: number; gone: 0 | 1 }>
  readonly batchesOf: Statement<[number, string], { first: number; last: number; sentAt: string }>
  readonly uploaded: Statement<[object], Lead>
  readonly outcomes: Statement<[object], Outcome>
  readonly listName: Statement
  readonly fileNames: Statement<[number], { id: number; name: string }>
  readonly raw: Store['raw']
  readonly leadsOf: Statement<[number, number, number], { address: number; variant: number; actionId: number }>
}

/** Prepared statements that read exports and events. */
export function prepareSentReading(store: Store): SentReading {
  const { raw } = store
  const reportedKindsOf = createReportedKinds(store)
  const activity = leadActivityOf(store)
  const runsOf = raw.prepare<[number, string], Run>(
    `select r.id, r.campaign_id as campaignId, r.campaign_name as campaignName,
       r.taken_back_at is not null as undone from export_run r
     where r.list_id = ? and r.target = 'campaign' and exists (select 1 from export_batch b where b.export_id = r.id and b.state = 'done' and b.sent_at >= ?)
     order by r.id`,
  )
  const batchesOf = raw.prepare<[number, string], { first: number; last: number; sentAt: string }>(
    `select first_position as first, last_position as last, sent_at as sentAt from export_batch
     where export_id = ? and state = 'done' and uploaded > 0 and sent_at >= ? order by first_position`,
  )
  const uploaded = raw.prepare<[object], Lead>(
    `select l.position, l.email, l.payload, l.import_id as importId, l.row_number as rowNumber, l.original from lead l
     where l.list_id = @listId and l.position between @first and @last and l.gate = 0
       and ${inZoneOfExportSql('@exportId', 'l.position')}
       and not exists (select 1 from export_problem p
         where p.export_id = @exportId and p.position = l.position and p.outcome <> 'taken_back')`,
  )
  // SQLite must not reverse this join order: it would read every lead of the campaign.
  const outcomes = raw.prepare<[object], Outcome>(
    `select p.email, x.sent, ${combinedCountSql('opened', 'x', 'a')} as opened, ${combinedCountSql('replied', 'x', 'a')} as replied,
       x.auto_replied as automatic, ${combinedCountSql('bounced', 'x', 'a')} as bounced,
       ${combinedCountSql('unsubscribed', 'x', 'a')} as unsubscribed, x.first_at as firstAt, y.stage
     from json_each(@emails) j
       cross join event_contact p on p.workspace_id = @workspaceId and p.email = j.value
       cross join event_lead x on x.workspace_id = @workspaceId and x.contact_id = p.id and x.campaign_id = @eventId
       ${joinActivitySql('a', 'x')}
       ${joinLabelSql('y', { workspace: '@workspaceId', campaign: '@remoteId', email: 'p.email' })}`,
  )
  const campaignOf = raw.prepare<[object], { eventId: number | null; opens: 0 | 1; contacted: number; gone: 0 | 1 }>(
    `select (select e.id from event_campaign e where e.workspace_id = @workspaceId and e.remote_id = @remoteId) as eventId,
       coalesce(c.open_tracking, 0) = 1 or coalesce(c.opened, 0) > 0 as opens, coalesce(c.contacted, 0) as contacted,
       c.gone_at is not null as gone
     from (select 1) left join campaign c on c.workspace_id = @workspaceId and c.remote_id = @remoteId`,
  )
  const leadsOf = raw.prepare<[number, number, number], { address: number; variant: number; actionId: number }>(
    `select address, variant, action_id as actionId from experiment_lead
     where experiment_id = ? and address > ? order by address limit ?`,
  )
  const listName = raw.prepare('select name from lead_list where id = ?').pluck()
  const fileNames = raw.prepare<[number], { id: number; name: string }>(
    'select id, file_name as name from list_import where list_id = ?',
  )
  return {
    store,
    reportedKindsOf,
    activity,
    runsOf,
    campaignOf,
    batchesOf,
    uploaded,
    outcomes,
    listName,
    fileNames,
    raw,
    leadsOf,
  }
}

/** Calls back once for every lead uploaded since it has its variant, with the campaign it was first added to. */
export async function forEachSentLead(
  reading: SentReading,
  asked: ResultRequest,
  take: (sent: readonly SentLead[], campaign: Campaign) => void,
): Promise<readonly Campaign[]> {
  const { store, reportedKindsOf, activity, runsOf, campaignOf, batchesOf, uploaded, outcomes } = reading
  const { workspaceId, listId } = asked
  const since = asked.steps[0]?.at
  if (since === undefined) return []
  const steps = new Map(asked.steps.map((step) => [step.actionId, step.at]))
  const memory = createAssignedVariants(store, asked)
  const reported = reportedKindsOf(workspaceId)
  const listedAt = activity.readAt(workspaceId) ?? Number.NEGATIVE_INFINITY
  const seen = new Set<number>()
  const campaigns: Campaign[] = []
  for (const run of runsOf.all(listId, since)) {
    const remoteId = run.campaignId ?? ''
    const about = campaignOf.get({ workspaceId, remoteId }) ?? { eventId: null, opens: 0, contacted: 0, gone: 0 }
    const campaign = { ...about, remoteId, name: run.campaignName, reported, listedAt }
    campaigns.push(campaign)
    for (const batch of batchesOf.all(run.id, since)) {
      for (let first = batch.first; first <= batch.last; first += stepLeads) {
        const last = Math.min(batch.last, first + stepLeads - 1)
        const leads = uploaded.all({ listId, first, last, exportId: run.id })
        const keys = leads.map(({ email }) => seededKey(asked.seed, email))
        const had = memory(keys)
        const ofThem = new Map(
          about.eventId === null
            ? []
            : outcomes
                .all({
                  workspaceId,
                  remoteId,
                  eventId: about.eventId,
                  emails: JSON.stringify(leads.map(({ email }) => email)),
                })
                .map((outcome) => [outcome.email, outcome] as const),
        )
        const sent: SentLead[] = []
        for (const [at, lead] of leads.entries()) {
          const key = keys[at] as number
          const known = had.get(key)
          // Sent before it was assigned its variant, so it got another text.
          if (!known || seen.has(key) || batch.sentAt < (steps.get(known.actionId) ?? '')) continue
          const outcome = ofThem.get(lead.email) ?? null
          // The export was undone before anything was sent, so the next export is the first to contact the lead.
          if (run.undone === 1 && (outcome?.sent ?? 0) === 0) continue
          seen.add(key)
          const { variant, stratum } = known
          sent.push({ variant, stratum, lead, outcome })
        }
        take(sent, campaign)
        // Other work gets its turn in between.
        await nextTurn()
      }
    }
  }
  return campaigns
}

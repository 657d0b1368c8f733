/** Totals of events, read from the counts stored along with them. */
import type { CampaignLife, EventChoices, LeadTimeline } from '#shared/contract/events/events.ts'
import { engagementScore } from '#shared/domain/events/engagement.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { optOutOf } from '../../leads/opt-outs/covered-by-opt-out.ts'
import { leadActivityOf } from '../lead-activity/lead-activity.ts'
import { createListedFigures } from '../lead-activity/listed-figures.ts'
import { createEventHealth, iso, type NameRow, nameOf, names } from './event-health.ts'
import { firstNameCode } from './names.ts'

const countedPerLead = new Set<number>(
  Object.values(eventTypes).flatMap((about) => ('counter' in about ? [about.code] : [])),
)

/** Number of leads shown as the most engaged. */
const maxHot = 10

type Hot = Omit<CampaignLife['hottest'][number], 'name'>

/** `workspaces`: the clients to include. */
export function createEventFigures(store: Store) {
  const { raw } = store
  const listedFigures = createListedFigures(store)
  const activity = leadActivityOf(store)
  const { health, totals, campaignsOf } = createEventHealth(raw)
  const interest = raw.prepare(
    `select x.interest as code, n.name, n.label, x.interest_at as at
       from event_contact p join event_lead x on x.workspace_id = p.workspace_id and x.contact_id = p.id
       left join event_name n on n.id = x.interest - ${firstNameCode}
      where p.workspace_id = ? and p.email = ? and x.interest is not null order by x.interest_at desc, x.interest desc limit 1`,
  )
  const campaign = raw.prepare('select id from event_campaign where workspace_id = ? and remote_id = ?').pluck()
  const campaignTypes = raw.prepare(
    `select x.type as code, n.name, n.label, x.events, x.leads from event_campaign_count x ${names}
      where x.workspace_id = ? and x.campaign_id = ? order by x.events desc`,
  )

  return {
    choices(workspaces: readonly WorkspaceId[]): EventChoices {
      const found = new Map<string, EventChoices['types'][number]>()
      // Several clients may have a label of the same name.
      for (const one of totals(workspaces)) {
        const { events } = found.get(one.type) ?? { events: 0 }
        found.set(one.type, { ...one, events: one.events + events })
      }
      return {
        types: [...found.values()],
        campaigns: campaignsOf(workspaces).map(({ id, workspaceId, name, events }) => ({
          id,
          workspaceId,
          name,
          events,
        })),
      }
    },
    health,
    /** What a person did across all campaigns of a client. */
    lead(workspaceId: WorkspaceId, email: string): Omit<LeadTimeline, 'workspaceId' | 'events' | 'exports'> {
      const { counts, listed } = listedFigures.ofLead(workspaceId, email)
      const listedAt = activity.readAt(workspaceId)
      const newest = interest.get(workspaceId, email) as (NameRow & { at: number }) | undefined
      const optOut = optOutOf(store, workspaceId, email)
      return {
        score: engagementScore(counts),
        counts,
        listed,
        listedAt: listedAt === null ? null : iso(listedAt),
        interest: newest ? { type: nameOf(newest).type, at: iso(newest.at) } : null,
        optedOutAt: optOut?.state === 'on' ? iso(optOut.since) : null,
      }
    },
    /** What only Instantly's lead list says about a campaign. */
    listedOf: listedFigures.newestOf,
    /** Null if neither an event nor the lead list mentioned the campaign. */
    campaign(workspaceId: WorkspaceId, remoteId: string): Pick<CampaignLife, 'campaignId' | 'types'> | null {
      const id = campaign.get(workspaceId, remoteId) as number | undefined
      if (id === undefined) return null
      const rows = campaignTypes.all(workspaceId, id) as (NameRow & { events: number; leads: number })[]
      return {
        campaignId: id,
        types: rows.map((row) => ({
          ...nameOf(row),
          events: row.events,
          leads: countedPerLead.has(row.code) ? row.leads : null,
        })),
      }
    },
    /** The number of leads of a campaign per score, and the most engaged ones. */
    warmth: (campaignId: number): { readonly scores: readonly number[]; readonly hottest: readonly Hot[] } => ({
      scores: listedFigures.scoresOf(campaignId),
      hottest: listedFigures.warmestOf(campaignId, maxHot).map((one) => ({ ...one, lastAt: iso(one.lastAt) })),
    }),
  }
}

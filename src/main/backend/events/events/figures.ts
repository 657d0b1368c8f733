/** Sums over events, read from the counts that are kept with them. */
import type { CampaignLife, EventChoices, EventHealth, LeadTimeline } from '#shared/contract/events/events.ts'
import { engagementScore } from '#shared/domain/events/engagement.ts'
import { eventTypes, knownTypeOfCode } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { optOutOf } from '../../leads/opt-outs/covers.ts'
import { leadActivityOf } from '../lead-activity/lead-activity.ts'
import { createListedFigures } from '../lead-activity/listed-figures.ts'
import { campaignNameSql, firstNameCode, knownCampaignSql } from './names.ts'

type NameRow = { readonly code: number; readonly name: string | null; readonly label: number | null }

const nameOf = ({ code, name, label }: NameRow) => {
  const known = knownTypeOfCode(code)
  const kind = known ? ('known' as const) : label === 1 ? ('label' as const) : ('unknown' as const)
  return { type: known ?? name ?? String(code), kind }
}
const countedPerLead = new Set<number>(
  Object.values(eventTypes).flatMap((about) => ('counter' in about ? [about.code] : [])),
)
const names = `left join event_name n on n.id = x.type - ${firstNameCode}`
const weekMs = 7 * 86_400_000
const iso = (at: number) => new Date(at).toISOString()
const asJson = (workspaces: readonly WorkspaceId[]) => JSON.stringify(workspaces)

/** Leads shown as the hottest. */
const mostHot = 10

type Hot = Omit<CampaignLife['hottest'][number], 'name'>
type CampaignFigures = Omit<CampaignLife, 'latest' | 'hottest'> & { readonly hottest: readonly Hot[] }

/** `workspaces`: the clients meant. */
export function createEventFigures(store: Store) {
  const { raw } = store
  const listedFigures = createListedFigures(store)
  const activity = leadActivityOf(store)
  const of = '(select value from json_each(@of))'
  const types = raw.prepare(
    `select x.type as code, n.name, n.label, sum(x.events) as events
       from event_campaign_count x ${names} where x.workspace_id in ${of} group by x.type`,
  )
  const campaigns = raw.prepare(
    `select c.id, c.workspace_id as workspaceId, ${campaignNameSql('c')} as name,
            ${knownCampaignSql('c')} as known, coalesce(sum(x.events), 0) as events
       from event_campaign c left join event_campaign_count x
            on x.workspace_id = c.workspace_id and x.campaign_id = c.id
      where c.workspace_id in ${of} and c.remote_id <> '' group by c.id having events > 0 order by events desc`,
  )
  const tallies = raw.prepare(
    `select coalesce(sum(duplicate), 0) as duplicates, max(last_received_at) as lastAt
       from event_tally where workspace_id in ${of}`,
  )
  const dead = raw.prepare(`select count(*) from dead_event where workspace_id in ${of}`).pluck()
  const troubled = raw.prepare(
    `select a.email as account, e.workspace_id as workspaceId, max(e.at) as at
       from json_each(@of) w join event e indexed by event_of_workspace
            on e.workspace_id = w.value and e.type = ${eventTypes.account_error.code} and e.at > @since
       join event_account a on a.id = e.account_id group by a.id order by 3 desc limit 20`,
  )
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
  const totals = (workspaces: readonly WorkspaceId[]) =>
    (types.all({ of: asJson(workspaces) }) as (NameRow & { events: number })[])
      .map((row) => ({ ...nameOf(row), events: row.events }))
      .toSorted((a, b) => b.events - a.events)
  const campaignsOf = (workspaces: readonly WorkspaceId[]) =>
    campaigns.all({ of: asJson(workspaces) }) as (EventChoices['campaigns'][number] & { known: 0 | 1 })[]

  return {
    choices(workspaces: readonly WorkspaceId[]): EventChoices {
      const found = new Map<string, EventChoices['types'][number]>()
      // Clients may have labels of the same name.
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
    health(workspaces: readonly WorkspaceId[], now: number): EventHealth {
      const all = totals(workspaces)
      const { duplicates, lastAt } = tallies.get({ of: asJson(workspaces) }) as {
        duplicates: number
        lastAt: number | null
      }
      const errors = troubled.all({ of: asJson(workspaces), since: now - weekMs }) as {
        account: string
        workspaceId: WorkspaceId
        at: number
      }[]
      return {
        events: all.reduce((sum, { events }) => sum + events, 0),
        duplicates,
        lastReceivedAt: lastAt === null ? null : iso(lastAt),
        unknownTypes: all.filter(({ kind }) => kind === 'unknown').map(({ type, events }) => ({ type, events })),
        unknownCampaigns: campaignsOf(workspaces)
          .filter(({ known }) => known === 0)
          .map(({ id, name, events }) => ({ id, name, events })),
        dead: dead.get({ of: asJson(workspaces) }) as number,
        troubled: errors.map((one) => ({ ...one, at: iso(one.at) })),
      }
    },
    /** What a person did over all campaigns of a client. */
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
    /** What only the lead list tells of a campaign. */
    listedOf: listedFigures.newestOf,
    /** Null where neither an event nor the lead list spoke of the campaign. */
    campaign(workspaceId: WorkspaceId, remoteId: string): CampaignFigures | null {
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
        scores: listedFigures.scoresOf(id),
        hottest: listedFigures.warmestOf(id, mostHot).map((one) => ({ ...one, lastAt: iso(one.lastAt) })),
      }
    },
  }
}

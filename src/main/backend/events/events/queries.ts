/** Queries for the log, timelines and figures. */
import { knownTypeOfCode } from '#shared/domain/events/event-types.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { keyTables } from './event-keys.ts'
import { createLogFilter, type LogFilter } from './log-filter.ts'
import { createLogPlaces, type Place } from './log-places.ts'
import { campaignNameSql, firstNameCode } from './names.ts'

export type EventRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  readonly at: number
  readonly type: string
  /** Distinguishes labels from unknown names. */
  readonly kind: 'known' | 'label' | 'unknown'
  readonly campaignId: number
  readonly campaignName: string
  /** Instantly's id; empty if the event has no campaign. */
  readonly campaignRemoteId: string
  readonly lead: string
  readonly account: string | null
  readonly step: number | null
  readonly variant: number | null
  readonly sources: number
}

export type EventPage = { readonly rows: readonly EventRow[]; readonly next: Place | null }

const eventColumns = `e.id, e.workspace_id as workspaceId, e.at, e.type as code, n.name as ownName, n.label,
  e.campaign_id as campaignId, ${campaignNameSql('c')} as campaignName, c.remote_id as campaignRemoteId, p.email as lead, a.email as account,
  e.step, e.variant, e.sources,
  (select k.part_id from campaign k where k.workspace_id = c.workspace_id and k.remote_id = c.remote_id) as partId`
const eventJoins = `join event_campaign c on c.id = e.campaign_id join event_contact p on p.id = e.contact_id
  left join event_account a on a.id = e.account_id left join event_name n on n.id = e.type - ${firstNameCode}`

type Found = Omit<EventRow, 'type' | 'kind'> & {
  readonly code: number
  readonly ownName: string | null
  readonly label: number | null
}

type DeadRow = {
  readonly id: number
  readonly source: number
  readonly receivedAt: number
  readonly reason: string
  readonly text: string
  readonly times: number
}

export type EventQueries = ReturnType<typeof createEventQueries>

export function createEventQueries(store: Store) {
  const { raw } = store
  const filter = createLogFilter(store)
  const places = createLogPlaces(raw)
  const byIds = raw.prepare(
    `select ${eventColumns} from json_each(?) j join event e on e.id = j.value ${eventJoins} order by e.at desc, e.id desc`,
  )
  const ofContact = raw.prepare(
    `select ${eventColumns}
       from (select event_id from (${keyTables.map((table) => `select event_id, at from ${table} where workspace_id = @workspaceId and contact_id = @contactId`).join(' union all ')})
              order by at desc, event_id desc limit @limit) k
       join event e on e.id = k.event_id ${eventJoins} order by e.at desc, e.id desc`,
  )
  const campaign = raw.prepare('select id from event_campaign where workspace_id = ? and remote_id = ?').pluck()

  const rowsOf = (found: readonly Place[]): readonly EventRow[] =>
    (byIds.all(JSON.stringify(found.map(({ id }) => id))) as Found[]).map(shownRow)

  const deadOf = 'from dead_event where workspace_id in (select value from json_each(@of))'
  const deadCount = raw.prepare(`select count(*) ${deadOf}`).pluck()
  const deadRows = raw.prepare(
    `select id, source, received_at as receivedAt, reason, substr(raw, 1, 2000) as text,
            times ${deadOf} order by id desc limit @limit offset @offset`,
  )

  return {
    /** The clients a question is about; null stands for all that *All clients* includes. */
    clientsOf: (workspaceId: WorkspaceId | null) => (workspaceId === null ? filter.allClients() : [workspaceId]),
    /** Events that could not be read, newest first. */
    dead(workspaces: readonly WorkspaceId[], page: { readonly offset: number; readonly limit: number }) {
      const of = JSON.stringify(workspaces)
      return { rows: deadRows.all({ of, ...page }) as DeadRow[], total: deadCount.get({ of }) as number }
    },
    /** Newest first, older than `before`. `next` is null if there is nothing older. */
    logPage(wanted: LogFilter, before: Place | null, limit: number): EventPage {
      const found = places.page(filter.soughtOf(wanted), before, limit + 1)
      const page = found.slice(0, limit)
      return { rows: rowsOf(page), next: found.length > limit ? (page.at(-1) ?? null) : null }
    },
    /** The number of events that match the filter, counted up to `most`. */
    count: (wanted: LogFilter, most: number): number => places.count(filter.soughtOf(wanted), most),
    /** What one person did, newest first, across all campaigns of a client. */
    timeline(workspaceId: WorkspaceId, email: string, limit = 500): readonly EventRow[] {
      const [contact] = filter.contactsOf(email, [workspaceId])
      return contact ? (ofContact.all({ workspaceId, contactId: contact.id, limit }) as Found[]).map(shownRow) : []
    },
    campaignsOfPart: filter.campaignsOfPart,
    /** The local number of a campaign by Instantly's id; null if it has no events. */
    campaignNumber: (workspaceId: WorkspaceId, remoteId: string): number | null =>
      (campaign.get(workspaceId, remoteId) as number | undefined) ?? null,
  }
}

function shownRow({ code, ownName, label, ...row }: Found): EventRow {
  const known = knownTypeOfCode(code)
  return {
    ...row,
    type: known ?? ownName ?? String(code),
    kind: known ? 'known' : label === 1 ? 'label' : 'unknown',
  }
}

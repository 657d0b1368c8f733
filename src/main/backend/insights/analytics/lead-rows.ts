/** Reads leads of campaigns with what they did there and a column's value, some at a time. */
import { groupingColumns, type LeadColumn } from '#shared/contract/insights/breakdowns.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { combinedCountSql, joinActivitySql } from '../../events/lead-activity/activity-sql.ts'
import { joinLabelSql } from '../../events/lead-labels/label-sql.ts'
import { createCampaignScope, type Scope, toInstants } from './scope.ts'

/** Leads read in one step, which blocks the thread for a few milliseconds. */
const leadsPerStep = 800

/** What a lead did in a campaign, in the column order of the statement. */
export type LeadOutcomeRow = readonly [
  contactId: number,
  campaignId: number,
  opened: number,
  replied: number,
  automatic: number,
  bounced: number,
  firstAt: number,
  stage: number | null,
  value: string | number | null,
  listId: number | null,
  importId: number | null,
  rowNumber: number | null,
  original: string | null,
  position: number | null,
]

/** Whether the column is not a field of the lead but its list, file or export. */
export const isOriginColumn = (column: LeadColumn): column is (typeof groupingColumns)[number] =>
  (groupingColumns as readonly string[]).includes(column)

/** Fields that also have a column of their own, so that the payload need not be read for them. */
const ownColumns = new Set(['first_name', 'last_name', 'company_name', 'job_title'])

/** Returns a column's value as SQL, and the JSON path it uses. */
function valueSqlOf(column: ReturnType<typeof parseColumnKey>): readonly [sql: string, path: string | null] {
  if (column?.kind === 'variable') return ['l.payload ->> @path', `$.custom_variables.${column.name}`]
  if (column?.kind !== 'field') return ['null', null]
  return ownColumns.has(column.name) ? [`l.${column.name}`, null] : ['l.payload ->> @path', `$.${column.name}`]
}

export function createLeadRows(store: Store) {
  const { raw } = store
  const campaignsOf = createCampaignScope(store)
  const statements = new Map<string, ReturnType<typeof raw.prepare>>()
  const prepared = (text: string) => {
    const known = statements.get(text) ?? raw.prepare(text).raw()
    statements.set(text, known)
    return known
  }

  /**
   * The next leads of a campaign by their number. A lead's score may rise between two steps, so pages by score would read
   * it twice or skip others; its number stays.
   */
  const nextPeople = raw
    .prepare<[object], number>(
      `${[1, 2, 3, 4]
        .map(
          (score) =>
            `select * from (select contact_id from event_lead indexed by event_lead_score
               where campaign_id = @eventId and score = ${score} and workspace_id = @workspaceId and contact_id > @after
               order by contact_id limit @limit)`,
        )
        .join(' union all ')} order by contact_id limit @limit`,
    )
    .pluck()

  /** Yields the selected leads in pieces, each read along an index. */
  return function* steps(
    scope: Scope & { readonly workspaceId: WorkspaceId },
    period: Period,
    column: LeadColumn,
  ): Generator<readonly LeadOutcomeRow[]> {
    const other = isOriginColumn(column) ? null : parseColumnKey(column)
    const [value, path] = valueSqlOf(other)
    const isOfFile = other?.kind === 'original' || other?.kind === 'consent'
    // With tens of thousands of leads, reading unneeded columns is noticeable.
    const only = (needed: boolean, sql: string) => (needed ? sql : 'null')
    const columns = `x.contact_id, x.campaign_id, ${combinedCountSql('opened', 'x', 'a')}, ${combinedCountSql('replied', 'x', 'a')},
      x.auto_replied, ${combinedCountSql('bounced', 'x', 'a')}, x.first_at, iif(y.came_with > 0, 0, y.stage), ${value}, l.list_id,
      ${only(isOfFile || column === 'source', 'l.import_id')}, ${only(isOfFile, 'l.row_number')},
      ${only(isOfFile, 'l.original')}, ${only(column === 'export', 'l.position')}`
    const joined = `join event_contact p on p.id = x.contact_id and p.email <> '' ${joinActivitySql('a', 'x')}
      left join event_campaign ec on ec.id = x.campaign_id
      ${joinLabelSql('y', { workspace: 'x.workspace_id', campaign: 'ec.remote_id', email: 'p.email' })}
      left join lead l indexed by lead_ready_email on l.email = p.email and l.gate = 0 and l.workspace_id = @workspaceId`
    const asked = {
      workspaceId: scope.workspaceId,
      ...toInstants(period),
      path,
      limit: leadsPerStep,
    }
    if (scope.campaignIds === null) {
      const bound = prepared(
        `select contact_id from event_lead where workspace_id = @workspaceId and contact_id > @after order by contact_id limit 1 offset @limit`,
      )
      const some = prepared(
        `select ${columns} from event_lead x ${joined}
          where x.workspace_id = @workspaceId and x.contact_id > @after and x.contact_id <= @last
            and x.sent > 0 and x.first_at between @since and @until`,
      )
      for (let after = 0; ; ) {
        const [last] = (bound.get({ workspaceId: scope.workspaceId, after, limit: leadsPerStep }) as
          | [number]
          | undefined) ?? [null]
        yield some.all({ ...asked, after, last: last ?? Number.MAX_SAFE_INTEGER }) as unknown as LeadOutcomeRow[]
        if (last === null) return
        after = last
      }
    }
    const ofCampaign = prepared(
      `select ${columns} from json_each(@people) k
         cross join event_lead x on x.workspace_id = @workspaceId and x.contact_id = k.value and x.campaign_id = @eventId
         ${joined}
        where x.sent > 0 and x.first_at between @since and @until`,
    )
    for (const { eventId } of campaignsOf(scope)) {
      if (eventId === null) continue
      for (let people = nextPeople.all({ ...asked, eventId, after: 0 }); people.length > 0; ) {
        yield ofCampaign.all({ ...asked, eventId, people: JSON.stringify(people) }) as unknown as LeadOutcomeRow[]
        people = nextPeople.all({ ...asked, eventId, after: people.at(-1) ?? 0 })
      }
    }
  }
}

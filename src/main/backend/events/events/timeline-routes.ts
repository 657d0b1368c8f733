import type { EventWithReply, events } from '#shared/contract/events/events.ts'
import type { LeadSent } from '#shared/contract/exports/exports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { addressKey } from '#shared/domain/leads/import/addresses.ts'
import { requireFound } from '#shared/errors.ts'
import type { LeadId, WorkspaceId } from '#shared/ids.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { leadNameSql } from '../../leads/lists/lead-name-sql.ts'
import { toShownEvent } from './event-shapes.ts'
import type { createEventFigures } from './figures.ts'
import type { EventIngest } from './ingest-events.ts'
import type { EventQueries, EventRow } from './queries.ts'
import { replyWords } from './reply-words.ts'

const anyEvent = { partId: null, type: null, lead: null, from: null, to: null }
/** Number of newest events shown for a campaign. */
const maxLatest = 20
/** Replies whose text is included in one answer, newest first. Older ones can be read in their conversation. */
const maxReplies = 40

type Parts = {
  readonly ingest: EventIngest
  readonly outcomesOfLead: (leadId: LeadId) => readonly LeadSent[]
  readonly queries: EventQueries
  readonly figures: ReturnType<typeof createEventFigures>
}

/** Creates the lookup of a person's name; null if none is known. */
function createPersonNames({ raw }: Store) {
  const nameOfLead = raw
    .prepare(
      `select nullif(${leadNameSql()}, '') from lead
       where email = ? and workspace_id = ? and gate = 0 order by id desc limit 1`,
    )
    .pluck()
  // Leads of campaigns that are in no local list have a name only if they replied.
  const nameOfThread = raw
    .prepare(
      `select from_name from inbox_thread where workspace_id = ? and lead_email = ? and from_name <> ''
       order by last_at desc limit 1`,
    )
    .pluck()
  return (workspaceId: WorkspaceId, email: string | null): string | null =>
    email === null
      ? null
      : (((nameOfLead.get(email, workspaceId) ?? nameOfThread.get(workspaceId, email)) as string | undefined) ?? null)
}

/** Routes for the events of one lead, and of one campaign. */
export function timelineRoutes(
  { store }: Deps,
  { ingest, outcomesOfLead, queries, figures }: Parts,
): Pick<Handlers<typeof events>, 'events.timeline' | 'events.campaign'> {
  const leadsOf = store.raw
    .prepare('select id from lead where email = ? and workspace_id = ? and gate = 0 limit 20')
    .pluck()
  const personOfLead = store.raw.prepare(
    `select workspace_id as workspaceId, coalesce(email, '') as email from lead where id = ?`,
  )
  const nameOf = createPersonNames(store)
  const campaignPage = store.raw.prepare('select id from campaign where workspace_id = ? and remote_id = ?').pluck()

  /** Rows for display, newest first, with the text of replies. */
  function withReplies(rows: readonly EventRow[]): readonly EventWithReply[] {
    let replies = 0
    const readPayload = ingest.createPayloadReader()
    return rows.map((row) => {
      const isReply = row.kind === 'known' && (row.type === 'reply_received' || row.type === 'auto_reply_received')
      const payload = isReply && replies++ < maxReplies ? readPayload(row.workspaceId, row.id) : null
      const page = campaignPage.get(row.workspaceId, row.campaignRemoteId) as number | undefined
      return {
        ...toShownEvent(row),
        replySnippet: payload === null ? null : replyWords(payload),
        campaignPage: page ?? null,
      }
    })
  }

  function personOf(leadId: LeadId) {
    return requireFound(personOfLead.get(leadId) as { workspaceId: WorkspaceId; email: string } | undefined, 'lead')
  }

  return {
    'events.timeline': (of) => {
      const { workspaceId, email } =
        'leadId' in of ? personOf(of.leadId) : { workspaceId: of.workspaceId, email: addressKey(of.email) }
      const ids = leadsOf.all(email, workspaceId) as LeadId[]
      return {
        workspaceId,
        ...figures.lead(workspaceId, email),
        events: withReplies(queries.timeline(workspaceId, email)),
        exports: ids.flatMap((id) => outcomesOfLead(id)).toSorted((a, b) => (a.at < b.at ? 1 : -1)),
      }
    },
    'events.campaign': ({ workspaceId, remoteId }) => {
      const life = figures.campaign(workspaceId, remoteId)
      if (!life) return null
      const { scores, hottest } = figures.warmth(life.campaignId)
      const filter = { ...anyEvent, workspaceId, campaignId: life.campaignId }
      const named = <T extends { readonly email: string }>(one: T) => ({ ...one, name: nameOf(workspaceId, one.email) })
      const latest = [
        ...withReplies(queries.logPage(filter, null, maxLatest).rows).map(
          ({ id, at, type, kind, lead, replySnippet }) => ({
            at,
            type,
            kind,
            lead,
            replySnippet,
            key: `event ${id}`,
            times: null,
          }),
        ),
        ...figures.listedOf(life.campaignId, maxLatest).flatMap(({ lastAt, type, email, times }) =>
          lastAt === null
            ? []
            : [
                {
                  at: lastAt,
                  type,
                  kind: 'known' as const,
                  lead: email,
                  replySnippet: null,
                  key: `${type} ${email}`,
                  times,
                },
              ],
        ),
      ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
      return {
        ...life,
        scores,
        hottest: hottest.map(named),
        latest: latest.slice(0, maxLatest).map((one) => ({ ...one, name: nameOf(workspaceId, one.lead) })),
      }
    },
  }
}

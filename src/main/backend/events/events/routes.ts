import type { events } from '#shared/contract/events/events.ts'
import type { LeadSent } from '#shared/contract/exports/exports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { localDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadId, WorkspaceId } from '#shared/ids.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import { createDemoLookup, offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { deadRoutes } from './dead-routes.ts'
import { toLogFilter, toShownEvent } from './event-shapes.ts'
import { createEventFigures } from './figures.ts'
import type { EventIngest } from './ingest-events.ts'
import { createEventQueries } from './queries.ts'
import { createReadingState } from './reading-state.ts'
import { safeReplyLink } from './reply-link.ts'
import { saveEvents } from './save-events.ts'
import { timelineRoutes } from './timeline-routes.ts'

/** Events are counted up to this number, as nobody pages further. */
const maxCounted = 10_000

type Parts = {
  readonly ingest: EventIngest
  /** The exports that included a lead, provided by the exports feature. */
  readonly outcomesOfLead: (leadId: LeadId) => readonly LeadSent[]
}

/** Routes for the log of events, timelines and unreadable events. */
export function eventRoutes(deps: Deps, { ingest, outcomesOfLead }: Parts): Handlers<typeof events> {
  const { store } = deps
  const queries = createEventQueries(store)
  const figures = createEventFigures(store)
  const isDemo = createDemoLookup(store)
  const readingOf = createReadingState(store, isDemo)
  const nameOfWorkspace = createClientNames(store.raw)
  const today = () => localDate(deps.clock.now())

  /** The reply's address at Instantly from the payload, if it is safe to open. */
  function replyLink(payload: string): string | null {
    try {
      const { unibox_url: link } = JSON.parse(payload) as { readonly unibox_url?: unknown }
      return typeof link === 'string' ? safeReplyLink(link) : null
    } catch {
      return null
    }
  }

  function payloadOf(workspaceId: WorkspaceId, eventId: number): string {
    const payload = ingest.readPayload(workspaceId, eventId)
    if (payload === null) throw new AppError('NOT_FOUND', { what: 'event' })
    return payload
  }

  return {
    'events.log': ({ before, limit, ...filter }) => {
      const { rows, next } = queries.logPage(toLogFilter(filter), before, limit)
      return { rows: rows.map(toShownEvent), next }
    },
    'events.count': (filter) => {
      const count = queries.count(toLogFilter(filter), maxCounted)
      return { count, more: count === maxCounted }
    },
    'events.choices': ({ workspaceId, partId }) => {
      const { types, campaigns } = figures.choices(queries.clientsOf(workspaceId))
      if (partId === null) return { types, campaigns }
      const own = new Set(queries.campaignsOfPart(workspaceId, partId))
      return { types, campaigns: campaigns.filter(({ id }) => own.has(id)) }
    },
    'events.detail': ({ workspaceId, eventId }) => {
      const payload = payloadOf(workspaceId, eventId)
      return { payload: laidOut(payload), canOpen: replyLink(payload) !== null }
    },
    'events.reading': ({ workspaceId }) => readingOf(queries.clientsOf(workspaceId), deps.clock.now()),
    'events.health': ({ workspaceId }) => figures.health(queries.clientsOf(workspaceId)),
    ...timelineRoutes(deps, { ingest, outcomesOfLead, queries, figures }),
    ...deadRoutes(deps, ingest, queries),
    'events.openReply': async ({ workspaceId, eventId }) => {
      if (isDemo(workspaceId)) throw new AppError('DEMO_WORKSPACE')
      const link = replyLink(payloadOf(workspaceId, eventId))
      if (link === null) throw new AppError('NOT_FOUND', { what: 'reply' })
      await deps.host.openExternal(link)
    },
    'events.replay': ({ workspaceId, eventIds }) => ingest.replay(workspaceId, eventIds),
    'events.learnCampaigns': async ({ workspaceId }) => {
      const found = await deps.instantly.campaigns({ workspaceId, priority: 'click', requestedBy: 'events' })
      ingest.knowCampaigns(workspaceId, found)
      return { campaigns: found.length }
    },
    'events.save': async ({ format, ...filter }) => {
      const words = backendTexts[operatorLanguage(deps)].events
      const path = await deps.host.chooseSavePath({
        defaultName: offeredFileName(isDemo(filter.workspaceId), `${words.fileName(today())}.${format}`),
      })
      if (path === null) return null
      const parts = {
        queries,
        readPayload: ingest.createPayloadReader(),
        workspaceName: (row: { readonly workspaceId: WorkspaceId }) => nameOfWorkspace(row.workspaceId),
      }
      return { path, rows: await saveEvents(parts, toLogFilter(filter), { path, format, header: words.csvHeader }) }
    },
  }
}

/** Indented JSON; anything that is not JSON is returned unchanged. */
function laidOut(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { type DeadEvent, eventSources, type events, type ToldEvent } from '#shared/contract/events/events.ts'
import type { LeadSent } from '#shared/contract/exports/exports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { DeadReason } from '#shared/domain/events/parse-event.ts'
import { addressKey } from '#shared/domain/leads/import/addresses.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadId, WorkspaceId } from '#shared/ids.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import { demoTeller, savedName } from '../../clients/workspaces/demo-teller.ts'
import type { Deps } from '../../core/deps.ts'
import { writeWhole } from '../../core/lib/write-whole.ts'
import type { DeadLetterRow } from './dead-events.ts'
import { shownEvent, shownSources, soughtFilter } from './event-shapes.ts'
import { createEventFigures } from './figures.ts'
import type { EventIngest } from './ingest-events.ts'
import { createEventQueries, type EventRow } from './queries.ts'
import { createReadingState } from './reading-state.ts'
import { safeReplyLink } from './reply-link.ts'
import { replyWords } from './reply-words.ts'
import { saveEvents } from './save-events.ts'

const anyEvent = { partId: null, type: null, lead: null, from: null, to: null }
/** The newest of a campaign. */
const mostLatest = 20
/** Counted no further: nobody pages through more. */
const mostCounted = 10_000
/** Replies whose words are read for one answer, the newest; older ones are read in their conversation. */
const mostReplies = 40
/** What could not be read, tried again, saved or deleted at once. */
const deadAtOnce = 200

type Parts = {
  readonly ingest: EventIngest
  /** What exports made of a lead; theirs to know. */
  readonly fatesOfLead: (leadId: LeadId) => readonly LeadSent[]
}

/** The log of events, timelines and what could not be read, for the window. */
export function eventRoutes(deps: Deps, { ingest, fatesOfLead }: Parts): Handlers<typeof events> {
  const { store } = deps
  const queries = createEventQueries(store)
  const figures = createEventFigures(store)
  const isDemo = demoTeller(store)
  const readingOf = createReadingState(store, isDemo)
  const leadsOf = store.raw
    .prepare('select id from lead where email = ? and workspace_id = ? and gate = 0 limit 20')
    .pluck()
  const personOfLead = store.raw.prepare(
    `select workspace_id as workspaceId, coalesce(email, '') as email from lead where id = ?`,
  )
  const nameOfLead = store.raw
    .prepare(
      `select nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') from lead
       where email = ? and workspace_id = ? and gate = 0 order by id desc limit 1`,
    )
    .pluck()
  // Of campaigns whose leads are in no list here, those who replied have a name.
  const nameOfThread = store.raw
    .prepare(
      `select from_name from inbox_thread where workspace_id = ? and lead_email = ? and from_name <> ''
       order by last_at desc limit 1`,
    )
    .pluck()
  const nameOfWorkspace = store.raw.prepare('select name from workspace where id = ?').pluck()
  const campaignPage = store.raw.prepare('select id from campaign where workspace_id = ? and remote_id = ?').pluck()
  const deadIds = store.raw
    .prepare('select id from dead_event where workspace_id = ? and id > ? order by id limit ?')
    .pluck()

  const today = () => new Date(deps.clock.now()).toISOString().slice(0, 10)
  const meant = (workspaceId: WorkspaceId | null) => (workspaceId === null ? queries.allClients() : [workspaceId])

  /** The reply's address at Instantly, as the payload has it, where it is safe to open. */
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

  /** Rows as they are shown, newest first, with what people wrote. */
  function told(rows: readonly EventRow[]): readonly ToldEvent[] {
    let replies = 0
    return rows.map((row) => {
      const isReply = row.kind === 'known' && (row.type === 'reply_received' || row.type === 'auto_reply_received')
      const payload = isReply && replies++ < mostReplies ? ingest.readPayload(row.workspaceId, row.id) : null
      const page = campaignPage.get(row.workspaceId, row.campaignRemoteId) as number | undefined
      return {
        ...shownEvent(row),
        said: payload === null ? null : replyWords(payload),
        campaignPage: page ?? null,
      }
    })
  }

  const nameOf = (workspaceId: WorkspaceId, email: string | null): string | null =>
    email === null
      ? null
      : (((nameOfLead.get(email, workspaceId) ?? nameOfThread.get(workspaceId, email)) as string | undefined) ?? null)

  function personOf(leadId: LeadId) {
    const found = personOfLead.get(leadId) as { workspaceId: WorkspaceId; email: string } | undefined
    if (!found) throw new AppError('NOT_FOUND', { what: 'lead' })
    return found
  }

  return {
    'events.log': ({ before, limit, ...filter }) => {
      const { rows, next } = queries.logPage(soughtFilter(filter), before, limit)
      return { rows: rows.map(shownEvent), next }
    },
    'events.count': (filter) => {
      const count = queries.count(soughtFilter(filter), mostCounted)
      return { count, more: count === mostCounted }
    },
    'events.choices': ({ workspaceId, partId }) => {
      const { types, campaigns } = figures.choices(meant(workspaceId))
      if (partId === null) return { types, campaigns }
      const own = new Set(queries.campaignsOfPart(workspaceId, partId))
      return { types, campaigns: campaigns.filter(({ id }) => own.has(id)) }
    },
    'events.detail': ({ workspaceId, eventId }) => {
      const event = queries.event(workspaceId, eventId)
      if (!event) throw new AppError('NOT_FOUND', { what: 'event' })
      const payload = payloadOf(workspaceId, eventId)
      return { event: shownEvent(event), payload: laidOut(payload), canOpen: replyLink(payload) !== null }
    },
    'events.reading': ({ workspaceId }) => readingOf(meant(workspaceId), deps.clock.now()),
    'events.health': ({ workspaceId }) => figures.health(meant(workspaceId), deps.clock.now()),
    'events.timeline': (of) => {
      const { workspaceId, email } =
        'leadId' in of ? personOf(of.leadId) : { workspaceId: of.workspaceId, email: addressKey(of.email) }
      const ids = leadsOf.all(email, workspaceId) as LeadId[]
      return {
        workspaceId,
        ...figures.lead(workspaceId, email),
        events: told(queries.timeline(workspaceId, email)),
        exports: ids.flatMap((id) => fatesOfLead(id)).toSorted((a, b) => (a.at < b.at ? 1 : -1)),
      }
    },
    'events.campaign': ({ workspaceId, remoteId }) => {
      const life = figures.campaign(workspaceId, remoteId)
      if (!life) return null
      const filter = { ...anyEvent, workspaceId, campaignId: life.campaignId }
      const named = <T extends { readonly email: string }>(one: T) => ({ ...one, name: nameOf(workspaceId, one.email) })
      const latest = [
        ...told(queries.logPage(filter, null, mostLatest).rows).map(({ id, at, type, kind, lead, said }) => ({
          at,
          type,
          kind,
          lead,
          said,
          key: `event ${id}`,
          times: null,
        })),
        ...figures
          .listedOf(life.campaignId, mostLatest)
          .flatMap(({ lastAt, type, email, times }) =>
            lastAt === null
              ? []
              : [{ at: lastAt, type, kind: 'known' as const, lead: email, said: null, key: `${type} ${email}`, times }],
          ),
      ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
      return {
        ...life,
        hottest: life.hottest.map(named),
        latest: latest.slice(0, mostLatest).map((one) => ({ ...one, name: nameOf(workspaceId, one.lead) })),
      }
    },
    'events.dead': ({ workspaceId, page }) => {
      const { rows, total } = queries.dead(meant(workspaceId), page)
      return {
        total,
        rows: rows.map(
          (row): DeadEvent => ({
            ...row,
            source: shownSources(row.source)[0] ?? eventSources[0],
            reason: row.reason as DeadReason,
            receivedAt: new Date(row.receivedAt).toISOString(),
            retriedAt: row.retriedAt === null ? null : new Date(row.retriedAt).toISOString(),
          }),
        ),
      }
    },
    'events.openReply': async ({ workspaceId, eventId }) => {
      if (isDemo(workspaceId)) throw new AppError('DEMO_WORKSPACE')
      const link = replyLink(payloadOf(workspaceId, eventId))
      if (link === null) throw new AppError('NOT_FOUND', { what: 'reply' })
      await deps.host.openExternal(link)
      return null
    },
    'events.replay': ({ workspaceId, eventIds }) => ingest.replay(workspaceId, eventIds),
    'events.retryDead': async ({ workspaceId, ids }) => {
      let taken = 0
      for (const one of meant(workspaceId)) {
        if (ids) taken += ingest.retryDead(one, ids, deps.clock.now())
        else taken += await retryEvery(one)
      }
      return { taken, left: queries.dead(meant(workspaceId), { offset: 0, limit: 1 }).total }
    },
    'events.dropDead': async ({ workspaceId, ids }) => {
      let dropped = 0
      for (const one of meant(workspaceId)) {
        for await (const some of deadInSteps(one, ids)) dropped += ingest.dropDead(one, some)
      }
      return { dropped }
    },
    'events.saveDead': async ({ workspaceId, ids }) => {
      const words = textsOf[operatorLanguage(deps)].events
      const path = await deps.host.chooseSavePath({
        defaultName: savedName(isDemo(workspaceId), `${words.deadFileName(today())}.jsonl`),
      })
      if (path === null) return null
      let rows = 0
      await writeWhole(path, async (file) => {
        for (const one of meant(workspaceId)) {
          const client = String(nameOfWorkspace.get(one))
          for await (const some of deadInSteps(one, ids)) {
            const dead = ingest.readDead(one, some)
            await file.write(dead.map((row) => deadLine(row, client)).join(''))
            rows += dead.length
          }
        }
      })
      return { path, rows }
    },
    'events.learnCampaigns': async ({ workspaceId }) => {
      const found = await deps.instantly.campaigns({ workspaceId, priority: 'click', askedBy: 'events' })
      ingest.knowCampaigns(workspaceId, found)
      return { campaigns: found.length }
    },
    'events.save': async ({ format, ...filter }) => {
      const words = textsOf[operatorLanguage(deps)].events
      const path = await deps.host.chooseSavePath({
        defaultName: savedName(isDemo(filter.workspaceId), `${words.fileName(today())}.${format}`),
      })
      if (path === null) return null
      const parts = {
        queries,
        payloadOf: (row: { readonly workspaceId: WorkspaceId; readonly id: number }) =>
          ingest.readPayload(row.workspaceId, row.id),
        workspaceName: (row: { readonly workspaceId: WorkspaceId }) => String(nameOfWorkspace.get(row.workspaceId)),
      }
      return { path, rows: await saveEvents(parts, soughtFilter(filter), { path, format, header: words.csvHeader }) }
    },
  }

  async function retryEvery(workspaceId: WorkspaceId): Promise<number> {
    let taken = 0
    for await (const ids of deadInSteps(workspaceId, null))
      taken += ingest.retryDead(workspaceId, ids, deps.clock.now())
    return taken
  }

  /** The ids given, or all of the client, a step at a time with room for others in between. */
  async function* deadInSteps(workspaceId: WorkspaceId, ids: readonly number[] | null) {
    if (ids) {
      yield ids
      return
    }
    for (let after = 0; ; ) {
      const some = deadIds.all(workspaceId, after, deadAtOnce) as number[]
      const last = some.at(-1)
      if (last === undefined) return
      yield some
      after = last
      await nextTurn()
    }
  }
}

/** A line of the file: whose, when, from where, why not, and the text as it came. */
function deadLine(row: DeadLetterRow, client: string): string {
  const { receivedAt, source, reason, times, raw } = row
  const at = new Date(receivedAt).toISOString()
  return `${JSON.stringify({ at, client, source: shownSources(source)[0], reason, times, text: raw })}\n`
}

/** JSON in lines for reading; anything else as it is. */
function laidOut(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}

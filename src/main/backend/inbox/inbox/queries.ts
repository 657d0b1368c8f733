/** The inbox as the screens ask for it: pages of threads, found words, what belongs to one thread. */
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type {
  InboxAttachment,
  InboxBox,
  InboxCounts,
  InboxFilter,
  InboxLabel,
  InboxMessage,
  InboxThread,
  ReplySort,
  ScorePart,
} from '#shared/contract/inbox/inbox.ts'
import { ownLabel, ownLabels } from '#shared/domain/events/lead-label.ts'
import { answerTo } from '#shared/domain/inbox/addresses.ts'
import { AppError } from '#shared/errors.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { byReach, remoteIdsOfPartSql } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { createLabelCounts } from '../../events/lead-labels/label-counts.ts'
import { createFirstReading } from './first-reading.ts'
import { scopeOf } from './message-store.ts'
import { ownMailboxes } from './own-mailboxes.ts'
import { scoreNow } from './score.ts'

type KeptCount = {
  readonly box: string
  readonly threads: number
  readonly unread: number
  readonly suggested: number
  readonly interested: number
}

type ThreadRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly leadEmail: string | null
  readonly fromName: string
  readonly subject: string
  readonly snippet: string
  readonly campaignId: string | null
  readonly lastAt: number
  readonly lastReceivedAt: number | null
  readonly theirTurn: 0 | 1
  readonly unread: number
  readonly messageCount: number
  readonly interest: number | null
  readonly sorted: ReplySort | null
  readonly sortedWhy: string | null
  readonly sortedFixed: 0 | 1
  readonly sortedUnsure: 0 | 1
  readonly returnDate: string | null
  readonly score: number
  readonly scoreWhy: string
  readonly assignedTo: string | null
  readonly snoozedUntil: number | null
  readonly archivedAt: number | null
  readonly sortedModel: string | null
  readonly modelWish: 0 | 1
  readonly followUpOf: number | null
}

/** Its label, or whether it is an opt-out, waits for the operator. */
const unsureSql = `(t.sorted_fixed = 0 and t.sorted is not null and (t.sorted_unsure = 1
  or coalesce((select o.state from opt_out o where o.id = t.opt_out_entry_id), '') = 'asked'))`

const threadColumns = `t.id, t.workspace_id as workspaceId, t.lead_email as leadEmail, t.from_name as fromName,
  t.subject, t.snippet,
  t.campaign_id as campaignId, t.last_at as lastAt, t.last_received_at as lastReceivedAt, t.their_turn as theirTurn,
  t.unread, t.message_count as messageCount, t.interest, t.sorted, t.sorted_why as sortedWhy,
  t.sorted_fixed as sortedFixed, ${unsureSql} as sortedUnsure, t.return_date as returnDate, t.score, t.score_why as scoreWhy,
  t.assigned_to as assignedTo, t.snoozed_until as snoozedUntil, t.archived_at as archivedAt,
  t.sorted_model as sortedModel, t.model_wish as modelWish, t.follow_up_of as followUpOf, t.heat`

/** Clients whose mails are shown where all are asked for: the real ones in use, or the demo while there are no others. */
const shownClients = `select id from workspace where archived_at is null and (demo is null or (demo = 'ready'
  and not exists (select 1 from workspace r where r.demo is null and r.archived_at is null)))`
/** So many matches of a search are looked at: the newest. */
const mostMatches = 2_000
const prefixFrom = 3

/** Longer silences are no conversation any more. */
const mostQuietDays = 60
const dayMs = 24 * 60 * 60_000

export function createInboxQueries(
  store: Store,
  parts: {
    readonly now: () => number
    /** Instantly's time, as a client has it. */
    readonly nowOf: (workspaceId: WorkspaceId) => number
    readonly followUpDays: () => number
    /** Clients whose key may read mails. */
    readonly mayRead: () => readonly WorkspaceId[]
  },
) {
  const { now, nowOf, followUpDays } = parts
  const db = store.raw
  const labelCounts = createLabelCounts(store)
  const firstReading = createFirstReading(store, parts.mayRead)
  const leadOf = db.prepare<[string, number], { first: string | null; last: string | null; company: string | null }>(
    `select first_name as first, last_name as last, company_name as company from lead
     where email = ? and gate = 0 and removed = 0 and workspace_id = ? order by id desc limit 1`,
  )
  const campaignName = db
    .prepare<[number, string], string>(
      'select campaign_name from export_run where workspace_id = ? and campaign_id = ? order by id desc limit 1',
    )
    .pluck()
  const partOf = db
    .prepare<[number, string], ClientPartId | null>(
      'select part_id from campaign where workspace_id = ? and remote_id = ?',
    )
    .pluck()
  const remoteCampaignName = db
    .prepare<[number, string], string>('select name from event_campaign where workspace_id = ? and remote_id = ?')
    .pluck()

  const newestOf = db
    .prepare<[number], number | null>('select max(last_at) from inbox_thread where workspace_id = ?')
    .pluck()

  const quietDays = byReach<{ threads: number }>(db, (reach) => {
    const whose =
      reach === 'all' || reach === 'part' ? `workspace_id in (${shownClients})` : 'workspace_id = @workspaceId'
    const ofPart = reach === 'part' ? `and ${remoteIdsOfPartSql('q.campaign_id')}` : ''
    return `select coalesce(sum(threads), 0) as threads from inbox_quiet_day q
      where q.${whose} and q.day >= @fromDay and q.day < @begun ${ofPart}`
  })

  /** What the rows of one answer share: a page has few campaigns and clients. */
  type Shared = {
    readonly campaigns: Map<string, { readonly name: string | null; readonly partId: ClientPartId | null }>
    readonly nows: Map<WorkspaceId, number>
  }
  const sharedByRows = (): Shared => ({ campaigns: new Map(), nows: new Map() })

  /**
   * The time of a client. Points halved by another clock would not agree with the order, and a demo's runs ahead: until it
   * was asked since the start, its newest message tells.
   */
  function timeOf(workspaceId: WorkspaceId, nows: Shared['nows']): number {
    const known = nows.get(workspaceId)
    if (known !== undefined) return known
    const time = Math.max(nowOf(workspaceId), newestOf.get(workspaceId) ?? 0)
    nows.set(workspaceId, time)
    return time
  }

  function shown(row: ThreadRow, { campaigns, nows }: Shared = sharedByRows()): InboxThread {
    const campaign = row.campaignId === null ? null : knownCampaign(campaigns, row.workspaceId, row.campaignId)
    const lead = row.leadEmail === null ? undefined : leadOf.get(row.leadEmail, row.workspaceId)
    const name = [lead?.first, lead?.last].filter(Boolean).join(' ') || row.fromName || lead?.company || row.leadEmail
    return {
      id: row.id,
      workspaceId: row.workspaceId,
      partId: campaign?.partId ?? null,
      leadEmail: row.leadEmail,
      name: name ?? '',
      company: lead?.company ?? null,
      subject: row.subject,
      snippet: row.snippet,
      campaignId: row.campaignId,
      campaignName: campaign?.name ?? null,
      lastAt: new Date(row.lastAt).toISOString(),
      theirTurn: row.theirTurn === 1,
      unread: row.unread,
      messageCount: row.messageCount,
      interest: row.interest,
      sorted: row.sorted,
      sortedWhy: JSON.parse(row.sortedWhy ?? '[]') as string[],
      sortedFixed: row.sortedFixed === 1,
      sortedUnsure: row.sortedUnsure === 1,
      returnDate: row.returnDate,
      score: scoreNow(row.score, row.lastReceivedAt ?? row.lastAt, timeOf(row.workspaceId, nows)),
      scoreWhy: JSON.parse(row.scoreWhy) as ScorePart[],
      assignedTo: row.assignedTo,
      snoozedUntil: row.snoozedUntil === null ? null : new Date(row.snoozedUntil).toISOString(),
      archived: row.archivedAt !== null,
      sortedModel: row.sortedModel,
      modelWish: row.modelWish === 1,
      followUp: row.followUpOf === null ? null : row.snoozedUntil === null ? 'due' : 'planned',
    }
  }

  const nameOfCampaign = (workspaceId: WorkspaceId, campaignId: string): string | null =>
    campaignName.get(workspaceId, campaignId) ?? remoteCampaignName.get(workspaceId, campaignId) ?? null

  function knownCampaign(campaigns: Shared['campaigns'], workspaceId: WorkspaceId, campaignId: string) {
    const key = `${workspaceId} ${campaignId}`
    const known = campaigns.get(key)
    if (known) return known
    const partId = partOf.get(workspaceId, campaignId) ?? null
    const campaign = { name: nameOfCampaign(workspaceId, campaignId), partId }
    campaigns.set(key, campaign)
    return campaign
  }

  const shownAll = (rows: readonly ThreadRow[]): readonly InboxThread[] => {
    const shared = sharedByRows()
    return rows.map((row) => shown(row, shared))
  }

  /** `followUps`: those of that drawer that are due, or went quiet, or both. */
  function conditions(
    filter: InboxFilter,
    followUps = `(${due} or ${wentQuiet()}) is true`,
  ): { readonly where: string; readonly values: Record<string, unknown> } {
    const terms: string[] = []
    const values: Record<string, unknown> = {}
    const add = (sql: string, more: Record<string, unknown> = {}) => {
      terms.push(sql)
      Object.assign(values, more)
    }
    if (filter.workspaceId === null) add(`t.workspace_id in (${shownClients})`)
    else add('t.workspace_id = @workspaceId', { workspaceId: filter.workspaceId })
    if (filter.partId !== null)
      add(remoteIdsOfPartSql('t.campaign_id'), { partId: filter.partId, workspaceId: filter.workspaceId })
    if (filter.box === 'interested') add(interested)
    else if (filter.box === 'followUp') {
      add(followUps)
    } else if (filter.box !== 'all') add('t.box = @box', { box: filter.box })
    if (filter.unread) add('t.unread > 0')
    if (filter.unsure) add(unsureSql)
    if (filter.assigned === '*') add('t.assigned_to is not null')
    else if (filter.assigned !== null) add('t.assigned_to = @assigned', { assigned: filter.assigned })
    if (filter.interest !== null) {
      // A label, or where there is none the suggestion of one.
      const suggested = ownLabel(filter.interest)?.suggestedBy ?? null
      add(`(t.interest = @interest${suggested === null ? '' : ' or (t.interest is null and t.sorted = @suggested)'})`, {
        interest: filter.interest,
        ...(suggested === null ? {} : { suggested }),
      })
    }
    if (filter.sorted !== null) add('t.sorted = @sorted', { sorted: filter.sorted })
    if (filter.before !== null) add('t.last_at < @before', { before: Date.parse(filter.before) })
    if (filter.campaignId !== null) add('t.campaign_id = @campaignId', { campaignId: filter.campaignId })
    return { where: terms.join(' and '), values }
  }

  /** Between which times a conversation went quiet: from a full day, as its counts are kept by day. None: `to` is before `from`. */
  function quietSpan(): { readonly from: number; readonly to: number } {
    const days = followUpDays()
    if (days === 0) return { from: dayMs, to: 0 }
    return { from: Math.floor((now() - mostQuietDays * dayMs) / dayMs) * dayMs, to: now() - days * dayMs }
  }

  /** They wrote once, we wrote last, and nothing came for some days; not after a no. As in the index of this name. */
  function wentQuiet({ from, to } = quietSpan()): string {
    return `(t.can_go_quiet = 1 and t.last_at between ${from} and ${to})`
  }

  /** How many went quiet: full days as kept, the begun one counted. */
  function quietCount(filter: ClientFilter): number {
    const { from, to } = quietSpan()
    if (to < from) return 0
    const begun = Math.floor(to / dayMs)
    const [{ threads: inDays }] = quietDays({ ...filter }, { fromDay: from / dayMs, begun }) as [{ threads: number }]
    return inDays + counter(filter)(wentQuiet({ from: begun * dayMs, to }), 'indexed by inbox_thread_quiet')
  }

  function threads(filter: InboxFilter & { readonly page: { readonly offset: number; readonly limit: number } }) {
    const { where, values } = conditions(filter)
    if (filter.search.trim() !== '') return searched(filter, where, values)
    const countOf = (what: string, how = ''): number =>
      db.prepare(`select count(*) from inbox_thread t ${how} where ${what}`).pluck().get(values) as number
    const narrowed = isNarrowed(filter)
    // Follow-ups apart: each kind is read from an index of its own.
    const quiet = () =>
      narrowed ? countOf(conditions(filter, wentQuiet()).where, 'indexed by inbox_thread_quiet') : quietCount(filter)
    const inFolders = () =>
      [...kept(filter)].reduce((sum, [box, { threads: n }]) => (isIn(filter.box, box) ? sum + n : sum), 0)
    const areInterested = () => [...kept(filter).values()].reduce((sum, box) => sum + box.interested, 0)
    const total =
      filter.box === 'followUp'
        ? countOf(conditions(filter, due).where, dueIndex) + quiet()
        : narrowed
          ? countOf(where)
          : filter.box === 'interested'
            ? areInterested()
            : inFolders()
    return { rows: shownAll(pageOf(filter, where, values)), total }
  }

  function pageOf(
    filter: InboxFilter & { readonly page: { readonly offset: number; readonly limit: number } },
    where: string,
    values: Record<string, unknown>,
  ): readonly ThreadRow[] {
    const order = filter.order === 'hot' ? 'heat desc, id desc' : 'lastAt desc, id desc'
    const some = (what: string, limit: string, how = ''): string => {
      // Without the plus a page of all clients, or of a part, is sorted anew instead of read from the index it lies in.
      const byClient = filter.workspaceId === null ? what.replace('t.workspace_id', '+t.workspace_id') : what
      const paged = filter.partId === null ? byClient : byClient.replace('t.campaign_id in', '+t.campaign_id in')
      return `select ${threadColumns} from inbox_thread t ${how} where ${how === '' || how === quietIndexed ? paged : what} order by ${order} ${limit}`
    }
    const page = 'limit @limit offset @offset'
    const quietIndex = filter.order === 'hot' ? quietIndexed : ''
    // Follow-ups apart: those that went quiet begin days back in the order, which a condition with the others would not find.
    const sql =
      filter.box === 'followUp'
        ? `select * from (${some(conditions(filter, due).where, '', dueIndex)}) union all
           select * from (${some(conditions(filter, wentQuiet()).where, 'limit @limit + @offset', quietIndex)}) order by ${order} ${page}`
        : some(where, page)
    return db.prepare(sql).all({ ...values, ...filter.page }) as ThreadRow[]
  }

  /** Ids of all conversations of a filter, however many. */
  function idsOf(filter: InboxFilter): readonly number[] {
    if (filter.search.trim() !== '') {
      const page = { offset: 0, limit: mostMatches }
      return searched({ ...filter, page }, conditions(filter).where, conditions(filter).values).rows.map(({ id }) => id)
    }
    const { where, values } = conditions(filter)
    return db.prepare(`select t.id from inbox_thread t where ${where}`).pluck().all(values) as number[]
  }

  /** Threads whose messages have the words, those of the newest message first. */
  function searched(
    filter: InboxFilter & { readonly page: { readonly offset: number; readonly limit: number } },
    where: string,
    values: Record<string, unknown>,
  ) {
    const { offset, limit } = filter.page
    const wanted = offset + limit
    const passes = db.prepare(`select ${threadColumns} from inbox_thread t where t.id = @id and ${where}`)
    const found = new Set<number>()
    const rows: ThreadRow[] = []
    for (const match of matchesFor(filter.search, filter.workspaceId)) {
      for (const threadId of newestWith(match)) {
        if (rows.length > wanted) break
        if (found.has(threadId)) continue
        found.add(threadId)
        const row = passes.get({ ...values, id: threadId }) as ThreadRow | undefined
        if (row) rows.push(row)
      }
      if (rows.length >= wanted) break
    }
    return { rows: shownAll(rows.slice(offset, wanted)), total: rows.length }
  }

  const search = db.prepare<{ match: string; before: number; limit: number }, { id: number; threadId: number }>(
    `select m.id, m.thread_id as threadId from inbox_search s join inbox_message m on m.id = s.rowid
     where inbox_search match @match and s.rowid < @before order by s.rowid desc limit @limit`,
  )

  /** Threads of the newest messages that match, in growing steps: most pages are filled by the first. */
  function* newestWith(match: string): Generator<number> {
    let before = Number.MAX_SAFE_INTEGER
    let limit = 100
    for (let seen = 0; seen < mostMatches; ) {
      const rows = search.all({ match, before, limit })
      for (const { threadId } of rows) yield threadId
      if (rows.length < limit) return
      seen += rows.length
      before = rows.at(-1)?.id ?? 0
      limit = Math.min(1_000, limit * 4)
    }
  }

  function read(id: number): InboxThread {
    const row = db.prepare(`select ${threadColumns} from inbox_thread t where t.id = ?`).get(id) as
      | ThreadRow
      | undefined
    if (!row) throw new AppError('NOT_FOUND', { what: 'thread' })
    return shown(row)
  }

  /** Counts conversations of a client by what is not kept, from an index. */
  function counter({ workspaceId, partId }: ClientFilter) {
    const whose = workspaceId === null ? `workspace_id in (${shownClients})` : 'workspace_id = @workspaceId'
    const ofPart = partId === null ? '' : `and ${remoteIdsOfPartSql('t.campaign_id')}`
    const values = { workspaceId, partId }
    return (where: string, how = ''): number =>
      db
        .prepare(`select count(*) from inbox_thread t ${how} where t.${whose} and ${where} ${ofPart}`)
        .pluck()
        .get(values) as number
  }

  /** Conversations by folder, as kept. */
  function kept({ workspaceId, partId }: ClientFilter): ReadonlyMap<string, Omit<KeptCount, 'box'>> {
    const whose = workspaceId === null ? `workspace_id in (${shownClients})` : 'workspace_id = @workspaceId'
    const ofPart = partId === null ? '' : `and ${remoteIdsOfPartSql('c.campaign_id')}`
    const rows = db
      .prepare(
        `select box, sum(threads) as threads, sum(unread) as unread, sum(suggested) as suggested,
           sum(interested) as interested
         from inbox_count c where c.${whose} ${ofPart} group by box`,
      )
      .all({ workspaceId, partId }) as KeptCount[]
    return new Map(rows.map((row) => [row.box, row]))
  }

  return {
    threads,
    idsOf,
    read,
    nameOfCampaign,
    counts({ workspaceId, partId }: ClientFilter): InboxCounts {
      const one = counter({ workspaceId, partId })
      const boxes = kept({ workspaceId, partId })
      const of = (box: InboxBox): number => boxes.get(box)?.threads ?? 0
      const labels = labelCounts.read(workspaceId)
      const [answer, waiting, noReply, snoozed, done] = [
        of('answer'),
        of('waiting'),
        of('noReply'),
        of('snoozed'),
        of('done'),
      ]
      return {
        answer,
        followUp: one(due, dueIndex) + quietCount({ workspaceId, partId }),
        waiting,
        noReply,
        snoozed,
        done,
        interested: labels.known ? labelCounts.counts({ workspaceId, partId }).interested : null,
        suggested: [...boxes.values()].reduce((sum, box) => sum + box.suggested, 0),
        labels,
        mails: firstReading(workspaceId),
        all: answer + waiting + noReply + snoozed + done,
        unread: boxes.get('answer')?.unread ?? 0,
      }
    },
    /** Conversations to answer; null before all mails were read once. */
    toAnswer: (client: ClientFilter): number | null =>
      firstReading(client.workspaceId).known ? (kept(client).get('answer')?.threads ?? 0) : null,
    messages(threadId: number, workspaceId: WorkspaceId): readonly InboxMessage[] {
      const own = ownMailboxes(db, workspaceId)
      const rows = db
        .prepare(
          `select id, direction, manual, at, from_address as fromAddress, from_name as fromName, to_list as toList,
             cc_list as ccList, subject, text, html is not null as hasHtml, account, step, unread, attachments, complete,
             remote_id as remoteId
           from inbox_message where thread_id = ? order by at, id limit 500`,
        )
        .all(threadId) as MessageRow[]
      return rows.map((row) => shownMessage(row, own))
    },
    campaigns({ workspaceId, partId }: ClientFilter): readonly { readonly id: string; readonly name: string | null }[] {
      const whose = workspaceId === null ? `workspace_id in (${shownClients})` : 'workspace_id = @workspaceId'
      const rows = db
        .prepare(
          `select campaign_id as id, workspace_id as workspaceId from inbox_thread
           where campaign_id is not null and ${whose} ${partId === null ? '' : `and ${remoteIdsOfPartSql('campaign_id')}`}
           group by workspace_id, campaign_id order by max(last_at) desc limit 500`,
        )
        .all({ workspaceId, partId }) as { id: string; workspaceId: WorkspaceId }[]
      return rows.map(({ id, workspaceId: client }) => ({ id, name: nameOfCampaign(client, id) }))
    },
    labels(workspaceId: WorkspaceId | null): readonly InboxLabel[] {
      const own = db
        .prepare('select value, name, tone from inbox_label where workspace_id = ? order by name')
        .all(workspaceId ?? 0) as InboxLabel[]
      return [...instantlysLabels, ...own.filter(({ value }) => !instantlysLabels.some((each) => each.value === value))]
    },
  }
}

/** By more than client and folder, whose counts are kept. */
const isNarrowed = (filter: InboxFilter): boolean =>
  filter.unread ||
  filter.unsure ||
  filter.assigned !== null ||
  filter.interest !== null ||
  filter.sorted !== null ||
  filter.campaignId !== null ||
  filter.before !== null
const isIn = (asked: InboxBox, box: string): boolean => asked === 'all' || asked === box

const instantlysLabels: readonly InboxLabel[] = ownLabels.map(({ value, tone }) => ({ value, name: null, tone }))

/** A planned follow-up whose day has come. */
const due = `(t.follow_up_of is not null and t.box = 'answer')`

/** Few are planned; the planner does not know. */
const dueIndex = 'indexed by inbox_thread_follow_up'

/** In the order of heat. */
const quietIndexed = 'indexed by inbox_thread_quiet_hot'

/** No label yet, and a reply Sendoff takes for interest. As in the index of this name. */
const suggested = `t.interest is null and t.sorted in ('interested', 'meeting_booked')`
/** Labelled interested or further, or suggested to be. As in the index of this name. */
const interested = `(t.label_stage > 0 or (${suggested}))`

type MessageRow = {
  readonly id: number
  readonly direction: InboxMessage['direction']
  readonly manual: 0 | 1
  readonly at: number
  readonly fromAddress: string
  readonly fromName: string
  readonly toList: string
  readonly ccList: string
  readonly subject: string
  readonly text: string
  readonly hasHtml: 0 | 1
  readonly account: string | null
  readonly step: string | null
  readonly unread: 0 | 1
  readonly attachments: string | null
  readonly complete: 0 | 1
  readonly remoteId: string | null
}

function shownMessage(row: MessageRow, own: ReadonlySet<string>): InboxMessage {
  const { id, direction, fromAddress, fromName, subject, text, account } = row
  const to = answerTo(row, own)
  return {
    id,
    direction,
    manual: row.manual === 1,
    at: new Date(row.at).toISOString(),
    fromAddress,
    fromName,
    to: row.toList,
    cc: row.ccList,
    subject,
    text,
    hasHtml: row.hasHtml === 1,
    account,
    step: stepOf(row.step),
    unread: row.unread === 1,
    attachments: JSON.parse(row.attachments ?? '[]') as InboxAttachment[],
    complete: row.complete === 1,
    answer: to === null || account === null || row.remoteId === null ? null : { to, account },
  }
}

/** Instantly counts sequence, step and variant from 0: `0_1_0` is step 2, variant 1. */
export function stepOf(text: string | null): { readonly step: number; readonly variant: number } | null {
  const found = /^\d+_(?<step>\d+)_(?<variant>\d+)$/.exec(text ?? '')?.groups
  return found ? { step: Number(found['step']) + 1, variant: Number(found['variant']) + 1 } : null
}

/**
 * What to ask the full-text index, narrower first: the words as typed, then with the last one as a beginning. Words in
 * quotes stay together. Every word is quoted, so that nothing typed is read as a command.
 */
function matchesFor(typed: string, workspaceId: WorkspaceId | null): readonly string[] {
  // The full-text index reads its question up to the first NUL only.
  const parts = [...typed.replaceAll('\0', ' ').matchAll(/"(?<phrase>[^"]+)"|(?<word>[^\s"]+)/g)].map(
    ({ groups }) => groups?.['phrase'] ?? groups?.['word'] ?? '',
  )
  const terms = parts.filter((part) => /[\p{L}\p{N}]/u.test(part)).slice(0, 12)
  if (terms.length === 0) return []
  const quoted = terms.map((term) => `"${term.replaceAll('"', ' ')}"`)
  const columns = '{from_name from_address to_list subject text} :'
  const scope = workspaceId === null ? '' : `scope : "${scopeOf(workspaceId)}" AND `
  const exact = `${scope}${columns} (${quoted.join(' AND ')})`
  const last = terms.at(-1) ?? ''
  if (last.length < prefixFrom || typed.trimEnd() !== typed) return [exact]
  return [exact, `${scope}${columns} (${[...quoted.slice(0, -1), `${quoted.at(-1)} *`].join(' AND ')})`]
}

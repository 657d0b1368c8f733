/** Reads sending accounts: at once on request, warmup and lead counts once a day, their domains' DNS once a week. */

import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { AccountSync } from '#shared/contract/insights/accounts.ts'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { dayOfDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createMailboxReader, mailboxesReadAt } from '../../campaigns/campaigns/read-mailboxes.ts'
import { createMailboxStore, type MailboxCounts } from '../../campaigns/mailboxes/mailbox-store.ts'
import type { MailboxPuller } from '../../campaigns/mailboxes/pull-mailboxes.ts'
import { switchedOnSql } from '../../clients/clients/filter-sql.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import { writtenAddress } from '../../clients/workspaces/written-address.ts'
import { groupCommitOf } from '../../core/db/group-commit.ts'
import type { Deps } from '../../core/deps.ts'
import { readList } from '../../core/instantly/read-list.ts'
import type { WarmupDay } from '../../core/instantly/schemas-accounts.ts'
import type { RemoteMailbox, RequestContext } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { AccountFacts } from './account-facts.ts'
import { createdByExportSql } from './count-capacity.ts'

const perCall = 100
/** Simultaneous requests of one client. */
const lanes = 4
/** Clients read at the same time on request: each has a rate limit of its own, and the operator waits. */
const clientsAtOnce = 32
/** Clients read at the same time by the timer: nobody waits, and answers are long. */
const clientsAtOnceQuietly = 4
/** Accounts read at the same time before they return to campaigns. */
const looksAtOnce = 4
/** Figures younger than this are not read again if *Sync now* was clicked twice. */
const freshForMs = 5 * 60_000
const hourMs = 3_600_000
const weekMs = 7 * 24 * hourMs
/** Pages of a hundred leads each. */
const maxListedPages = 200

/** Day on which warmup was last read, by Instantly's clock. */
const warmupReadOn: Setting<number> = { key: 'warmupReadOn', shape: z.number(), fallback: 0 }

const statementsOf = (raw: Database) => ({
  putDay: raw.prepare(
    `insert into mailbox_warmup_day (workspace_id, email, day, sent, inbox, spam, received)
       values (@workspaceId, @email, @day, @sent, @inbox, @spam, @received)
     on conflict do update set sent = coalesce(excluded.sent, sent), inbox = coalesce(excluded.inbox, inbox),
       spam = coalesce(excluded.spam, spam), received = coalesce(excluded.received, received)
       where (sent, inbox, spam, received) is not (excluded.sent, excluded.inbox, excluded.spam, excluded.received)`,
  ),
  daysOf: raw
    .prepare<[object], (number | null)[]>(
      `select day, sent, inbox, spam, received from mailbox_warmup_day
        where workspace_id = @workspaceId and email = @email and day >= @from`,
    )
    .raw(),
  putVitals: raw.prepare(
    `insert into domain_vitals (workspace_id, domain, mx, spf, dkim, dmarc, tested_at)
       values (@workspaceId, @domain, @mx, @spf, @dkim, @dmarc, @at)
     on conflict do update set mx = excluded.mx, spf = excluded.spf, dkim = excluded.dkim, dmarc = excluded.dmarc,
       tested_at = excluded.tested_at`,
  ),
  addCampaign: raw.prepare(
    `insert into mailbox_campaign (workspace_id, email, campaign_id, by_tag)
       select workspace_id, @email, id, 1 from campaign where workspace_id = @workspaceId and remote_id = @remoteId
         and gone_at is null on conflict do nothing`,
  ),
  putLeads: raw.prepare(
    'update campaign set leads = @leads, leads_at = @at where workspace_id = @workspaceId and remote_id = @remoteId',
  ),
  // Campaigns created by an export have that export's leads.
  uncountedOf: raw
    .prepare<[number], string>(
      `select remote_id from campaign c where workspace_id = ? and ${switchedOnSql('c')} and leads is null
         and not ${createdByExportSql('c')} order by id`,
    )
    .pluck(),
  testedSince: raw
    .prepare<[number, number], string>('select domain from domain_vitals where workspace_id = ? and tested_at > ?')
    .pluck(),
})

export function createAccountSync(deps: Deps, facts: AccountFacts, puller: MailboxPuller) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const kept = createMailboxStore(store)
  const together = groupCommitOf(store)
  const readDays = createMailboxReader(deps)
  const log = deps.log('accounts')
  const sql = statementsOf(raw)
  type DayRow = Omit<WarmupDay, 'date'> & { readonly day: number }
  const putDays = raw.transaction((workspaceId: WorkspaceId, rows: readonly DayRow[]): void => {
    for (const row of rows) sql.putDay.run({ ...row, workspaceId })
  })
  /** Returns the days that differ from those stored. */
  function changedDays(workspaceId: WorkspaceId, remote: readonly WarmupDay[]): readonly DayRow[] {
    const rows = remote.map(({ date, ...row }): DayRow => ({ ...row, day: dayOfDate(date) }))
    return [...Map.groupBy(rows, ({ email }) => email)].flatMap(([email, days]) => {
      const from = Math.min(...days.map(({ day }) => day))
      const known = new Map(sql.daysOf.all({ workspaceId, email, from }).map((row) => [row[0], row]))
      return days.filter(({ day, sent, inbox, spam, received }) => {
        const was = known.get(day)
        return !was || [sent, inbox, spam, received].some((value, at) => value !== null && value !== was[at + 1])
      })
    })
  }
  /** Campaigns whose leads cannot be listed, usually as too many; their count is known after the first email. */
  const unlisted = new Set<string>()
  const putAllLeads = raw.transaction(
    (workspaceId: WorkspaceId, counts: ReadonlyMap<string, number>, at: number): void => {
      for (const [remoteId, leads] of counts) sql.putLeads.run({ workspaceId, remoteId, leads, at })
    },
  )
  const domainsTriedOn = new Map<WorkspaceId, number>()
  const emailsOf = (workspaceId: WorkspaceId) => kept.list(workspaceId).map(({ email }) => email)
  const written = ({ workspaceId }: RequestContext, email: string) => writtenAddress(raw, workspaceId, email)
  const bit = (value: boolean | null) => (value === null ? null : Number(value))
  const requestContextOf = (workspaceId: WorkspaceId, priority: RequestContext['priority']): RequestContext => ({
    workspaceId,
    priority,
    requestedBy: 'accounts',
    signal: poller.signal(),
  })

  /** Reads and stores the days Instantly reports; days it no longer reports are kept. */
  async function readWarmup(requestContext: RequestContext, emails: readonly string[]): Promise<number> {
    const { workspaceId } = requestContext
    await mapLimit(chunk(emails, perCall), lanes, async (some) => {
      const days = await instantly.warmupDays(requestContext, some)
      requestContext.signal?.throwIfAborted()
      const changed = changedDays(workspaceId, days)
      if (changed.length > 0) putDays.immediate(workspaceId, changed)
    })
    return emails.length
  }

  /** Reads how many leads each campaign has, for the capacity forecast. */
  async function readLeads(requestContext: RequestContext): Promise<void> {
    const at = clock.now()
    try {
      const counts = await instantly.leadCounts(requestContext)
      requestContext.signal?.throwIfAborted()
      if (counts.size > 0) putAllLeads.immediate(requestContext.workspaceId, counts, at)
    } catch (error) {
      if (!(error instanceof AppError) || requestContext.signal?.aborted) throw error
      // The accounts are shown without it, but it is then unknown how long leads last.
      log.info('leads of campaigns not counted', { code: error.code })
    }
  }

  const uncountedCampaigns = (workspaceId: WorkspaceId): readonly string[] =>
    sql.uncountedOf.all(workspaceId).filter((remoteId) => !unlisted.has(remoteId))

  /** Counts the leads a campaign lists, ignoring repeated rows; null if there are too many to list. */
  async function countLeads(requestContext: RequestContext, remoteId: string): Promise<number | null> {
    let pages = 0
    let isCut = false
    const ids = await readList({
      async page(cursor) {
        const { items, next } = await instantly.leadRecords(requestContext, remoteId, cursor)
        requestContext.signal?.throwIfAborted()
        pages += 1
        isCut = pages === maxListedPages && items.length > 0 && next !== null
        return { items: items.map(({ id }) => id), next }
      },
      idOf: (id) => id,
      enough: () => isCut,
    })
    return isCut ? null : ids.length
  }

  /** Lists the leads of campaigns that have not sent yet, as Instantly reports no figures for them. */
  async function listLeads(requestContext: RequestContext): Promise<void> {
    const { workspaceId } = requestContext
    for (const remoteId of uncountedCampaigns(workspaceId)) {
      const at = clock.now()
      const leads = await countLeads(requestContext, remoteId).catch((error: unknown) => {
        // An incomplete list cannot be counted, but must not stop the campaigns after it from being counted.
        if (error instanceof AppError && error.data['reason'] === 'cursor_repeated') return null
        throw error
      })
      if (leads === null) unlisted.add(remoteId)
      else putAllLeads.immediate(workspaceId, new Map([[remoteId, leads]]), at)
    }
  }

  const isReadToday = (workspaceId: WorkspaceId): boolean =>
    getSetting(store, workspaceId, warmupReadOn) === facts.todayOf(workspaceId)

  const poller = deps.background.definePoller({
    kind: 'accounts',
    scope: 'accounts:read',
    every: () => hourMs,
    jitter: 0.05,
    firstMs: 60_000,
    wakeMs: 8_000,
    atOnce: clientsAtOnceQuietly,
    skip: (workspaceId) => isReadToday(workspaceId) && !hasMore(workspaceId),
    run: async (workspaceId, signal, asked) => {
      const requestContext: RequestContext = {
        workspaceId,
        priority: asked ? 'click' : 'poll',
        requestedBy: 'accounts',
        signal,
      }
      let items = 0
      if (asked || !isReadToday(workspaceId)) {
        const [accounts] = await Promise.all([
          readWarmup(requestContext, emailsOf(workspaceId)),
          readLeads(requestContext),
        ])
        items = accounts
        await together(() => setSetting(store, workspaceId, warmupReadOn, facts.todayOf(workspaceId), clock.now()))
      }
      // Takes many requests, so nobody should wait for it.
      if (asked) readMore(workspaceId)
      else {
        await listLeads(requestContext)
        await testDueDomains(requestContext)
      }
      deps.changed('accounts', 'campaigns')
      return { end: 'done', counts: { items } }
    },
  })

  const hasMore = (workspaceId: WorkspaceId): boolean =>
    uncountedCampaigns(workspaceId).length > 0 || dueDomains(workspaceId).size > 0

  /** Starts the reading that nobody waits for, if any is due. */
  function readMore(workspaceId: WorkspaceId): void {
    if (hasMore(workspaceId)) poller.again(workspaceId)
  }

  /** Returns domains whose DNS was not tested for a week, each with an account; none if they were tried today. */
  function dueDomains(workspaceId: WorkspaceId): ReadonlyMap<string, string> {
    if (domainsTriedOn.get(workspaceId) === facts.todayOf(workspaceId)) return new Map()
    const tested = new Set(sql.testedSince.all(workspaceId, instantly.now(workspaceId) - weekMs))
    return new Map(
      facts
        .of({ workspaceId, partId: null })
        .flatMap(({ domain, email }) => (tested.has(domain) ? [] : [[domain, email]])),
    )
  }

  async function testDueDomains(requestContext: RequestContext): Promise<void> {
    const due = dueDomains(requestContext.workspaceId)
    if (due.size === 0) return
    domainsTriedOn.set(requestContext.workspaceId, facts.todayOf(requestContext.workspaceId))
    try {
      await testVitals(requestContext, [...due.values()])
    } catch (error) {
      if (!(error instanceof AppError) || requestContext.signal?.aborted) throw error
      // The operator can request the test and then sees the problem.
      log.info('DNS not tested', { code: error.code })
    }
  }

  /** Reads an account. If it was deleted, records that and throws ACCOUNT_GONE. */
  async function readAccount(requestContext: RequestContext, email: string): Promise<RemoteMailbox> {
    try {
      return await instantly.mailbox(requestContext, written(requestContext, email))
    } catch (error) {
      if (!(error instanceof AppError) || error.data['status'] !== 404) throw error
      kept.gone(requestContext.workspaceId, email, clock.now())
      throw new AppError('ACCOUNT_GONE', { email }, { cause: error })
    }
  }

  async function testVitals(requestContext: RequestContext, emails: readonly string[]): Promise<void> {
    for (const some of chunk(emails, perCall)) {
      const asked = some.map((email) => written(requestContext, email))
      const remote = await instantly.testVitals(requestContext, asked)
      const at = instantly.now(requestContext.workspaceId)
      // Nothing is found if the account was deleted, which says nothing about its domain.
      for (const { domain, ...found } of remote)
        if (Object.values(found).every((value) => value !== true))
          for (const email of some) if (email.endsWith(`@${domain}`)) await readAccount(requestContext, email)
      for (const { domain, mx, spf, dkim, dmarc } of remote)
        sql.putVitals.run({
          workspaceId: requestContext.workspaceId,
          domain,
          mx: bit(mx),
          spf: bit(spf),
          dkim: bit(dkim),
          dmarc: bit(dmarc),
          at,
        })
    }
  }

  /** Reads the daily data while the operator waits. Throws the problem. */
  async function readDaily(workspaceId: WorkspaceId): Promise<void> {
    const outcome = await poller.run(workspaceId, true)
    if ('problem' in outcome) throw outcome.problem
  }

  /** Reads the data of known accounts, in parallel with the list of accounts. */
  async function readFigures(requestContext: RequestContext, emails: readonly string[]): Promise<void> {
    await Promise.all([readDays(requestContext, true, emails), readDaily(requestContext.workspaceId)])
  }

  /** Reads accounts, their days and their warmup. Figures of known accounts are requested along with the list. */
  async function readAll(workspaceId: WorkspaceId, counted: (counts: MailboxCounts) => void): Promise<void> {
    const requestContext = requestContextOf(workspaceId, 'click')
    const known = emailsOf(workspaceId)
    const isYoung = ageOf(getSetting(store, workspaceId, mailboxesReadAt), clock.now()) < freshForMs
    const isDue = !isYoung || !isReadToday(workspaceId)
    const early = isDue && known.length > 0 ? readFigures(requestContext, known) : null
    const [counts, figures] = await Promise.allSettled([puller.now(workspaceId, 'click'), early])
    // The rest is useless without the list, whose problem is more informative.
    if (counts.status === 'rejected') throw counts.reason
    counted(counts.value)
    if (counts.value.gone > 0 && figures.status === 'rejected') await readFigures(requestContext, emailsOf(workspaceId))
    else if (figures.status === 'rejected') throw figures.reason
    if (!early && isDue) return readFigures(requestContext, emailsOf(workspaceId))
    if (!isDue) readMore(workspaceId)
    if (counts.value.added === 0) return
    const before = new Set(known)
    const added = emailsOf(workspaceId).filter((email) => !before.has(email))
    await Promise.all([readDays(requestContext, true, added, true), readWarmup(requestContext, added)])
    deps.changed('accounts')
  }

  return {
    /** Throws if an account no longer exists, before a request names it. A key that may not read accounts passes. */
    async mustBeThere(workspaceId: WorkspaceId, email: string): Promise<void> {
      try {
        await readAccount(requestContextOf(workspaceId, 'click'), email)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'INSTANTLY_SCOPE_MISSING') throw error
      }
    },
    /** Reads accounts again. Returns those deleted at Instantly; none if the key may not read accounts. */
    async lookAgain(workspaceId: WorkspaceId, emails: readonly string[]): Promise<ReadonlySet<string>> {
      const gone = new Set<string>()
      await mapLimit(emails, looksAtOnce, async (email) => {
        try {
          const found = await readAccount(requestContextOf(workspaceId, 'click'), email)
          kept.keepSome(workspaceId, [found], clock.now(), facts.todayOf(workspaceId))
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          if (error.code === 'ACCOUNT_GONE') gone.add(email)
          else if (error.code !== 'INSTANTLY_SCOPE_MISSING') throw error
        }
      })
      deps.changed('accounts')
      return gone
    },
    /** Called after a client's accounts were read by a timer; starts the daily reading if it was not done today. */
    afterPull(workspaceId: WorkspaceId): void {
      if (!isReadToday(workspaceId)) poller.again(workspaceId)
    },
    /** Called after a client's campaigns were read; counts the leads of campaigns created since the last count. */
    afterCampaigns: readMore,
    /** Reads accounts, their days and their warmup while the operator waits. */
    now: (only: WorkspaceId | null): Promise<readonly AccountSync[]> =>
      mapLimit(facts.workspacesOf({ workspaceId: only }), clientsAtOnce, async (workspaceId): Promise<AccountSync> => {
        let so: MailboxCounts = { added: 0, updated: 0, gone: 0 }
        try {
          await readAll(workspaceId, (counts) => {
            so = counts
          })
          return { workspaceId, ...so, problem: null }
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          return { workspaceId, ...so, problem: { code: error.code, data: error.data } }
        }
      }),
    /** Reads one account, the campaigns that send with it, and the DNS of its domain. */
    async check(workspaceId: WorkspaceId, email: string): Promise<void> {
      const requestContext = requestContextOf(workspaceId, 'click')
      kept.keepSome(workspaceId, [await readAccount(requestContext, email)], clock.now(), facts.todayOf(workspaceId))
      await testVitals(requestContext, [email])
      try {
        for (const remoteId of await instantly.campaignsOfMailbox(requestContext, written(requestContext, email)))
          sql.addCampaign.run({ workspaceId, email, remoteId })
      } catch (error) {
        // Without the scope, the campaigns are known from those read and their tags.
        if (!(error instanceof AppError)) throw error
        log.info('campaigns of an account not read', { code: error.code })
      }
    },
    /** Tests domains with one account of each. */
    async testDomains(workspaceId: WorkspaceId, domains: readonly string[]): Promise<void> {
      const wanted = new Set(domains)
      const byDomain = new Map(
        facts
          .of({ workspaceId, partId: null })
          .flatMap((one) => (wanted.has(one.domain) ? [[one.domain, one.email]] : [])),
      )
      await testVitals(requestContextOf(workspaceId, 'click'), [...byDomain.values()])
    },
  }
}

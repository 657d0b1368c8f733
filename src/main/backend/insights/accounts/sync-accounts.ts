/** Reads sending accounts from Instantly: now when asked, warmup once a day, and what is tested of their domains. */
import { z } from 'zod'
import type { AccountSync } from '#shared/contract/insights/accounts.ts'
import { dayOfDate } from '#shared/domain/insights/analytics/period.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createMailboxReader } from '../../campaigns/campaigns/read-mailboxes.ts'
import { createMailboxStore } from '../../campaigns/mailboxes/mailbox-store.ts'
import type { MailboxPuller } from '../../campaigns/mailboxes/pull-mailboxes.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker } from '../../core/instantly/types.ts'
import type { WarmupDay } from '../../core/instantly/types-accounts.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { AccountFacts } from './account-facts.ts'

const perCall = 100
const clientsAtOnce = 4

/** The day warmup was last read on, of Instantly's clock. */
const warmupReadOn: Setting<number> = { key: 'warmupReadOn', shape: z.number(), fallback: 0 }

export function createAccountSync(deps: Deps, facts: AccountFacts, puller: MailboxPuller) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const kept = createMailboxStore(store)
  const readDays = createMailboxReader(deps)
  const log = deps.log('accounts')
  const abort = new AbortController()
  const putDay = raw.prepare(
    `insert into mailbox_warmup_day (workspace_id, email, day, sent, inbox, spam, received)
       values (@workspaceId, @email, @day, @sent, @inbox, @spam, @received)
     on conflict do update set sent = coalesce(excluded.sent, sent), inbox = coalesce(excluded.inbox, inbox),
       spam = coalesce(excluded.spam, spam), received = coalesce(excluded.received, received)`,
  )
  const putDays = raw.transaction((workspaceId: WorkspaceId, days: readonly WarmupDay[]): void => {
    for (const { date, ...day } of days) putDay.run({ ...day, workspaceId, day: dayOfDate(date) })
  })
  const putVitals = raw.prepare(
    `insert into domain_vitals (workspace_id, domain, mx, spf, dkim, dmarc, tested_at)
       values (@workspaceId, @domain, @mx, @spf, @dkim, @dmarc, @at)
     on conflict do update set mx = excluded.mx, spf = excluded.spf, dkim = excluded.dkim, dmarc = excluded.dmarc,
       tested_at = excluded.tested_at`,
  )
  const addCampaign = raw.prepare(
    `insert into mailbox_campaign (workspace_id, email, campaign_id, by_tag)
       select workspace_id, @email, id, 1 from campaign where workspace_id = @workspaceId and remote_id = @remoteId
         and gone_at is null on conflict do nothing`,
  )
  const running = new Map<WorkspaceId, Promise<void>>()
  const bit = (value: boolean | null) => (value === null ? null : Number(value))
  const askerOf = (workspaceId: WorkspaceId, priority: Asker['priority']): Asker => ({
    workspaceId,
    priority,
    askedBy: 'accounts',
    signal: abort.signal,
  })

  /** The days Instantly has; those it no longer tells stay. */
  async function readWarmup(asker: Asker): Promise<void> {
    const { workspaceId } = asker
    const emails = kept.list(workspaceId).map(({ email }) => email)
    for (const some of chunk(emails, perCall)) {
      putDays.immediate(workspaceId, await instantly.warmupDays(asker, some))
      asker.signal?.throwIfAborted()
    }
    setSetting(store, workspaceId, warmupReadOn, facts.todayOf(workspaceId), clock.now())
  }

  async function testVitals(asker: Asker, emails: readonly string[]): Promise<void> {
    for (const some of chunk(emails, perCall)) {
      const told = await instantly.testVitals(asker, some)
      const at = clock.now()
      for (const { domain, mx, spf, dkim, dmarc } of told)
        putVitals.run({
          workspaceId: asker.workspaceId,
          domain,
          mx: bit(mx),
          spf: bit(spf),
          dkim: bit(dkim),
          dmarc: bit(dmarc),
          at,
        })
    }
  }

  return {
    /** After a client's accounts were read by themselves: its warmup, once a day. Never throws. */
    afterPull(workspaceId: WorkspaceId): Promise<void> {
      const known = running.get(workspaceId)
      if (known) return known
      if (getSetting(store, workspaceId, warmupReadOn) === facts.todayOf(workspaceId)) return Promise.resolve()
      const work = readWarmup(askerOf(workspaceId, 'poll'))
        .then(() => deps.changed('accounts'))
        .catch((error: unknown) => {
          if (!abort.signal.aborted) log.info('warmup not read', { error: String(error) })
        })
        .finally(() => running.delete(workspaceId))
      running.set(workspaceId, work)
      return work
    },
    /** Reads accounts, their days and their warmup, for an operator who waits. */
    now: (only: WorkspaceId | null): Promise<readonly AccountSync[]> =>
      mapLimit(facts.workspacesOf({ workspaceId: only }), clientsAtOnce, async (workspaceId): Promise<AccountSync> => {
        const asker = askerOf(workspaceId, 'click')
        const so = { added: 0, updated: 0, gone: 0 }
        try {
          Object.assign(so, await puller.now(workspaceId, 'click'))
          await readDays(asker, true)
          await readWarmup(asker)
          return { workspaceId, ...so, problem: null }
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          return { workspaceId, ...so, problem: { code: error.code, data: error.data } }
        }
      }),
    /** Asks about one account: itself, the campaigns that send with it, the DNS of its domain. */
    async check(workspaceId: WorkspaceId, email: string): Promise<void> {
      const asker = askerOf(workspaceId, 'click')
      try {
        kept.keepSome(workspaceId, [await instantly.mailbox(asker, email)], clock.now(), facts.todayOf(workspaceId))
      } catch (error) {
        if (!(error instanceof AppError) || error.data['status'] !== 404) throw error
        kept.gone(workspaceId, email, clock.now())
        throw new AppError('ACCOUNT_GONE', { email }, { cause: error })
      }
      await testVitals(asker, [email])
      try {
        for (const remoteId of await instantly.campaignsOfMailbox(asker, email))
          addCampaign.run({ workspaceId, email, remoteId })
      } catch (error) {
        // Without the scope they are known from what was read of campaigns and tags.
        if (!(error instanceof AppError)) throw error
        log.info('campaigns of an account not read', { code: error.code })
      }
    },
    /** Tests domains by an account of each. */
    async testDomains(workspaceId: WorkspaceId, domains: readonly string[]): Promise<void> {
      const wanted = new Set(domains)
      const byDomain = new Map(
        facts
          .of({ workspaceId, partId: null })
          .flatMap((one) => (wanted.has(one.domain) ? [[one.domain, one.email]] : [])),
      )
      await testVitals(askerOf(workspaceId, 'click'), [...byDomain.values()])
    },
    async stop(): Promise<void> {
      abort.abort()
      await Promise.allSettled(running.values())
    },
  }
}

import { AppError } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Clock } from '../deps.ts'
import { noPauses, type Pauses } from '../pauses.ts'
import type { CallMeter } from './call-meter.ts'
import {
  campaignsOfMailbox,
  mailbox,
  markMailboxFixed,
  pauseMailboxes,
  resumeMailbox,
  setWarmup,
  testVitals,
  updateMailbox,
  warmupDays,
  warmupJobs,
} from './endpoints/accounts.ts'
import { ask } from './endpoints/ask.ts'
import { blockEntries, createBlockEntries, deleteBlockEntry } from './endpoints/block-list.ts'
import {
  campaignDays,
  campaignSteps,
  campaignTotals,
  leadCount,
  leadCounts,
  mailboxDays,
  pauseCampaign,
  sendingStatus,
} from './endpoints/campaign-figures.ts'
import {
  activateCampaign,
  campaign,
  campaigns,
  createCampaign,
  deleteCampaign,
  updateCampaign,
} from './endpoints/campaigns.ts'
import {
  emailPage,
  forwardEmail,
  leadLabels,
  markEmailUnread,
  markThreadRead,
  replyToEmail,
  sendTestEmail,
  setInterest,
} from './endpoints/emails.ts'
import { dailyCounts, deliveries, deliveryDays, mailsBetween } from './endpoints/event-records.ts'
import { createLeadList, leadList, leadLists } from './endpoints/lead-lists.ts'
import {
  addLeads,
  backgroundJob,
  deleteLeads,
  leadPlaces,
  leadRecords,
  leadStandings,
  leadStandingsById,
  leadStandingsOfDomain,
  leads,
  leadsAt,
  moveLeads,
} from './endpoints/leads.ts'
import {
  moveToSubsequence,
  pauseSubsequence,
  placedLead,
  placedLeads,
  resumeSubsequence,
  subsequence,
  subsequenceSending,
  subsequenceSteps,
  subsequences,
  subsequenceTotals,
  takeFromSubsequence,
} from './endpoints/subsequences.ts'
import { createTag, setTags, tagMappings, tags } from './endpoints/tags.ts'
import { emailVerification, verifyEmail } from './endpoints/verification.ts'
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  resumeWebhook,
  testWebhook,
  webhook,
  webhooks,
} from './endpoints/webhooks.ts'
import { currentWorkspace, mailboxes, planDetails } from './endpoints/workspace.ts'
import { createHttp } from './http.ts'
import { createKeyProbe } from './key-probe.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import type { Caller } from './operation.ts'
import { type Means, perform, type Session, type Timeouts } from './perform.ts'
import { checkedBaseUrl, createTransport, type Environment } from './transport.ts'
import type { Asker, AuditEntry, Instantly, KeySource, KeyVerdict } from './types.ts'

export type InstantlyOptions = {
  /** Without /api/v2; null for the real one. HTTPS, or HTTP on this machine. */
  readonly baseUrl: string | null
  readonly keys: KeySource
  readonly audit: (entry: AuditEntry) => void
  readonly meter?: CallMeter | undefined
  readonly clock: Clock
  readonly log: Logger
  readonly appVersion?: string
  /** Instead of the network: the demo's own. */
  readonly fetch?: typeof fetch
  readonly timeouts?: Partial<Timeouts>
  readonly environment?: Environment
  /** Of the demo, whose simulator allows more than Instantly. */
  readonly emailsPerMinute?: number | undefined
  readonly random?: () => number
  readonly pauses?: Pauses
}

const usualTimeouts: Timeouts = { readMs: 30_000, writeMs: 60_000, bulkMs: 120_000 }

/** The one way to Instantly: every call of the app goes through here, its limiter and its audit log. */
export function createInstantly(options: InstantlyOptions): Instantly {
  const { keys, clock, log, random = Math.random, emailsPerMinute, pauses = noPauses } = options
  const base = checkedBaseUrl(options.baseUrl)
  const via = options.fetch
    ? { fetch: options.fetch }
    : { transport: createTransport(base, options.environment ?? process.env, log) }
  const means: Means = {
    http: createHttp(via, `Sendoff/${options.appVersion ?? '0'}`),
    apiUrl: `${base.origin}${base.pathname.replace(/\/+$/, '')}/api/v2`,
    clock,
    timeouts: { ...usualTimeouts, ...options.timeouts },
    random,
    log,
    audit: options.audit,
    meter: options.meter,
  }
  const limiters = new Map<WorkspaceId, Limiter>()
  const aheadMs = new Map<WorkspaceId, number>()

  const limiterOf = (workspaceId: WorkspaceId): Limiter => {
    const known = limiters.get(workspaceId)
    if (known) return known
    const made = createLimiter({ clock, random, emailsPerMinute, isPaused: () => pauses.isPaused(workspaceId) })
    limiters.set(workspaceId, made)
    return made
  }

  pauses.onChange(() => {
    for (const [workspaceId, limiter] of limiters) if (pauses.isPaused(workspaceId)) limiter.refuseWaiting()
  })

  const report = (keyId: ApiKeyId, verdict: KeyVerdict, scope: string) => {
    try {
      keys.report(keyId, verdict, scope)
    } catch {
      // What the call itself brought matters more than the state of its key.
      log.error('verdict on a key not kept', { keyId, verdict })
    }
  }

  const callerOf =
    (asker: Asker): Caller =>
    async (operation) => {
      const { keyId, secret } = await keys.secretFor(asker.workspaceId)
      const session: Session = {
        workspaceId: asker.workspaceId,
        priority: asker.priority,
        askedBy: asker.askedBy,
        signal: asker.signal,
        secret: sendable(secret),
        limiter: limiterOf(asker.workspaceId),
        judged: (verdict, scope) => report(keyId, verdict, scope),
        serverTime: (ms) => aheadMs.set(asker.workspaceId, ms),
      }
      return perform(means, session, operation)
    }

  return {
    currentWorkspace: (asker) => currentWorkspace(callerOf(asker)),
    ask: async (asker, asked) => ask(callerOf(asker), asked),
    planDetails: (asker) => planDetails(callerOf(asker)),
    mailboxes: (asker) => mailboxes(callerOf(asker)),
    mailbox: async (asker, email) => mailbox(callerOf(asker), email),
    updateMailbox: async (asker, email, fields) => updateMailbox(callerOf(asker), email, fields),
    pauseMailboxes: async (asker, emails) => pauseMailboxes(callerOf(asker), emails),
    resumeMailbox: async (asker, email) => resumeMailbox(callerOf(asker), email),
    markMailboxFixed: async (asker, email) => markMailboxFixed(callerOf(asker), email),
    setWarmup: async (asker, emails, on) => setWarmup(callerOf(asker), emails, on),
    warmupJobs: async (asker) => warmupJobs(callerOf(asker)),
    warmupDays: async (asker, emails) => warmupDays(callerOf(asker), emails),
    testVitals: async (asker, emails) => testVitals(callerOf(asker), emails),
    campaignsOfMailbox: async (asker, email) => campaignsOfMailbox(callerOf(asker), email),
    leadLists: (asker, filter) => leadLists(callerOf(asker), filter),
    leadList: async (asker, id) => leadList(callerOf(asker), id),
    createLeadList: (asker, name) => createLeadList(callerOf(asker), name),
    leadPage: (asker, place, after) => leadsAt(callerOf(asker), place, after),
    leadPlaces: (asker, after, only) => leadPlaces(callerOf(asker), after, only),
    moveLeads: async (asker, from, to, ids) => moveLeads(callerOf(asker), from, to, ids),
    backgroundJob: (asker, id) => backgroundJob(callerOf(asker), id),
    blockEntries: (asker, search) => blockEntries(callerOf(asker), search),
    createBlockEntries: async (asker, values) => createBlockEntries(callerOf(asker), values),
    deleteBlockEntry: async (asker, id) => deleteBlockEntry(callerOf(asker), id),
    leadStandings: (asker, emails) => leadStandings(callerOf(asker), emails),
    leadStandingsOfDomain: (asker, domain) => leadStandingsOfDomain(callerOf(asker), domain),
    leadStandingsById: async (asker, place, ids) => leadStandingsById(callerOf(asker), place, ids),
    campaigns: (asker, filter) => campaigns(callerOf(asker), filter),
    campaign: async (asker, id) => campaign(callerOf(asker), id),
    createCampaign: (asker, body) => createCampaign(callerOf(asker), body),
    activateCampaign: async (asker, id) => activateCampaign(callerOf(asker), id),
    pauseCampaign: async (asker, id) => pauseCampaign(callerOf(asker), id),
    campaignTotals: async (asker) => campaignTotals(callerOf(asker)),
    campaignDays: async (asker, id, from) => campaignDays(callerOf(asker), id, from),
    campaignSteps: async (asker, id) => campaignSteps(callerOf(asker), id),
    mailboxDays: (asker, emails, from, to) => mailboxDays(callerOf(asker), emails, from, to),
    sendingStatus: async (asker, id) => sendingStatus(callerOf(asker), id),
    updateCampaign: async (asker, id, fields) => updateCampaign(callerOf(asker), id, fields),
    deleteCampaign: async (asker, id) => deleteCampaign(callerOf(asker), id),
    leadCount: async (asker, id) => leadCount(callerOf(asker), id),
    leadCounts: async (asker) => leadCounts(callerOf(asker)),
    leadRecords: async (asker, id, after) => leadRecords(callerOf(asker), id, after),
    subsequences: async (asker, campaignId) => subsequences(callerOf(asker), campaignId),
    subsequence: async (asker, id) => subsequence(callerOf(asker), id),
    subsequenceTotals: async (asker, campaignId) => subsequenceTotals(callerOf(asker), campaignId),
    subsequenceSteps: async (asker, id) => subsequenceSteps(callerOf(asker), id),
    subsequenceSending: async (asker, id) => subsequenceSending(callerOf(asker), id),
    pauseSubsequence: async (asker, id) => pauseSubsequence(callerOf(asker), id),
    resumeSubsequence: async (asker, id) => resumeSubsequence(callerOf(asker), id),
    placedLead: async (asker, id) => placedLead(callerOf(asker), id),
    placedLeads: async (asker, wanted, after) => placedLeads(callerOf(asker), wanted, after),
    moveToSubsequence: async (asker, leadId, id) => moveToSubsequence(callerOf(asker), leadId, id),
    takeFromSubsequence: async (asker, leadId) => takeFromSubsequence(callerOf(asker), leadId),
    tags: async (asker) => tags(callerOf(asker)),
    tagMappings: async (asker, filter) => tagMappings(callerOf(asker), filter),
    createTag: async (asker, name) => createTag(callerOf(asker), name),
    setTags: async (asker, of) => setTags(callerOf(asker), of),
    addLeads: (asker, body, into) => addLeads(callerOf(asker), body, into),
    leads: (asker, filter) => leads(callerOf(asker), filter),
    deleteLeads: (asker, place, ids) => deleteLeads(callerOf(asker), place, ids),
    verifyEmail: (asker, email) => verifyEmail(callerOf(asker), email),
    emailVerification: (asker, email) => emailVerification(callerOf(asker), email),
    emailPage: (asker, filter, after) => emailPage(callerOf(asker), filter, after),
    replyToEmail: (asker, body) => replyToEmail(callerOf(asker), body),
    forwardEmail: (asker, body) => forwardEmail(callerOf(asker), body),
    sendTestEmail: (asker, body) => sendTestEmail(callerOf(asker), body),
    markThreadRead: (asker, threadId) => markThreadRead(callerOf(asker), threadId),
    markEmailUnread: (asker, emailId) => markEmailUnread(callerOf(asker), emailId),
    setInterest: (asker, lead) => setInterest(callerOf(asker), lead),
    leadLabels: (asker) => leadLabels(callerOf(asker)),
    webhooks: async (asker) => webhooks(callerOf(asker)),
    webhook: async (asker, id) => webhook(callerOf(asker), id),
    createWebhook: async (asker, body) => createWebhook(callerOf(asker), body),
    changeWebhook: async (asker, id, body) => changeWebhook(callerOf(asker), id, body),
    deleteWebhook: async (asker, id) => deleteWebhook(callerOf(asker), id),
    resumeWebhook: async (asker, id) => resumeWebhook(callerOf(asker), id),
    testWebhook: async (asker, id) => testWebhook(callerOf(asker), id),
    deliveries: async (asker, day, after) => deliveries(callerOf(asker), day, after),
    deliveryDays: async (asker, span) => deliveryDays(callerOf(asker), span),
    dailyCounts: async (asker, span) => dailyCounts(callerOf(asker), span),
    mailsBetween: async (asker, asked) => mailsBetween(callerOf(asker), asked),
    clockAheadMs: (workspaceId) => aheadMs.get(workspaceId) ?? 0,
    limiterState: (workspaceId) => limiterOf(workspaceId).state(),
    withKey(secret, workspaceId, asker = {}) {
      const session: Session = {
        workspaceId,
        priority: asker.priority ?? 'click',
        askedBy: asker.askedBy ?? 'test connection',
        signal: asker.signal,
        secret,
        limiter: workspaceId === null ? createLimiter({ clock, random, emailsPerMinute }) : limiterOf(workspaceId),
        judged: () => undefined,
        serverTime: () => undefined,
      }
      return createKeyProbe(async (operation) => perform(means, { ...session, secret: sendable(secret) }, operation))
    },
  }
}

/** A key that cannot even be a header would fail with an error that may quote it. */
function sendable(secret: string): string {
  if (!/^[\x21-\x7e]{1,500}$/.test(secret)) throw new AppError('INSTANTLY_API_KEY_INVALID', { status: null })
  return secret
}

/** Any answer that Instantly's document allows can be read: an optional or nullable value may be missing on any day. */
import { expect, test } from 'vitest'
import { createInstantly } from '#backend/core/instantly/client.ts'
import type { Instantly } from '#backend/core/instantly/types.ts'
import type { ApiKeyId } from '#shared/ids.ts'
import { createLogger } from '#shared/log.ts'
import { allowedAnswer, type Fullness } from '../../../support/instantly/allowed-answer.ts'
import { findOperation, resolved } from '../../../support/instantly/facts.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { requestContext, secret, skippingClock } from './client-setup.ts'

const rounds = Number(process.env['ALLOWED_ANSWERS'] ?? 12)
const email = 'a@b.example'
const uuid = '01a20313-f8f3-7000-a001-000000000001'
const span = { from: '2026-10-01', to: '2026-10-07' }
const inCampaign = { kind: 'campaign', id: uuid } as const
const reply = { eaccount: email, reply_to_uuid: uuid, subject: 'Re', body: { html: '', text: '' } }

/** Each call of the client, as the app makes it. */
const calls = {
  currentWorkspace: (to) => to.currentWorkspace(requestContext),
  planDetails: (to) => to.planDetails(requestContext),
  mailboxes: (to) => to.mailboxes(requestContext),
  mailbox: (to) => to.mailbox(requestContext, email),
  updateMailbox: (to) => to.updateMailbox(requestContext, email, { daily_limit: 20 }),
  pauseMailboxes: (to) => to.pauseMailboxes(requestContext, [email]),
  resumeMailbox: (to) => to.resumeMailbox(requestContext, email),
  markMailboxFixed: (to) => to.markMailboxFixed(requestContext, email),
  setWarmup: (to) => to.setWarmup(requestContext, [email], true),
  warmupJobs: (to) => to.warmupJobs(requestContext),
  warmupDays: (to) => to.warmupDays(requestContext, [email]),
  testVitals: (to) => to.testVitals(requestContext, [email]),
  campaignsOfMailbox: (to) => to.campaignsOfMailbox(requestContext, email),
  leadLists: (to) => to.leadLists(requestContext),
  leadList: (to) => to.leadList(requestContext, uuid),
  createLeadList: (to) => to.createLeadList(requestContext, 'Autumn'),
  leadPage: (to) => to.leadPage(requestContext, inCampaign, null),
  leadPlaces: (to) => to.leadPlaces(requestContext, null),
  moveLeads: (to) => to.moveLeads(requestContext, inCampaign, { kind: 'list', id: uuid }, [uuid]),
  backgroundJob: (to) => to.backgroundJob(requestContext, uuid),
  blockEntries: (to) => to.blockEntries(requestContext),
  createBlockEntries: (to) => to.createBlockEntries(requestContext, [email]),
  deleteBlockEntry: (to) => to.deleteBlockEntry(requestContext, uuid),
  leadStandings: (to) => to.leadStandings(requestContext, [email]),
  leadStandingsOfDomain: (to) => to.leadStandingsOfDomain(requestContext, 'b.example'),
  leadStandingsById: (to) => to.leadStandingsById(requestContext, inCampaign, [uuid]),
  campaigns: (to) => to.campaigns(requestContext),
  campaign: (to) => to.campaign(requestContext, uuid),
  activateCampaign: (to) => to.activateCampaign(requestContext, uuid),
  pauseCampaign: (to) => to.pauseCampaign(requestContext, uuid),
  campaignTotals: (to) => to.campaignTotals(requestContext),
  campaignDays: (to) => to.campaignDays(requestContext, uuid, '2026-10-01'),
  campaignSteps: (to) => to.campaignSteps(requestContext, uuid),
  mailboxDays: (to) => to.mailboxDays(requestContext, [email], span.from, span.to),
  sendingStatus: (to) => to.sendingStatus(requestContext, uuid),
  updateCampaign: (to) => to.updateCampaign(requestContext, uuid, { daily_limit: 20 }),
  deleteCampaign: (to) => to.deleteCampaign(requestContext, uuid),
  leadCount: (to) => to.leadCount(requestContext, uuid),
  leadCounts: (to) => to.leadCounts(requestContext),
  leadRecords: (to) => to.leadRecords(requestContext, uuid, null),
  subsequences: (to) => to.subsequences(requestContext, uuid),
  subsequence: (to) => to.subsequence(requestContext, uuid),
  subsequenceTotals: (to) => to.subsequenceTotals(requestContext, uuid),
  subsequenceSteps: (to) => to.subsequenceSteps(requestContext, uuid),
  subsequenceSending: (to) => to.subsequenceSending(requestContext, uuid),
  pauseSubsequence: (to) => to.pauseSubsequence(requestContext, uuid),
  resumeSubsequence: (to) => to.resumeSubsequence(requestContext, uuid),
  placedLead: (to) => to.placedLead(requestContext, uuid),
  placedLeads: (to) => to.placedLeads(requestContext, { campaignId: uuid }, null),
  placedLeadOf: (to) => to.placedLeadOf(requestContext, { campaignId: uuid, email: 'a@b.example' }),
  moveToSubsequence: (to) => to.moveToSubsequence(requestContext, uuid, uuid),
  takeFromSubsequence: (to) => to.takeFromSubsequence(requestContext, uuid),
  tags: (to) => to.tags(requestContext),
  tagMappings: (to) => to.tagMappings(requestContext, { campaignId: uuid }),
  createTag: (to) => to.createTag(requestContext, 'autumn'),
  leads: (to) => to.leads(requestContext, { campaignId: uuid, emails: [email] }),
  deleteLeads: (to) => to.deleteLeads(requestContext, inCampaign, [uuid]),
  addLeads: (to) => to.addLeads(requestContext, new TextEncoder().encode('{}')),
  verifyEmail: (to) => to.verifyEmail(requestContext, email),
  emailVerification: (to) => to.emailVerification(requestContext, email),
  emailPage: (to) => to.emailPage(requestContext, { order: 'asc' }, null),
  replyToEmail: (to) => to.replyToEmail(requestContext, reply),
  forwardEmail: (to) => to.forwardEmail(requestContext, { ...reply, to_address_email_list: email }),
  markThreadRead: (to) => to.markThreadRead(requestContext, uuid),
  markEmail: (to) => to.markEmail(requestContext, uuid, 'unread'),
  leadLabels: (to) => to.leadLabels(requestContext),
  webhooks: (to) => to.webhooks(requestContext),
  webhook: (to) => to.webhook(requestContext, uuid),
  changeWebhook: (to) => to.changeWebhook(requestContext, uuid, { name: 'Sendoff' }),
  deleteWebhook: (to) => to.deleteWebhook(requestContext, uuid),
  resumeWebhook: (to) => to.resumeWebhook(requestContext, uuid),
  testWebhook: (to) => to.testWebhook(requestContext, uuid),
  deliveries: (to) => to.deliveries(requestContext, span.from, null),
  deliveryDays: (to) => to.deliveryDays(requestContext, span),
  dailyCounts: (to) => to.dailyCounts(requestContext, span),
  mailsBetween: (to) =>
    to.mailsBetween(requestContext, { kind: 'sent', since: null, until: null, order: 'desc', after: null }),
} satisfies Partial<Record<keyof Instantly, (to: Instantly) => Promise<unknown>>>

/**
 * Creates a client whose requests get random answers within what the document allows. A list ends with its first page.
 */
function answeredBy(random: () => number, fullness: Fullness): Instantly {
  return createInstantly({
    baseUrl: null,
    keys: { secretFor: async () => ({ keyId: 1 as ApiKeyId, secret }), report: () => undefined },
    audit: () => undefined,
    clock: skippingClock(),
    log: createLogger('instantly', () => undefined),
    fetch: async (asked) => {
      const request = new Request(asked)
      const operation = findOperation(request.method, new URL(request.url).pathname)
      const [status, schema] =
        Object.entries(operation?.facts.responses ?? {}).find(([code]) => code.startsWith('2')) ?? []
      if (status === undefined) throw new Error(`${request.method} ${request.url} is not in the document`)
      if (!schema) return new Response(null, { status: Number(status) })
      const answer = allowedAnswer(resolved(schema), { random, fullness })
      const page = typeof answer === 'object' && answer !== null && 'next_starting_after' in answer
      return Response.json(page ? { ...answer, next_starting_after: null } : answer, { status: Number(status) })
    },
  })
}

test.for(Object.entries(calls))('%s', async ([name, call]) => {
  const random = createRandom(Number(process.env['ALLOWED_SEED'] ?? 7))
  for (const fullness of ['least', 'most', ...Array.from({ length: rounds }, () => 'any' as const)] as const) {
    await expect(call(answeredBy(random, fullness)), `${name}, ${fullness}`).resolves.not.toThrow()
  }
})

/** Whatever Instantly's document allows as an answer is read: a value it calls optional or null may be so on any day. */
import { expect, test } from 'vitest'
import { createInstantly } from '#backend/core/instantly/client.ts'
import type { Instantly } from '#backend/core/instantly/types.ts'
import type { ApiKeyId } from '#shared/ids.ts'
import { createLogger } from '#shared/log.ts'
import { allowedAnswer, type Fullness } from '../../../support/instantly/allowed-answer.ts'
import { findOperation, resolved } from '../../../support/instantly/facts.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { asker, secret, skippingClock } from './client-setup.ts'

const rounds = Number(process.env['ALLOWED_ANSWERS'] ?? 12)
const email = 'a@b.example'
const uuid = '01a20313-f8f3-7000-a001-000000000001'
const span = { from: '2026-10-01', to: '2026-10-07' }
const inCampaign = { kind: 'campaign', id: uuid } as const
const reply = { eaccount: email, reply_to_uuid: uuid, subject: 'Re', body: { html: '', text: '' } }

/** Each call of the client, as the app makes it. */
const calls = {
  currentWorkspace: (to) => to.currentWorkspace(asker),
  planDetails: (to) => to.planDetails(asker),
  mailboxes: (to) => to.mailboxes(asker),
  mailbox: (to) => to.mailbox(asker, email),
  updateMailbox: (to) => to.updateMailbox(asker, email, { daily_limit: 20 }),
  pauseMailboxes: (to) => to.pauseMailboxes(asker, [email]),
  resumeMailbox: (to) => to.resumeMailbox(asker, email),
  markMailboxFixed: (to) => to.markMailboxFixed(asker, email),
  setWarmup: (to) => to.setWarmup(asker, [email], true),
  warmupJobs: (to) => to.warmupJobs(asker),
  warmupDays: (to) => to.warmupDays(asker, [email]),
  testVitals: (to) => to.testVitals(asker, [email]),
  campaignsOfMailbox: (to) => to.campaignsOfMailbox(asker, email),
  leadLists: (to) => to.leadLists(asker),
  leadList: (to) => to.leadList(asker, uuid),
  createLeadList: (to) => to.createLeadList(asker, 'Autumn'),
  leadPage: (to) => to.leadPage(asker, inCampaign, null),
  leadPlaces: (to) => to.leadPlaces(asker, null),
  moveLeads: (to) => to.moveLeads(asker, inCampaign, { kind: 'list', id: uuid }, [uuid]),
  backgroundJob: (to) => to.backgroundJob(asker, uuid),
  blockEntries: (to) => to.blockEntries(asker),
  createBlockEntries: (to) => to.createBlockEntries(asker, [email]),
  deleteBlockEntry: (to) => to.deleteBlockEntry(asker, uuid),
  leadStandings: (to) => to.leadStandings(asker, [email]),
  leadStandingsOfDomain: (to) => to.leadStandingsOfDomain(asker, 'b.example'),
  leadStandingsById: (to) => to.leadStandingsById(asker, inCampaign, [uuid]),
  campaigns: (to) => to.campaigns(asker),
  campaign: (to) => to.campaign(asker, uuid),
  activateCampaign: (to) => to.activateCampaign(asker, uuid),
  pauseCampaign: (to) => to.pauseCampaign(asker, uuid),
  campaignTotals: (to) => to.campaignTotals(asker),
  campaignDays: (to) => to.campaignDays(asker, uuid, '2026-10-01'),
  campaignSteps: (to) => to.campaignSteps(asker, uuid),
  mailboxDays: (to) => to.mailboxDays(asker, [email], span.from, span.to),
  sendingStatus: (to) => to.sendingStatus(asker, uuid),
  updateCampaign: (to) => to.updateCampaign(asker, uuid, { daily_limit: 20 }),
  deleteCampaign: (to) => to.deleteCampaign(asker, uuid),
  leadCount: (to) => to.leadCount(asker, uuid),
  leadCounts: (to) => to.leadCounts(asker),
  leadRecords: (to) => to.leadRecords(asker, uuid, null),
  subsequences: (to) => to.subsequences(asker, uuid),
  subsequence: (to) => to.subsequence(asker, uuid),
  subsequenceTotals: (to) => to.subsequenceTotals(asker, uuid),
  subsequenceSteps: (to) => to.subsequenceSteps(asker, uuid),
  subsequenceSending: (to) => to.subsequenceSending(asker, uuid),
  pauseSubsequence: (to) => to.pauseSubsequence(asker, uuid),
  resumeSubsequence: (to) => to.resumeSubsequence(asker, uuid),
  placedLead: (to) => to.placedLead(asker, uuid),
  placedLeads: (to) => to.placedLeads(asker, { campaignId: uuid }, null),
  moveToSubsequence: (to) => to.moveToSubsequence(asker, uuid, uuid),
  takeFromSubsequence: (to) => to.takeFromSubsequence(asker, uuid),
  tags: (to) => to.tags(asker),
  tagMappings: (to) => to.tagMappings(asker, { campaignId: uuid }),
  createTag: (to) => to.createTag(asker, 'autumn'),
  leads: (to) => to.leads(asker, { campaignId: uuid, emails: [email] }),
  deleteLeads: (to) => to.deleteLeads(asker, inCampaign, [uuid]),
  addLeads: (to) => to.addLeads(asker, new TextEncoder().encode('{}')),
  verifyEmail: (to) => to.verifyEmail(asker, email),
  emailVerification: (to) => to.emailVerification(asker, email),
  emailPage: (to) => to.emailPage(asker, { order: 'asc' }, null),
  replyToEmail: (to) => to.replyToEmail(asker, reply),
  forwardEmail: (to) => to.forwardEmail(asker, { ...reply, to_address_email_list: email }),
  markThreadRead: (to) => to.markThreadRead(asker, uuid),
  markEmailUnread: (to) => to.markEmailUnread(asker, uuid),
  leadLabels: (to) => to.leadLabels(asker),
  webhooks: (to) => to.webhooks(asker),
  webhook: (to) => to.webhook(asker, uuid),
  changeWebhook: (to) => to.changeWebhook(asker, uuid, { name: 'Sendoff' }),
  deleteWebhook: (to) => to.deleteWebhook(asker, uuid),
  resumeWebhook: (to) => to.resumeWebhook(asker, uuid),
  testWebhook: (to) => to.testWebhook(asker, uuid),
  deliveries: (to) => to.deliveries(asker, span.from, null),
  deliveryDays: (to) => to.deliveryDays(asker, span),
  dailyCounts: (to) => to.dailyCounts(asker, span),
  mailsBetween: (to) => to.mailsBetween(asker, { kind: 'sent', since: null, until: null, order: 'desc', after: null }),
} satisfies Partial<Record<keyof Instantly, (to: Instantly) => Promise<unknown>>>

/** A client whose every request is answered by the dice, within what the document allows. A list ends with its first page. */
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

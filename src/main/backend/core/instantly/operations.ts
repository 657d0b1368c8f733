/**
 * Every call of Instantly there is: what carries it out, and whether it changes something there. The client, the choice
 * between network and demo, and what is kept from leaving after a restore follow from it.
 */
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
import type { Caller } from './operation.ts'
import type { Asker, Instantly } from './types.ts'

/** What is answered without a call. */
type Local = 'clockAheadMs' | 'limiterState' | 'withKey'
export type InstantlyCalls = Omit<Instantly, Local>

type Entry<Call> = Call extends (asker: Asker, ...rest: infer Rest) => infer Answer
  ? { readonly is: 'reads' | 'writes'; readonly call: (caller: Caller, ...rest: Rest) => Answer }
  : never

export const operations: { readonly [Name in keyof InstantlyCalls]: Entry<Instantly[Name]> } = {
  currentWorkspace: { is: 'reads', call: currentWorkspace },
  ask: { is: 'reads', call: ask },
  planDetails: { is: 'reads', call: planDetails },
  mailboxes: { is: 'reads', call: mailboxes },
  mailbox: { is: 'reads', call: mailbox },
  updateMailbox: { is: 'writes', call: updateMailbox },
  pauseMailboxes: { is: 'writes', call: pauseMailboxes },
  resumeMailbox: { is: 'writes', call: resumeMailbox },
  markMailboxFixed: { is: 'writes', call: markMailboxFixed },
  setWarmup: { is: 'writes', call: setWarmup },
  warmupJobs: { is: 'reads', call: warmupJobs },
  warmupDays: { is: 'reads', call: warmupDays },
  testVitals: { is: 'reads', call: testVitals },
  campaignsOfMailbox: { is: 'reads', call: campaignsOfMailbox },
  leadLists: { is: 'reads', call: leadLists },
  leadList: { is: 'reads', call: leadList },
  createLeadList: { is: 'writes', call: createLeadList },
  leadPage: { is: 'reads', call: leadsAt },
  leadPlaces: { is: 'reads', call: leadPlaces },
  moveLeads: { is: 'writes', call: moveLeads },
  backgroundJob: { is: 'reads', call: backgroundJob },
  blockEntries: { is: 'reads', call: blockEntries },
  createBlockEntries: { is: 'writes', call: createBlockEntries },
  deleteBlockEntry: { is: 'writes', call: deleteBlockEntry },
  leadStandings: { is: 'reads', call: leadStandings },
  leadStandingsOfDomain: { is: 'reads', call: leadStandingsOfDomain },
  leadStandingsById: { is: 'reads', call: leadStandingsById },
  campaigns: { is: 'reads', call: campaigns },
  campaign: { is: 'reads', call: campaign },
  createCampaign: { is: 'writes', call: createCampaign },
  activateCampaign: { is: 'writes', call: activateCampaign },
  pauseCampaign: { is: 'writes', call: pauseCampaign },
  campaignTotals: { is: 'reads', call: campaignTotals },
  campaignDays: { is: 'reads', call: campaignDays },
  campaignSteps: { is: 'reads', call: campaignSteps },
  mailboxDays: { is: 'reads', call: mailboxDays },
  sendingStatus: { is: 'reads', call: sendingStatus },
  updateCampaign: { is: 'writes', call: updateCampaign },
  deleteCampaign: { is: 'writes', call: deleteCampaign },
  leadCount: { is: 'reads', call: leadCount },
  leadCounts: { is: 'reads', call: leadCounts },
  leadRecords: { is: 'reads', call: leadRecords },
  subsequences: { is: 'reads', call: subsequences },
  subsequence: { is: 'reads', call: subsequence },
  subsequenceTotals: { is: 'reads', call: subsequenceTotals },
  subsequenceSteps: { is: 'reads', call: subsequenceSteps },
  subsequenceSending: { is: 'reads', call: subsequenceSending },
  pauseSubsequence: { is: 'writes', call: pauseSubsequence },
  resumeSubsequence: { is: 'writes', call: resumeSubsequence },
  placedLead: { is: 'reads', call: placedLead },
  placedLeads: { is: 'reads', call: placedLeads },
  moveToSubsequence: { is: 'writes', call: moveToSubsequence },
  takeFromSubsequence: { is: 'writes', call: takeFromSubsequence },
  tags: { is: 'reads', call: tags },
  tagMappings: { is: 'reads', call: tagMappings },
  createTag: { is: 'writes', call: createTag },
  setTags: { is: 'writes', call: setTags },
  addLeads: { is: 'writes', call: addLeads },
  leads: { is: 'reads', call: leads },
  deleteLeads: { is: 'writes', call: deleteLeads },
  // Costs a credit.
  verifyEmail: { is: 'writes', call: verifyEmail },
  emailVerification: { is: 'reads', call: emailVerification },
  emailPage: { is: 'reads', call: emailPage },
  replyToEmail: { is: 'writes', call: replyToEmail },
  forwardEmail: { is: 'writes', call: forwardEmail },
  sendTestEmail: { is: 'writes', call: sendTestEmail },
  markThreadRead: { is: 'writes', call: markThreadRead },
  markEmailUnread: { is: 'writes', call: markEmailUnread },
  setInterest: { is: 'writes', call: setInterest },
  leadLabels: { is: 'reads', call: leadLabels },
  webhooks: { is: 'reads', call: webhooks },
  webhook: { is: 'reads', call: webhook },
  createWebhook: { is: 'writes', call: createWebhook },
  changeWebhook: { is: 'writes', call: changeWebhook },
  deleteWebhook: { is: 'writes', call: deleteWebhook },
  resumeWebhook: { is: 'writes', call: resumeWebhook },
  testWebhook: { is: 'writes', call: testWebhook },
  deliveries: { is: 'reads', call: deliveries },
  deliveryDays: { is: 'reads', call: deliveryDays },
  dailyCounts: { is: 'reads', call: dailyCounts },
  mailsBetween: { is: 'reads', call: mailsBetween },
}

type Answer = (asker: Asker, ...rest: readonly unknown[]) => unknown

/** All calls, each made by `make` for its name. */
export function everyCall(make: (name: keyof InstantlyCalls) => Answer): InstantlyCalls {
  const names = Object.keys(operations) as (keyof InstantlyCalls)[]
  return Object.fromEntries(names.map((name) => [name, make(name)])) as unknown as InstantlyCalls
}

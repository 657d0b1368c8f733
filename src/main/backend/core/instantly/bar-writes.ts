/** Keeps every call that changes something at Instantly from leaving, as long as somebody says so. Reading goes on. */
import { AppError } from '#shared/errors.ts'
import type { Asker, Instantly } from './types.ts'

/** Every call there is: a new one does not compile before it is said which it is. */
const kinds: Readonly<Record<keyof Instantly, 'reads' | 'writes' | 'local'>> = {
  currentWorkspace: 'reads',
  ask: 'reads',
  planDetails: 'reads',
  mailboxes: 'reads',
  mailbox: 'reads',
  updateMailbox: 'writes',
  pauseMailboxes: 'writes',
  resumeMailbox: 'writes',
  markMailboxFixed: 'writes',
  setWarmup: 'writes',
  warmupJobs: 'reads',
  warmupDays: 'reads',
  testVitals: 'reads',
  campaignsOfMailbox: 'reads',
  leadLists: 'reads',
  leadList: 'reads',
  createLeadList: 'writes',
  leadPage: 'reads',
  leadPlaces: 'reads',
  moveLeads: 'writes',
  backgroundJob: 'reads',
  blockEntries: 'reads',
  createBlockEntries: 'writes',
  deleteBlockEntry: 'writes',
  leadStandings: 'reads',
  leadStandingsOfDomain: 'reads',
  leadStandingsById: 'reads',
  campaigns: 'reads',
  campaign: 'reads',
  createCampaign: 'writes',
  activateCampaign: 'writes',
  pauseCampaign: 'writes',
  campaignTotals: 'reads',
  campaignDays: 'reads',
  campaignSteps: 'reads',
  mailboxDays: 'reads',
  sendingStatus: 'reads',
  updateCampaign: 'writes',
  deleteCampaign: 'writes',
  leadCount: 'reads',
  leadCounts: 'reads',
  leadRecords: 'reads',
  subsequences: 'reads',
  subsequence: 'reads',
  subsequenceTotals: 'reads',
  subsequenceSteps: 'reads',
  subsequenceSending: 'reads',
  pauseSubsequence: 'writes',
  resumeSubsequence: 'writes',
  placedLead: 'reads',
  placedLeads: 'reads',
  moveToSubsequence: 'writes',
  takeFromSubsequence: 'writes',
  tags: 'reads',
  tagMappings: 'reads',
  createTag: 'writes',
  setTags: 'writes',
  addLeads: 'writes',
  leads: 'reads',
  deleteLeads: 'writes',
  // Costs a credit.
  verifyEmail: 'writes',
  emailVerification: 'reads',
  emailPage: 'reads',
  replyToEmail: 'writes',
  forwardEmail: 'writes',
  sendTestEmail: 'writes',
  markThreadRead: 'writes',
  markEmailUnread: 'writes',
  setInterest: 'writes',
  leadLabels: 'reads',
  webhooks: 'reads',
  webhook: 'reads',
  createWebhook: 'writes',
  changeWebhook: 'writes',
  deleteWebhook: 'writes',
  resumeWebhook: 'writes',
  testWebhook: 'writes',
  deliveries: 'reads',
  deliveryDays: 'reads',
  dailyCounts: 'reads',
  mailsBetween: 'reads',
  clockAheadMs: 'local',
  limiterState: 'local',
  withKey: 'local',
}

/** The same client; calls that write are refused with PAUSED_AFTER_RESTORE, before anything left, where `isBarred` says so. */
export function barWrites(instantly: Instantly, isBarred: (asker: Asker) => boolean): Instantly {
  return new Proxy(instantly, {
    get(target, name) {
      const call: unknown = Reflect.get(target, name)
      if (typeof call !== 'function' || !Object.hasOwn(kinds, name)) return call
      if (kinds[name as keyof Instantly] !== 'writes') return call
      return async (asker: Asker, ...rest: unknown[]) => {
        if (isBarred(asker)) throw new AppError('PAUSED_AFTER_RESTORE')
        return Reflect.apply(call, target, [asker, ...rest]) as unknown
      }
    },
  })
}

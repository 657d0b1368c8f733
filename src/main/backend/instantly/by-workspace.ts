import type { WorkspaceId } from '#shared/ids.ts'
import type { Instantly } from './types.ts'

/**
 * Two clients behind one: demo workspaces are answered by the simulator, all others by the network. The choice is made
 * anew for each call from the store. Neither client could serve the other's workspaces by mistake: each has its own keys.
 */
export function createInstantlyByWorkspace(
  clients: { readonly network: Instantly; readonly demo: Instantly },
  isDemo: (workspaceId: WorkspaceId) => boolean,
): Instantly {
  const of = (id: WorkspaceId | null) => (id !== null && isDemo(id) ? clients.demo : clients.network)
  return {
    currentWorkspace: (asker) => of(asker.workspaceId).currentWorkspace(asker),
    planDetails: (asker) => of(asker.workspaceId).planDetails(asker),
    mailboxes: (asker) => of(asker.workspaceId).mailboxes(asker),
    leadLists: (asker, filter) => of(asker.workspaceId).leadLists(asker, filter),
    leadList: (asker, id) => of(asker.workspaceId).leadList(asker, id),
    createLeadList: (asker, name) => of(asker.workspaceId).createLeadList(asker, name),
    leadPage: (asker, place, after) => of(asker.workspaceId).leadPage(asker, place, after),
    placedLeads: (asker, after) => of(asker.workspaceId).placedLeads(asker, after),
    moveLeads: (asker, from, to, ids) => of(asker.workspaceId).moveLeads(asker, from, to, ids),
    backgroundJob: (asker, id) => of(asker.workspaceId).backgroundJob(asker, id),
    blockEntries: (asker) => of(asker.workspaceId).blockEntries(asker),
    campaigns: (asker, filter) => of(asker.workspaceId).campaigns(asker, filter),
    campaign: (asker, id) => of(asker.workspaceId).campaign(asker, id),
    createCampaign: (asker, body) => of(asker.workspaceId).createCampaign(asker, body),
    activateCampaign: (asker, id) => of(asker.workspaceId).activateCampaign(asker, id),
    pauseCampaign: (asker, id) => of(asker.workspaceId).pauseCampaign(asker, id),
    campaignTotals: (asker) => of(asker.workspaceId).campaignTotals(asker),
    campaignDays: (asker, id, from) => of(asker.workspaceId).campaignDays(asker, id, from),
    campaignSteps: (asker, id) => of(asker.workspaceId).campaignSteps(asker, id),
    mailboxDays: (asker, emails, from, to) => of(asker.workspaceId).mailboxDays(asker, emails, from, to),
    sendingStatus: (asker, id) => of(asker.workspaceId).sendingStatus(asker, id),
    updateCampaign: (asker, id, fields) => of(asker.workspaceId).updateCampaign(asker, id, fields),
    deleteCampaign: (asker, id) => of(asker.workspaceId).deleteCampaign(asker, id),
    leadCount: (asker, id) => of(asker.workspaceId).leadCount(asker, id),
    leadCounts: (asker) => of(asker.workspaceId).leadCounts(asker),
    leadRecords: (asker, id, after) => of(asker.workspaceId).leadRecords(asker, id, after),
    tags: (asker) => of(asker.workspaceId).tags(asker),
    tagMappings: (asker, filter) => of(asker.workspaceId).tagMappings(asker, filter),
    createTag: (asker, name) => of(asker.workspaceId).createTag(asker, name),
    setTags: (asker, wanted) => of(asker.workspaceId).setTags(asker, wanted),
    addLeads: (asker, body, into) => of(asker.workspaceId).addLeads(asker, body, into),
    leads: (asker, filter) => of(asker.workspaceId).leads(asker, filter),
    deleteLeads: (asker, place, ids) => of(asker.workspaceId).deleteLeads(asker, place, ids),
    verifyEmail: (asker, email) => of(asker.workspaceId).verifyEmail(asker, email),
    emailVerification: (asker, email) => of(asker.workspaceId).emailVerification(asker, email),
    emailPage: (asker, filter, after) => of(asker.workspaceId).emailPage(asker, filter, after),
    replyToEmail: (asker, body) => of(asker.workspaceId).replyToEmail(asker, body),
    forwardEmail: (asker, body) => of(asker.workspaceId).forwardEmail(asker, body),
    sendTestEmail: (asker, body) => of(asker.workspaceId).sendTestEmail(asker, body),
    markThreadRead: (asker, threadId) => of(asker.workspaceId).markThreadRead(asker, threadId),
    markEmailUnread: (asker, emailId) => of(asker.workspaceId).markEmailUnread(asker, emailId),
    setInterest: (asker, lead) => of(asker.workspaceId).setInterest(asker, lead),
    leadLabels: (asker) => of(asker.workspaceId).leadLabels(asker),
    webhooks: (asker) => of(asker.workspaceId).webhooks(asker),
    webhook: (asker, id) => of(asker.workspaceId).webhook(asker, id),
    createWebhook: (asker, body) => of(asker.workspaceId).createWebhook(asker, body),
    changeWebhook: (asker, id, body) => of(asker.workspaceId).changeWebhook(asker, id, body),
    deleteWebhook: (asker, id) => of(asker.workspaceId).deleteWebhook(asker, id),
    resumeWebhook: (asker, id) => of(asker.workspaceId).resumeWebhook(asker, id),
    testWebhook: (asker, id) => of(asker.workspaceId).testWebhook(asker, id),
    deliveries: (asker, day, after) => of(asker.workspaceId).deliveries(asker, day, after),
    deliveryDays: (asker, span) => of(asker.workspaceId).deliveryDays(asker, span),
    dailyCounts: (asker, span) => of(asker.workspaceId).dailyCounts(asker, span),
    mailsOfDay: (asker, asked) => of(asker.workspaceId).mailsOfDay(asker, asked),
    clockAheadMs: (workspaceId) => of(workspaceId).clockAheadMs(workspaceId),
    limiterState: (workspaceId) => of(workspaceId).limiterState(workspaceId),
    // A key somebody pasted is a real one.
    withKey: (secret, workspaceId, asker) => of(workspaceId).withKey(secret, workspaceId, asker),
  }
}

import type { Query } from './types.ts'

/** What each call needs of a key, and what for in the operator's words. */
export const scopeOf = {
  currentWorkspace: { scope: 'workspaces:read', neededFor: 'the workspace name' },
  planDetails: { scope: 'workspace_billing:read', neededFor: 'the plan and contacts left' },
  mailboxes: { scope: 'accounts:read', neededFor: 'sending accounts' },
  mailbox: { scope: 'accounts:read', neededFor: 'sending accounts' },
  updateMailbox: { scope: 'accounts:update', neededFor: 'changing sending accounts' },
  pauseMailboxes: { scope: 'accounts:update', neededFor: 'pausing sending accounts' },
  resumeMailbox: { scope: 'accounts:update', neededFor: 'resuming sending accounts' },
  markMailboxFixed: { scope: 'accounts:update', neededFor: 'marking sending accounts as fixed' },
  // The official document names no scope for it.
  setWarmup: { scope: 'accounts:update', neededFor: 'switching warmup' },
  warmupDays: { scope: 'accounts:read', neededFor: 'figures of warmup' },
  testVitals: { scope: 'accounts:read', neededFor: 'testing DNS' },
  campaignsOfMailbox: { scope: 'account_campaign_mappings:read', neededFor: 'campaigns of a sending account' },
  campaigns: { scope: 'campaigns:read', neededFor: 'campaigns' },
  campaign: { scope: 'campaigns:read', neededFor: 'campaigns' },
  createCampaign: { scope: 'campaigns:create', neededFor: 'new campaigns' },
  activateCampaign: { scope: 'campaigns:update', neededFor: 'starting campaigns' },
  updateCampaign: { scope: 'campaigns:update', neededFor: 'editing campaigns' },
  deleteCampaign: { scope: 'campaigns:delete', neededFor: 'deleting campaigns' },
  leadCounts: { scope: 'campaigns:read', neededFor: 'counting leads' },
  leadCount: { scope: 'campaigns:read', neededFor: 'archiving campaigns' },
  pauseCampaign: { scope: 'campaigns:update', neededFor: 'pausing campaigns' },
  campaignTotals: { scope: 'campaigns:read', neededFor: 'figures of campaigns' },
  campaignDays: { scope: 'campaigns:read', neededFor: 'figures of campaigns' },
  mailboxDays: { scope: 'accounts:read', neededFor: 'figures of sending accounts' },
  campaignSteps: { scope: 'campaigns:read', neededFor: 'figures of campaigns' },
  sendingStatus: { scope: 'campaigns:read', neededFor: 'why a campaign does not send' },
  subsequences: { scope: 'subsequences:read', neededFor: 'subsequences' },
  subsequence: { scope: 'subsequences:read', neededFor: 'subsequences' },
  subsequenceTotals: { scope: 'subsequences:read', neededFor: 'subsequences' },
  subsequenceSteps: { scope: 'subsequences:read', neededFor: 'subsequences' },
  subsequenceSending: { scope: 'subsequences:read', neededFor: 'subsequences' },
  pauseSubsequence: { scope: 'subsequences:update', neededFor: 'starting and pausing subsequences' },
  resumeSubsequence: { scope: 'subsequences:update', neededFor: 'starting and pausing subsequences' },
  moveToSubsequence: { scope: 'leads:update', neededFor: 'moving leads' },
  takeFromSubsequence: { scope: 'leads:update', neededFor: 'moving leads' },
  tags: { scope: 'custom_tags:read', neededFor: 'tags' },
  tagMappings: { scope: 'custom_tag_mappings:read', neededFor: 'tags' },
  createTag: { scope: 'custom_tags:create', neededFor: 'new tags' },
  // The official document names no scope for it.
  setTags: { scope: 'custom_tags:update', neededFor: 'tags of campaigns' },
  addLeads: { scope: 'leads:create', neededFor: 'uploading leads' },
  leads: { scope: 'leads:read', neededFor: 'reading leads back' },
  lead: { scope: 'leads:read', neededFor: 'reading leads back' },
  leadLists: { scope: 'lead_lists:read', neededFor: 'lead lists' },
  leadList: { scope: 'lead_lists:read', neededFor: 'lead lists' },
  createLeadList: { scope: 'lead_lists:create', neededFor: 'new lead lists' },
  moveLeads: { scope: 'leads:update', neededFor: 'moving leads' },
  backgroundJob: { scope: 'background-jobs:read', neededFor: 'moving leads' },
  deleteLeads: { scope: 'leads:delete', neededFor: 'taking leads back' },
  blockEntries: { scope: 'block_list_entries:read', neededFor: 'the block list' },
  createBlockEntry: { scope: 'block_list_entries:create', neededFor: 'blocking who opted out' },
  createBlockEntries: { scope: 'block_list_entries:create', neededFor: 'blocking who opted out' },
  deleteBlockEntry: { scope: 'block_list_entries:delete', neededFor: 'undoing an opt-out' },
  verifyEmail: { scope: 'email_verifications:create', neededFor: 'verifying addresses' },
  emailVerification: { scope: 'email_verifications:read', neededFor: 'verifying addresses' },
  emails: { scope: 'emails:read', neededFor: 'the inbox' },
  replyToEmail: { scope: 'emails:create', neededFor: 'answering from the inbox' },
  forwardEmail: { scope: 'emails:create', neededFor: 'forwarding from the inbox' },
  sendTestEmail: { scope: 'emails:create', neededFor: 'test mails' },
  markThreadRead: { scope: 'emails:update', neededFor: 'marking threads as read' },
  markEmailUnread: { scope: 'emails:update', neededFor: 'marking mails as unread' },
  setInterest: { scope: 'leads:update', neededFor: 'labels of leads' },
  leadLabels: { scope: 'lead-labels:read', neededFor: 'interest labels' },
  webhooks: { scope: 'webhooks:read', neededFor: 'events' },
  webhook: { scope: 'webhooks:read', neededFor: 'events' },
  createWebhook: { scope: 'webhooks:create', neededFor: 'events' },
  changeWebhook: { scope: 'webhooks:update', neededFor: 'events' },
  deleteWebhook: { scope: 'webhooks:delete', neededFor: 'events' },
  resumeWebhook: { scope: 'webhooks:update', neededFor: 'events' },
  testWebhook: { scope: 'webhooks:update', neededFor: 'events' },
  deliveries: { scope: 'webhook_events:read', neededFor: 'events' },
  deliveryDays: { scope: 'webhook_events:read', neededFor: 'events' },
  dailyCounts: { scope: 'campaigns:read', neededFor: 'events' },
  mailsBetween: { scope: 'emails:read', neededFor: 'the inbox' },
  probe: { scope: '', neededFor: 'testing the key' },
  // Each operation has its own; what Instantly says of a missing one is shown as it came.
  ask: { scope: '', neededFor: 'asking Instantly' },
} as const satisfies Record<string, { readonly scope: string; readonly neededFor: string }>

export type OperationName = keyof typeof scopeOf

/** Read beside all else: a key without their scopes is no lesser key, it only shows none of them. */
export const besideAllElse: ReadonlySet<OperationName> = new Set<OperationName>([
  'tags',
  'tagMappings',
  'createTag',
  'setTags',
  'subsequences',
  'subsequence',
  'subsequenceTotals',
  'subsequenceSteps',
  'subsequenceSending',
  'pauseSubsequence',
  'resumeSubsequence',
  'createBlockEntry',
  'createBlockEntries',
  'deleteBlockEntry',
  'updateMailbox',
  'pauseMailboxes',
  'resumeMailbox',
  'markMailboxFixed',
  'setWarmup',
  'warmupDays',
  'testVitals',
  'campaignsOfMailbox',
])

export type ReadProbe = {
  readonly scope: string
  readonly neededFor: string
  readonly path: string
  readonly query: Query
}

const one = { limit: '1' }

/** One cheap read per read scope of the app. */
export const readProbes: readonly ReadProbe[] = [
  { ...scopeOf.currentWorkspace, path: '/workspaces/current', query: {} },
  { ...scopeOf.planDetails, path: '/workspace-billing/plan-details', query: {} },
  { ...scopeOf.campaigns, path: '/campaigns', query: one },
  { ...scopeOf.mailboxes, path: '/accounts', query: one },
  { ...scopeOf.leads, path: '/leads/list', query: one },
  { scope: 'lead_lists:read', neededFor: 'lead lists', path: '/lead-lists', query: one },
  { scope: 'lead-labels:read', neededFor: 'interest labels', path: '/lead-labels', query: one },
  { scope: 'emails:read', neededFor: 'the inbox', path: '/emails', query: one },
  { scope: 'webhooks:read', neededFor: 'events', path: '/webhooks', query: one },
  { scope: 'webhook_events:read', neededFor: 'events', path: '/webhook-events', query: one },
  { scope: 'background-jobs:read', neededFor: 'moving leads', path: '/background-jobs', query: one },
  { scope: 'block_list_entries:read', neededFor: 'the block list', path: '/block-lists-entries', query: one },
  { ...scopeOf.subsequences, path: '/subsequences', query: one },
  { scope: 'custom_tags:read', neededFor: 'tags', path: '/custom-tags', query: one },
]

/** Write scopes of the app: only a write could prove them, so a test names them untested. */
export const writeScopes: readonly { readonly scope: string; readonly neededFor: string }[] = [
  scopeOf.createCampaign,
  scopeOf.activateCampaign,
  scopeOf.deleteCampaign,
  scopeOf.updateMailbox,
  scopeOf.createLeadList,
  scopeOf.createTag,
  scopeOf.addLeads,
  scopeOf.deleteLeads,
  scopeOf.createBlockEntry,
  scopeOf.deleteBlockEntry,
  scopeOf.replyToEmail,
  scopeOf.markThreadRead,
]

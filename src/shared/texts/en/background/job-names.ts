/** What Sendoff does on its own, by name: in the window and in notices of the desktop. */
import type { JobKind } from '../../../contract/background/health.ts'

export const jobNamesEn: Readonly<Record<JobKind, string>> = {
  campaigns: 'Sync campaigns',
  accounts: 'Sync warmup of accounts',
  inbox: 'Sync new emails',
  inbox_back: 'Sync older emails',
  sent_mails: 'Sync sent emails',
  labels: 'Sync label names',
  lead_labels: 'Sync labels of leads',
  relay: 'Fetch events from the relay',
  webhooks: 'Check webhooks',
  gaps: 'Find missing events',
  blocklist: 'Sync block list',
  opt_outs: 'Send opt-outs to Instantly',
  lead_copies: 'Sync leads at Instantly',
  exports: 'Run exports',
  verification: 'Verify addresses',
  crm: 'Send leads to CRMs',
  deals: 'Sync deals',
  model: 'AI classification',
  purge: 'Remove leads for good',
  list_index: 'Index big lists',
  supabase: 'Read from Supabase',
  checkpoint: 'Clean up the database',
  rest_days: 'Pause campaigns on blackout dates',
  backup: 'Make backups',
}

/** What Sendoff does by itself, by name: in the window and in notices of the desktop. */
import type { JobKind } from '../../../contract/background/health.ts'

export const jobNamesEn: Readonly<Record<JobKind, string>> = {
  campaigns: 'Read campaigns',
  inbox: 'Read new mails',
  inbox_back: 'Read older mails',
  labels: 'Read labels',
  relay: 'Fetch events from the relay',
  webhooks: 'Look after webhooks',
  gaps: 'Find missing events',
  blocklist: 'Copy block list',
  opt_outs: 'Tell Instantly who opted out',
  lead_copies: 'Copy leads at Instantly',
  exports: 'Carry out exports',
  verification: 'Verify addresses',
  crm: 'Hand leads to CRMs',
  deals: 'Read deals',
  model: 'Second opinions',
  purge: 'Remove leads for good',
  list_index: 'Index big lists',
  supabase: 'Read from Supabase',
  checkpoint: 'Tidy the store',
  rest_days: 'Pause campaigns on days without mail',
  backup: 'Make backups',
}

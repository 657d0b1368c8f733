import type { JobKind } from '../../../contract/background/health.ts'

export const jobNamesDe: Readonly<Record<JobKind, string>> = {
  campaigns: 'Kampagnen synchronisieren',
  inbox: 'Neue E-Mails synchronisieren',
  inbox_back: 'Ältere E-Mails synchronisieren',
  labels: 'Labels synchronisieren',
  relay: 'Ereignisse vom Relay abholen',
  webhooks: 'Webhooks prüfen',
  gaps: 'Fehlende Ereignisse suchen',
  blocklist: 'Sperrliste synchronisieren',
  opt_outs: 'Abmeldungen an Instantly melden',
  lead_copies: 'Leads synchronisieren',
  exports: 'Exporte ausführen',
  verification: 'Adressen verifizieren',
  crm: 'Leads an CRM übergeben',
  deals: 'Deals synchronisieren',
  model: 'KI-Klassifizierung',
  purge: 'Leads endgültig löschen',
  list_index: 'Große Listen indizieren',
  supabase: 'Leads aus Supabase laden',
  checkpoint: 'Datenbank aufräumen',
  rest_days: 'Kampagnen an Sperrtagen anhalten',
}

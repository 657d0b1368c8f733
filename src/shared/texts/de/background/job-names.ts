import type { JobKind } from '../../../contract/background/health.ts'

export const jobNamesDe: Readonly<Record<JobKind, string>> = {
  campaigns: 'Kampagnen lesen',
  inbox: 'Neue E-Mails lesen',
  inbox_back: 'Ältere E-Mails lesen',
  labels: 'Labels lesen',
  relay: 'Ereignisse vom Relay holen',
  webhooks: 'Webhooks prüfen',
  gaps: 'Fehlende Ereignisse suchen',
  blocklist: 'Sperrliste kopieren',
  opt_outs: 'Instantly mitteilen, wer sich abgemeldet hat',
  lead_copies: 'Leads bei Instantly kopieren',
  exports: 'Exporte ausführen',
  verification: 'Adressen prüfen',
  crm: 'Leads an CRMs geben',
  deals: 'Deals lesen',
  model: 'Zweite Meinungen',
  purge: 'Leads endgültig entfernen',
  list_index: 'Große Listen ordnen',
  supabase: 'Aus Supabase lesen',
  checkpoint: 'Speicher aufräumen',
  rest_days: 'Kampagnen an Tagen ohne E-Mail anhalten',
}

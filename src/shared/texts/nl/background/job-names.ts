import type { JobKind } from '../../../contract/background/health.ts'

export const jobNamesNl: Readonly<Record<JobKind, string>> = {
  campaigns: 'Campagnes synchroniseren',
  inbox: 'Nieuwe e-mails synchroniseren',
  inbox_back: 'Oudere e-mails synchroniseren',
  labels: 'Labels synchroniseren',
  relay: 'Gebeurtenissen ophalen bij de relay',
  webhooks: 'Webhooks controleren',
  gaps: 'Ontbrekende gebeurtenissen zoeken',
  blocklist: 'Blokkeerlijst synchroniseren',
  opt_outs: 'Afmeldingen naar Instantly synchroniseren',
  lead_copies: 'Leads bij Instantly synchroniseren',
  exports: 'Exports uitvoeren',
  verification: 'Adressen verifiëren',
  crm: 'Leads naar CRM’s sturen',
  deals: 'Deals synchroniseren',
  model: 'AI-classificatie',
  purge: 'Leads definitief verwijderen',
  list_index: 'Grote lijsten indexeren',
  supabase: 'Importeren uit Supabase',
  checkpoint: 'Opslag opruimen',
  rest_days: 'Campagnes pauzeren op feestdagen en vrije dagen',
}

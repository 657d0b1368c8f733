import type { JobKind } from '../../../contract/background/health.ts'

export const jobNamesNl: Readonly<Record<JobKind, string>> = {
  campaigns: 'Campagnes lezen',
  inbox: 'Nieuwe e-mails lezen',
  inbox_back: 'Oudere e-mails lezen',
  labels: 'Labels lezen',
  relay: 'Gebeurtenissen van de relay halen',
  webhooks: 'Webhooks nakijken',
  gaps: 'Ontbrekende gebeurtenissen zoeken',
  blocklist: 'Blokkeerlijst kopiëren',
  opt_outs: 'Instantly laten weten wie zich afmeldde',
  lead_copies: 'Leads bij Instantly kopiëren',
  exports: 'Exports uitvoeren',
  verification: 'Adressen controleren',
  crm: 'Leads aan CRM’s geven',
  deals: 'Deals lezen',
  model: 'Tweede meningen',
  purge: 'Leads voorgoed verwijderen',
  list_index: 'Grote lijsten ordenen',
  supabase: 'Uit Supabase lezen',
  checkpoint: 'Opslag opruimen',
  rest_days: 'Campagnes pauzeren op dagen zonder e-mail',
}

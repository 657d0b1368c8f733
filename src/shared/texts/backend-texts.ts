/**
 * Texts the backend writes for the operator, by language. Contains only these areas of the window's texts, because all
 * of them, in every language, would be a third of what its thread loads at start.
 */
import type { Language } from '../language.ts'
import { textsOfCatalogues } from './catalogue.ts'
import backupsDe from './de/app/backups.json' with { type: 'json' }
import clientDataDe from './de/app/client-data.json' with { type: 'json' }
import demoErrorsDe from './de/app/demo-errors.json' with { type: 'json' }
import peopleDe from './de/app/people.json' with { type: 'json' }
import campaignErrorsDe from './de/campaigns/campaign-errors.json' with { type: 'json' }
import sequenceErrorsDe from './de/campaigns/sequence-errors.json' with { type: 'json' }
import activityDe from './de/clients/activity.json' with { type: 'json' }
import errorsDe from './de/core/errors.json' with { type: 'json' }
import formatDe from './de/core/format.json' with { type: 'json' }
import saveErrorsDe from './de/core/save-errors.json' with { type: 'json' }
import eventsDe from './de/events/events.json' with { type: 'json' }
import relayErrorsDe from './de/events/relay-errors.json' with { type: 'json' }
import experimentErrorsDe from './de/exports/experiment-errors.json' with { type: 'json' }
import ledgerCsvDe from './de/exports/ledger-csv.json' with { type: 'json' }
import { deInCode } from './de/in-code.ts'
import crmDe from './de/inbox/crm.json' with { type: 'json' }
import crmErrorsDe from './de/inbox/crm-errors.json' with { type: 'json' }
import inboxErrorsDe from './de/inbox/inbox-errors.json' with { type: 'json' }
import modelErrorsDe from './de/inbox/model-errors.json' with { type: 'json' }
import accountsDe from './de/insights/accounts.json' with { type: 'json' }
import reportErrorsDe from './de/insights/report-errors.json' with { type: 'json' }
import reportPageDe from './de/insights/report-page.json' with { type: 'json' }
import writeBackErrorsDe from './de/insights/write-back-errors.json' with { type: 'json' }
import importGatesDe from './de/leads/import-gates.json' with { type: 'json' }
import listWorkDe from './de/leads/list-work.json' with { type: 'json' }
import listsDe from './de/leads/lists.json' with { type: 'json' }
import optOutsDe from './de/leads/opt-outs.json' with { type: 'json' }
import sharedMemoryErrorsDe from './de/leads/shared-memory-errors.json' with { type: 'json' }
import supabaseErrorsDe from './de/leads/supabase-errors.json' with { type: 'json' }
import { backupsEn } from './en/app/backups.ts'
import { clientDataEn } from './en/app/client-data.ts'
import { peopleEn } from './en/app/people.ts'
import { activityEn } from './en/clients/activity.ts'
import { errorsEn } from './en/core/errors.ts'
import { formatEn } from './en/core/format.ts'
import { eventsEn } from './en/events/events.ts'
import { ledgerCsvEn } from './en/exports/ledger-csv.ts'
import { crmEn } from './en/inbox/crm.ts'
import { accountsEn } from './en/insights/accounts.ts'
import { reportPageEn } from './en/insights/report-page.ts'
import { listWorkEn } from './en/leads/list-work.ts'
import { listsEn } from './en/leads/lists.ts'
import { optOutsEn } from './en/leads/opt-outs.ts'
import type { Texts } from './en.ts'
import backupsNl from './nl/app/backups.json' with { type: 'json' }
import clientDataNl from './nl/app/client-data.json' with { type: 'json' }
import demoErrorsNl from './nl/app/demo-errors.json' with { type: 'json' }
import peopleNl from './nl/app/people.json' with { type: 'json' }
import campaignErrorsNl from './nl/campaigns/campaign-errors.json' with { type: 'json' }
import sequenceErrorsNl from './nl/campaigns/sequence-errors.json' with { type: 'json' }
import activityNl from './nl/clients/activity.json' with { type: 'json' }
import errorsNl from './nl/core/errors.json' with { type: 'json' }
import formatNl from './nl/core/format.json' with { type: 'json' }
import saveErrorsNl from './nl/core/save-errors.json' with { type: 'json' }
import eventsNl from './nl/events/events.json' with { type: 'json' }
import relayErrorsNl from './nl/events/relay-errors.json' with { type: 'json' }
import experimentErrorsNl from './nl/exports/experiment-errors.json' with { type: 'json' }
import ledgerCsvNl from './nl/exports/ledger-csv.json' with { type: 'json' }
import { nlInCode } from './nl/in-code.ts'
import crmNl from './nl/inbox/crm.json' with { type: 'json' }
import crmErrorsNl from './nl/inbox/crm-errors.json' with { type: 'json' }
import inboxErrorsNl from './nl/inbox/inbox-errors.json' with { type: 'json' }
import modelErrorsNl from './nl/inbox/model-errors.json' with { type: 'json' }
import accountsNl from './nl/insights/accounts.json' with { type: 'json' }
import reportErrorsNl from './nl/insights/report-errors.json' with { type: 'json' }
import reportPageNl from './nl/insights/report-page.json' with { type: 'json' }
import writeBackErrorsNl from './nl/insights/write-back-errors.json' with { type: 'json' }
import importGatesNl from './nl/leads/import-gates.json' with { type: 'json' }
import listWorkNl from './nl/leads/list-work.json' with { type: 'json' }
import listsNl from './nl/leads/lists.json' with { type: 'json' }
import optOutsNl from './nl/leads/opt-outs.json' with { type: 'json' }
import sharedMemoryErrorsNl from './nl/leads/shared-memory-errors.json' with { type: 'json' }
import supabaseErrorsNl from './nl/leads/supabase-errors.json' with { type: 'json' }

export type BackendTexts = Pick<
  Texts,
  | 'accounts'
  | 'activity'
  | 'backups'
  | 'clientData'
  | 'crm'
  | 'errors'
  | 'events'
  | 'format'
  | 'ledgerCsv'
  | 'listWork'
  | 'lists'
  | 'optOuts'
  | 'people'
  | 'reportPage'
>

const en: BackendTexts = {
  accounts: accountsEn,
  activity: activityEn,
  backups: backupsEn,
  clientData: clientDataEn,
  crm: crmEn,
  errors: errorsEn,
  events: eventsEn,
  format: formatEn,
  ledgerCsv: ledgerCsvEn,
  listWork: listWorkEn,
  lists: listsEn,
  optOuts: optOutsEn,
  people: peopleEn,
  reportPage: reportPageEn,
}

const de = textsOfCatalogues(
  'de',
  backupsDe,
  clientDataDe,
  demoErrorsDe,
  peopleDe,
  campaignErrorsDe,
  sequenceErrorsDe,
  activityDe,
  errorsDe,
  formatDe,
  saveErrorsDe,
  eventsDe,
  relayErrorsDe,
  experimentErrorsDe,

  ledgerCsvDe,
  crmDe,
  crmErrorsDe,
  inboxErrorsDe,
  modelErrorsDe,
  accountsDe,
  reportErrorsDe,
  reportPageDe,
  writeBackErrorsDe,
  importGatesDe,
  listWorkDe,
  listsDe,
  optOutsDe,
  sharedMemoryErrorsDe,
  supabaseErrorsDe,
  deInCode,
) as BackendTexts

const nl = textsOfCatalogues(
  'nl',
  backupsNl,
  clientDataNl,
  demoErrorsNl,
  peopleNl,
  campaignErrorsNl,
  sequenceErrorsNl,
  activityNl,
  errorsNl,
  formatNl,
  saveErrorsNl,
  eventsNl,
  relayErrorsNl,
  experimentErrorsNl,

  ledgerCsvNl,
  crmNl,
  crmErrorsNl,
  inboxErrorsNl,
  modelErrorsNl,
  accountsNl,
  reportErrorsNl,
  reportPageNl,
  writeBackErrorsNl,
  importGatesNl,
  listWorkNl,
  listsNl,
  optOutsNl,
  sharedMemoryErrorsNl,
  supabaseErrorsNl,
  nlInCode,
) as BackendTexts

export const backendTexts: Readonly<Record<Language, BackendTexts>> = { en, de, nl }

/**
 * What the backend says for the operator, by language. Of the words of the window these areas only: all of them, in every
 * language, would be a third of what its thread reads at the start.
 */
import type { Language } from '../language.ts'
import { backupsDe } from './de/app/backups.ts'
import { clientDataDe } from './de/app/client-data.ts'
import { peopleDe } from './de/app/people.ts'
import { activityDe } from './de/clients/activity.ts'
import { errorsDe } from './de/core/errors.ts'
import { formatDe } from './de/core/format.ts'
import { eventsDe } from './de/events/events.ts'
import { ledgerCsvDe } from './de/exports/ledger-csv.ts'
import { crmDe } from './de/inbox/crm.ts'
import { accountsDe } from './de/insights/accounts.ts'
import { reportPageDe } from './de/insights/report-page.ts'
import { listWorkDe } from './de/leads/list-work.ts'
import { listsDe } from './de/leads/lists.ts'
import { optOutsDe } from './de/leads/opt-outs.ts'
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
import { backupsNl } from './nl/app/backups.ts'
import { clientDataNl } from './nl/app/client-data.ts'
import { peopleNl } from './nl/app/people.ts'
import { activityNl } from './nl/clients/activity.ts'
import { errorsNl } from './nl/core/errors.ts'
import { formatNl } from './nl/core/format.ts'
import { eventsNl } from './nl/events/events.ts'
import { ledgerCsvNl } from './nl/exports/ledger-csv.ts'
import { crmNl } from './nl/inbox/crm.ts'
import { accountsNl } from './nl/insights/accounts.ts'
import { reportPageNl } from './nl/insights/report-page.ts'
import { listWorkNl } from './nl/leads/list-work.ts'
import { listsNl } from './nl/leads/lists.ts'
import { optOutsNl } from './nl/leads/opt-outs.ts'

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

const de: BackendTexts = {
  accounts: accountsDe,
  activity: activityDe,
  backups: backupsDe,
  clientData: clientDataDe,
  crm: crmDe,
  errors: errorsDe,
  events: eventsDe,
  format: formatDe,
  ledgerCsv: ledgerCsvDe,
  listWork: listWorkDe,
  lists: listsDe,
  optOuts: optOutsDe,
  people: peopleDe,
  reportPage: reportPageDe,
}

const nl: BackendTexts = {
  accounts: accountsNl,
  activity: activityNl,
  backups: backupsNl,
  clientData: clientDataNl,
  crm: crmNl,
  errors: errorsNl,
  events: eventsNl,
  format: formatNl,
  ledgerCsv: ledgerCsvNl,
  listWork: listWorkNl,
  lists: listsNl,
  optOuts: optOutsNl,
  people: peopleNl,
  reportPage: reportPageNl,
}

export const backendTexts: Readonly<Record<Language, BackendTexts>> = { en, de, nl }

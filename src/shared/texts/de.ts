/**
 * The words of the interface in German: "Sie", plain, short, the fact first. The same word for the same thing everywhere:
 *
 * client Kunde · workspace Workspace · API key API-Schlüssel, Schlüssel · scope Berechtigung · lead Lead · list Liste ·
 * column Spalte · mapping Zuordnung · variable Variable · checks Prüfungen · verification Verifizierung ·
 * block list Sperrliste · opt-out Abmeldung, abgemeldet · blackout date Sperrtag · campaign Kampagne ·
 * sequence Sequenz · subsequence Subsequenz · follow-up Follow-up · email E-Mail · sending account Absenderkonto, Konto ·
 * reply Antwort · bounce Bounce · contacted kontaktiert · interested interessiert · state Status ·
 * export Export, exportieren · plan (before an export) Plan · plan (what is paid) Tarif · export report Exportbericht ·
 * skipped übersprungen · excluded ausgeschlossen · failed fehlgeschlagen · pause anhalten · resume fortsetzen ·
 * stop stoppen · cancel abbrechen · undo rückgängig machen · remove entfernen · restore wiederherstellen ·
 * sync synchronisieren · classify klassifizieren · category Kategorie · assigned to zuständig · priority Priorität ·
 * needs attention Handlungsbedarf · timeline Verlauf · limit Limit · log Protokoll · passphrase Passphrase ·
 * keychain Schlüsselbund · backup Sicherung · save speichern · upload hochladen
 */

import { backupsDe } from './de/app/backups.ts'
import { clientDataDe } from './de/app/client-data.ts'
import { demoDe } from './de/app/demo.ts'
import { feedDe } from './de/app/feed.ts'
import { firstStartDe } from './de/app/first-start.ts'
import { guideDe } from './de/app/guide.ts'
import { homeDe } from './de/app/home.ts'
import { lockDe } from './de/app/lock.ts'
import { commandsDe, keyMapDe, paletteDe, spokenDe, undoDe } from './de/app/palette.ts'
import { peopleDe } from './de/app/people.ts'
import { retentionDe } from './de/app/retention.ts'
import { healthDe } from './de/background/health.ts'
import { pausesDe } from './de/background/pauses.ts'
import { campaignEditsDe } from './de/campaigns/campaign-edits.ts'
import { campaignsDe } from './de/campaigns/campaigns.ts'
import { sequencesDe } from './de/campaigns/sequences.ts'
import { subsequencesDe } from './de/campaigns/subsequences.ts'
import { activityDe } from './de/clients/activity.ts'
import { askDe } from './de/clients/ask.ts'
import { clientsDe } from './de/clients/clients.ts'
import { connectDe } from './de/clients/connect.ts'
import { keysDe } from './de/clients/keys.ts'
import { settingsDe } from './de/clients/settings.ts'
import { vaultDe } from './de/clients/vault.ts'
import { workspacesDe } from './de/clients/workspaces.ts'
import { desktopDe } from './de/core/desktop.ts'
import { errorsDe } from './de/core/errors.ts'
import { formatDe } from './de/core/format.ts'
import { frameDe } from './de/core/frame.ts'
import { startProblemDe } from './de/core/start-problem.ts'
import { uiDe } from './de/core/ui.ts'
import { eventsDe } from './de/events/events.ts'
import { relayDe } from './de/events/relay.ts'
import { experimentsDe } from './de/exports/experiments.ts'
import { exportHistoryDe } from './de/exports/export-history.ts'
import { exportStatesDe } from './de/exports/export-states.ts'
import { exportSumDe } from './de/exports/export-sum.ts'
import { exportTargetsDe } from './de/exports/export-targets.ts'
import { exportZonesDe } from './de/exports/export-zones.ts'
import { exportsDe } from './de/exports/exports.ts'
import { forecastDe } from './de/exports/forecast.ts'
import { ledgerCsvDe } from './de/exports/ledger-csv.ts'
import { practiceDe } from './de/exports/practice.ts'
import { reviewDe } from './de/exports/review.ts'
import { crmDe } from './de/inbox/crm.ts'
import { inboxDe } from './de/inbox/inbox.ts'
import { inboxModelDe } from './de/inbox/inbox-model.ts'
import { accountsDe } from './de/insights/accounts.ts'
import { alertsDe } from './de/insights/alerts.ts'
import { analyticsDe } from './de/insights/analytics.ts'
import { breakdownsDe } from './de/insights/breakdowns.ts'
import { chartsDe } from './de/insights/charts.ts'
import { moneyDe } from './de/insights/money.ts'
import { reportPageDe } from './de/insights/report-page.ts'
import { reportsDe } from './de/insights/reports.ts'
import { writeBackDe } from './de/insights/write-back.ts'
import { blocklistDe } from './de/leads/blocklist.ts'
import { dropDe } from './de/leads/drop.ts'
import { gatesDe } from './de/leads/gates.ts'
import { importingDe } from './de/leads/import.ts'
import { leadCopiesDe } from './de/leads/lead-copies.ts'
import { listWorkDe } from './de/leads/list-work.ts'
import { listsDe } from './de/leads/lists.ts'
import { optOutsDe } from './de/leads/opt-outs.ts'
import { reImportDe } from './de/leads/re-import.ts'
import { remoteLeadsDe } from './de/leads/remote-leads.ts'
import { sharedMemoryDe } from './de/leads/shared-memory.ts'
import { supabaseDe } from './de/leads/supabase.ts'
import type { Texts } from './en.ts'

export const de: Texts = {
  ui: uiDe,
  frame: frameDe,
  drop: dropDe,
  startProblem: startProblemDe,
  firstStart: firstStartDe,
  connect: connectDe,
  vault: vaultDe,
  keys: keysDe,
  feed: feedDe,
  home: homeDe,
  exportStates: exportStatesDe,
  settings: settingsDe,
  workspaces: workspacesDe,
  clients: clientsDe,
  activity: activityDe,
  format: formatDe,
  errors: errorsDe,
  lists: listsDe,
  listWork: listWorkDe,
  importing: importingDe,
  reImport: reImportDe,
  exports: exportsDe,
  exportHistory: exportHistoryDe,
  exportSum: exportSumDe,
  exportTargets: exportTargetsDe,
  desktop: desktopDe,
  sharedMemory: sharedMemoryDe,
  supabase: supabaseDe,
  writeBack: writeBackDe,
  blocklist: blocklistDe,
  optOuts: optOutsDe,
  leadCopies: leadCopiesDe,
  events: eventsDe,
  crm: crmDe,
  campaigns: campaignsDe,
  campaignEdits: campaignEditsDe,
  gates: gatesDe,
  relay: relayDe,
  remoteLeads: remoteLeadsDe,
  ledgerCsv: ledgerCsvDe,
  demo: demoDe,
  backups: backupsDe,
  clientData: clientDataDe,
  retention: retentionDe,
  lock: lockDe,
  ask: askDe,
  pauses: pausesDe,
  people: peopleDe,
  guide: guideDe,
  charts: chartsDe,
  exportZones: exportZonesDe,
  forecast: forecastDe,
  practice: practiceDe,
  analytics: analyticsDe,
  breakdowns: breakdownsDe,
  money: moneyDe,
  accounts: accountsDe,
  alerts: alertsDe,
  sequences: sequencesDe,
  subsequences: subsequencesDe,
  health: healthDe,
  reports: reportsDe,
  review: reviewDe,
  experiments: experimentsDe,
  reportPage: reportPageDe,
  inbox: inboxDe,
  inboxModel: inboxModelDe,
  palette: paletteDe,
  undo: undoDe,
  spoken: spokenDe,
  keyMap: keyMapDe,
  commands: commandsDe,
}

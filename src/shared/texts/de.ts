/**
 * The words of the interface in German: "Sie", plain, short. The same word for the same thing everywhere:
 *
 * client Kunde · workspace Workspace · API key API-Schlüssel, Schlüssel · scope Berechtigung · lead Lead · list Liste ·
 * column Spalte · mapping Zuordnung · variable Variable · stays behind bleibt zurück · block list Sperrliste ·
 * campaign Kampagne · sequence Sequenz · sending account Absenderkonto · mailbox Postfach · reply Antwort ·
 * export Export · plan (before an export) Plan · plan (what is paid) Tarif · ledger Beleg · Export (the button) exportieren ·
 * hold anhalten · go on fortsetzen · take back zurückholen · record of calls, log Protokoll · passphrase Passphrase ·
 * keychain Schlüsselbund · backup Sicherung · upload hochladen
 */

import { activityDe } from './de/activity.ts'
import { alertsDe } from './de/alerts.ts'
import { analyticsDe } from './de/analytics.ts'
import { blocklistDe } from './de/blocklist.ts'
import { breakdownsDe } from './de/breakdowns.ts'
import { campaignEditsDe } from './de/campaign-edits.ts'
import { campaignsDe } from './de/campaigns.ts'
import { chartsDe } from './de/charts.ts'
import { clientsDe } from './de/clients.ts'
import { connectDe } from './de/connect.ts'
import { crmDe } from './de/crm.ts'
import { demoDe } from './de/demo.ts'
import { desktopDe } from './de/desktop.ts'
import { dropDe } from './de/drop.ts'
import { errorsDe } from './de/errors.ts'
import { eventsDe } from './de/events.ts'
import { experimentsDe } from './de/experiments.ts'
import { exportHistoryDe } from './de/export-history.ts'
import { exportStatesDe } from './de/export-states.ts'
import { exportSumDe } from './de/export-sum.ts'
import { exportTargetsDe } from './de/export-targets.ts'
import { exportZonesDe } from './de/export-zones.ts'
import { exportsDe } from './de/exports.ts'
import { firstStartDe } from './de/first-start.ts'
import { forecastDe } from './de/forecast.ts'
import { formatDe } from './de/format.ts'
import { frameDe } from './de/frame.ts'
import { gatesDe } from './de/gates.ts'
import { guideDe } from './de/guide.ts'
import { healthDe } from './de/health.ts'
import { homeDe } from './de/home.ts'
import { importingDe } from './de/import.ts'
import { inboxDe } from './de/inbox.ts'
import { inboxModelDe } from './de/inbox-model.ts'
import { keysDe } from './de/keys.ts'
import { leadCopiesDe } from './de/lead-copies.ts'
import { ledgerCsvDe } from './de/ledger-csv.ts'
import { listWorkDe } from './de/list-work.ts'
import { listsDe } from './de/lists.ts'
import { moneyDe } from './de/money.ts'
import { optOutsDe } from './de/opt-outs.ts'
import { commandsDe, keyMapDe, paletteDe, spokenDe, undoDe } from './de/palette.ts'
import { practiceDe } from './de/practice.ts'
import { reImportDe } from './de/re-import.ts'
import { relayDe } from './de/relay.ts'
import { remoteLeadsDe } from './de/remote-leads.ts'
import { reportPageDe } from './de/report-page.ts'
import { reportsDe } from './de/reports.ts'
import { reviewDe } from './de/review.ts'
import { sequencesDe } from './de/sequences.ts'
import { settingsDe } from './de/settings.ts'
import { startProblemDe } from './de/start-problem.ts'
import { subsequencesDe } from './de/subsequences.ts'
import { supabaseDe } from './de/supabase.ts'
import { uiDe } from './de/ui.ts'
import { vaultDe } from './de/vault.ts'
import { workspacesDe } from './de/workspaces.ts'
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
  supabase: supabaseDe,
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
  guide: guideDe,
  charts: chartsDe,
  exportZones: exportZonesDe,
  forecast: forecastDe,
  practice: practiceDe,
  analytics: analyticsDe,
  breakdowns: breakdownsDe,
  money: moneyDe,
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

/**
 * The words of the interface in Dutch: "je", plain, short. The same word for the same thing everywhere:
 *
 * client klant · workspace workspace · API key API-sleutel, sleutel · scope recht · lead lead · list lijst ·
 * column kolom · mapping koppeling · variable variabele · stays behind blijft achter · block list blokkeerlijst ·
 * campaign campagne · sequence reeks · sending account verzendaccount · mailbox mailbox · reply antwoord ·
 * export export · plan (before an export) plan · plan (what is paid) abonnement · ledger logboek · Export (the button) exporteren ·
 * hold pauzeren · go on verdergaan · take back terughalen · log logbestand · passphrase wachtzin ·
 * keychain sleutelhanger · backup back-up · upload uploaden
 */

import type { Texts } from './en.ts'
import { activityNl } from './nl/activity.ts'
import { alertsNl } from './nl/alerts.ts'
import { analyticsNl } from './nl/analytics.ts'
import { blocklistNl } from './nl/blocklist.ts'
import { breakdownsNl } from './nl/breakdowns.ts'
import { campaignEditsNl } from './nl/campaign-edits.ts'
import { campaignsNl } from './nl/campaigns.ts'
import { chartsNl } from './nl/charts.ts'
import { clientsNl } from './nl/clients.ts'
import { connectNl } from './nl/connect.ts'
import { crmNl } from './nl/crm.ts'
import { demoNl } from './nl/demo.ts'
import { desktopNl } from './nl/desktop.ts'
import { dropNl } from './nl/drop.ts'
import { errorsNl } from './nl/errors.ts'
import { eventsNl } from './nl/events.ts'
import { experimentsNl } from './nl/experiments.ts'
import { exportHistoryNl } from './nl/export-history.ts'
import { exportStatesNl } from './nl/export-states.ts'
import { exportSumNl } from './nl/export-sum.ts'
import { exportTargetsNl } from './nl/export-targets.ts'
import { exportZonesNl } from './nl/export-zones.ts'
import { exportsNl } from './nl/exports.ts'
import { firstStartNl } from './nl/first-start.ts'
import { forecastNl } from './nl/forecast.ts'
import { formatNl } from './nl/format.ts'
import { frameNl } from './nl/frame.ts'
import { gatesNl } from './nl/gates.ts'
import { guideNl } from './nl/guide.ts'
import { healthNl } from './nl/health.ts'
import { homeNl } from './nl/home.ts'
import { importingNl } from './nl/import.ts'
import { inboxNl } from './nl/inbox.ts'
import { inboxModelNl } from './nl/inbox-model.ts'
import { keysNl } from './nl/keys.ts'
import { leadCopiesNl } from './nl/lead-copies.ts'
import { ledgerCsvNl } from './nl/ledger-csv.ts'
import { listWorkNl } from './nl/list-work.ts'
import { listsNl } from './nl/lists.ts'
import { moneyNl } from './nl/money.ts'
import { optOutsNl } from './nl/opt-outs.ts'
import { commandsNl, keyMapNl, paletteNl, spokenNl, undoNl } from './nl/palette.ts'
import { practiceNl } from './nl/practice.ts'
import { reImportNl } from './nl/re-import.ts'
import { relayNl } from './nl/relay.ts'
import { remoteLeadsNl } from './nl/remote-leads.ts'
import { reportPageNl } from './nl/report-page.ts'
import { reportsNl } from './nl/reports.ts'
import { reviewNl } from './nl/review.ts'
import { sequencesNl } from './nl/sequences.ts'
import { settingsNl } from './nl/settings.ts'
import { startProblemNl } from './nl/start-problem.ts'
import { subsequencesNl } from './nl/subsequences.ts'
import { supabaseNl } from './nl/supabase.ts'
import { uiNl } from './nl/ui.ts'
import { vaultNl } from './nl/vault.ts'
import { workspacesNl } from './nl/workspaces.ts'

export const nl: Texts = {
  ui: uiNl,
  frame: frameNl,
  drop: dropNl,
  startProblem: startProblemNl,
  firstStart: firstStartNl,
  connect: connectNl,
  vault: vaultNl,
  keys: keysNl,
  home: homeNl,
  exportStates: exportStatesNl,
  settings: settingsNl,
  workspaces: workspacesNl,
  clients: clientsNl,
  activity: activityNl,
  format: formatNl,
  errors: errorsNl,
  lists: listsNl,
  listWork: listWorkNl,
  importing: importingNl,
  reImport: reImportNl,
  exports: exportsNl,
  exportHistory: exportHistoryNl,
  exportSum: exportSumNl,
  exportTargets: exportTargetsNl,
  desktop: desktopNl,
  supabase: supabaseNl,
  blocklist: blocklistNl,
  optOuts: optOutsNl,
  leadCopies: leadCopiesNl,
  events: eventsNl,
  crm: crmNl,
  campaigns: campaignsNl,
  campaignEdits: campaignEditsNl,
  gates: gatesNl,
  relay: relayNl,
  remoteLeads: remoteLeadsNl,
  ledgerCsv: ledgerCsvNl,
  demo: demoNl,
  guide: guideNl,
  charts: chartsNl,
  exportZones: exportZonesNl,
  forecast: forecastNl,
  practice: practiceNl,
  analytics: analyticsNl,
  breakdowns: breakdownsNl,
  money: moneyNl,
  alerts: alertsNl,
  sequences: sequencesNl,
  subsequences: subsequencesNl,
  health: healthNl,
  reports: reportsNl,
  review: reviewNl,
  experiments: experimentsNl,
  reportPage: reportPageNl,
  inbox: inboxNl,
  inboxModel: inboxModelNl,
  palette: paletteNl,
  undo: undoNl,
  spoken: spokenNl,
  keyMap: keyMapNl,
  commands: commandsNl,
}

/** The words of the interface in English. Other languages follow its shape (`Texts`). Figures come in formatted. */

import { activityEn } from './en/activity.ts'
import { alertsEn } from './en/alerts.ts'
import { analyticsEn } from './en/analytics.ts'
import { blocklistEn } from './en/blocklist.ts'
import { breakdownsEn } from './en/breakdowns.ts'
import { campaignEditsEn } from './en/campaign-edits.ts'
import { campaignsEn } from './en/campaigns.ts'
import { chartsEn } from './en/charts.ts'
import { clientsEn } from './en/clients.ts'
import { connectEn } from './en/connect.ts'
import { crmEn } from './en/crm.ts'
import { demoEn } from './en/demo.ts'
import { desktopEn } from './en/desktop.ts'
import { dropEn } from './en/drop.ts'
import { errorsEn } from './en/errors.ts'
import { eventsEn } from './en/events.ts'
import { experimentsEn } from './en/experiments.ts'
import { exportHistoryEn } from './en/export-history.ts'
import { exportStatesEn } from './en/export-states.ts'
import { exportSumEn } from './en/export-sum.ts'
import { exportTargetsEn } from './en/export-targets.ts'
import { exportZonesEn } from './en/export-zones.ts'
import { exportsEn } from './en/exports.ts'
import { firstStartEn } from './en/first-start.ts'
import { forecastEn } from './en/forecast.ts'
import { formatEn } from './en/format.ts'
import { frameEn } from './en/frame.ts'
import { gatesEn } from './en/gates.ts'
import { guideEn } from './en/guide.ts'
import { healthEn } from './en/health.ts'
import { homeEn } from './en/home.ts'
import { importingEn } from './en/import.ts'
import { inboxEn } from './en/inbox.ts'
import { inboxModelEn } from './en/inbox-model.ts'
import { keysEn } from './en/keys.ts'
import { leadCopiesEn } from './en/lead-copies.ts'
import { ledgerCsvEn } from './en/ledger-csv.ts'
import { listWorkEn } from './en/list-work.ts'
import { listsEn } from './en/lists.ts'
import { moneyEn } from './en/money.ts'
import { optOutsEn } from './en/opt-outs.ts'
import { commandsEn, keyMapEn, paletteEn, spokenEn, undoEn } from './en/palette.ts'
import { practiceEn } from './en/practice.ts'
import { reImportEn } from './en/re-import.ts'
import { relayEn } from './en/relay.ts'
import { remoteLeadsEn } from './en/remote-leads.ts'
import { reportPageEn } from './en/report-page.ts'
import { reportsEn } from './en/reports.ts'
import { reviewEn } from './en/review.ts'
import { sequencesEn } from './en/sequences.ts'
import { settingsEn } from './en/settings.ts'
import { startProblemEn } from './en/start-problem.ts'
import { subsequencesEn } from './en/subsequences.ts'
import { supabaseEn } from './en/supabase.ts'
import { uiEn } from './en/ui.ts'
import { vaultEn } from './en/vault.ts'
import { workspacesEn } from './en/workspaces.ts'

export const en = {
  ui: uiEn,
  frame: frameEn,
  drop: dropEn,
  startProblem: startProblemEn,
  firstStart: firstStartEn,
  connect: connectEn,
  vault: vaultEn,
  keys: keysEn,
  home: homeEn,
  exportStates: exportStatesEn,
  settings: settingsEn,
  workspaces: workspacesEn,
  clients: clientsEn,
  activity: activityEn,
  format: formatEn,
  errors: errorsEn,
  lists: listsEn,
  listWork: listWorkEn,
  importing: importingEn,
  reImport: reImportEn,
  exports: exportsEn,
  exportHistory: exportHistoryEn,
  exportSum: exportSumEn,
  exportTargets: exportTargetsEn,
  desktop: desktopEn,
  supabase: supabaseEn,
  blocklist: blocklistEn,
  optOuts: optOutsEn,
  leadCopies: leadCopiesEn,
  events: eventsEn,
  crm: crmEn,
  campaigns: campaignsEn,
  campaignEdits: campaignEditsEn,
  gates: gatesEn,
  relay: relayEn,
  remoteLeads: remoteLeadsEn,
  ledgerCsv: ledgerCsvEn,
  demo: demoEn,
  guide: guideEn,
  charts: chartsEn,
  exportZones: exportZonesEn,
  forecast: forecastEn,
  practice: practiceEn,
  analytics: analyticsEn,
  breakdowns: breakdownsEn,
  money: moneyEn,
  alerts: alertsEn,
  sequences: sequencesEn,
  subsequences: subsequencesEn,
  health: healthEn,
  reports: reportsEn,
  review: reviewEn,
  experiments: experimentsEn,
  reportPage: reportPageEn,
  inbox: inboxEn,
  inboxModel: inboxModelEn,
  palette: paletteEn,
  undo: undoEn,
  spoken: spokenEn,
  keyMap: keyMapEn,
  commands: commandsEn,
}

export type Texts = typeof en

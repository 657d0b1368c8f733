/** English texts of the interface. Other languages have the same shape (`Texts`). Numbers come formatted. */

import { backupsEn } from './en/app/backups.ts'
import { clientDataEn } from './en/app/client-data.ts'
import { demoEn } from './en/app/demo.ts'
import { feedEn } from './en/app/feed.ts'
import { firstStartEn } from './en/app/first-start.ts'
import { guideEn } from './en/app/guide.ts'
import { homeEn } from './en/app/home.ts'
import { lockEn } from './en/app/lock.ts'
import { commandsEn, keyMapEn, paletteEn, spokenEn, undoEn } from './en/app/palette.ts'
import { peopleEn } from './en/app/people.ts'
import { retentionEn } from './en/app/retention.ts'
import { healthEn } from './en/background/health.ts'
import { pausesEn } from './en/background/pauses.ts'
import { campaignEditsEn } from './en/campaigns/campaign-edits.ts'
import { campaignsEn } from './en/campaigns/campaigns.ts'
import { sequencesEn } from './en/campaigns/sequences.ts'
import { subsequencesEn } from './en/campaigns/subsequences.ts'
import { activityEn } from './en/clients/activity.ts'
import { askEn } from './en/clients/ask.ts'
import { clientsEn } from './en/clients/clients.ts'
import { connectEn } from './en/clients/connect.ts'
import { keysEn } from './en/clients/keys.ts'
import { settingsEn } from './en/clients/settings.ts'
import { vaultEn } from './en/clients/vault.ts'
import { workspacesEn } from './en/clients/workspaces.ts'
import { desktopEn } from './en/core/desktop.ts'
import { errorsEn } from './en/core/errors.ts'
import { formatEn } from './en/core/format.ts'
import { frameEn } from './en/core/frame.ts'
import { startProblemEn } from './en/core/start-problem.ts'
import { uiEn } from './en/core/ui.ts'
import { eventsEn } from './en/events/events.ts'
import { relayEn } from './en/events/relay.ts'
import { experimentsEn } from './en/exports/experiments.ts'
import { exportHistoryEn } from './en/exports/export-history.ts'
import { exportStatesEn } from './en/exports/export-states.ts'
import { exportSumEn } from './en/exports/export-sum.ts'
import { exportTargetsEn } from './en/exports/export-targets.ts'
import { exportZonesEn } from './en/exports/export-zones.ts'
import { exportsEn } from './en/exports/exports.ts'
import { forecastEn } from './en/exports/forecast.ts'
import { ledgerCsvEn } from './en/exports/ledger-csv.ts'
import { preflightEn } from './en/exports/preflight.ts'
import { reviewEn } from './en/exports/review.ts'
import { crmEn } from './en/inbox/crm.ts'
import { inboxEn } from './en/inbox/inbox.ts'
import { inboxModelEn } from './en/inbox/inbox-model.ts'
import { accountsEn } from './en/insights/accounts.ts'
import { alertsEn } from './en/insights/alerts.ts'
import { analyticsEn } from './en/insights/analytics.ts'
import { breakdownsEn } from './en/insights/breakdowns.ts'
import { chartsEn } from './en/insights/charts.ts'
import { moneyEn } from './en/insights/money.ts'
import { reportPageEn } from './en/insights/report-page.ts'
import { reportsEn } from './en/insights/reports.ts'
import { writeBackEn } from './en/insights/write-back.ts'
import { blocklistEn } from './en/leads/blocklist.ts'
import { dropEn } from './en/leads/drop.ts'
import { gatesEn } from './en/leads/gates.ts'
import { importingEn } from './en/leads/import.ts'
import { leadMirrorEn } from './en/leads/lead-mirror.ts'
import { listWorkEn } from './en/leads/list-work.ts'
import { listsEn } from './en/leads/lists.ts'
import { optOutsEn } from './en/leads/opt-outs.ts'
import { reImportEn } from './en/leads/re-import.ts'
import { remoteLeadsEn } from './en/leads/remote-leads.ts'
import { sharedMemoryEn } from './en/leads/shared-memory.ts'
import { supabaseEn } from './en/leads/supabase.ts'

export const en = {
  ui: uiEn,
  frame: frameEn,
  drop: dropEn,
  startProblem: startProblemEn,
  firstStart: firstStartEn,
  connect: connectEn,
  vault: vaultEn,
  keys: keysEn,
  feed: feedEn,
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
  sharedMemory: sharedMemoryEn,
  supabase: supabaseEn,
  writeBack: writeBackEn,
  blocklist: blocklistEn,
  optOuts: optOutsEn,
  leadMirror: leadMirrorEn,
  events: eventsEn,
  crm: crmEn,
  campaigns: campaignsEn,
  campaignEdits: campaignEditsEn,
  gates: gatesEn,
  relay: relayEn,
  remoteLeads: remoteLeadsEn,
  ledgerCsv: ledgerCsvEn,
  demo: demoEn,
  backups: backupsEn,
  clientData: clientDataEn,
  retention: retentionEn,
  lock: lockEn,
  ask: askEn,
  pauses: pausesEn,
  people: peopleEn,
  guide: guideEn,
  charts: chartsEn,
  exportZones: exportZonesEn,
  forecast: forecastEn,
  preflight: preflightEn,
  analytics: analyticsEn,
  breakdowns: breakdownsEn,
  money: moneyEn,
  accounts: accountsEn,
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

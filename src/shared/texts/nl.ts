/**
 * The words of the interface in Dutch: "je", plain, short, the fact first. The same word for the same thing everywhere:
 *
 * client klant · workspace workspace · API key API-sleutel, sleutel · scope recht · lead lead · list lijst ·
 * column kolom · mapping koppeling · variable variabele · fallback fallback · opt-out afmelding · block list blokkeerlijst ·
 * excluded uitgesloten · skipped overgeslagen · not exported niet geëxporteerd · failed mislukt · checks controles ·
 * campaign campagne · sequence sequentie · subsequence vervolgsequentie · follow-up follow-up · email e-mail ·
 * sending account verzendaccount · mailbox mailbox · reply antwoord · contacted benaderd · bounced gebounced · opens opens ·
 * export (also the button) exporteren · plan (before an export) plan · plan (what is paid) abonnement ·
 * export report exportrapport · undo export weer verwijderen uit Instantly · sync synchroniseren · state status ·
 * pause pauzeren · resume hervatten · undo ongedaan maken · save opslaan · remove verwijderen · restore terugzetten ·
 * classified geclassificeerd · priority prioriteit · log log, logbestand · API calls API-verzoeken · passphrase wachtwoordzin ·
 * keychain sleutelhanger · backup back-up · upload uploaden · blackout dates feestdagen en vrije dagen
 */

import type { Texts } from './en.ts'
import { backupsNl } from './nl/app/backups.ts'
import { clientDataNl } from './nl/app/client-data.ts'
import { demoNl } from './nl/app/demo.ts'
import { feedNl } from './nl/app/feed.ts'
import { firstStartNl } from './nl/app/first-start.ts'
import { guideNl } from './nl/app/guide.ts'
import { homeNl } from './nl/app/home.ts'
import { lockNl } from './nl/app/lock.ts'
import { commandsNl, keyMapNl, paletteNl, spokenNl, undoNl } from './nl/app/palette.ts'
import { peopleNl } from './nl/app/people.ts'
import { retentionNl } from './nl/app/retention.ts'
import { healthNl } from './nl/background/health.ts'
import { pausesNl } from './nl/background/pauses.ts'
import { campaignEditsNl } from './nl/campaigns/campaign-edits.ts'
import { campaignsNl } from './nl/campaigns/campaigns.ts'
import { sequencesNl } from './nl/campaigns/sequences.ts'
import { subsequencesNl } from './nl/campaigns/subsequences.ts'
import { activityNl } from './nl/clients/activity.ts'
import { askNl } from './nl/clients/ask.ts'
import { clientsNl } from './nl/clients/clients.ts'
import { connectNl } from './nl/clients/connect.ts'
import { keysNl } from './nl/clients/keys.ts'
import { settingsNl } from './nl/clients/settings.ts'
import { vaultNl } from './nl/clients/vault.ts'
import { workspacesNl } from './nl/clients/workspaces.ts'
import { desktopNl } from './nl/core/desktop.ts'
import { errorsNl } from './nl/core/errors.ts'
import { formatNl } from './nl/core/format.ts'
import { frameNl } from './nl/core/frame.ts'
import { startProblemNl } from './nl/core/start-problem.ts'
import { uiNl } from './nl/core/ui.ts'
import { eventsNl } from './nl/events/events.ts'
import { relayNl } from './nl/events/relay.ts'
import { experimentsNl } from './nl/exports/experiments.ts'
import { exportHistoryNl } from './nl/exports/export-history.ts'
import { exportStatesNl } from './nl/exports/export-states.ts'
import { exportSumNl } from './nl/exports/export-sum.ts'
import { exportTargetsNl } from './nl/exports/export-targets.ts'
import { exportZonesNl } from './nl/exports/export-zones.ts'
import { exportsNl } from './nl/exports/exports.ts'
import { forecastNl } from './nl/exports/forecast.ts'
import { ledgerCsvNl } from './nl/exports/ledger-csv.ts'
import { practiceNl } from './nl/exports/practice.ts'
import { reviewNl } from './nl/exports/review.ts'
import { crmNl } from './nl/inbox/crm.ts'
import { inboxNl } from './nl/inbox/inbox.ts'
import { inboxModelNl } from './nl/inbox/inbox-model.ts'
import { accountsNl } from './nl/insights/accounts.ts'
import { alertsNl } from './nl/insights/alerts.ts'
import { analyticsNl } from './nl/insights/analytics.ts'
import { breakdownsNl } from './nl/insights/breakdowns.ts'
import { chartsNl } from './nl/insights/charts.ts'
import { moneyNl } from './nl/insights/money.ts'
import { reportPageNl } from './nl/insights/report-page.ts'
import { reportsNl } from './nl/insights/reports.ts'
import { writeBackNl } from './nl/insights/write-back.ts'
import { blocklistNl } from './nl/leads/blocklist.ts'
import { dropNl } from './nl/leads/drop.ts'
import { gatesNl } from './nl/leads/gates.ts'
import { importingNl } from './nl/leads/import.ts'
import { leadCopiesNl } from './nl/leads/lead-copies.ts'
import { listWorkNl } from './nl/leads/list-work.ts'
import { listsNl } from './nl/leads/lists.ts'
import { optOutsNl } from './nl/leads/opt-outs.ts'
import { reImportNl } from './nl/leads/re-import.ts'
import { remoteLeadsNl } from './nl/leads/remote-leads.ts'
import { sharedMemoryNl } from './nl/leads/shared-memory.ts'
import { supabaseNl } from './nl/leads/supabase.ts'

export const nl: Texts = {
  ui: uiNl,
  frame: frameNl,
  drop: dropNl,
  startProblem: startProblemNl,
  firstStart: firstStartNl,
  connect: connectNl,
  vault: vaultNl,
  keys: keysNl,
  feed: feedNl,
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
  sharedMemory: sharedMemoryNl,
  supabase: supabaseNl,
  writeBack: writeBackNl,
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
  backups: backupsNl,
  clientData: clientDataNl,
  retention: retentionNl,
  lock: lockNl,
  ask: askNl,
  pauses: pausesNl,
  people: peopleNl,
  guide: guideNl,
  charts: chartsNl,
  exportZones: exportZonesNl,
  forecast: forecastNl,
  practice: practiceNl,
  analytics: analyticsNl,
  breakdowns: breakdownsNl,
  money: moneyNl,
  accounts: accountsNl,
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

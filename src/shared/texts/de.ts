/**
 * German texts of the interface: formal "Sie", plain and short, the fact first. Every term has one translation:
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
 *
 * The texts are in `de`, one JSON file per group of screens; README.md in this folder explains how to edit them.
 */

import { textsOfCatalogues } from './catalogue.ts'
import backups from './de/app/backups.json' with { type: 'json' }
import clientData from './de/app/client-data.json' with { type: 'json' }
import demo from './de/app/demo.json' with { type: 'json' }
import demoErrors from './de/app/demo-errors.json' with { type: 'json' }
import feed from './de/app/feed.json' with { type: 'json' }
import firstStart from './de/app/first-start.json' with { type: 'json' }
import guide from './de/app/guide.json' with { type: 'json' }
import home from './de/app/home.json' with { type: 'json' }
import lock from './de/app/lock.json' with { type: 'json' }
import palette from './de/app/palette.json' with { type: 'json' }
import people from './de/app/people.json' with { type: 'json' }
import retention from './de/app/retention.json' with { type: 'json' }
import health from './de/background/health.json' with { type: 'json' }
import jobNames from './de/background/job-names.json' with { type: 'json' }
import pauses from './de/background/pauses.json' with { type: 'json' }
import campaignEdits from './de/campaigns/campaign-edits.json' with { type: 'json' }
import campaignErrors from './de/campaigns/campaign-errors.json' with { type: 'json' }
import campaigns from './de/campaigns/campaigns.json' with { type: 'json' }
import sequenceErrors from './de/campaigns/sequence-errors.json' with { type: 'json' }
import sequences from './de/campaigns/sequences.json' with { type: 'json' }
import subsequences from './de/campaigns/subsequences.json' with { type: 'json' }
import activity from './de/clients/activity.json' with { type: 'json' }
import ask from './de/clients/ask.json' with { type: 'json' }
import clients from './de/clients/clients.json' with { type: 'json' }
import connect from './de/clients/connect.json' with { type: 'json' }
import keys from './de/clients/keys.json' with { type: 'json' }
import settings from './de/clients/settings.json' with { type: 'json' }
import vault from './de/clients/vault.json' with { type: 'json' }
import workspaces from './de/clients/workspaces.json' with { type: 'json' }
import desktop from './de/core/desktop.json' with { type: 'json' }
import errors from './de/core/errors.json' with { type: 'json' }
import format from './de/core/format.json' with { type: 'json' }
import frame from './de/core/frame.json' with { type: 'json' }
import saveErrors from './de/core/save-errors.json' with { type: 'json' }
import startProblem from './de/core/start-problem.json' with { type: 'json' }
import ui from './de/core/ui.json' with { type: 'json' }
import events from './de/events/events.json' with { type: 'json' }
import relay from './de/events/relay.json' with { type: 'json' }
import relayErrors from './de/events/relay-errors.json' with { type: 'json' }
import relayHere from './de/events/relay-here.json' with { type: 'json' }
import relaySetup from './de/events/relay-setup.json' with { type: 'json' }
import experimentErrors from './de/exports/experiment-errors.json' with { type: 'json' }
import experiments from './de/exports/experiments.json' with { type: 'json' }
import exportHistory from './de/exports/export-history.json' with { type: 'json' }
import exportStates from './de/exports/export-states.json' with { type: 'json' }
import exportSum from './de/exports/export-sum.json' with { type: 'json' }
import exportTargets from './de/exports/export-targets.json' with { type: 'json' }
import exportZones from './de/exports/export-zones.json' with { type: 'json' }
import exports from './de/exports/exports.json' with { type: 'json' }
import forecast from './de/exports/forecast.json' with { type: 'json' }
import ledgerCsv from './de/exports/ledger-csv.json' with { type: 'json' }
import preflight from './de/exports/preflight.json' with { type: 'json' }
import review from './de/exports/review.json' with { type: 'json' }
import { deInCode } from './de/in-code.ts'
import crm from './de/inbox/crm.json' with { type: 'json' }
import crmErrors from './de/inbox/crm-errors.json' with { type: 'json' }
import inbox from './de/inbox/inbox.json' with { type: 'json' }
import inboxErrors from './de/inbox/inbox-errors.json' with { type: 'json' }
import inboxModel from './de/inbox/inbox-model.json' with { type: 'json' }
import modelErrors from './de/inbox/model-errors.json' with { type: 'json' }
import accounts from './de/insights/accounts.json' with { type: 'json' }
import alerts from './de/insights/alerts.json' with { type: 'json' }
import analytics from './de/insights/analytics.json' with { type: 'json' }
import breakdowns from './de/insights/breakdowns.json' with { type: 'json' }
import charts from './de/insights/charts.json' with { type: 'json' }
import money from './de/insights/money.json' with { type: 'json' }
import reportErrors from './de/insights/report-errors.json' with { type: 'json' }
import reportPage from './de/insights/report-page.json' with { type: 'json' }
import reports from './de/insights/reports.json' with { type: 'json' }
import writeBack from './de/insights/write-back.json' with { type: 'json' }
import writeBackErrors from './de/insights/write-back-errors.json' with { type: 'json' }
import blocklist from './de/leads/blocklist.json' with { type: 'json' }
import drop from './de/leads/drop.json' with { type: 'json' }
import gates from './de/leads/gates.json' with { type: 'json' }
import importing from './de/leads/import.json' with { type: 'json' }
import importGates from './de/leads/import-gates.json' with { type: 'json' }
import leadMirror from './de/leads/lead-mirror.json' with { type: 'json' }
import listWork from './de/leads/list-work.json' with { type: 'json' }
import lists from './de/leads/lists.json' with { type: 'json' }
import optOuts from './de/leads/opt-outs.json' with { type: 'json' }
import reImport from './de/leads/re-import.json' with { type: 'json' }
import remoteLeads from './de/leads/remote-leads.json' with { type: 'json' }
import sharedMemory from './de/leads/shared-memory.json' with { type: 'json' }
import sharedMemoryErrors from './de/leads/shared-memory-errors.json' with { type: 'json' }
import supabase from './de/leads/supabase.json' with { type: 'json' }
import supabaseErrors from './de/leads/supabase-errors.json' with { type: 'json' }
import type { Texts } from './en.ts'

export const de = textsOfCatalogues(
  'de',
  backups,
  clientData,
  demoErrors,
  demo,
  feed,
  firstStart,
  guide,
  home,
  lock,
  palette,
  people,
  retention,
  health,
  jobNames,
  pauses,
  campaignEdits,
  campaignErrors,
  campaigns,
  sequenceErrors,
  sequences,
  subsequences,
  activity,
  ask,
  clients,
  connect,
  keys,
  settings,
  vault,
  workspaces,
  desktop,
  errors,
  format,
  frame,
  saveErrors,
  startProblem,
  ui,
  events,
  relayErrors,
  relayHere,
  relaySetup,
  relay,
  experimentErrors,
  experiments,
  exportHistory,
  exportStates,
  exportSum,
  exportTargets,
  exportZones,
  exports,
  forecast,
  ledgerCsv,
  preflight,
  review,
  crmErrors,
  crm,
  inboxErrors,
  inboxModel,
  inbox,
  modelErrors,
  accounts,
  alerts,
  analytics,
  breakdowns,
  charts,
  money,
  reportErrors,
  reportPage,
  reports,
  writeBackErrors,
  writeBack,
  blocklist,
  drop,
  gates,
  importGates,
  importing,
  leadMirror,
  listWork,
  lists,
  optOuts,
  reImport,
  remoteLeads,
  sharedMemoryErrors,
  sharedMemory,
  supabaseErrors,
  supabase,
  deInCode,
) as Texts

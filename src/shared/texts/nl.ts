/**
 * Dutch texts of the interface: informal "je", plain and short, the fact first. Every term has one translation:
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
 *
 * The texts are in `nl`, one JSON file per group of screens; README.md in this folder explains how to edit them.
 */

import { textsOfCatalogues } from './catalogue.ts'
import type { Texts } from './en.ts'
import backups from './nl/app/backups.json' with { type: 'json' }
import clientData from './nl/app/client-data.json' with { type: 'json' }
import demo from './nl/app/demo.json' with { type: 'json' }
import demoErrors from './nl/app/demo-errors.json' with { type: 'json' }
import feed from './nl/app/feed.json' with { type: 'json' }
import firstStart from './nl/app/first-start.json' with { type: 'json' }
import guide from './nl/app/guide.json' with { type: 'json' }
import home from './nl/app/home.json' with { type: 'json' }
import lock from './nl/app/lock.json' with { type: 'json' }
import palette from './nl/app/palette.json' with { type: 'json' }
import people from './nl/app/people.json' with { type: 'json' }
import retention from './nl/app/retention.json' with { type: 'json' }
import health from './nl/background/health.json' with { type: 'json' }
import jobNames from './nl/background/job-names.json' with { type: 'json' }
import pauses from './nl/background/pauses.json' with { type: 'json' }
import campaignEdits from './nl/campaigns/campaign-edits.json' with { type: 'json' }
import campaignErrors from './nl/campaigns/campaign-errors.json' with { type: 'json' }
import campaigns from './nl/campaigns/campaigns.json' with { type: 'json' }
import sequenceErrors from './nl/campaigns/sequence-errors.json' with { type: 'json' }
import sequences from './nl/campaigns/sequences.json' with { type: 'json' }
import subsequences from './nl/campaigns/subsequences.json' with { type: 'json' }
import activity from './nl/clients/activity.json' with { type: 'json' }
import ask from './nl/clients/ask.json' with { type: 'json' }
import clients from './nl/clients/clients.json' with { type: 'json' }
import connect from './nl/clients/connect.json' with { type: 'json' }
import keys from './nl/clients/keys.json' with { type: 'json' }
import settings from './nl/clients/settings.json' with { type: 'json' }
import vault from './nl/clients/vault.json' with { type: 'json' }
import workspaces from './nl/clients/workspaces.json' with { type: 'json' }
import desktop from './nl/core/desktop.json' with { type: 'json' }
import errors from './nl/core/errors.json' with { type: 'json' }
import format from './nl/core/format.json' with { type: 'json' }
import frame from './nl/core/frame.json' with { type: 'json' }
import saveErrors from './nl/core/save-errors.json' with { type: 'json' }
import startProblem from './nl/core/start-problem.json' with { type: 'json' }
import ui from './nl/core/ui.json' with { type: 'json' }
import events from './nl/events/events.json' with { type: 'json' }
import relay from './nl/events/relay.json' with { type: 'json' }
import relayErrors from './nl/events/relay-errors.json' with { type: 'json' }
import relayHere from './nl/events/relay-here.json' with { type: 'json' }
import relaySetup from './nl/events/relay-setup.json' with { type: 'json' }
import experimentErrors from './nl/exports/experiment-errors.json' with { type: 'json' }
import experiments from './nl/exports/experiments.json' with { type: 'json' }
import exportHistory from './nl/exports/export-history.json' with { type: 'json' }
import exportStates from './nl/exports/export-states.json' with { type: 'json' }
import exportSum from './nl/exports/export-sum.json' with { type: 'json' }
import exportTargets from './nl/exports/export-targets.json' with { type: 'json' }
import exportZones from './nl/exports/export-zones.json' with { type: 'json' }
import exports from './nl/exports/exports.json' with { type: 'json' }
import forecast from './nl/exports/forecast.json' with { type: 'json' }
import ledgerCsv from './nl/exports/ledger-csv.json' with { type: 'json' }
import preflight from './nl/exports/preflight.json' with { type: 'json' }
import review from './nl/exports/review.json' with { type: 'json' }
import { nlInCode } from './nl/in-code.ts'
import crm from './nl/inbox/crm.json' with { type: 'json' }
import crmErrors from './nl/inbox/crm-errors.json' with { type: 'json' }
import inbox from './nl/inbox/inbox.json' with { type: 'json' }
import inboxErrors from './nl/inbox/inbox-errors.json' with { type: 'json' }
import inboxModel from './nl/inbox/inbox-model.json' with { type: 'json' }
import modelErrors from './nl/inbox/model-errors.json' with { type: 'json' }
import accounts from './nl/insights/accounts.json' with { type: 'json' }
import alerts from './nl/insights/alerts.json' with { type: 'json' }
import analytics from './nl/insights/analytics.json' with { type: 'json' }
import breakdowns from './nl/insights/breakdowns.json' with { type: 'json' }
import charts from './nl/insights/charts.json' with { type: 'json' }
import money from './nl/insights/money.json' with { type: 'json' }
import reportErrors from './nl/insights/report-errors.json' with { type: 'json' }
import reportPage from './nl/insights/report-page.json' with { type: 'json' }
import reports from './nl/insights/reports.json' with { type: 'json' }
import writeBack from './nl/insights/write-back.json' with { type: 'json' }
import writeBackErrors from './nl/insights/write-back-errors.json' with { type: 'json' }
import blocklist from './nl/leads/blocklist.json' with { type: 'json' }
import drop from './nl/leads/drop.json' with { type: 'json' }
import gates from './nl/leads/gates.json' with { type: 'json' }
import importing from './nl/leads/import.json' with { type: 'json' }
import importGates from './nl/leads/import-gates.json' with { type: 'json' }
import leadMirror from './nl/leads/lead-mirror.json' with { type: 'json' }
import listWork from './nl/leads/list-work.json' with { type: 'json' }
import lists from './nl/leads/lists.json' with { type: 'json' }
import optOuts from './nl/leads/opt-outs.json' with { type: 'json' }
import reImport from './nl/leads/re-import.json' with { type: 'json' }
import remoteLeads from './nl/leads/remote-leads.json' with { type: 'json' }
import sharedMemory from './nl/leads/shared-memory.json' with { type: 'json' }
import sharedMemoryErrors from './nl/leads/shared-memory-errors.json' with { type: 'json' }
import supabase from './nl/leads/supabase.json' with { type: 'json' }
import supabaseErrors from './nl/leads/supabase-errors.json' with { type: 'json' }

export const nl = textsOfCatalogues(
  'nl',
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
  nlInCode,
) as Texts

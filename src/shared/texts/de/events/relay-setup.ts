import type { SetupStep, SetupWhy } from '../../../contract/events/relay.ts'
import type { relaySetupEn } from '../../en/events/relay-setup.ts'

const steps: Readonly<Record<SetupStep, string>> = {
  function: 'Funktion',
  tables: 'Tabellen',
  client: 'Dieser Kunde in den Tabellen',
  event: 'Testereignis, gespeichert und wieder gelesen',
}

const whys: Readonly<Record<SetupWhy, string>> = {
  no_project:
    'Es gibt kein Supabase-Projekt mit dieser Referenz. Vergleichen Sie sie mit der Adresse Ihres Dashboards.',
  paused: 'Supabase hat das Projekt angehalten. Stellen Sie es im Dashboard wieder her und prüfen Sie erneut.',
  no_answer: 'Supabase antwortet nicht. Vielleicht sind Sie offline. Prüfen Sie in einer Minute erneut.',
  no_function:
    'Die Funktion ist noch nicht bereitgestellt. Führen Sie den Befehl aus, der auf „functions deploy relay --use-api“ endet.',
  function_locked:
    'Supabase verlangt vor der Funktion eine Anmeldung. Stellen Sie sie mit dem Befehl erneut bereit oder schalten Sie „Verify JWT“ für sie aus.',
  function_fails:
    'Die Funktion ist bereitgestellt, startet aber nicht. Den Grund zeigt Supabase unter Edge Functions → relay → Logs.',
  function_old: 'Die Funktion stammt aus einer früheren Version von Sendoff. Stellen Sie sie erneut bereit.',
  app_old: 'Die Funktion stammt aus einer späteren Version von Sendoff. Aktualisieren Sie diese App.',
  tables_missing: 'Die Tabellen fehlen noch. Führen Sie den Befehl mit „db push“ aus.',
  tables_old:
    'Die Tabellen stammen aus einer früheren Version von Sendoff. Führen Sie den Befehl mit „db push“ erneut aus.',
  key_refused:
    'Die Schlüssel des Projekts haben sich geändert, seit die Funktion bereitgestellt wurde. Stellen Sie sie erneut bereit.',
  tables_silent:
    'Die Funktion erreicht die Datenbank nicht. Wurde das Projekt gerade wiederhergestellt, prüfen Sie in einer Minute erneut.',
  client_unknown: 'Dieser Kunde steht noch nicht in den Tabellen. Führen Sie den Befehl mit „db push“ erneut aus.',
  event_lost:
    'Das Testereignis wurde nicht gespeichert. Führen Sie den Befehl mit „db push“ erneut aus und prüfen Sie dann.',
}

export const relaySetupDe: typeof relaySetupEn = {
  title: 'In Ihrem Supabase-Projekt',
  text: 'Ohne Server, und Ereignisse kommen auch, während dieser Computer aus ist. Drei kopierte Befehle, etwa fünf Minuten.',
  project: 'Referenz oder Adresse des Projekts',
  projectHint: 'Im Dashboard unter Project Settings → General. Am besten ein eigenes Projekt.',
  begin: 'Befehle anzeigen',
  cardTitle: 'Relay in Ihrem Supabase-Projekt',
  first: 'Führen Sie diese nacheinander in einem Terminal aus. Sie brauchen Node.js. Davor einmal pro Computer:',
  next: 'Dieses Projekt hat das Relay schon. Ein Befehl nimmt diesen Kunden auf:',
  files: 'Funktion und Tabellen liegen in',
  copy: 'Kopieren',
  sqlText: 'Meldet „db push“ unbekannte Migrationen, fügen Sie die Tabellen stattdessen im SQL-Editor ein.',
  copySql: 'SQL kopieren',
  check: 'Prüfen',
  checkAgain: 'Erneut prüfen',
  checking: 'Wird geprüft …',
  checkSetup: 'Einrichtung prüfen',
  steps,
  whys,
  passed: 'Alles ist da.',
  done: 'Relay verbunden',
  commands: 'Befehle',
  cancel: 'Einrichtung abbrechen',
}

import type { SetupStep, SetupWhy } from '../../../contract/events/relay.ts'
import type { relaySetupEn } from '../../en/events/relay-setup.ts'

const steps: Readonly<Record<SetupStep, string>> = {
  function: 'Functie',
  tables: 'Tabellen',
  client: 'Deze klant in de tabellen',
  event: 'Testgebeurtenis, opgeslagen en teruggelezen',
}

const whys: Readonly<Record<SetupWhy, string>> = {
  no_project: 'Er is geen Supabase-project met deze referentie. Vergelijk die met het adres van je dashboard.',
  paused: 'Supabase heeft het project stilgezet. Herstel het in het dashboard en controleer opnieuw.',
  no_answer: 'Supabase antwoordt niet. Misschien ben je offline. Controleer over een minuut opnieuw.',
  no_function:
    'De functie is nog niet geplaatst. Voer de opdracht uit die eindigt op “functions deploy relay --use-api”.',
  function_locked:
    'Supabase vraagt een aanmelding vóór de functie. Plaats haar opnieuw met de opdracht, of zet “Verify JWT” ervoor uit.',
  function_fails:
    'De functie is geplaatst, maar start niet. Supabase toont waarom onder Edge Functions → relay → Logs.',
  function_old: 'De functie is van een eerdere versie van Sendoff. Plaats haar opnieuw.',
  app_old: 'De functie is van een latere versie van Sendoff. Werk deze app bij.',
  tables_missing: 'De tabellen zijn er nog niet. Voer de opdracht met “db push” uit.',
  tables_old: 'De tabellen zijn van een eerdere versie van Sendoff. Voer de opdracht met “db push” opnieuw uit.',
  key_refused: 'De sleutels van het project zijn veranderd sinds de functie is geplaatst. Plaats haar opnieuw.',
  tables_silent:
    'De functie bereikt de database niet. Is het project net hersteld, controleer dan over een minuut opnieuw.',
  client_unknown: 'Deze klant staat nog niet in de tabellen. Voer de opdracht met “db push” opnieuw uit.',
  event_lost: 'De testgebeurtenis is niet opgeslagen. Voer de opdracht met “db push” opnieuw uit en controleer dan.',
}

export const relaySetupNl: typeof relaySetupEn = {
  title: 'In je Supabase-project',
  text: 'Zonder server, en gebeurtenissen komen ook binnen als deze computer uit staat. Drie gekopieerde opdrachten, ongeveer vijf minuten.',
  project: 'Referentie of adres van het project',
  projectHint: 'In het dashboard onder Project Settings → General. Liefst een eigen project.',
  begin: 'Opdrachten tonen',
  cardTitle: 'Relay in je Supabase-project',
  first: 'Voer deze na elkaar uit in een terminal. Ze hebben Node.js nodig. Eén keer per computer vooraf:',
  next: 'Dit project heeft de relay al. Eén opdracht voegt deze klant toe:',
  files: 'Functie en tabellen staan in',
  copy: 'Kopiëren',
  sqlText: 'Meldt “db push” onbekende migraties, plak de tabellen dan in de SQL-editor.',
  copySql: 'SQL kopiëren',
  check: 'Controleren',
  checkAgain: 'Opnieuw controleren',
  checking: 'Controleren…',
  checkSetup: 'Controleren',
  steps,
  whys,
  passed: 'Alles is er.',
  done: 'Relay verbonden',
  commands: 'Opdrachten',
  cancel: 'Installatie afbreken',
}

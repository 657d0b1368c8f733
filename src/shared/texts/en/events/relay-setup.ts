/** Texts for a relay in the operator's own Supabase project. */
import type { SetupObstacle, SetupStep } from '../../../contract/events/relay.ts'

const steps: Readonly<Record<SetupStep, string>> = {
  function: 'Function',
  tables: 'Tables',
  client: 'This client in the tables',
  event: 'Test event, stored and read back',
}

const whys: Readonly<Record<SetupObstacle, string>> = {
  no_project: 'There is no Supabase project with this reference. Compare it with the address of your dashboard.',
  paused: 'Supabase has paused the project. Restore it in the dashboard, then check again.',
  no_answer: 'Supabase does not answer. You may be offline. Check again in a minute.',
  no_function: 'The function is not deployed yet. Run the command that ends in “functions deploy relay --use-api”.',
  function_locked:
    'Supabase asks for a login before the function. Deploy it again with the command, or switch “Verify JWT” off for it.',
  function_fails:
    'The function is deployed but does not start. Supabase shows why under Edge Functions → relay → Logs.',
  function_old: 'The function is from an earlier version of Sendoff. Deploy it again.',
  app_old: 'The function is from a later version of Sendoff. Update this app.',
  tables_missing: 'The tables are not there yet. Run the command with “db push”.',
  tables_old: 'The tables are from an earlier version of Sendoff. Run the command with “db push” again.',
  key_refused: 'The project’s keys changed since the function was deployed. Deploy it again.',
  tables_silent: 'The function does not reach the database. If the project was just restored, check again in a minute.',
  client_unknown: 'This client is not in the tables yet. Run the command with “db push” again.',
  event_lost: 'The test event was not stored. Run the command with “db push” again, then check.',
}

export const relaySetupEn = {
  title: 'In your Supabase project',
  text: 'No server needed, and events arrive while this computer is off. Three copied commands, about five minutes.',
  project: 'Project reference or address',
  projectHint: 'In the dashboard under Project Settings → General. A project of its own is best.',
  begin: 'Show the commands',
  cardTitle: 'Relay in your Supabase project',
  first: 'Run these in a terminal, one after the other. They need Node.js. Once per computer before them:',
  next: 'This project already has the relay. One command adds this client:',
  files: 'Function and tables are in',
  copy: 'Copy',
  sqlText: 'If “db push” reports migrations it does not know, paste the tables into the SQL editor instead.',
  copySql: 'Copy SQL',
  check: 'Check',
  checkAgain: 'Check again',
  checking: 'Checking…',
  checkSetup: 'Check setup',
  steps,
  whys,
  passed: 'Everything is there.',
  done: 'Relay connected',
  commands: 'Commands',
  cancel: 'Cancel setup',
}

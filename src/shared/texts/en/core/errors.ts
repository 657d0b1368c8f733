/** Every error as the operator reads it. A new code without a sentence does not compile. */
import type { ErrorCode, ErrorData } from '../../../errors.ts'
import { demoErrorsEn } from '../app/demo-errors.ts'
import { campaignErrorsEn } from '../campaigns/campaign-errors.ts'
import { sequenceErrorsEn } from '../campaigns/sequence-errors.ts'
import { relayErrorsEn } from '../events/relay-errors.ts'
import { experimentErrorsEn } from '../exports/experiment-errors.ts'
import { restMissedEn } from '../exports/export-zones.ts'
import { crmErrorsEn } from '../inbox/crm-errors.ts'
import { inboxErrorsEn } from '../inbox/inbox-errors.ts'
import { modelErrorsEn } from '../inbox/model-errors.ts'
import { reportErrorsEn } from '../insights/report-errors.ts'
import { type FileKind, fileKindsEn } from '../leads/file-kinds.ts'
import { supabaseErrorsEn } from '../leads/supabase-errors.ts'
import { n } from './counted.ts'
import { saveErrorsEn } from './save-errors.ts'

export type ErrorSentence = {
  /** What happened. */
  readonly what: string
  /** What it means. */
  readonly means: string
  /** What to do. */
  readonly todo: string
  /** The one button's words, where a button can help. */
  readonly action?: string
}

/** A fact of the error as text, or the words to use where it is not known. */
function fact(data: ErrorData, name: string, otherwise: string): string {
  const value = data[name]
  if (typeof value === 'number') return n(value)
  return value === undefined || value === null || value === '' ? otherwise : String(value)
}

const file = (data: ErrorData): string => (data.fileName ? `“${String(data.fileName)}”` : 'The file')
const atLine = (data: ErrorData): string => (data.line ? ` at line ${fact(data, 'line', '')}` : '')
const said = (data: ErrorData): string => (data.message ? ` Instantly says: “${String(data.message)}”.` : '')

const things: Readonly<Record<string, string>> = {
  workspace: 'This client',
  client: 'This client',
  key: 'This key',
  list: 'This list',
  lead: 'This lead',
  export: 'This export',
  import: 'This opened file',
  passphrase: 'The passphrase',
  source: 'This source',
  campaign: 'This campaign',
  subsequence: 'This subsequence',
}

const kinds: Readonly<Record<string, FileKind>> = fileKindsEn

export const errorsEn: Readonly<Record<ErrorCode, (data: ErrorData) => ErrorSentence>> = {
  INTERNAL: (data) => ({
    what: 'Something went wrong inside Sendoff.',
    means: 'What was saved before is safe.',
    todo: data.incidentId
      ? `Try again. If it stays, send us the log and this number: ${String(data.incidentId)}.`
      : 'Try again. If it stays, send us the log.',
    action: 'Try again',
  }),
  INVALID_INPUT: (data) => ({
    what: 'Sendoff could not use what was entered.',
    means: data.field ? `The trouble is in “${String(data.field)}”. Nothing was changed.` : 'Nothing was changed.',
    todo: 'Check the fields and try again.',
  }),
  NOT_FOUND: (data) => ({
    what: `${things[String(data.what)] ?? 'This'} is not here any more.`,
    means: 'It was removed or closed meanwhile.',
    todo: 'Go back and choose another.',
    action: 'Go back',
  }),
  CANCELLED: () => ({
    what: 'Cancelled.',
    means: 'Nothing more happens.',
    todo: 'Start again whenever you like.',
  }),
  BACKEND_GONE: () => ({
    what: 'The part of Sendoff that does the work has stopped.',
    means: 'Everything saved is safe; running exports go on from where they were.',
    todo: 'Quit Sendoff and start it again.',
    action: 'Try again',
  }),

  INSTANTLY_API_KEY_MISSING: () => ({
    what: 'This client has no API key.',
    means: 'Without one, nothing can be read from or sent to Instantly for this client. No other key is used.',
    todo: 'Add a key of this client’s Instantly workspace.',
    action: 'Add a key',
  }),
  INSTANTLY_API_KEY_INVALID: () => ({
    what: 'Instantly does not know this key.',
    means: 'It may be cut short, or come from somewhere else. Keys of the old version 1 do not work.',
    todo: 'Copy the whole key from Instantly again, or make a new one.',
    action: 'Add a new key',
  }),
  INSTANTLY_API_KEY_REVOKED: () => ({
    what: 'This key worked before, and Instantly now refuses it.',
    means: 'It was deleted or replaced in Instantly. Exports of this client wait.',
    todo: 'Make a new key in Instantly and add it here.',
    action: 'Add a new key',
  }),
  INSTANTLY_PLAN_INACTIVE: () => ({
    what: 'This workspace has no paid plan for the API.',
    means: 'Instantly answers “payment required”. The key itself is fine.',
    todo: 'Choose a plan with API access in Instantly, then test the key again.',
    action: 'See plans',
  }),
  VERIFICATION_NO_CREDITS: () => ({
    what: 'This workspace cannot verify any more addresses.',
    means: 'Instantly answers “payment required”: the verification credits are used up, or the plan has none.',
    todo: 'Buy credits in Instantly, then go on here. What was answered is kept.',
    action: 'Go on',
  }),
  INSTANTLY_SCOPE_MISSING: (data) => ({
    what: 'The key may not do this.',
    means: `It lacks the scope ${fact(data, 'scope', 'Instantly asks for here')}.`,
    todo: 'Make a key with all the scopes listed under “Where do I find a key?” and add it here.',
    action: 'Add a new key',
  }),
  KEY_OF_OTHER_WORKSPACE: (data) => ({
    what: 'This key belongs to another Instantly workspace.',
    means: `It opens ${fact(data, 'belongsTo', 'a different one')}. Clients are never mixed, so it was not kept here.`,
    todo: 'Paste a key of this client’s workspace, or add that workspace as a client of its own.',
  }),
  KEYS_LOCKED: () => ({
    what: 'The keys are locked.',
    means: 'Nothing is sent until you unlock them; running exports wait and lose nothing.',
    todo: 'Enter your passphrase.',
    action: 'Unlock',
  }),
  PASSPHRASE_WRONG: () => ({
    what: 'That is not the passphrase.',
    means: 'The keys stay locked.',
    todo: 'Check capital letters and the keyboard layout, then try again.',
  }),
  KEYRING_UNREADABLE: (data) => ({
    what: 'This computer’s keychain did not give the key back.',
    means:
      data.reason === 'damaged'
        ? 'What is stored does not match this computer’s keychain; this happens after moving the data to another one.'
        : 'The keychain is locked, missing or refused Sendoff.',
    todo: 'Unlock the keychain and try again, or add the key anew.',
    action: 'Try again',
  }),
  CLIENT_NAME_TAKEN: () => ({
    what: 'This workspace already has a client with this name.',
    means: 'Two clients of one workspace with the same name could not be told apart. Nothing was changed.',
    todo: 'Choose another name.',
  }),
  WORKSPACE_ARCHIVED: () => ({
    what: 'This client is archived.',
    means: 'Nothing is read or sent for archived clients.',
    todo: 'Bring the client back in Settings first.',
    action: 'Open settings',
  }),
  ...demoErrorsEn,

  RATE_LIMIT_EXCEEDED: () => ({
    what: 'Instantly asks to slow down.',
    means: 'Its limit for this workspace was reached, perhaps by another tool. Nothing is lost.',
    todo: 'Wait a minute and try again. Exports slow down by themselves.',
    action: 'Try again',
  }),
  API_UNAVAILABLE: (data) => ({
    what: 'Instantly does not answer properly right now.',
    means: `Several tries failed${data.status ? `, the last with status ${String(data.status)}` : ''}. Nothing was changed.`,
    todo: 'Try again in a few minutes.',
    action: 'Try again',
  }),
  API_OFFLINE: () => ({
    what: 'No connection to Instantly.',
    means: 'Everything here can still be read, and nothing is lost.',
    todo: 'Check the network, then try again. Exports and mails that wait go on by themselves when it is back.',
    action: 'Try again',
  }),
  API_REFUSED: (data) => ({
    what: 'Instantly refused this.',
    means: `${said(data).trim() || 'It gave no reason.'}${data.status ? ` Status ${String(data.status)}.` : ''}`,
    todo: 'Change what it names and try again.',
    action: 'Try again',
  }),
  API_ANSWER_UNREADABLE: () => ({
    what: 'Instantly sent an answer Sendoff cannot read.',
    means: 'Something between here and Instantly may be answering in its place: a proxy or a sign-in page.',
    todo: 'Check the network, then try again.',
    action: 'Try again',
  }),
  OUTCOME_UNKNOWN: () => ({
    what: 'Instantly’s answer was lost on the way.',
    means: 'It may or may not have done what was asked. It is not simply sent again.',
    todo: 'Sendoff reads back what arrived before it does anything else.',
  }),
  CAMPAIGN_NOT_FOUND: () => ({
    what: 'The campaign is not in Instantly any more.',
    means: 'It was deleted there, or belongs to another workspace. The ledger stays here.',
    todo: 'Choose another campaign or make a new one.',
    action: 'Choose a campaign',
  }),
  LEAD_LIST_NOT_FOUND: () => ({
    what: 'The lead list is not in Instantly any more.',
    means: 'It was deleted there, or belongs to another workspace. The ledger stays here.',
    todo: 'Choose another lead list or make a new one.',
    action: 'Choose a lead list',
  }),
  REST_MISSED: (data) => restMissedEn(data),
  CAMPAIGN_GONE: () => ({
    what: 'This campaign is no longer in Instantly.',
    means: 'It was deleted there. Its copy, figures and events stay here.',
    todo: 'To send to these leads again, make a new campaign from their list.',
  }),
  ACCOUNT_GONE: () => ({
    what: 'The sending account is no longer in Instantly.',
    means: 'It was deleted there, or moved to another workspace. Its figures stay here.',
    todo: 'Take it out of the campaigns that still name it.',
  }),
  ACCOUNT_NOT_CHANGED: () => ({
    what: 'Instantly answered, but the account is not as asked.',
    means: 'It was read again afterwards and stands as before.',
    todo: 'Look at what Instantly says of the account, mend that first, then try again.',
  }),
  SYNC_FAILED: (data) => ({
    what: 'The days and steps of this campaign could not be read.',
    means: `Its totals are fresh; days and steps are as of the last reading that worked.${said(data)}`,
    todo: 'Read it again. If it stays, look at Activity for what Instantly answered.',
    action: 'Read again',
  }),

  FILE_NOT_FOUND: (data) => ({
    what: data.fileName ? `${file(data)} is not there any more.` : 'The file is not on this computer.',
    means: 'It was moved or deleted, or dragged from a place that has no file behind it.',
    todo: 'Save it on this computer and drop it again.',
    action: 'Choose a file',
  }),
  FILE_UNREADABLE: (data) => ({
    what: `${file(data)} cannot be read.`,
    means:
      data.reason === 'not_a_file'
        ? 'It is a folder or something else that is no file.'
        : data.reason === 'damaged'
          ? 'The workbook is damaged or protected by a password.'
          : data.reason === 'too_big'
            ? 'The workbook unpacks to more than a lead list can be.'
            : 'The system refuses to open it; another program may hold it, or you may not have the right to read it.',
    todo: 'Close other programs that use it, or save a copy, and try again.',
    action: 'Choose a file',
  }),
  FILE_TYPE_UNKNOWN: (data) => ({
    what: `${file(data)} is not a table of text.`,
    means: data.looksLike
      ? `It looks like ${kinds[String(data.looksLike)]?.name ?? String(data.looksLike)}${atLine(data)}.`
      : 'Sendoff reads CSV, tab-separated files and Excel workbooks (.xlsx).',
    todo: (kinds[String(data.looksLike)] ?? fileKindsEn.binary).todo,
    action: 'Choose a file',
  }),
  FILE_EMPTY: (data) => ({
    what: `${file(data)} is empty.`,
    means: 'There is no header and no row in it.',
    todo: 'Check the export it comes from, then drop it again.',
    action: 'Choose a file',
  }),
  FILE_NO_ROWS: (data) => ({
    what: `${file(data)} has a header and no rows.`,
    means: 'There is nobody to send to.',
    todo: 'Check the filter of the export it comes from, then drop it again.',
    action: 'Choose a file',
  }),
  FILE_UNCLOSED_QUOTE: (data) => ({
    what: `${file(data)} has a quote that never ends.`,
    means: `It opens${atLine(data) || ' somewhere'}, and everything after it would be one cell. Nothing was imported.`,
    todo: 'Correct that line, or save the file again from the program it comes from.',
    action: 'Choose a file',
  }),
  FILE_UNDECODABLE: (data) => ({
    what: `${file(data)} has letters Sendoff cannot read.`,
    means: `It is not clean ${fact(data, 'encoding', 'text')}${atLine(data)}. Guessing would spoil names.`,
    todo:
      data.marked === false
        ? 'Choose the encoding it was saved in, or save it as “CSV UTF-8” and drop it again.'
        : 'Save it as “CSV UTF-8” and drop it again.',
    action: 'Choose a file',
  }),
  FILE_TOO_WIDE: (data) => ({
    what: `${file(data)} has too many columns.`,
    means: `There are ${fact(data, 'columns', 'more than 1,000')}; Sendoff takes up to 1,000.`,
    todo: 'Remove the columns you do not need, then drop it again.',
    action: 'Choose a file',
  }),
  FILE_CHANGED: (data) => ({
    what: `${file(data)} changed after it was opened.`,
    means: 'What you checked is not what would be saved. Nothing was saved.',
    todo: 'Open it again and look at it once more.',
    action: 'Choose a file',
  }),
  IMPORT_NO_ADDRESS: (data) => ({
    what: `${file(data)} has no email address in any row.`,
    means: 'There is nobody to write to, so no list was made.',
    todo: 'Choose “Email” for another column, or add addresses to the file first, with an enrichment tool for instance.',
    action: 'Look at the columns',
  }),
  LIST_BUSY: (data) => ({
    what: `A file or variants are being saved into ${fact(data, 'list', 'the list')}, or taken back.`,
    means: 'Until that is done the list takes no other change and no export. Nothing was changed now.',
    todo: 'Try again in a moment.',
    action: 'Try again',
  }),
  LEADS_TOO_MANY: () => ({
    what: 'Instantly has more leads for this client than are copied by themselves.',
    means: 'Nothing was lost. Gates go on with what they know.',
    todo: 'Copy them when it suits you, or raise the number in Settings, Block list.',
    action: 'Copy now',
  }),
  MAPPING_NO_EMAIL: () => ({
    what: 'No column is the email address.',
    means: 'Instantly needs one for each lead.',
    todo: 'Choose “Email” for the column that holds it.',
  }),
  MAPPING_TARGET_TWICE: (data) => ({
    what: 'Two columns go to the same field.',
    means: `Only one can fill ${fact(data, 'target', 'it')}.`,
    todo: 'Choose another field for one of them, or leave it out.',
  }),
  MAPPING_NAME_INVALID: (data) => ({
    what: `${data.name ? `“${String(data.name)}”` : 'This'} cannot be the name of a variable.`,
    means: 'A name starts with a letter and has only letters, figures and underscores, at most 64.',
    todo: 'Give it another name.',
  }),

  NO_VERIFIED_LEADS: () => ({
    what: 'No lead of this list can be sent.',
    means: 'All of them stay behind: no address, a bad one, twice, or not verified.',
    todo: 'Look at the reasons in the list, or import another file.',
    action: 'Open the list',
  }),
  EXPORT_TIMEOUT: () => ({
    what: 'The export got nowhere for 10 minutes.',
    means: 'It was paused. What arrived is in the ledger, nothing is sent twice.',
    todo: 'Look whether Instantly works, then resume.',
    action: 'Resume',
  }),
  EXPORT_NOT_POSSIBLE_NOW: () => ({
    what: 'That does not fit the state of this export.',
    means: 'It has finished, stopped or started meanwhile.',
    todo: 'Look at its ledger for where it stands.',
  }),
  LEAD_LIST_CREATION_UNCLEAR: (data) => ({
    what: 'It is not certain whether the lead list was created.',
    means: `The answer was lost, and ${
      Number(data.candidates ?? 0) > 0 ? 'several lead lists could be the one' : 'none with its name is found'
    }. No lead was sent.`,
    todo: 'Look into Instantly and say which lead list to use.',
    action: 'Decide',
  }),
  CAMPAIGN_CREATION_UNCLEAR: (data) => ({
    what: 'It is not certain whether the campaign was created.',
    means: `The answer was lost, and ${
      Number(data.candidates ?? 0) > 0 ? 'several campaigns could be the one' : 'none with its name is found'
    }. No lead was sent.`,
    todo: 'Look into Instantly and say which campaign to use.',
    action: 'Decide',
  }),

  ...supabaseErrorsEn,
  ...inboxErrorsEn,
  ...sequenceErrorsEn,
  ...experimentErrorsEn,
  ...modelErrorsEn,
  ...reportErrorsEn,
  ...saveErrorsEn,
  ...relayErrorsEn,
  ...campaignErrorsEn,
  ...crmErrorsEn,
  STORE_LOCKED: () => ({
    what: 'Sendoff cannot open its data.',
    means: 'Another program holds the file, or the folder may not be written to. Nothing is damaged.',
    todo: 'Close other copies of Sendoff and sync or backup programs, then start again.',
    action: 'Open the data folder',
  }),
  STORE_CORRUPT: () => ({
    what: 'Sendoff’s data file is damaged.',
    means: 'It was left as it is: nothing was deleted and nothing is overwritten.',
    todo: 'Quit Sendoff and copy the whole data folder somewhere safe. Move sendoff.db away together with sendoff.db-wal and sendoff.db-shm, then put the newest backup in as sendoff.db.',
    action: 'Open the data folder',
  }),
  STORE_FULL: () => ({
    what: 'The disk is full.',
    means: 'Nothing new can be saved, so nothing is sent. What was saved is safe.',
    todo: 'Free some space, then start Sendoff again.',
    action: 'Open the data folder',
  }),
  STORE_NEWER: () => ({
    what: 'This data was written by a newer Sendoff.',
    means: 'This version does not know its form and leaves it alone.',
    todo: 'Install the newest version and start again.',
    action: 'Open the data folder',
  }),
  STORE_MIGRATION_FAILED: () => ({
    what: 'Sendoff could not bring its data to this version.',
    means: 'The data was copied before and nothing is lost.',
    todo: 'Go on with the version you had before, and send us the log.',
    action: 'Open the data folder',
  }),
}

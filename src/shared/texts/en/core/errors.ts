/** All errors as shown to the operator. A new code without a sentence does not compile. */
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
import { writeBackErrorsEn } from '../insights/write-back-errors.ts'
import { type FileKind, fileKindsEn } from '../leads/file-kinds.ts'
import { sharedMemoryErrorsEn } from '../leads/shared-memory-errors.ts'
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
  /** Label of the button, if a button can help. */
  readonly action?: string
}

/** Returns a fact of the error as text, or the given words if it is not known. */
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
    what: 'Something went wrong in Sendoff.',
    means: 'What was saved before is safe.',
    todo: data.incidentId
      ? `Try again. If it happens again, send us the log and this number: ${String(data.incidentId)}.`
      : 'Try again. If it happens again, send us the log.',
    action: 'Try again',
  }),
  INVALID_INPUT: (data) => ({
    what: 'Sendoff could not use your input.',
    means: data.field ? `The problem is in “${String(data.field)}”. Nothing was changed.` : 'Nothing was changed.',
    todo: 'Check the fields and try again.',
  }),
  NOT_FOUND: (data) => ({
    what: `${things[String(data.what)] ?? 'This'} no longer exists.`,
    means: 'It was removed or closed in the meantime.',
    todo: 'Go back and choose another.',
    action: 'Go back',
  }),
  CANCELLED: () => ({
    what: 'Cancelled.',
    means: 'Nothing else happens.',
    todo: 'Start again whenever you like.',
  }),
  BACKEND_GONE: () => ({
    what: 'Sendoff’s background process has stopped.',
    means: 'Everything saved is safe. Running exports continue where they stopped.',
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
    todo: 'Copy the whole key from Instantly again, or create a new one.',
    action: 'Add a new key',
  }),
  INSTANTLY_API_KEY_REVOKED: () => ({
    what: 'This key worked before. Instantly now rejects it.',
    means: 'It was deleted or replaced in Instantly. This client’s exports and syncs are waiting.',
    todo: 'Create a new key in Instantly and add it here.',
    action: 'Add a new key',
  }),
  INSTANTLY_PLAN_INACTIVE: () => ({
    what: 'This workspace has no paid plan for the API.',
    means: 'Instantly answers “payment required”. The key itself is fine.',
    todo: 'Choose a plan with API access in Instantly, then test the key again.',
    action: 'See plans',
  }),
  VERIFICATION_NO_CREDITS: () => ({
    what: 'This workspace cannot verify more addresses.',
    means: 'Instantly answers “payment required”: no credits are left, or no paid plan is active.',
    todo: 'Check plan and credits in Instantly, then resume here. Results so far are kept.',
    action: 'Resume',
  }),
  INSTANTLY_SCOPE_MISSING: (data) => ({
    what: 'The key lacks a permission.',
    means: `It lacks the scope ${fact(data, 'scope', 'Instantly asks for here')}.`,
    todo: 'Create a key with all the scopes listed under “Where do I find a key?” and add it here.',
    action: 'Add a new key',
  }),
  KEY_OF_OTHER_WORKSPACE: (data) => ({
    what: 'This key belongs to another Instantly workspace.',
    means: `It opens ${fact(data, 'belongsTo', 'a different one')}. Clients are never mixed, so the key was not saved.`,
    todo: 'Paste a key of this client’s workspace, or add that workspace as a client of its own.',
  }),
  KEY_UNCHANGED: () => ({
    what: 'This is the key that is already here.',
    means: 'A key is replaced by a new one. Nothing was changed.',
    todo: 'Create a new key in Instantly and paste that one.',
  }),
  KEYS_LOCKED: () => ({
    what: 'The keys are locked.',
    means: 'Nothing is sent until you unlock them. Running exports wait and lose nothing.',
    todo: 'Enter your passphrase.',
    action: 'Unlock',
  }),
  PASSPHRASE_WRONG: () => ({
    what: 'That is not the passphrase.',
    means: 'The keys stay locked.',
    todo: 'Check capital letters and the keyboard layout, then try again.',
  }),
  KEYRING_UNREADABLE: (data) => ({
    what: 'The key could not be read from this computer’s keychain.',
    means:
      data.reason === 'damaged'
        ? 'The stored key does not match this computer’s keychain. This happens when the data was moved from another computer.'
        : 'The keychain is locked, is missing, or denied Sendoff access.',
    todo: 'Unlock the keychain and try again, or add the key again.',
    action: 'Try again',
  }),
  CLIENT_NAME_TAKEN: () => ({
    what: 'This workspace already has a client with this name.',
    means: 'Two clients of one workspace cannot have the same name. Nothing was changed.',
    todo: 'Choose another name.',
  }),
  WORKSPACE_ARCHIVED: () => ({
    what: 'This client is archived.',
    means: 'Archived clients are not synced, and nothing is sent for them.',
    todo: 'Restore the client in Settings first.',
    action: 'Open settings',
  }),
  ...demoErrorsEn,

  RATE_LIMIT_EXCEEDED: () => ({
    what: 'Instantly asks to slow down.',
    means: 'Its limit for this workspace was reached, perhaps by another tool. Nothing is lost.',
    todo: 'Wait a minute and try again. Exports slow down automatically.',
    action: 'Try again',
  }),
  API_UNAVAILABLE: (data) => ({
    what: 'Instantly is not responding properly right now.',
    means: `Several attempts failed${data.status ? `, the last with status ${String(data.status)}` : ''}. Nothing was changed.`,
    todo: 'Try again in a few minutes.',
    action: 'Try again',
  }),
  API_OFFLINE: () => ({
    what: 'No connection to Instantly.',
    means: 'You can still read everything here, and nothing is lost.',
    todo: 'Check the network, then try again. Waiting exports and emails continue automatically when it is back.',
    action: 'Try again',
  }),
  API_REFUSED: (data) => ({
    what: 'Instantly rejected this.',
    means: `${said(data).trim() || 'It gave no reason.'}${data.status ? ` Status ${String(data.status)}.` : ''}`,
    todo: 'Fix what it names and try again.',
    action: 'Try again',
  }),
  API_ANSWER_UNREADABLE: () => ({
    what: 'Sendoff cannot read Instantly’s answer.',
    means: 'A proxy or a sign-in page may be answering instead of Instantly.',
    todo: 'Check the network, then try again.',
    action: 'Try again',
  }),
  OUTCOME_UNKNOWN: (data) => ({
    what: 'Instantly’s answer was lost on the way.',
    means:
      data.reason === 'undo_unfinished'
        ? 'Some of the leads may be removed already, others not.'
        : 'Instantly may or may not have done what was asked, so Sendoff does not simply repeat it.',
    todo:
      data.reason === 'undo_unfinished'
        ? 'Undo again: leads that are gone already are skipped.'
        : 'Exports and emails are checked at Instantly automatically. Check anything else there before you repeat it.',
  }),
  CAMPAIGN_NOT_FOUND: () => ({
    what: 'The campaign is not in Instantly any more.',
    means: 'It was deleted there, or belongs to another workspace. The export report stays here.',
    todo: 'Choose another campaign or create a new one.',
    action: 'Choose a campaign',
  }),
  LEAD_LIST_NOT_FOUND: () => ({
    what: 'The lead list is not in Instantly any more.',
    means: 'It was deleted there, or belongs to another workspace. The export report stays here.',
    todo: 'Choose another lead list or create a new one.',
    action: 'Choose a lead list',
  }),
  REST_MISSED: (data) => restMissedEn(data),
  CAMPAIGN_GONE: () => ({
    what: 'This campaign is no longer in Instantly.',
    means: 'It was deleted there. Its copy, figures and events stay here.',
    todo: 'To send to these leads again, create a new campaign from their list.',
  }),
  ACCOUNT_GONE: (data) => ({
    what: `${fact(data, 'email', 'The sending account')} is no longer in Instantly.`,
    means: 'It was deleted there, or moved to another workspace. Its figures stay here.',
    todo: 'Take it out of the campaigns that still name it.',
  }),
  ACCOUNT_NOT_CHANGED: () => ({
    what: 'Instantly answered, but the account is not as asked.',
    means: 'It was read again afterwards and stands as before.',
    todo: 'Look at what Instantly says of the account, mend that first, then try again.',
  }),
  SYNC_FAILED: (data) => ({
    what: 'The daily and step figures of this campaign could not be synced.',
    means: `Its totals are up to date. Days and steps are from the last successful sync.${said(data)}`,
    todo: 'Sync it again. If it fails again, look up Instantly’s answer in the API log.',
    action: 'Sync again',
  }),

  FILE_NOT_FOUND: (data) => ({
    what: data.fileName ? `${file(data)} no longer exists.` : 'The file is not on this computer.',
    means: 'It was moved or deleted, or it was dragged from a place that has no file behind it.',
    todo: 'Save it on this computer and drop it again.',
    action: 'Choose a file',
  }),
  FILE_UNREADABLE: (data) => ({
    what: `${file(data)} cannot be read.`,
    means:
      data.reason === 'not_a_file'
        ? 'It is a folder, not a file.'
        : data.reason === 'damaged'
          ? 'The workbook is damaged or protected by a password.'
          : data.reason === 'too_big'
            ? 'The workbook is too large for a lead list.'
            : 'The system will not open it. Another program may be using it, or you may lack permission to read it.',
    todo:
      data.reason === 'not_a_file'
        ? 'Open the folder and drop the file that is in it.'
        : data.reason === 'damaged'
          ? 'Open it in Excel, remove the password if it has one, save it again, then drop that file.'
          : data.reason === 'too_big'
            ? 'Save the sheet with the leads as CSV, then drop that file.'
            : 'Close other programs that use it, or save a copy, and try again.',
    action: 'Choose a file',
  }),
  FILE_TYPE_UNKNOWN: (data) => ({
    what: `${file(data)} is not a table of text.`,
    means: data.looksLike
      ? `It looks like ${kinds[String(data.looksLike)]?.name ?? String(data.looksLike)}${atLine(data)}.`
      : 'Sendoff reads CSV, tab-separated files, Excel workbooks (.xlsx), .json files and tables of web pages.',
    todo: (kinds[String(data.looksLike)] ?? fileKindsEn.binary).todo,
    action: 'Choose a file',
  }),
  FILE_EMPTY: (data) => ({
    what: `${file(data)} is empty.`,
    means: 'It has no header and no rows.',
    todo: 'Check the tool it comes from, then drop it again.',
    action: 'Choose a file',
  }),
  FILE_NO_ROWS: (data) => ({
    what: `${file(data)} has a header and no rows.`,
    means: 'It contains no leads.',
    todo: 'Check the filter in the tool it comes from, then drop it again.',
    action: 'Choose a file',
  }),
  FILE_UNCLOSED_QUOTE: (data) => ({
    what: `${file(data)} has a quote that never ends.`,
    means: `It opens${atLine(data) || ' somewhere'}, and everything after it would be one cell. Nothing was imported.`,
    todo: 'Correct that line, or save the file again from the program it comes from.',
    action: 'Choose a file',
  }),
  FILE_UNDECODABLE: (data) => ({
    what: `${file(data)} has characters Sendoff cannot read.`,
    means: `It is not clean ${fact(data, 'encoding', 'text')}${atLine(data)}. Guessing would garble names.`,
    todo:
      data.marked === false
        ? 'Choose the encoding it was saved in, or save it as “CSV UTF-8” and drop it again.'
        : 'Save it as “CSV UTF-8” and drop it again.',
    action: 'Choose a file',
  }),
  FILE_TOO_WIDE: (data) => ({
    what: `${file(data)} has too many columns.`,
    means: `There are ${fact(data, 'columns', 'more than 1,000')}; Sendoff accepts up to 1,000.`,
    todo: 'Remove the columns you do not need, then drop it again.',
    action: 'Choose a file',
  }),
  FILE_CHANGED: (data) => ({
    what: `${file(data)} changed after it was opened.`,
    means: 'The file is no longer what you checked. Nothing was saved.',
    todo: 'Open it again and check it.',
    action: 'Choose a file',
  }),
  IMPORT_NO_ADDRESS: (data) => ({
    what: `${file(data)} has no email address in any column chosen as “Email”.`,
    means: 'There is nobody to contact, so no list was created.',
    todo: 'Choose “Email” for another column, or add addresses to the file first, with an enrichment tool for instance.',
    action: 'Look at the columns',
  }),
  LIST_BUSY: (data) => ({
    what: `A file or variants are being saved into ${fact(data, 'list', 'the list')}, or an action on it is being undone.`,
    means: 'Until that is done, the list cannot be changed or exported. Nothing was changed.',
    todo: 'Try again in a moment.',
    action: 'Try again',
  }),
  PERSON_BEING_EXPORTED: () => ({
    what: 'An export that has not ended still contains this person.',
    means: 'Erasing now could leave half a lead behind, so it waits. Nothing of the person was erased here yet.',
    todo: 'Let the export finish or cancel it. If erasing has already been started, it continues by itself.',
    action: 'Try again',
  }),
  PERSON_IS_ACCOUNT: () => ({
    what: 'This is the address of one of your sending accounts.',
    means: 'It stands in every email you sent, so it cannot be erased as a person. Nothing was changed.',
    todo: 'Remove the account at Instantly if you no longer use it.',
    action: 'See accounts',
  }),
  LEADS_TOO_MANY: () => ({
    what: 'This client has more leads at Instantly than are synced automatically.',
    means: 'Nothing was lost. Checks use the leads synced so far.',
    todo: 'Sync them when it suits you, or raise the limit in Settings, Block list.',
    action: 'Sync now',
  }),
  MAPPING_NO_EMAIL: () => ({
    what: 'No column is mapped to Email.',
    means: 'Instantly needs an email address for each lead.',
    todo: 'Choose “Email” for the column that holds it.',
  }),
  MAPPING_TARGET_TWICE: (data) => ({
    what: 'Two columns go to the same field.',
    means: `Only one can fill ${fact(data, 'target', 'it')}.`,
    todo: 'Choose another field for one of them, or leave it out.',
  }),
  MAPPING_NAME_INVALID: (data) => ({
    what: `${data.name ? `“${String(data.name)}”` : 'This'} cannot be the name of a variable.`,
    means: 'A name starts with a letter and has at most 64 letters, digits and underscores.',
    todo: 'Choose another name.',
  }),

  NO_VERIFIED_LEADS: () => ({
    what: 'No lead of this list can be exported.',
    means: 'All of them are excluded: no email, invalid, duplicate or not verified.',
    todo: 'Look at the reasons in the list, or import another file.',
    action: 'Open the list',
  }),
  EXPORT_TIMEOUT: () => ({
    what: 'The export made no progress for 10 minutes.',
    means: 'It was paused. The export report shows what arrived. Nothing is sent twice.',
    todo: 'Check that Instantly works, then resume.',
    action: 'Resume',
  }),
  EXPORT_NOT_POSSIBLE_NOW: () => ({
    what: 'The export can no longer do this.',
    means: 'It has finished, stopped or started in the meantime.',
    todo: 'Open its export report to see its state.',
  }),
  LEAD_LIST_CREATION_UNCLEAR: (data) => ({
    what: 'The lead list may or may not have been created.',
    means: `The answer was lost, and ${
      Number(data.candidates ?? 0) > 0 ? 'several lead lists could be the one' : 'none with its name is found'
    }. No lead was sent.`,
    todo: 'Check in Instantly and choose the lead list to use.',
    action: 'Decide',
  }),
  CAMPAIGN_CREATION_UNCLEAR: (data) => ({
    what: 'The campaign may or may not have been created.',
    means: `The answer was lost, and ${
      Number(data.candidates ?? 0) > 1
        ? 'several campaigns could be the one'
        : Number(data.candidates ?? 0) === 1
          ? 'the one campaign with its name has other emails'
          : 'none with its name is found'
    }. No lead was sent.`,
    todo: 'Check in Instantly and choose the campaign to use.',
    action: 'Decide',
  }),

  ...sharedMemoryErrorsEn,
  ...supabaseErrorsEn,
  ...writeBackErrorsEn,
  ...inboxErrorsEn,
  ...sequenceErrorsEn,
  ...experimentErrorsEn,
  ...modelErrorsEn,
  ...reportErrorsEn,
  ...saveErrorsEn,
  ...relayErrorsEn,
  ...campaignErrorsEn,
  ...crmErrorsEn,
  BACKUP_FAILED: (data) => ({
    what: 'The backup could not be made.',
    means: `Copies made before are still there. The reason was ${String(data.reason ?? 'unknown')}.`,
    todo: 'Try again. If it stays so, choose another folder and look into the log.',
    action: 'Try again',
  }),
  BACKUP_NO_SPACE: (data) => ({
    what: 'There is no room for this backup.',
    means: data.neededMb
      ? `It needs ${n(Number(data.neededMb))} MB${data.freeMb === undefined ? '' : `; ${n(Number(data.freeMb))} MB are free`}. Nothing was changed.`
      : 'The disk is full. Nothing was changed.',
    todo: 'Free some space, or choose a folder on another disk.',
  }),
  BACKUP_FOLDER_GONE: () => ({
    what: 'The backup folder is not there.',
    means: 'Perhaps its disk is not connected. No copy was made.',
    todo: 'Connect the disk, or choose another folder.',
  }),
  BACKUP_FOLDER_INSIDE: () => ({
    what: 'Backups cannot lie inside the data folder.',
    means: 'What happens to the one would happen to the other.',
    todo: 'Choose another folder, best on another disk.',
  }),
  BACKUP_FOLDER_REFUSED: () => ({
    what: 'Sendoff may not write in this folder.',
    means: 'The system refuses it. No copy was made.',
    todo: 'Allow writing there, or choose another folder.',
  }),
  BACKUP_UNREADABLE: () => ({
    what: 'This file is not a whole backup of Sendoff.',
    means: 'It is damaged or something else. Nothing was changed.',
    todo: 'Choose another copy.',
  }),
  PAUSED_AFTER_RESTORE: () => ({
    what: 'Paused since the backup was restored.',
    means: 'Sendoff compares with Instantly first, so that nothing is sent twice. Nothing left now.',
    todo: 'See under Settings, Backups what is paused, and resume it there.',
    action: 'Open backups',
  }),
  APP_LOCKED: () => ({
    what: 'Sendoff is locked.',
    means: 'Nothing is shown until it is unlocked. Work in the background continues.',
    todo: 'Enter the passphrase of the lock.',
  }),
  APP_LOCK_WRONG: (data) => ({
    what:
      data.reason === 'wait'
        ? 'Too many wrong tries.'
        : data.reason === 'damaged'
          ? 'The file of the lock cannot be read.'
          : 'That is not the passphrase.',
    means: data.reason === 'wait' ? `The next try is possible in ${data.seconds} seconds.` : 'Sendoff stays locked.',
    todo:
      data.reason === 'wait'
        ? 'Wait, then try again.'
        : data.reason === 'damaged'
          ? `Quit Sendoff and delete ${data.file ?? 'lock.json'}.`
          : 'Check capital letters and the keyboard layout, then try again.',
  }),
  CLIENT_PAUSED: () => ({
    what: 'Paused in Sendoff.',
    means:
      'You paused this client, or everything. Nothing leaves and nothing is fetched until you resume; nothing is lost.',
    todo: 'Resume on the client’s page, in the line at the top, or in the tray.',
    action: 'Resume',
  }),
  CLIENT_FILE_UNREADABLE: () => ({
    what: 'This folder is not a whole client of Sendoff.',
    means: 'A file is missing, was changed, or is of a newer Sendoff. Nothing of it was kept.',
    todo: 'Choose the folder with manifest.json, as it was exported.',
  }),
  CLIENT_ALREADY_HERE: () => ({
    what: 'This client is already here.',
    means: 'Its Instantly workspace belongs to a client on this computer. Two copies would do everything twice.',
    todo: 'Delete the one that is here first, if the folder is the better one.',
  }),
  CLIENT_FILE_BUSY: () => ({
    what: 'Another client is being exported or imported.',
    means: 'Only one at a time can be.',
    todo: 'Wait until it has ended, or cancel it.',
  }),
  STORE_LOCKED: () => ({
    what: 'Sendoff cannot open its data.',
    means: 'Another program is using the file, or the folder is read-only. Nothing is damaged.',
    todo: 'Close other copies of Sendoff and sync or backup programs, check that the folder is not read-only, then try again. Sendoff also tries by itself every minute.',
    action: 'Open the data folder',
  }),
  STORE_CORRUPT: () => ({
    what: 'Sendoff’s data file is damaged.',
    means: 'Nothing was deleted or overwritten.',
    todo: 'Restore a backup, here or under Settings, Backups. The damaged file is kept in the data folder, under backups.',
    action: 'Open the data folder',
  }),
  STORE_GONE: (data) => ({
    what: 'Sendoff’s data file is gone.',
    means:
      data.reason === 'running'
        ? 'It was deleted or moved while Sendoff was running. Nothing more is read or sent, and no new one was created in its place.'
        : 'It was deleted, moved or emptied. No new one was created in its place.',
    todo: 'Put the file back, for example from the trash, and try again, or restore a backup here. To start empty, first move everything out of the data folder.',
    action: 'Open the data folder',
  }),
  STORE_FULL: () => ({
    what: 'The disk is full or read-only.',
    means: 'Nothing new can be saved, so nothing is sent. What was saved is safe.',
    todo: 'Free some space, or check that the disk is not read-only, then try again or restart Sendoff. Waiting exports continue automatically.',
    action: 'Open the data folder',
  }),
  STORE_NEWER: () => ({
    what: 'This data is from a newer version of Sendoff.',
    means: 'This version cannot read it and does not change it.',
    todo: 'Install the newest version and start again.',
    action: 'Open the data folder',
  }),
  STORE_MIGRATION_FAILED: () => ({
    what: 'Sendoff could not update its data to this version.',
    means: 'The data is unchanged, so nothing is lost.',
    todo: 'Use the previous version for now, and send us the log.',
    action: 'Open the data folder',
  }),
}

/** The closed set of error codes. A new code without a sentence in `texts/` does not compile. */
export const errorCodes = [
  // general
  'INTERNAL',
  'INVALID_INPUT',
  'NOT_FOUND',
  'CANCELLED',
  'BACKEND_GONE',
  // keys and workspaces
  'INSTANTLY_API_KEY_MISSING',
  'INSTANTLY_API_KEY_INVALID',
  'INSTANTLY_API_KEY_REVOKED',
  'INSTANTLY_PLAN_INACTIVE',
  'INSTANTLY_SCOPE_MISSING',
  'KEY_OF_OTHER_WORKSPACE',
  'KEY_UNCHANGED',
  'KEYS_LOCKED',
  'PASSPHRASE_WRONG',
  'KEYRING_UNREADABLE',
  'WORKSPACE_ARCHIVED',
  'CLIENT_NAME_TAKEN',
  'DEMO_WORKSPACE',
  'DEMO_DAMAGED',
  // Instantly's API
  'RATE_LIMIT_EXCEEDED',
  'API_UNAVAILABLE',
  'API_OFFLINE',
  'API_REFUSED',
  'VERIFICATION_NO_CREDITS',
  'API_ANSWER_UNREADABLE',
  'OUTCOME_UNKNOWN',
  'CAMPAIGN_NOT_FOUND',
  'LEAD_LIST_NOT_FOUND',
  'CAMPAIGN_GONE',
  'ACCOUNT_GONE',
  'ACCOUNT_NOT_CHANGED',
  'REST_MISSED',
  'SUBSEQUENCE_GONE',
  'LEAD_NOT_IN_CAMPAIGN',
  'LEAD_OPTED_OUT',
  'CAMPAIGN_EDIT_NOT_KEPT',
  'CAMPAIGN_NOT_DELETED',
  'ARCHIVE_NOT_SAFE',
  'SYNC_FAILED',
  // lead files
  'FILE_NOT_FOUND',
  'FILE_UNREADABLE',
  'FILE_TYPE_UNKNOWN',
  'FILE_EMPTY',
  'FILE_NO_ROWS',
  'FILE_UNCLOSED_QUOTE',
  'FILE_UNDECODABLE',
  'FILE_TOO_WIDE',
  'FILE_CHANGED',
  'IMPORT_NO_ADDRESS',
  'LIST_BUSY',
  'PERSON_BEING_EXPORTED',
  'PERSON_IS_ACCOUNT',
  'LEADS_TOO_MANY',
  'MAPPING_NO_EMAIL',
  'MAPPING_TARGET_TWICE',
  'MAPPING_NAME_INVALID',
  // CRM
  'CRM_ADDRESS_INVALID',
  'CRM_ANSWER_UNREADABLE',
  'CRM_BUSY',
  'CRM_CHOICE_GONE',
  'CRM_CONNECTED_ALREADY',
  'CRM_NOT_REACHED',
  'CRM_OTHER_ACCOUNT',
  'CRM_RIGHTS_MISSING',
  'CRM_TOKEN_REFUSED',
  // Supabase
  'SUPABASE_ADDRESS_INVALID',
  'SUPABASE_REFUSED',
  'SUPABASE_UNREACHABLE',
  'SUPABASE_TABLE_NOT_FOUND',
  'SUPABASE_QUERY_REFUSED',
  'SUPABASE_KEY_COLUMN_NEEDED',
  'SUPABASE_INCOMPLETE',
  'WRITE_BACK_NOT_READY',
  'WRITE_BACK_REFUSED',
  'CAMPAIGN_NOT_COMPLETED',
  // shared memory
  'SHARED_MEMORY_UNREACHABLE',
  'SHARED_MEMORY_REFUSED',
  'SHARED_MEMORY_NOT_SET_UP',
  'SHARED_MEMORY_NOT_SEALED',
  'SHARED_MEMORY_TAKEN_OVER',
  // relay and webhook
  'RELAY_ADDRESS_INVALID',
  'RELAY_TOKEN_INVALID',
  'RELAY_TOKEN_TAKEN',
  'RELAY_NOT_THERE',
  'RELAY_PROTOCOL_OTHER',
  'RELAY_CERTIFICATE',
  'RELAY_UNREACHABLE',
  'RELAY_NOT_CONNECTED',
  'RELAY_TUNNEL_MISSING',
  'RELAY_TUNNEL_FAILED',
  'WEBHOOK_NOT_THERE',
  // exports
  'NO_VERIFIED_LEADS',
  'EXPORT_TIMEOUT',
  'EXPORT_NOT_POSSIBLE_NOW',
  'CAMPAIGN_CREATION_UNCLEAR',
  'LEAD_LIST_CREATION_UNCLEAR',
  'COPY_VARIABLES_UNKNOWN',
  // experiments
  'EXPERIMENT_EXPORT_RUNS',
  'EXPERIMENT_EXPORTED',
  // sequences
  'SEQUENCE_CHANGED',
  'SEQUENCE_FILE_REFUSED',
  'CAMPAIGN_NO_COPY',
  'TEST_MAIL_REFUSED',
  // inbox
  'REPLY_TO_OWN_MAIL',
  'REPLY_NOT_YET',
  'REPLY_NEWER',
  'RECIPIENT_CHANGED',
  'RECIPIENT_UNREADABLE',
  'VARIABLES_OPEN',
  // language model
  'MODEL_OFF',
  'MODEL_ADDRESS_INVALID',
  'MODEL_KEY_REFUSED',
  'MODEL_BUSY',
  'MODEL_REFUSED',
  'MODEL_UNAVAILABLE',
  'MODEL_ANSWER_UNREADABLE',
  // saving files
  'SAVE_FOLDER_GONE',
  'SAVE_REFUSED',
  'SAVE_DISK_FULL',
  // reports
  'REPORT_FOLDER_GONE',
  'REPORT_FOLDER_REFUSED',
  'REPORT_DISK_FULL',
  'REPORT_NOT_PRINTED',
  'LOGO_UNUSABLE',
  // store
  'STORE_LOCKED',
  'STORE_CORRUPT',
  'STORE_GONE',
  'STORE_FULL',
  'STORE_NEWER',
  'STORE_MIGRATION_FAILED',
  'BACKUP_FAILED',
  'BACKUP_NO_SPACE',
  'BACKUP_FOLDER_GONE',
  'BACKUP_FOLDER_INSIDE',
  'BACKUP_FOLDER_REFUSED',
  'BACKUP_UNREADABLE',
  'PAUSED_AFTER_RESTORE',
  'CLIENT_PAUSED',
  'APP_LOCKED',
  'APP_LOCK_WRONG',
  'CLIENT_FILE_UNREADABLE',
  'CLIENT_ALREADY_HERE',
  'CLIENT_FILE_BUSY',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Facts for a sentence (a file name, a line number, Instantly's own message). Never a key or a request body. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null>>

/** The only error our code throws deliberately. It is caught in three places only: API client, dispatch, job runner. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly data: ErrorData

  constructor(code: ErrorCode, data: ErrorData = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'AppError'
    this.code = code
    this.data = data
  }
}

export const hasCode = (error: unknown, code: ErrorCode): error is AppError =>
  error instanceof AppError && error.code === code

/** Returns what was looked up by an id; throws NOT_FOUND if there is nothing, with the word for it in the error's text. */
export function requireFound<T extends object>(found: T | null | undefined, what: string, id?: number): T {
  if (!found) throw new AppError('NOT_FOUND', id === undefined ? { what } : { what, id })
  return found
}

/** An error as shown, stored, and sent between threads or processes. */
export type Problem = { readonly code: ErrorCode; readonly data: ErrorData }

/** Converts anything thrown to its wire form; an unknown error is `INTERNAL` with the incident id of the log. */
export function toWire(error: unknown, incidentId?: string): Problem {
  if (error instanceof AppError) return { code: error.code, data: error.data }
  return { code: 'INTERNAL', data: incidentId ? { incidentId } : {} }
}

export function fromWire(wire: Problem): AppError {
  return new AppError(wire.code, wire.data)
}

import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type SupabaseErrorCode = Extract<ErrorCode, `SUPABASE_${string}` | 'CAMPAIGN_NOT_COMPLETED'>

const text = (data: ErrorData, name: string, otherwise: string): string => (data[name] ? String(data[name]) : otherwise)
const table = (data: ErrorData): string => (data.table ? `“${String(data.table)}”` : 'That table')

/** Errors when reading leads from a database. */
export const supabaseErrorsEn: Readonly<Record<SupabaseErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SUPABASE_ADDRESS_INVALID: (data) =>
    data.reason === 'connection'
      ? {
          what: 'Sendoff cannot use this connection string.',
          means: 'It must start with postgresql:// and contain user, password, host and database.',
          todo: 'Copy it again from Supabase (Connect → Session pooler) and insert the database password. In the password write %40 for @, %2F for /, %3F for ? and %23 for #.',
        }
      : {
          what: 'This is not a Supabase project URL.',
          means:
            'It looks like https://abcdefghijklmnopqrst.supabase.co. Plain http is only allowed for this computer.',
          todo: 'Copy the project URL from Supabase (Project Settings → API), then test again.',
        },
  SUPABASE_REFUSED: (data) =>
    data.reason === 'rights'
      ? {
          what: `This key cannot read ${data.table ? table(data) : 'that'}.`,
          means: 'The project’s row level security or grants deny it. Nothing was read.',
          todo: 'Run the SQL snippet shown here in Supabase, or use a key that can read it.',
        }
      : {
          what: 'The database rejected this key or password.',
          means: 'It is wrong, was revoked, or belongs to another project. Nothing was read.',
          todo: 'Copy it again from Supabase and add the source again.',
        },
  SUPABASE_UNREACHABLE: (data) =>
    data.reason === 'certificate' || data.reason === 'project_certificate'
      ? {
          what: `${text(data, 'host', 'The database')} has a certificate this computer does not trust.`,
          means: 'The connection would be encrypted, but the server could be anyone. Nothing was sent.',
          todo:
            data.reason === 'certificate'
              ? 'If you trust it, add ?sslmode=require to the connection string.'
              : 'Check this computer’s date, its proxy and its virus scanner. On your own server, renew the certificate.',
        }
      : data.reason === 'no_tls'
        ? {
            what: `${text(data, 'host', 'The database')} offers no encrypted connection.`,
            means: 'Anyone in between could read the password and the rows. Nothing was sent.',
            todo: 'Switch on TLS in the database’s settings, then try again.',
          }
        : {
            what: `${text(data, 'host', 'The database')} does not answer.`,
            means: 'You are offline, the project is paused, or the address is wrong. Nothing was changed.',
            todo: 'Open the project in Supabase to wake it, then try again.',
            action: 'Try again',
          },
  SUPABASE_TABLE_NOT_FOUND: (data) => ({
    what: `${table(data)} does not exist.`,
    means: 'There is no table or view with that name, or this key cannot see it.',
    todo: 'Check the spelling and the schema, or make it readable with the SQL snippet shown here.',
  }),
  SUPABASE_QUERY_REFUSED: (data) => ({
    what: 'The database rejected this query.',
    means: data.message ? `It says: “${String(data.message)}”.` : 'It gave no reason.',
    todo: 'Correct the filter or the column, then import again. Nothing was imported.',
  }),
  SUPABASE_KEY_COLUMN_NEEDED: (data) =>
    data.reason === 'not_unique'
      ? {
          what: `“${text(data, 'column', 'That column')}” has empty or repeated values.`,
          means: 'Rows could be skipped or read twice. Nothing was imported.',
          todo: 'Choose a column with unique values, such as the id.',
        }
      : {
          what: `${table(data)} has no known unique column.`,
          means: 'It is needed so that no row is skipped.',
          todo: 'Choose a column with unique values.',
        },
  SUPABASE_INCOMPLETE: (data) =>
    data.column
      ? {
          what: `The first rows had no column “${String(data.column)}”.`,
          means: 'Its values would be missing, so nothing was imported.',
          todo: 'Import again. If it happens again, choose the columns to import.',
          action: 'Try again',
        }
      : {
          what: `${text(data, 'read', 'Fewer')} of ${text(data, 'counted', 'more')} rows arrived.`,
          means: 'Some rows did not arrive, so nothing was imported.',
          todo: 'Import again. If it happens again, choose another unique column.',
          action: 'Try again',
        },
  CAMPAIGN_NOT_COMPLETED: (data) => ({
    what: `“${text(data, 'campaign', 'This campaign')}” is not completed.`,
    means: `The platform says “${text(data, 'status', 'unknown')}”: more businesses and addresses are still being added.`,
    todo: 'Wait until it is completed, then import it.',
  }),
}

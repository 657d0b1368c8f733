import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type SupabaseErrorCode = Extract<ErrorCode, `SUPABASE_${string}` | 'CAMPAIGN_NOT_COMPLETED'>

const text = (data: ErrorData, name: string, otherwise: string): string => (data[name] ? String(data[name]) : otherwise)
const table = (data: ErrorData): string => (data.table ? `“${String(data.table)}”` : 'That table')

/** What can go wrong with leads from a database. */
export const supabaseErrorsEn: Readonly<Record<SupabaseErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SUPABASE_ADDRESS_INVALID: (data) =>
    data.reason === 'connection'
      ? {
          what: 'That is not a connection string Sendoff can use.',
          means: 'It begins with postgresql:// and holds user, password, host and database.',
          todo: 'Copy it again from Supabase (Connect → Session pooler) and put the database password in.',
        }
      : {
          what: 'That is not the address of a Supabase project.',
          means: 'It looks like https://abcdefghijklmnopqrst.supabase.co. Plain http is only taken for this computer.',
          todo: 'Copy the project URL from Supabase (Project Settings → API), then test again.',
        },
  SUPABASE_REFUSED: (data) =>
    data.reason === 'rights'
      ? {
          what: `This key may not read ${data.table ? table(data) : 'that'}.`,
          means: 'The project’s row level security or grants keep it closed. Nothing was read.',
          todo: 'Run the SQL snippet shown here in Supabase, or use a key that may read it.',
        }
      : {
          what: 'The database refused this key or password.',
          means: 'It is wrong, was revoked, or belongs to another project. Nothing was read.',
          todo: 'Copy it again from Supabase and add the source anew.',
        },
  SUPABASE_UNREACHABLE: (data) =>
    data.reason === 'certificate'
      ? {
          what: `${text(data, 'host', 'The database')} shows a certificate this computer does not trust.`,
          means: 'The connection would be encrypted, but nobody could say to whom. Nothing was sent.',
          todo: 'If you trust it, add ?sslmode=require to the connection string.',
        }
      : {
          what: `${text(data, 'host', 'The database')} does not answer.`,
          means: 'You are offline, the project is paused, or the address is wrong. Nothing was changed.',
          todo: 'Open the project in Supabase to wake it, then try again.',
          action: 'Try again',
        },
  SUPABASE_TABLE_NOT_FOUND: (data) => ({
    what: `${table(data)} is not there.`,
    means: 'No table or view of that name, or this key may not see it.',
    todo: 'Look at the spelling and the schema, or make it readable with the SQL snippet shown here.',
  }),
  SUPABASE_QUERY_REFUSED: (data) => ({
    what: 'The database did not take this question.',
    means: data.message ? `It says: “${String(data.message)}”.` : 'It gave no reason.',
    todo: 'Correct the filter or the column, then pull again. Nothing was imported.',
  }),
  SUPABASE_KEY_COLUMN_NEEDED: (data) =>
    data.reason === 'not_unique'
      ? {
          what: `“${text(data, 'column', 'That column')}” has empty or repeated values.`,
          means: 'Rows could be skipped or read twice between two pages. Nothing was imported.',
          todo: 'Choose a column whose values are all different, the id for one.',
        }
      : {
          what: `${table(data)} has no column Sendoff knows to be unique.`,
          means: 'It is needed so that no row is skipped between two pages.',
          todo: 'Choose a column whose values are all different.',
        },
  SUPABASE_INCOMPLETE: (data) => ({
    what: `${text(data, 'read', 'Fewer')} rows came, ${text(data, 'counted', 'more')} are there.`,
    means: 'Some rows did not arrive, so nothing was imported rather than a part.',
    todo: 'Pull again. If it stays so, choose another unique column.',
    action: 'Try again',
  }),
  CAMPAIGN_NOT_COMPLETED: (data) => ({
    what: `“${text(data, 'campaign', 'This campaign')}” is not completed.`,
    means: `The platform says “${text(data, 'status', 'unknown')}”: more businesses and addresses are still to come.`,
    todo: 'Wait until it is completed, then pull it.',
  }),
}

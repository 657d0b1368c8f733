import path from 'node:path'

/** The tables in PostgreSQL. Built into one folder, the relay finds the file beside itself as its sources do. */
export const schemaFile = path.join(import.meta.dirname, 'supabase/migrations/20261120000001_inbox.sql')

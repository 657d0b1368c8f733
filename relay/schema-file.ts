import path from 'node:path'

/** The PostgreSQL schema. The built relay finds the file beside itself, as the sources do. */
export const schemaFile = path.join(import.meta.dirname, 'supabase/migrations/20261120000001_inbox.sql')

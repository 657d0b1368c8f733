import path from 'node:path'

export const repoRoot = path.join(import.meta.dirname, '../..')
export const migrationsDir = path.join(repoRoot, 'resources/migrations')
/** The variable that names the folder of a whole run, where lies what is made once in it. */
export const runFolderEnv = 'SENDOFF_TEST_RUN_FOLDER'
/** The variable that names the store the global setup has migrated. */
export const migratedStoreEnv = 'SENDOFF_TEST_MIGRATED_STORE'
/** The variable that names the file the backend was built into, to be started as a process. */
export const backendProcessEnv = 'SENDOFF_TEST_BACKEND_PROCESS'
/** The variable that names the folder the threads of a backend were built into, each under the name of its file. */
export const threadsEnv = 'SENDOFF_TEST_THREADS'
export const threadSources = {
  parse: 'src/main/backend/leads/leads/parse-thread.ts',
  backup: 'src/main/backend/app/backups/backup-thread.ts',
  clean: 'src/main/backend/core/db/clean-thread.ts',
  packed: 'src/main/backend/app/people/packed-thread.ts',
} as const

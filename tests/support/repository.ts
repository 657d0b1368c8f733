import path from 'node:path'

export const repoRoot = path.join(import.meta.dirname, '../..')
export const migrationsDir = path.join(repoRoot, 'resources/migrations')
/** The variable that names the folder of a whole run, where lies what is made once in it. */
export const runFolderEnv = 'SENDOFF_TEST_RUN_FOLDER'
/** The variable that names the store the global setup has migrated. */
export const migratedStoreEnv = 'SENDOFF_TEST_MIGRATED_STORE'
/** The variable that names the file the backend was built into, to be started as a process. */
export const backendProcessEnv = 'SENDOFF_TEST_BACKEND_PROCESS'
/** The variable that names the relay as it was built, to be started as a process. */
export const builtRelayEnv = 'SENDOFF_TEST_RELAY'
/** The variable that names the folder the backend's threads were built into. */
export const builtThreadsEnv = 'SENDOFF_TEST_THREADS'

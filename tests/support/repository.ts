import path from 'node:path'

export const repoRoot = path.join(import.meta.dirname, '../..')
export const migrationsDir = path.join(repoRoot, 'resources/migrations')
/** Environment variable with the folder of a test run, for fixtures created once per run. */
export const runFolderEnv = 'SENDOFF_TEST_RUN_FOLDER'
/** Environment variable with the store that the global setup migrated. */
export const migratedStoreEnv = 'SENDOFF_TEST_MIGRATED_STORE'
/** Environment variable with the file of the built backend, to be started as a process. */
export const backendProcessEnv = 'SENDOFF_TEST_BACKEND_PROCESS'
/** Environment variable with the built relay, to be started as a process. */
export const builtRelayEnv = 'SENDOFF_TEST_RELAY'
/** Environment variable with the folder of the backend's built threads. */
export const builtThreadsEnv = 'SENDOFF_TEST_THREADS'

/** Prepares the restoring of a copy and reports the outcome; run with a limited file size. */
import { prepareRestore } from '#backend/app/backups/restore.ts'
import { migrationsDir } from './repository.ts'

const [, , dataDir = '', copy = ''] = process.argv
await prepareRestore(copy, { dataDir, migrationsDir, computer: 'here', at: Date.now() }).then(
  () => process.stdout.write('prepared'),
  (error: unknown) => process.stdout.write(String((error as { code?: string }).code)),
)

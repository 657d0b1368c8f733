/** Reads the SQL that prepares a database, shipped with the app (`supabase/engagement`). */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { WriteBackPlace, WriteBackSql } from '#shared/contract/insights/write-back.ts'
import type { Deps } from '../../core/deps.ts'

const steps: Readonly<Record<WriteBackPlace, readonly string[]>> = {
  own: ['0001_table', '0002_views'],
  platform: ['0003_platform'],
}

/** Returns the files in the order in which they are run; they are undone in reverse order. */
export function readSqlFiles(
  { config }: Pick<Deps, 'config'>,
  place: WriteBackPlace,
): Promise<readonly WriteBackSql[]> {
  // Next to `resources/migrations`, both in the app and in the repository.
  const folder = path.join(config.paths.migrationsDir, '../../supabase/engagement')
  const text = (name: string) => readFile(path.join(folder, `${name}.sql`), 'utf8')
  return Promise.all(
    steps[place].map(async (name) => ({ name, up: await text(`${name}.up`), down: await text(`${name}.down`) })),
  )
}

/** Stores events as fast as it can and reports after each batch how many are durable; meant to be killed. */
import { openStore } from '#backend/core/db/open.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { manyEvents } from './many-events.ts'

const [dir = '', migrationsDir = '', perBatch = '100'] = process.argv.slice(2)
const store = openStore(dir, migrationsDir)
const { ingest } = createEventIngest({ store, changed: () => undefined })
const events = manyEvents()
for (let first = 0; first < events.length; first += Number(perBatch)) {
  const batch = events.slice(first, first + Number(perBatch))
  ingest(1 as WorkspaceId, 'relay', batch)
  process.stdout.write(`${first + batch.length}\n`)
}

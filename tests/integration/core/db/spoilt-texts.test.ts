/** A text in the store that is no longer what Sendoff wrote there: whatever reads it says that the file is damaged. */
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'

let app: TestBackend
afterEach(() => app.stop())

it('says that the data file is damaged, not that Sendoff has a fault', async () => {
  app = startBackend({ instantlyUrl: null })
  const { id: workspaceId } = await app.call('workspaces.create', { name: 'Harborline', colour: 2 })
  const { listId } = makeList(app.dir, { workspaceId, name: 'Autumn', count: 3 })
  const db = new Database(path.join(app.dir, 'sendoff.db'))
  const leadId = db.prepare('select min(id) from lead').pluck().get() as number
  db.exec(`update lead set payload = '{', original = '{'`)
  db.close()
  const answers = [
    // Parsed by Sendoff, and by SQLite.
    await app.backend.call('lists.lead', { leadId }),
    await app.backend.call('lists.columns', { listId }),
  ]
  expect(answers).toEqual(answers.map(() => ({ ok: false, error: { code: 'STORE_CORRUPT', data: {} } })))
})

/** A mail's own date is set by its sender: it must neither stop the inbox nor keep the mail at the top forever. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { emailAnswer } from '#backend/core/instantly/schemas.ts'
import { startBackend, temporaryDir } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { mail, startInbox, synced } from './support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  await bench.close()
})

const had = '2026-11-20T09:00:00.000Z'
it.each([
  ['of the same day', '2026-11-20T08:59:30.000Z', '2026-11-20T08:59:30.000Z'],
  ['of a clock an hour ahead', '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z'],
  ['of long before, moved here later', '2024-02-01T10:00:00.000Z', '2024-02-01T10:00:00.000Z'],
  ['of the far future', '2999-01-01T00:00:00.000Z', had],
  ['no calendar has', '+275760-09-13T00:00:00.000Z', had],
  ['of the years before mail', '-000100-01-01T00:00:00.000Z', had],
  ['that is none', 'soon', had],
  ['that is missing', null, had],
])('A mail is stored with a date %s', (_what, dated, at) => {
  expect(emailAnswer.parse({ id: 'e', timestamp_created: had, timestamp_email: dated })).toMatchObject({ at })
})

it('Mails of the far future are ingested beside all others, and move with the client to another computer', async () => {
  for (const n of [1, 2, 3])
    mail(bench, { lead: `future${n}@kessler.example`, text: `From the future, ${n}`, at: Date.UTC(2999, 0) })
  mail(bench, { lead: 'anna@kessler.example', text: 'Please remove me from your list.' })
  const leads = (await synced(bench)).map(({ leadEmail }) => leadEmail)
  expect(new Set(leads)).toEqual(
    new Set(['anna@kessler.example', ...[1, 2, 3].map((n) => `future${n}@kessler.example`)]),
  )
  bench.app.place = temporaryDir()
  const folder = (await bench.app.call('clientData.export', { workspaceId: bench.workspaceId }))?.path ?? ''
  const to = startBackend({ instantlyUrl: null })
  await to.call('clientData.import', { folder })
  expect((await to.call('inbox.threads', { workspaceId: null, box: 'all', page: {} })).rows).toHaveLength(4)
  await to.stop()
})

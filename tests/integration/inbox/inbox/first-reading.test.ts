/** What Inbox and Home say while the emails of several clients are read for the first time. */
import { afterAll, expect, test } from 'vitest'
import { createBoxCounts } from '#backend/inbox/inbox/box-counts.ts'
import { createThreadFilter } from '#backend/inbox/inbox/thread-filter.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { eventStore } from '../../events/events/support.ts'

const { store } = eventStore()
const { raw } = store
afterAll(() => raw.close())
const [one, two] = [1, 2].map((id) => id as WorkspaceId) as [WorkspaceId, WorkspaceId]

test('The number of conversations so far never falls when one of two clients has been read', () => {
  raw.exec(`insert or ignore into workspace (id, name, colour, created_at) values (1, 'One', 1, ''), (2, 'Two', 2, '')`)
  const filter = createThreadFilter(
    () => 0,
    () => 3,
  )
  const counts = createBoxCounts(store, filter, () => [one, two])
  const progress = () => counts.counts({ workspaceId: null, partId: null }).mails
  const come = raw.prepare(
    `insert into inbox_count (workspace_id, campaign_id, box, threads) values (?, '', 'answer', ?)`,
  )
  const finish = raw.prepare(
    `insert into inbox_cursor (workspace_id, stream, watermark, back_done) values (@of, 'received', '', 1), (@of, 'sent', '', 1)`,
  )
  come.run(one, 40)
  come.run(two, 3)
  expect(progress()).toEqual({ known: false, read: 43, of: null })
  finish.run({ of: one })
  expect(progress()).toEqual({ known: false, read: 43, of: null })
  finish.run({ of: two })
  expect(progress()).toEqual({ known: true })
})

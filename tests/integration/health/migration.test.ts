import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('a store of the version before keeps what was not sent, and can note how jobs go', () => {
  const after = migrated('_health', (before) => {
    before.exec(
      `insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z');
     
       insert into inbox_thread (id, workspace_id, lead_email, subject, snippet, last_at, box, their_turn)
         values (1, 1, 'a@b.example', 'Hello', '', 1, 'answer', 1);
       insert into inbox_send (workspace_id, thread_id, message_id, kind, state, account, to_list, cc_list, bcc_list, subject,
         text, created_at) values (1, 1, 1, 'reply', 'failed', 'me@b.example', 'a@b.example', '', '', 'Hello', 'Text', 5)`,
    )
  })
  expect(after.raw.prepare('select subject, state from inbox_send').all()).toEqual([
    { subject: 'Hello', state: 'failed' },
  ])
  after.raw.prepare(`insert into job (workspace_id, kind) values (1, 'inbox')`).run()
  expect(after.raw.prepare('select failures, told_at from job').all()).toEqual([{ failures: 0, told_at: null }])
  after.raw.close()
})

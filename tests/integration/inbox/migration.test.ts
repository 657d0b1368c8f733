import { expect, test } from 'vitest'
import { inboxSetting } from '#backend/features/inbox/inbox-settings.ts'
import { createIntake } from '#backend/features/inbox/intake.ts'
import { createTemplates } from '#backend/features/inbox/templates.ts'
import { getSetting } from '#backend/features/settings/settings-store.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrated } from '../../support/migrations-before.ts'

test('a store of the version before keeps what it has, and takes mails in and finds them', () => {
  const workspaceId = 1 as WorkspaceId
  const store = migrated('_inbox', (before) => {
    before
      .prepare(
        `insert into workspace (id, name, colour, remote_id, created_at)
           values (?, 'Kessler', 3, 'remote-1', '2026-11-01')`,
      )
      .run(workspaceId)
    before
      .prepare(
        `insert into block_entry (workspace_id, value, origin, added_at) values (?, 'no@x.example', 'opt_out', '')`,
      )
      .run(workspaceId)
  })
  expect(store.raw.prepare('select name, remote_id from workspace').all()).toEqual([
    { name: 'Kessler', remote_id: 'remote-1' },
  ])
  expect(store.raw.prepare('select value from block_entry').pluck().all()).toEqual(['no@x.example'])
  createIntake(store, { sort: null }).takeHooks(workspaceId, [
    {
      at: Date.UTC(2026, 10, 2),
      leadEmail: 'kai@prospect.example',
      emailId: 'mail-1',
      threadId: null,
      text: 'Die Rüstzeit, bitte',
      html: null,
      subject: 'Re: Hi',
      snippet: null,
      account: 'me@acme.example',
      campaignId: null,
      automatic: false,
    },
  ])
  const found = store.raw.prepare('select rowid from inbox_search where inbox_search match ?').all('rustzeit')
  expect(found).toHaveLength(1)
  // What is removed is not found any more: the index follows its rows.
  store.raw.prepare('delete from inbox_message').run()
  expect(store.raw.prepare('select rowid from inbox_search where inbox_search match ?').all('rustzeit')).toEqual([])
  store.raw.close()
})

test('what was written before there were clients’ templates and follow-ups stays as it was', () => {
  const store = migrated('_inbox_model', (before) => {
    before.exec(`insert into workspace (name, colour, remote_id, created_at) values ('Kessler', 3, 'remote-1', '');
      insert into inbox_thread (workspace_id, subject, snippet, last_at, box, their_turn, sorted, sorted_fixed, archived_at)
        values (1, 'Re: Hi', 'Later', 1000, 'done', 1, 'not_now', 1, 2000);
      insert into inbox_template (workspace_id, name, text) values (0, 'Times', 'Tuesday?');
      insert into setting (workspace_id, key, value, changed_at)
        values (0, 'inbox', '{"everyMinutes":30,"notify":false,"quiet":null,"signature":"Mara"}', '')`)
  })
  const thread = store.raw
    .prepare('select sorted, sorted_fixed, archived_at, box, follow_up_of from inbox_thread')
    .get()
  expect(thread).toEqual({ sorted: 'not_now', sorted_fixed: 1, archived_at: 2000, box: 'done', follow_up_of: null })
  expect(createTemplates(store.raw).of(null)).toEqual([
    { id: 1, workspaceId: null, name: 'Times', text: 'Tuesday?', proposedFor: null, language: null },
  ])
  expect(getSetting(store, 'app', inboxSetting)).toEqual({
    everyMinutes: 30,
    notify: false,
    quiet: null,
    signature: 'Mara',
    followUpDays: 4,
  })
  store.raw.close()
})

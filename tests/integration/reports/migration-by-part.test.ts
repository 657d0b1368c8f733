import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

/** A store of the version before with two clients, filled, then opened by this one. */
const filled = (fill: (run: (sql: string, ...values: unknown[]) => void) => void) =>
  migrated('_reports_by_part', (before) => {
    const run = (sql: string, ...values: unknown[]) => void before.prepare(sql).run(...values)
    for (const name of ['Northwind', 'Kessler'])
      run(`insert into workspace (name, colour, created_at) values (?, 1, '2026-01-01T00:00:00Z')`, name)
    fill(run)
  }).raw

it('plans, logos and reports of the version before are those of the whole client', () => {
  const raw = filled((run) => {
    run(
      `insert into report_logo (workspace_id, kind, width, height, bytes) values (2, 'png', 3, 4, ?)`,
      Buffer.from('logo'),
    )
    run(
      `insert into report_plan (workspace_id, every, day, minute, formats, is_on, settled_at, problem_code, problem_data, problem_at, failures)
         values (2, 'week', 5, 960, '["pdf"]', 1, 77, 'REPORT_DISK_FULL', '{"folder":"/r"}', 88, 3)`,
    )
    run(
      `insert into report_made (workspace_id, from_date, to_date, asked_by, due_at, state, started_at, folder, formats, quotes, files)
         values (2, '2026-11-01', '2026-11-07', 'plan', 5, 'done', 6, '/r', '["pdf"]', '[]', '[]')`,
    )
  })
  expect(raw.prepare('select * from report_logo').raw().all()).toEqual([[2, 0, 'png', 3, 4, Buffer.from('logo')]])
  expect(raw.prepare('select * from report_plan').raw().all()).toEqual([
    [2, 0, 'week', 5, 960, '["pdf"]', 1, 77, 'REPORT_DISK_FULL', '{"folder":"/r"}', 88, 3],
  ])
  const made = raw.prepare('select workspace_id, part_id, due_at, state, folder from report_made').raw().all()
  expect(made).toEqual([[2, 0, 5, 'done', '/r']])
  raw.close()
})

it('sending accounts that editing campaigns remembered are mailboxes now, with what only they told', () => {
  const remember = `insert into setting (workspace_id, key, value, changed_at) values (?, 'campaignSenders', ?, '')`
  const raw = filled((run) => {
    run(
      `insert into mailbox (workspace_id, email, status, warmup_score, failing_since, pulled_at) values (1, 'bo@a.example', -1, 90, 5, 2000)`,
    )
    const senders = [
      { email: 'Bo@A.example', status: 1, dailyLimit: 40 },
      { email: 'cy@a.example', status: 2, dailyLimit: null },
      { email: 7 },
      'odd',
    ]
    run(remember, 1, JSON.stringify({ at: 1000, senders }))
    run(remember, 2, '{"at":')
    // Of a client that is gone, and of the app.
    run(remember, 9, JSON.stringify({ at: 1, senders }))
  })
  const rows = raw
    .prepare(
      `select workspace_id, email, spelling, daily_limit, status, warmup_score, failing_since, pulled_at from mailbox order by email`,
    )
    .raw()
    .all()
  expect(rows).toEqual([
    [1, 'bo@a.example', 'Bo@A.example', 40, -1, 90, 5, 2000],
    [1, 'cy@a.example', null, null, 2, null, null, 1000],
  ])
  expect(raw.prepare('select mailboxes_at from workspace order by id').pluck().all()).toEqual([2000, null])
  expect(raw.prepare(`select count(*) from setting where key = 'campaignSenders'`).pluck().get()).toBe(0)
  raw.close()
})

/** Which exports contacted an address, compared with a plain count over every lead, batch and problem. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHandedOverLookup } from '#backend/leads/gates/handed-over.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { makeList } from '../../../support/lists.ts'
import { runs } from '../../../support/long.ts'
import { openMigrated } from '../../../support/open-migrated.ts'

const rows = 12
const batchRows = 3

/** An export of one of the two lists: its batches by state, and rows that failed. */
const anyRun = record({
  list: integer({ min: 0, max: 1 }),
  target: constantFrom('campaign', 'campaign', 'list'),
  takenBack: boolean(),
  rowCount: integer({ min: 1, max: rows }),
  states: array(constantFrom('pending', 'sent', 'done', 'failed'), { maxLength: rows / batchRows }),
  problems: array(integer({ min: 1, max: rows }), { maxLength: 3 }),
  /** Positions of its share, if each time zone has a separate export. */
  zone: array(integer({ min: 1, max: rows }), { maxLength: 6 }),
  isZoned: boolean(),
})

let dir: string
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-handed-'))
})
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }))

describe('an export counts for an address', () => {
  it('if its batch was sent, the row belongs to it and had an outcome, and nothing was undone', () => {
    const { raw } = openMigrated(dir)
    const workspaceId = Number(
      raw.prepare("insert into workspace (name, colour, created_at) values ('Northwind', 1, 'now')").run()
        .lastInsertRowid,
    ) as WorkspaceId
    // The same people in two lists.
    const lists = ['One', 'Two'].map((name) => makeList(dir, { workspaceId, name, count: rows, tag: 'same' }))
    const emails = lists[0]?.emails ?? []
    const insertRun = raw.prepare(
      `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step, activation,
         row_count, ready_count, created_at, taken_back_at, target, zone_id)
       values (?, ?, ?, '{}', 'done', 'C', 'created', 'off', ?, ?, 'now', ?, ?, ?)`,
    )
    const insertBatch = raw.prepare(
      `insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count)
       values (?, ?, ?, ?, ?, ?, ?)`,
    )
    const insertProblem = raw.prepare(
      `insert or ignore into export_problem (workspace_id, export_id, position, lead_id, outcome, reason)
       values (?, ?, ?, ?, 'refused', 'in_blocklist')`,
    )
    const insertZone = raw.prepare("insert into export_zone (workspace_id, click_id, zone) values (?, 'c', 'UTC')")
    const insertZoneRow = raw.prepare('insert or ignore into export_zone_row (zone_id, position) values (?, ?)')
    assert(
      property(array(anyRun, { maxLength: 5 }), (wanted) => {
        raw.exec(
          'delete from export_problem; delete from export_batch; delete from export_run; delete from export_zone_row; delete from export_zone',
        )
        const made = wanted.map((run, at) => {
          const zoneId = run.isZoned ? Number(insertZone.run(workspaceId).lastInsertRowid) : null
          if (zoneId !== null) for (const position of run.zone) insertZoneRow.run(zoneId, position)
          const id = Number(
            insertRun.run(
              workspaceId,
              lists[run.list]?.listId,
              `click ${at}`,
              run.rowCount,
              run.rowCount,
              run.takenBack ? 'now' : null,
              run.target,
              zoneId,
            ).lastInsertRowid,
          )
          run.states.forEach((state, no) => {
            insertBatch.run(workspaceId, id, no, no * batchRows + 1, (no + 1) * batchRows, state, batchRows)
          })
          for (const position of run.problems) insertProblem.run(workspaceId, id, position, position)
          return { ...run, id }
        })
        const find = createHandedOverLookup(raw, () => true)
        for (const [at, email] of emails.entries()) {
          const position = at + 1
          const expected = made
            .filter(
              (run) =>
                run.target === 'campaign' &&
                !run.takenBack &&
                position <= run.rowCount &&
                ['sent', 'done'].includes(run.states[Math.floor(at / batchRows)] ?? '') &&
                !run.problems.includes(position) &&
                (!run.isZoned || run.zone.includes(position)),
            )
            .map(({ id }) => id)
          expect(
            find(email)
              .map(({ exportId }) => exportId)
              .toSorted((a, b) => a - b),
          ).toEqual(expected)
        }
      }),
      runs(15, 1_000),
    )
    raw.close()
  })
})

/** For any list and newer file, the preview equals what then happens, and undo restores the list. */

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import { runs } from '../../../support/long.ts'
import { inStore, startLeads, suggested, writeFile } from '../support.ts'

const header = 'Email,First Name,City,Email Status,Opted Out'
const cell = (...values: string[]) => fc.constantFrom(...values)
const row = fc
  .tuple(
    cell('a@x.example', 'b@x.example', 'c@x.example', 'D@x.example', 'e@x.example', 'f@x.example', '', 'broken@'),
    cell('', 'Ann', 'Bob'),
    cell('', 'Ulm', 'Bonn'),
    cell('', 'verified', 'unverified', 'invalid', 'risky'),
    cell('', '', '', 'yes'),
  )
  .map((cells) => cells.join(','))
const rows = fc.array(row, { minLength: 1, maxLength: 14 })
const rule = fc.record({
  mode: fc.constantFrom<MergeRule['mode']>('update', 'both'),
  keep: fc.subarray(['field:first_name', 'variable:city']),
  clearEmpty: fc.boolean(),
})
const settings = fc.record({
  holdUnverified: fc.boolean(),
  duplicates: fc.constantFrom('first' as const, 'best' as const, 'merge' as const),
})

test('The preview matches the result, every row is accounted for, and undo restores the list', async () => {
  const t = await startLeads()
  const seen = (listId: number) =>
    inStore(t.dir, (db) => ({
      leads: db
        .prepare(
          `select email, gate, payload from lead where list_id = ? and removed = 0 order by email, gate, payload`,
        )
        .all(listId),
      gates: db
        .prepare(
          `select gate, count - removed as n from list_gate_count where list_id = ? and count > removed order by gate`,
        )
        .all(listId),
      counted: db
        .prepare('select gate, count(*) as n from lead where list_id = ? and removed = 0 group by gate order by gate')
        .all(listId),
      exported: db
        .prepare(
          `select l.id, l.position, l.gate, l.email from lead l join export_run r on r.list_id = l.list_id
           where l.list_id = ? and l.position <= r.row_count order by position`,
        )
        .all(listId),
    }))
  let files = 0
  const open = async (content: readonly string[]) => {
    files += 1
    const path = writeFile(t.files, `f${files}.csv`, [header, 'keep@x.example,K,K,verified,', ...content].join('\n'))
    return t.call('imports.open', { workspaceId: t.workspaceId, path })
  }
  await fc.assert(
    fc.asyncProperty(rows, rows, rule, settings, fc.nat(10), async (older, newer, merge, given, exportedTo) => {
      const first = await open(older)
      const mapping = suggested(first)
      const list = await t.call('imports.save', {
        importId: first.importId,
        mapping,
        settings: given,
        into: { name: 'L' },
      })
      if (exportedTo > 0) {
        inStore(t.dir, (db) =>
          db
            .prepare(
              `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step,
                 activation, row_count, ready_count, created_at)
               values (?, ?, ?, '{}', 'done', 'C', 'done', 'not_wanted', ?, 1, '')`,
            )
            .run(t.workspaceId, list.id, `click ${list.id}`, Math.min(exportedTo, list.rowCount)),
        )
      }
      const before = seen(list.id)
      const second = await open(newer)
      const choice = { importId: second.importId, mapping, settings: given }
      const preview = await t.call('imports.compare', { ...choice, listId: list.id, merge })
      const { added, changed, nowHeld, same, held, leftOut } = preview
      expect(added + changed + nowHeld + same + held + leftOut).toBe(newer.length + 1)
      expect(Object.values(preview.heldAt).reduce((sum, n) => sum + n, 0)).toBe(held)

      const saved = await t.call('imports.save', { ...choice, into: { listId: list.id, merge } })
      expect(saved.step?.counts).toEqual({ added, changed, nowHeld, same, held, leftOut })
      const after = seen(list.id)
      expect(after.gates).toEqual(after.counted)
      expect(after.exported).toEqual(before.exported)
      const leads = after.leads as { email: string; gate: number }[]
      if (merge.mode === 'update') {
        const known = new Set((before.leads as typeof leads).map(({ email }) => email))
        const fresh = leads.filter(({ email }) => !known.has(email))
        // Only who opted out, to be recorded.
        expect(fresh.filter(({ gate }) => gate !== gateCodes.opted_out)).toEqual([])
      }
      // No address is ready twice.
      const ready = leads.filter(({ gate }) => gate === 0)
      expect(new Set(ready.map(({ email }) => email)).size).toBe(ready.length)

      await t.call('lists.undo', { actionId: saved.step?.actionId as number })
      const back = seen(list.id)
      expect(back.leads).toEqual(before.leads)
      expect(back.gates).toEqual(back.counted)
      expect(back.exported).toEqual(before.exported)
    }),
    runs(10, 60),
  )
})

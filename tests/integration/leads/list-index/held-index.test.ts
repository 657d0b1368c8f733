import { expect, test } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import { migrationsDir, temporaryDir } from '../../../support/backend.ts'

test('Excluded leads are found by their address without reading the whole list', () => {
  const { raw } = openStore(temporaryDir(), migrationsDir)
  raw.exec(`
      insert into workspace (id, name, colour, created_at) values (1, 'Kessler', 3, '');
      insert into lead_list (id, workspace_id, name, created_at, state) values (1, 1, 'L', '', 'ready');
      insert into list_import (id, workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping,
        settings, row_count, imported_at, state) values (1, 1, 1, '', '', 0, '', '', '', '', '', 0, '', 'ready');`)
  const insert = raw.prepare(
    `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original)
       values (1, 1, 1, ?, ?, ?, ?, '{}', '')`,
  )
  for (let gate = 0; gate <= 17; gate += 1) insert.run(gate + 1, gate + 1, gate, `gate${gate}@a.example`)
  const inIndex = raw
    .prepare(
      `select gate from lead indexed by lead_held_email where email > '' and list_id = 1 and gate <> 0 and gate <> 1
       and gate <> 2 and gate <> 5 and gate <> 6 and gate <> 9 order by gate`,
    )
    .pluck()
    .all()
  expect(inIndex).toEqual([3, 4, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17])
  raw.close()
})

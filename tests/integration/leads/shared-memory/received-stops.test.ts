/** What a shared memory received, without its database. */
import { expect, it } from 'vitest'
import { createMemoryStops } from '#backend/leads/shared-memory/memory-stops.ts'
import type { Member } from '#backend/leads/shared-memory/memory-store.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { openMigrated } from '../../../support/open-migrated.ts'

it('A received stop is new once, however often it is read again, even if it was undone', () => {
  const store = openMigrated(temporaryDir())
  store.raw.exec(`insert into workspace (id, name, colour, created_at) values (1, 'Acme', 1, '2026-11-01')`)
  store.raw.exec(
    `insert into shared_memory (id, workspace_id, name, address, computer_id, computer_name, computer, offline, protection, added_at)
       values (1, 1, 'acme', 'host/db', 'c', 'Here', 1, 'wait', 'keyring', '2026-11-01')`,
  )
  const stops = createMemoryStops(store)
  const member = { id: 1, workspaceId: 1, computer: 1 } as Member
  const hash = '00000000-0000-0000-0000-000000000001'
  const said = (['stop', 'go_on'] as const).map((kind, at) => ({ computer: 2, kind, hashes: [hash], at }))
  const heard = (count: number) => stops.receive(member, said.slice(0, count), null, 0)
  expect([heard(1), heard(2), heard(2), heard(2)]).toEqual([true, true, false, false])
  store.raw.close()
})

import { expect, it, vi } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import { createPayloads } from '#backend/events/events/payloads.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, temporaryDir } from '../../../support/backend.ts'

it('Payloads read one after another, as when events are saved, unpack what they share once', () => {
  const store = openStore(temporaryDir(), migrationsDir)
  store.raw.pragma('foreign_keys = off')
  const workspaceId = 1 as WorkspaceId
  const payloads = createPayloads(store)
  const all = Array.from({ length: 256 }, (_, no) => [no + 1, `{"event":${no}}`] as const)
  payloads.keep(workspaceId, all)
  const unpacked = vi.spyOn(JSON, 'parse')
  const read = payloads.createReader()
  for (const [id, text] of all.toReversed()) expect(read(workspaceId, id)).toBe(text)
  expect(unpacked).toHaveBeenCalledTimes(2)
  unpacked.mockRestore()
  store.raw.exec('delete from event_block')
  expect(read(workspaceId, 1)).toBeNull()
  store.raw.close()
})

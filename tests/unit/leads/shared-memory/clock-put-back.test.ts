/** The clock is set back: opt-outs of other computers are read all the same, not only once that time has come again. */
import { expect, it } from 'vitest'
import type { Vault } from '#backend/clients/workspaces/vault.ts'
import type { JobDefinition } from '#backend/core/background.ts'
import { openStore } from '#backend/core/db/open.ts'
import type { Deps } from '#backend/core/deps.ts'
import { createMemoryStore } from '#backend/leads/shared-memory/memory-store.ts'
import { createSharedMemories } from '#backend/leads/shared-memory/shared-memory.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import { migrationsDir, temporaryDir } from '../../../support/backend.ts'

it('A shared client is checked again after the clock was put back', async () => {
  let now = Date.UTC(2026, 10, 20)
  let job: JobDefinition<unknown> | undefined
  const store = openStore(temporaryDir(), migrationsDir)
  store.raw.prepare(`insert into workspace (name, colour, created_at) values ('Kessler', 1, '')`).run()
  createMemoryStore(store).add({
    workspaceId: 1,
    name: 'Kessler',
    address: 'db:5432/postgres',
    computerId: crypto.randomUUID(),
    computerName: 'One',
    computer: 1,
    offline: 'wait',
    protection: 'keyring',
    addedAt: '',
  })
  const deps = {
    store,
    clock: { now: () => now },
    log: () => ({ info() {}, warn() {}, error() {}, debug() {} }),
    changed() {},
    background: {
      defineJob(definition: JobDefinition<unknown>) {
        job = definition
        return { look() {} }
      },
    },
  } as unknown as Deps
  const vault = { open: () => Promise.reject(new AppError('KEYS_LOCKED')) } as unknown as Vault
  createSharedMemories(deps, { vault })
  const due = () => job?.next({ why: 'due', now, free: 1 }).due ?? []
  const [member] = due()
  await job?.run(member, new AbortController().signal)
  expect(due()).toEqual([])
  now -= dayMs
  job?.clockPutBack?.()
  expect(due()).toHaveLength(1)
  store.raw.close()
})

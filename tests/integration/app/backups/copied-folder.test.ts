/** Which data folders count as copied from another computer. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { findCopiedFolder } from '#backend/app/backups/copied-folder.ts'
import { restoredSetting } from '#backend/app/backups/restored-state.ts'
import { getSetting } from '#backend/clients/settings/settings-store.ts'
import { getComputerId, isCopiedFolder, renewComputerId } from '#backend/core/db/computer-id.ts'
import { openStore } from '#backend/core/db/open.ts'
import { migrationsDir, temporaryDir } from '../../../support/backend.ts'

afterEach(() => vi.restoreAllMocks())

const [lan, wifi, dock] = ['02:00:00:00:00:01', '02:00:00:00:00:02', '02:00:00:00:00:03'] as const
/** Makes this a computer of that name with these network cards. */
function computer(name: string, ...cards: readonly string[]): void {
  vi.spyOn(os, 'hostname').mockReturnValue(name)
  const address = { address: '192.0.2.2', netmask: '', family: 'IPv4', internal: false, cidr: null } as const
  vi.spyOn(os, 'networkInterfaces').mockReturnValue(
    Object.fromEntries(cards.map((mac) => [mac, [{ ...address, mac }]])),
  )
}

/** Returns a folder used on a computer called `desk`, and a copy of it. */
function folders() {
  computer('desk', lan)
  const dir = temporaryDir()
  getComputerId(dir)
  computer('desk', wifi)
  expect(isCopiedFolder(dir)).toBe(false)
  const copy = temporaryDir()
  fs.copyFileSync(path.join(dir, 'computer-id'), path.join(copy, 'computer-id'))
  return { dir, copy }
}

it.each([
  ['of another name', ['laptop', lan]],
  ['with other network cards', ['desk', dock]],
] as const)('A copy on a computer %s is recognised until it is a folder of its own', (_how, [name, ...cards]) => {
  const { dir, copy } = folders()
  computer(name, ...cards)
  expect([isCopiedFolder(copy), isCopiedFolder(copy)]).toEqual([true, true])
  expect(renewComputerId(copy)).not.toBe(getComputerId(dir))
  expect(isCopiedFolder(copy)).toBe(false)
})

it.each([
  ['a folder moved on the same computer', () => folders().copy, ['desk', lan]],
  ['a computer that was renamed', () => folders().dir, ['laptop', lan]],
  ['a computer with other network cards', () => folders().dir, ['desk', dock]],
] as const)('What was not copied is not taken for a copy: %s', (_what, folder, [name, ...cards]) => {
  const dir = folder()
  const id = getComputerId(dir)
  computer(name, ...cards)
  expect([isCopiedFolder(dir), isCopiedFolder(dir)]).toEqual([false, false])
  expect(getComputerId(dir)).toBe(id)
})

it('A copy first started without a network is recognised once there is one', () => {
  const { copy } = folders()
  computer('desk')
  expect(isCopiedFolder(copy)).toBe(false)
  computer('desk', dock)
  expect(isCopiedFolder(copy)).toBe(true)
})

it('A folder that an earlier version used keeps its id', () => {
  const dir = temporaryDir()
  fs.writeFileSync(path.join(dir, 'computer-id'), '0a0b0c0d')
  expect([isCopiedFolder(dir), getComputerId(dir), isCopiedFolder(dir)]).toEqual([false, '0a0b0c0d', false])
})

it('What the original may have sent since the copy is doubted from the time of the copy, although the first start was killed', () => {
  const { dir, copy } = folders()
  const original = openStore(dir, migrationsDir)
  original.raw.exec(
    `insert into workspace (name, colour, created_at) values ('Kessler', 1, '2026-11-20T08:00:00.000Z')`,
  )
  original.raw.close()
  const file = path.join(copy, 'sendoff.db')
  fs.copyFileSync(path.join(dir, 'sendoff.db'), file)
  const copiedAt = new Date('2026-11-22T08:00:00.000Z')
  fs.utimesSync(file, copiedAt, copiedAt)
  computer('laptop', dock)

  findCopiedFolder(copy)
  const killed = openStore(copy, migrationsDir)
  killed.raw.exec(`update workspace set colour = 2`)
  killed.raw.close()

  const settle = findCopiedFolder(copy)
  const store = openStore(copy, migrationsDir)
  settle(store, Date.now())
  expect(getSetting(store, 'app', restoredSetting)).toMatchObject({
    madeAt: copiedAt.toISOString(),
    copiedFolder: true,
  })
  store.raw.close()
  expect(isCopiedFolder(copy)).toBe(false)
})

it('Moves into subsequences stay offered although the start that paused them was killed before the folder was its own', () => {
  const { dir, copy } = folders()
  const original = openStore(dir, migrationsDir)
  original.raw.exec(
    `insert into workspace (id, name, colour, created_at) values (1, 'Kessler', 1, '2026-11-20T08:00:00.000Z');
     insert into campaign (id, workspace_id, remote_id, name, search_name, status, content_hash, first_seen_at, content_at)
       values (1, 1, 'c-1', 'Spring', 'spring', 1, '', 1, 1);
     insert into subsequence_move (workspace_id, campaign_id, click_id, state, asked_at, ended_at)
       values (1, 1, 'a', 'running', 1, null), (1, 1, 'b', 'stopped', 1, 5)`,
  )
  original.raw.close()
  fs.copyFileSync(path.join(dir, 'sendoff.db'), path.join(copy, 'sendoff.db'))
  computer('laptop', dock)

  for (const now of [1_000, 2_000]) {
    const settle = findCopiedFolder(copy)
    const store = openStore(copy, migrationsDir)
    // Nothing takes the place of the mark, as if killed just before.
    const rename = vi.spyOn(fs, 'renameSync').mockImplementation(() => {
      throw new Error('killed')
    })
    settle(store, now)
    rename.mockRestore()
    const at = Date.parse(getSetting(store, 'app', restoredSetting)?.at ?? '')
    expect(at).toBe(now)
    const held = store.raw.prepare(`select click_id from subsequence_move where ended_at = ?`).pluck()
    expect(held.all(at)).toEqual(['a'])
    store.raw.close()
  }
})

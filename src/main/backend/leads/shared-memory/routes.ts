import { randomUUID } from 'node:crypto'
import type { sharedMemory as contract, SharedMemory, SharedMemoryCheck } from '#shared/contract/leads/shared-memory.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { SharedMemoryId, WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import { nextRowId } from '../../core/db/next-row-id.ts'
import type { Deps } from '../../core/deps.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { connectionOptions } from '../supabase/connection-options.ts'
import { createLedgerClient, type LedgerClient, newestLedger } from './ledger-client.ts'
import { setUpSql } from './ledger-sql.ts'
import { rootKeyOf, type SharedKey, sharedKeyOf } from './shared-key.ts'
import { createSharedMemories, type Secret, type SharedMemories } from './shared-memory.ts'
import { createComputerTakeOver } from './take-over.ts'

/** Shared memory, and the card for setting it up. */
export function createSharedMemory(
  deps: Deps,
  { vault, passphraseCost }: { readonly vault: Vault; readonly passphraseCost: number },
) {
  const { store, clock } = deps
  const memories = createSharedMemories(deps, { vault })
  const { rows } = memories
  const takeOver = createComputerTakeOver(deps, memories)
  const isDemo = createDemoLookup(store)
  const nameOf = store.raw.prepare<[number], string>('select name from workspace where id = ?').pluck()
  const shown = createMemoryView(memories, nameOf)

  const routes: Handlers<typeof contract> = {
    'sharedMemory.list': () => rows.members().map(({ id }) => shown(id)),
    'sharedMemory.sql': () => ({ sql: setUpSql() }),
    'sharedMemory.look': async ({ connection, name, passphrase }): Promise<SharedMemoryCheck> => {
      addressOf(connection)
      const key = sharedKeyOf(await rootKeyOf(name, passphrase, passphraseCost))
      return withLedger(connection, key, async (ledger) => {
        const ready = (await ledger.version()) >= newestLedger
        if (ready) await ledger.prove()
        return { ready, computers: ready ? await ledger.computers() : 0 }
      })
    },
    'sharedMemory.setUp': async ({ connection }) => {
      addressOf(connection)
      await withLedger(connection, sharedKeyOf(Buffer.alloc(32)), (ledger) => ledger.setUp())
    },
    'sharedMemory.join': async ({ workspaceId, connection, name, passphrase, computerName, offline }) => {
      if (nameOf.get(workspaceId) === undefined) throw new AppError('NOT_FOUND', { what: 'workspace' })
      // A demo's people do not exist and must never be mixed with real ones.
      if (isDemo(workspaceId) || memories.memberOf(workspaceId))
        throw new AppError('INVALID_INPUT', { field: 'workspaceId' })
      await vault.assertCanSeal()
      const address = addressOf(connection)
      const root = await rootKeyOf(name, passphrase, passphraseCost)
      const computerId = rows.earlierComputer(workspaceId, name) ?? randomUUID()
      const place = await withLedger(connection, sharedKeyOf(root), async (ledger) => {
        if ((await ledger.version()) < newestLedger) throw new AppError('SHARED_MEMORY_NOT_SET_UP', { host: address })
        await ledger.prove()
        return ledger.join(computerId, computerName)
      })
      const id = nextRowId(store, 'shared_memory') as SharedMemoryId
      const secret: Secret = { connection, key: root.toString('base64') }
      root.fill(0)
      await vault.keep({ of: 'shared_memory', id, workspaceId }, JSON.stringify(secret), ({ cipher, protection }) =>
        rows.add({
          id,
          workspaceId,
          name,
          address,
          computerId: place.id,
          computerName,
          computer: place.no,
          offline,
          cipher,
          protection,
          addedAt: new Date(clock.now()).toISOString(),
        }),
      )
      memories.reload()
      return shown(id)
    },
    'sharedMemory.setOffline': ({ id, offline }) => {
      rows.row(id)
      rows.set(id, { offline })
      memories.reload()
    },
    'sharedMemory.syncNow': ({ id }) => memories.syncNow(rows.row(id).workspaceId as WorkspaceId),
    'sharedMemory.doubled': ({ id, page }) => ({ rows: rows.doubledLeads(id, page), total: rows.doubled(id) }),
    'sharedMemory.computers': async ({ id }) => {
      const { ledger, member } = await memories.linkOf(rows.row(id).workspaceId as WorkspaceId)
      const all = await ledger.computersFor(member.computer)
      return all.map(({ no, name, at, isRetired }) => ({
        no,
        name,
        lastAt: new Date(at).toISOString(),
        isThis: no === member.computer,
        isRetired,
      }))
    },
    'sharedMemory.takeOver': async ({ id, computer }) =>
      takeOver(await memories.linkOf(rows.row(id).workspaceId as WorkspaceId), computer),
    'sharedMemory.joinAgain': ({ id }) => memories.joinAgain(rows.row(id).workspaceId as WorkspaceId),
    'sharedMemory.leave': ({ id }) => {
      rows.row(id)
      memories.leave(id)
    },
  }
  return { memories, routes, stop: memories.stop }
}

/** Returns host, port and name of a database, as shown on screens. */
const addressOf = (connection: string): string => {
  const { host, port, database } = connectionOptions(connection)
  return `${host}:${port}/${database}`
}

/** Opens a ledger for one piece of work. */
async function withLedger<T>(
  connection: string,
  key: SharedKey,
  work: (ledger: LedgerClient) => Promise<T>,
): Promise<T> {
  const ledger = createLedgerClient(connection, key)
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

/** Creates the function that returns a shared memory by its id, as screens show it. */
function createMemoryView(memories: SharedMemories, nameOf: { get(id: number): string | undefined }) {
  const { rows } = memories

  function shown(id: SharedMemoryId): SharedMemory {
    const row = rows.row(id)
    const workspaceId = row.workspaceId as WorkspaceId
    const member = memories.memberOf(workspaceId)
    return {
      id,
      workspaceId,
      clientName: nameOf.get(workspaceId) ?? '',
      name: row.name,
      address: row.address,
      computerName: row.computerName,
      offline: row.offline,
      computers: row.computers,
      readAt: isoOrNull(row.readAt),
      live: memories.isLive(workspaceId),
      stops: rows.stops(id).size,
      waiting: member ? rows.waiting(member) : 0,
      doubled: rows.doubled(id),
      takingOver: row.takingOver !== null,
      problem: row.problemCode as SharedMemory['problem'],
    }
  }
  return shown
}

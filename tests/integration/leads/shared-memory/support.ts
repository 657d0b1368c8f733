/** Computers that share a client: one PostgreSQL and one Instantly for all. */
import type { Ledger } from '#shared/contract/exports/exports.ts'
import type { SharedMemory } from '#shared/contract/leads/shared-memory.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'
import { makeList } from '../../../support/lists.ts'
import { postgresBin, startPostgres, type TestPostgres } from '../../../support/postgres.ts'

export type Computer = { readonly app: TestBackend; readonly workspaceId: WorkspaceId; readonly memory: SharedMemory }
const passphrase = 'ten green bottles on a wall'

/** Starts a separate server for the tests of a file. */
export function startDatabase(): Promise<TestPostgres> {
  const bin = postgresBin()
  if (!bin) throw new Error('PostgreSQL is not installed (Debian, Ubuntu: sudo apt-get install postgresql)')
  return startPostgres(bin)
}

type Wanted = {
  readonly connection: string
  readonly fake: FakeInstantly
  readonly computerName: string
  readonly app?: TestBackend
  /** An existing client. */
  readonly known?: WorkspaceId
}

/** Starts a computer that shares the client. */
export async function joinAs({ connection, fake, computerName, app: given, known }: Wanted): Promise<Computer> {
  const app = given ?? startBackend({ instantlyUrl: fake.url })
  const workspaceId =
    known ?? (await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })).workspace.id
  const memory = await app.call('sharedMemory.join', {
    workspaceId,
    connection,
    name: 'Kessler',
    passphrase,
    computerName,
  })
  return { app, workspaceId, memory }
}

/**
 * Starts two computers that share a client, with an empty memory. `connection`: another way for the first one to reach
 * the database.
 */
export async function twoComputers(
  db: TestPostgres,
  { connection = db.url, dedupe = false }: { readonly connection?: string; readonly dedupe?: boolean } = {},
): Promise<{ readonly fake: FakeInstantly; readonly one: Computer; readonly two: Computer }> {
  await db.sql('drop schema if exists sendoff_shared cascade')
  const fake = await startFakeInstantly({ dedupe })
  const app = startBackend({ instantlyUrl: fake.url })
  await app.call('sharedMemory.setUp', { connection: db.url })
  const one = await joinAs({ connection, fake, computerName: 'One', app })
  const two = await joinAs({ connection: db.url, fake, computerName: 'Two' })
  return { fake, one, two }
}

export const listFor = ({ app, workspaceId }: Omit<Computer, 'memory'>, count: number, tag?: string): ListId =>
  makeList(app.dir, { workspaceId, name: 'Shared', count, ...(tag === undefined ? {} : { tag }) }).listId

export async function exported({ app }: Pick<Computer, 'app'>, listId: ListId, name: string): Promise<Ledger> {
  return ended(app, await startExport(app, listId, newCampaignSettings(name, { skipIfInWorkspace: false })))
}

/** Returns how many leads of an export another computer has claimed. */
export const takenOf = (ledger: Ledger): number =>
  ledger.reasons.find(({ gate }) => gate === 'claimed_elsewhere')?.count ?? 0

/** Returns the number of claimed addresses. */
export async function heldIn(db: TestPostgres): Promise<number> {
  const [row] = await db.sql(`select count(*)::int as n from sendoff_shared.held h where not exists (
    select from sendoff_shared.released r where r.client = h.client and r.hash = h.hash and r.turn = h.turn)`)
  return row?.['n'] as number
}

/**
 * Sets up a relay in the operator's own Supabase project: starts with a token and the files for three commands, checks
 * the result, and reads the relay only once the check passed. The connection is stored before the first command, so
 * that nothing is created twice.
 */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import type { RelaySetup, SetupCheck } from '#shared/contract/events/relay.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { joinRelayToken } from '#shared/relay-protocol.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Clock, Deps, Store } from '../../core/deps.ts'
import type { Connection, Connections } from './connections.ts'
import { testEventField } from './received.ts'
import { createRelayClient } from './relay-client.ts'
import { checkSetup } from './setup-check.ts'
import {
  clientSql,
  emptyClientFile,
  fullSetupSql,
  loginCommand,
  nextMigration,
  setupCommands,
  writeClientFile,
  writeSetupFiles,
} from './setup-files.ts'
import { newMark, type TestEvents } from './test-events.ts'

/** A client's relay that was set up at Supabase from this computer. `live`: it passed the check. */
const clientSetup = z.object({
  /** The project's reference. */
  project: z.string(),
  /** The number of this client's own migration: 14 digits, never reused. */
  migration: z.string().regex(/^\d{14}$/),
  live: z.boolean(),
  /** The connection created for it; null until then. */
  connectionId: z.number().nullable(),
})
type ClientSetup = z.infer<typeof clientSetup>

const shape = z.object({ clients: z.record(z.string().regex(/^\d+$/), clientSetup) })
const setupSetting: Setting<z.infer<typeof shape>> = { key: 'relaySetups', shape, fallback: { clients: {} } }

/** Each change is one commit. */
function createSetupStore(store: Store, clock: Clock) {
  const read = () => getSetting(store, 'app', setupSetting).clients
  const write = (clients: z.infer<typeof shape>['clients']) =>
    setSetting(store, 'app', setupSetting, { clients }, clock.now())
  return {
    find: (id: WorkspaceId): ClientSetup | null => read()[id] ?? null,
    ofProject: (project: string): readonly ClientSetup[] =>
      Object.values(read()).filter((each) => each.project === project),
    put: (id: WorkspaceId, setup: ClientSetup): void => write({ ...read(), [id]: setup }),
    remove(id: WorkspaceId): void {
      const { [id]: gone, ...rest } = read()
      if (gone) write(rest)
    },
  }
}

type Parts = {
  readonly connections: Connections
  readonly vault: Vault
  readonly testEvents: TestEvents
  /** The check passed: events are fetched from now on. */
  readonly passed: (workspaceId: WorkspaceId) => void
}

/** Extracts the project reference from what was pasted: itself, the project's address, or the dashboard's. */
export function extractProjectRef(pasted: string): string {
  const text = pasted.trim()
  const found =
    /^([a-z]{20})$/.exec(text) ??
    /^(?:https:\/\/)?([a-z]{20})\.supabase\.co(?:\/|$)/.exec(text) ??
    /^(?:https:\/\/)?supabase\.com\/dashboard\/project\/([a-z]{20})(?:\/|\?|#|$)/.exec(text)
  if (!found?.[1]) throw new AppError('RELAY_ADDRESS_INVALID', { reason: 'project' })
  return found[1]
}

export type RelaySetups = ReturnType<typeof createRelaySetup>

export function createRelaySetup(deps: Deps, { connections, vault, testEvents, passed }: Parts) {
  const { store, clock } = deps
  const addressOf = (project: string) =>
    `${deps.config.supabaseUrl ?? `https://${project}.supabase.co`}/functions/v1/relay`
  const setups = createSetupStore(store, clock)
  const { dataDir, supabaseDir } = deps.config.paths
  const folderOf = (project: string) => path.join(dataDir, 'relay-supabase', project)
  const sqlOf = (connection: Connection, token: string) => clientSql(connection.name, token)

  function shown(workspaceId: WorkspaceId, setup: ClientSetup): RelaySetup {
    const { project, live } = setup
    const folder = folderOf(project)
    const added = !live && setups.ofProject(project).some((each) => each.live)
    const commands = setupCommands({ folder, project, added, system: process.platform })
    return { workspaceId, project, address: addressOf(project), folder, login: loginCommand, commands, live }
  }

  async function writeFiles(workspaceId: WorkspaceId, { project, migration }: ClientSetup): Promise<void> {
    const connection = connections.of(workspaceId)
    const sql = sqlOf(connection, await connections.token(connection))
    writeSetupFiles(supabaseDir, folderOf(project))
    writeClientFile(folderOf(project), migration, sql)
  }

  function forget(workspaceId: WorkspaceId): void {
    const setup = setups.find(workspaceId)
    if (!setup) return
    emptyClientFile(folderOf(setup.project), setup.migration)
    setups.remove(workspaceId)
  }

  /** Whether setup has begun and the relay must not be read yet. A connection created otherwise since then is read. */
  function isPending(workspaceId: WorkspaceId): boolean {
    const setup = setups.find(workspaceId)
    if (!setup || setup.live) return false
    return setup.connectionId === null || setup.connectionId === connections.find(workspaceId)?.id
  }

  return {
    isPending,
    find(workspaceId: WorkspaceId): RelaySetup | null {
      const setup = setups.find(workspaceId)
      return setup && connections.find(workspaceId) ? shown(workspaceId, setup) : null
    },
    async prepare(workspaceId: WorkspaceId, pasted: string): Promise<RelaySetup> {
      const project = extractProjectRef(pasted)
      const before = setups.find(workspaceId)
      if (before && before.project !== project) forget(workspaceId)
      let setup = setups.find(workspaceId)
      if (!setup || !connections.find(workspaceId)) {
        await vault.assertCanSeal()
        const taken = setups.ofProject(project).map(({ migration }) => migration)
        const migration = setup?.migration ?? nextMigration(folderOf(project), taken, clock.now())
        // Stored first: a connection not known to be in setup would be read at once.
        setup = { project, migration, live: false, connectionId: null }
        setups.put(workspaceId, setup)
        const { name } = workspaceRow(store, workspaceId)
        const { id } = await connections.keep({ workspaceId, address: addressOf(project), token: newToken(), name })
        setup = { ...setup, connectionId: id }
        setups.put(workspaceId, setup)
      }
      await writeFiles(workspaceId, setup)
      return shown(workspaceId, setup)
    },
    /** Rewrites the files first, so that the commands work after an update of the app or the folder's loss. */
    async check(workspaceId: WorkspaceId): Promise<SetupCheck> {
      const connection = connections.of(workspaceId)
      const setup = setups.find(workspaceId)
      if (setup) await writeFiles(workspaceId, setup)
      const log = deps.log('relay')
      const token = await connections.token(connection)
      const client = createRelayClient(connection.address, token, { appVersion: deps.config.appVersion, log })
      const sendMarked = async () => {
        const mark = newMark()
        const id = testEvents.begin(workspaceId, 'made_up', mark, 'test_event')
        await client.deliver(JSON.stringify({ event_type: 'test_event', [testEventField]: mark, is_test: true }))
        testEvents.atRelay(id)
        return mark
      }
      const found = await checkSetup({ address: connection.address, client, log, sendMarked })
      if (setup && isPending(workspaceId) && found.why === null) {
        const { name } = await client.status()
        connections.change(connection.id, { name: name.slice(0, 200) })
        setups.put(workspaceId, { ...setup, live: true })
        passed(workspaceId)
      }
      return found
    },
    async sql(workspaceId: WorkspaceId): Promise<string> {
      const connection = connections.of(workspaceId)
      return fullSetupSql(supabaseDir, sqlOf(connection, await connections.token(connection)))
    },
    /** The client uses another way, or its relay ends: removes its name from the folder. */
    forget,
  }
}

const partBytes = 24
function newToken(): string {
  const part = () => randomBytes(partBytes).toString('base64url')
  return joinRelayToken({ path: part(), secret: part(), reading: part() })
}

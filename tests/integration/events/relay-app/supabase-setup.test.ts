/**
 * The relay in the operator's own Supabase project: three copied commands, and a check that reports what is missing.
 */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { extractProjectRef } from '#backend/events/relay/setup.ts'
import { setupCommands } from '#backend/events/relay/setup-files.ts'
import type { SetupObstacle } from '#shared/contract/events/relay.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { relayHealth, supabaseSetupVersion } from '#shared/relay-protocol.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'
import { startPostgres, type TestPostgres } from '../../../support/postgres.ts'
import { eventsIn } from '../../../support/relay/relay-bench.ts'
import { bin } from '../../../support/relay/stores.ts'
import { type SupabaseProject, startSupabaseProject } from '../../../support/relay/supabase-project.ts'

const ref = 'abcdefghijklmnopqrst'
const key = 'kessler-key-0001'
const otherKey = 'brandt-key-0001'

it('The project’s reference is taken from whatever the operator copied', () => {
  for (const pasted of [
    ref,
    ` https://${ref}.supabase.co `,
    `${ref}.supabase.co/functions/v1/relay`,
    `https://supabase.com/dashboard/project/${ref}/settings/api`,
  ]) {
    expect(extractProjectRef(pasted), pasted).toBe(ref)
  }
  for (const pasted of [
    '',
    'my project',
    'https://example.com',
    `https://${ref}.supabase.co.evil.example`,
    `${ref}; rm`,
  ]) {
    expect(() => extractProjectRef(pasted), pasted).toThrow(AppError)
  }
})

it('The commands quote the folder so that every shell takes it as one word', () => {
  const order = { project: ref, added: false }
  const [posix] = setupCommands({ ...order, folder: "/home/o'neil/My Apps/$x", system: 'linux' })
  expect(posix).toContain(String.raw`--workdir '/home/o'\''neil/My Apps/$x' link`)
  const [windows] = setupCommands({ ...order, folder: 'C:\\Users\\O Neil\\x', system: 'win32' })
  expect(windows).toContain('--workdir "C:\\Users\\O Neil\\x" link')
})

// The SQL cannot be tested without PostgreSQL, which useStores installs if allowed.
describe.skipIf(!bin)('setting up a relay at Supabase', () => {
  let server: TestPostgres
  let databases = 0
  let project: SupabaseProject
  let instantly: FakeInstantly
  let app: TestBackend
  let id: WorkspaceId

  beforeAll(async () => {
    server = await startPostgres(bin ?? '')
  })
  afterAll(() => server.stop())

  const begin = (dir: string) => startBackend({ instantlyUrl: instantly.url, dir, supabaseUrl: project.url })

  beforeEach(async () => {
    const name = `setup_${++databases}`
    await server.sql(`create database ${name}`)
    project = await startSupabaseProject(server.url.replace(/\/postgres$/, `/${name}`))
    instantly = await startFakeInstantly({
      workspaces: [
        { name: 'Kessler', keys: [{ key }], mailboxes: 1 },
        { name: 'Brandt', keys: [{ key: otherKey }], mailboxes: 1 },
      ],
      deliver: async (url, init) => fetch(url, init),
    })
    app = begin(temporaryDir())
    id = await client("O'Hara; drop table x", key)
  })
  afterEach(async () => {
    await app.stop()
    await project.close()
    await instantly.close()
  })

  async function client(name: string, withKey: string): Promise<WorkspaceId> {
    return (await app.call('workspaces.addKey', { workspaceId: null, name, key: withKey })).workspace.id
  }
  /** Somebody opens an email, and Instantly posts it. */
  async function happens(workspaceId: WorkspaceId): Promise<void> {
    const { url, headerName, headerValue } = await app.call('relay.byHand', { workspaceId })
    const timestamp = '2026-11-02T09:00:00.000Z'
    const event = { event_type: 'email_opened', campaign_id: 'c-1', lead_email: 'kai@prospect.example', timestamp }
    const headers = { 'content-type': 'application/json', [headerName]: headerValue }
    expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify(event) })).status).toBe(200)
  }
  const prepare = (workspaceId = id) => app.call('relay.prepareSetup', { workspaceId, project: ref })
  const check = (workspaceId = id) => app.call('relay.checkSetup', { workspaceId })
  const why = async (): Promise<SetupObstacle | null> => (await check()).why

  it('takes three commands and a check until the first event arrives', async () => {
    const { commands, live } = await prepare()
    expect([commands.length, live]).toEqual([3, false])
    for (const command of commands) await project.run(command)
    expect(await check()).toEqual({
      version: supabaseSetupVersion,
      passed: ['function', 'tables', 'client', 'event'],
      why: null,
    })
    await app.call('relay.register', { workspaceId: id })
    const [state] = await app.call('relay.states', { workspaceId: id })
    expect(state).toMatchObject({ name: "O'Hara; drop table x", webhook: { state: 'active' } })
    await happens(id)
    await until('the event to be here', () => Promise.resolve(eventsIn(app.dir, id).length > 0))
    await until('the check’s own event to have ended', async () =>
      (await app.call('relay.trials', { workspaceId: id })).every(({ arrivedAt }) => arrivedAt !== null),
    )
    // The check's own event is not counted.
    expect(eventsIn(app.dir, id)).toHaveLength(1)
  })

  it('says after each command what is still missing, and fetches nothing before all is there', async () => {
    const [link = '', push = '', deploy = ''] = (await prepare()).commands
    expect(await check()).toEqual({ version: null, passed: [], why: 'no_function' })
    await expect(project.run(push)).rejects.toThrow('supabase link')
    await project.run(link)
    await project.run(deploy)
    expect(await check()).toEqual({ version: supabaseSetupVersion, passed: ['function'], why: 'tables_missing' })
    expect(await app.call('relay.states', { workspaceId: null })).toEqual([])
    await project.run(push)
    // The function caches the state of the tables for some seconds.
    await project.run(deploy)
    expect(await why()).toBe(null)
    expect(await app.call('relay.states', { workspaceId: null })).toHaveLength(1)
  })

  it('names each problem at Supabase in its own words', async () => {
    const [link = '', push = '', deploy = ''] = (await prepare()).commands
    for (const command of [link, push, deploy]) await project.run(command)
    const config = path.join((await prepare()).folder, 'supabase/config.toml')

    project.paused = true
    expect(await why()).toBe('paused')
    project.paused = false

    fs.writeFileSync(config, '')
    await project.run(deploy)
    expect(await why()).toBe('function_locked')
    // The check rewrote the files.
    await project.run(deploy)

    project.keys = { older: false, newer: false }
    expect(await why()).toBe('key_refused')
    project.keys = { older: true, newer: false }
    await project.run(deploy)

    await project.pool.query('delete from sendoff_relay.workspace')
    expect(await why()).toBe('client_unknown')
    // Pasted into the SQL editor instead: all of it may run again, and adds this client.
    await project.pool.query((await app.call('relay.setupSql', { workspaceId: id })).sql)
    await project.pool.query('drop function public.sendoff_relay_deliver(text, text, text, text)')
    expect(await check()).toMatchObject({ passed: ['function', 'tables', 'client'], why: 'event_lost' })
    await project.pool.query((await app.call('relay.setupSql', { workspaceId: id })).sql)

    await project.pool.query(
      'create or replace function public.sendoff_relay_version() returns integer language sql as $$ select 0 $$',
    )
    await project.run(deploy)
    expect(await why()).toBe('tables_old')
    await project.pool.query((await app.call('relay.setupSql', { workspaceId: id })).sql)
    await project.run(deploy)
    expect(await why()).toBe(null)
  })

  it('works with the newer keys of a project whose older ones are switched off', async () => {
    project.keys = { older: false, newer: true }
    for (const command of (await prepare()).commands) await project.run(command)
    expect(await why()).toBe(null)
  })

  it('adds the next client of a project with one command, and each sees only its own events', async () => {
    for (const command of (await prepare()).commands) await project.run(command)
    expect(await why()).toBe(null)
    const other = await client("O'Hara; drop table x", otherKey)
    const { commands } = await prepare(other)
    expect(commands).toHaveLength(1)
    for (const command of commands) await project.run(command)
    expect((await check(other)).why).toBe(null)
    const states = await app.call('relay.states', { workspaceId: null })
    expect(states.map(({ name }) => name)).toEqual(["O'Hara; drop table x", "O'Hara; drop table x 2"])
    await happens(other)
    await until('its event', () => Promise.resolve(eventsIn(app.dir, other).length === 1))
    expect(eventsIn(app.dir, id)).toHaveLength(0)
  })

  it('can be interrupted and resumed: same files, same client', async () => {
    const first = await prepare()
    const files = () =>
      fs
        .readdirSync(path.join(first.folder, 'supabase/migrations'))
        .map((name) => [name, fs.readFileSync(path.join(first.folder, 'supabase/migrations', name), 'utf8')])
    const before = files()
    await app.stop()
    app = begin(app.dir)
    expect(await app.call('relay.setup', { workspaceId: id })).toEqual(first)
    expect(await app.call('relay.states', { workspaceId: null })).toEqual([])
    fs.rmSync(first.folder, { recursive: true })
    expect(await prepare()).toEqual(first)
    expect(files()).toEqual(before)
    for (const command of first.commands) await project.run(command)
    expect(await why()).toBe(null)
  })

  it('leaves no secret in the folder, and no name of a removed client', async () => {
    const { folder, commands } = await prepare()
    for (const command of commands) await project.run(command)
    expect(await why()).toBe(null)
    const all = () =>
      fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
        .join('\n')
    const { url, headerValue } = await app.call('relay.byHand', { workspaceId: id })
    expect(all()).not.toContain(headerValue)
    expect(all()).not.toContain(url.split('/').at(-1))
    expect(all()).toContain("O''Hara")
    await app.call('relay.disconnect', { workspaceId: id, deleteWebhook: false })
    expect(all()).not.toContain('Hara')
    expect(await app.call('relay.setup', { workspaceId: id })).toBe(null)
    // Supabase rejects a folder that lacks what it ran; the next client can still be added.
    for (const command of (await prepare()).commands) await project.run(command)
    expect(await why()).toBe(null)
  })

  it('uses one version for function, migrations and app', async () => {
    for (const command of (await prepare()).commands) await project.run(command)
    const health = relayHealth.parse(await (await fetch(`${project.url}/functions/v1/relay/health`)).json())
    expect(health.setup).toEqual({ version: supabaseSetupVersion, tables: 'ready' })
    const { rows } = await project.as('service_role', 'select public.sendoff_relay_version() as version')
    expect(rows).toEqual([{ version: supabaseSetupVersion }])
  })
})

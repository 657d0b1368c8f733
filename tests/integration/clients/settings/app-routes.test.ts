import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { storelessAppRoutes } from '#backend/clients/settings/routes.ts'
import { getSetting, removeSetting, type Setting, setSetting } from '#backend/clients/settings/settings-store.ts'
import { type Rig, startRig } from '../workspaces/setup.ts'

let rig: Rig
afterEach(() => rig.end())

const first = { workspaceId: null, partId: null, route: '/', theme: 'system', language: 'system', openFiles: [] }
const keepRaw = (value: string) =>
  rig.store.raw
    .prepare(`insert or replace into setting (workspace_id, key, value, changed_at) values (0, 'ui-state', ?, '')`)
    .run(value)

describe('the window', () => {
  it('opens where it was left', async () => {
    rig = startRig()
    expect(await rig.routes['app.uiState']({})).toEqual(first)
    const { id } = await rig.routes['workspaces.create']({ name: 'North', colour: 1 })
    await rig.routes['app.saveUiState']({ workspaceId: id, route: '/lists/4' })
    const openFiles = [{ workspaceId: id, path: '/leads/dentists.csv' }]
    await rig.routes['app.saveUiState']({ theme: 'dark', route: undefined })
    await rig.routes['app.saveUiState']({ openFiles })
    rig = await rig.restart()
    expect(await rig.routes['app.uiState']({})).toEqual({
      workspaceId: id,
      partId: null,
      route: '/lists/4',
      theme: 'dark',
      language: 'system',
      openFiles,
    })
  })

  it.each(['not json', 'null', '[]', '"x"', '{"workspaceId":"1","route":7,"theme":"pink","openFiles":[{"path":7}]}'])(
    'opens as at first if the stored state is %s',
    async (garbage) => {
      rig = startRig()
      keepRaw(garbage)
      expect(await rig.routes['app.uiState']({})).toEqual(first)
    },
  )

  it('keeps the valid parts of a damaged state, and never a route that leads elsewhere', async () => {
    rig = startRig()
    keepRaw('{"workspaceId":null,"route":"//evil.example","theme":"light"}')
    expect(await rig.routes['app.uiState']({})).toEqual({ ...first, theme: 'light' })
    await rig.routes['app.saveUiState']({ route: 'https://evil.example' })
    expect(await rig.routes['app.uiState']({})).toEqual({ ...first, theme: 'light' })
  })

  it('does not open with an archived workspace', async () => {
    rig = startRig()
    const { id } = await rig.routes['workspaces.create']({ name: 'North', colour: 1 })
    await rig.routes['app.saveUiState']({ workspaceId: id })
    await rig.routes['workspaces.archive']({ workspaceId: id, archived: true })
    expect(await rig.routes['app.uiState']({})).toEqual(first)
  })

  it('opens only pages and folders known by name', async () => {
    rig = startRig()
    for (const link of ['instantly_api_keys', 'instantly_pricing', 'data_folder', 'log_folder'] as const) {
      await rig.routes['app.openLink']({ link })
    }
    expect(rig.host.opened).toEqual([
      'https://app.instantly.ai/app/settings/integrations',
      'https://instantly.ai/pricing',
      'data',
      'log',
    ])
  })

  it('gets version, network and the data folder', async () => {
    rig = startRig()
    expect(await rig.routes['app.status']({})).toEqual({
      version: '0.1.0',
      online: true,
      startProblem: null,
      isAnswering: true,
      callsLast10s: 0,
      readAt: null,
      instantlyUrl: null,
      dataDir: rig.dir,
      systemLanguage: 'en',
    })
  })
})

describe('the window of an app whose store cannot be opened', () => {
  it('gets the reason, and can still open the data folder', async () => {
    rig = startRig()
    const problem = { code: 'STORE_LOCKED', data: {} } as const
    const config = {
      paths: { dataDir: '/data', migrationsDir: '/m', samplesDir: '/s', holidaysDir: '/h', supabaseDir: '/r' },
      instantlyUrl: null,
      appVersion: '0.1.0',
      language: { system: 'nl', chosen: 'de' },
    } as const
    const routes = storelessAppRoutes(config, rig.host, { problem, again: () => undefined })
    expect(await routes['app.status']({})).toMatchObject({ startProblem: problem, dataDir: '/data', version: '0.1.0' })
    expect(await routes['app.saveUiState']({ theme: 'dark' })).toBeUndefined()
    expect(await routes['app.uiState']({})).toEqual({ ...first, language: 'de' })
    await routes['app.openLink']({ link: 'data_folder' })
    expect(rig.host.opened).toEqual(['data'])
  })
})

describe('a setting', () => {
  const wanted: Setting<{ days: number }> = {
    key: 'days',
    shape: z.object({ days: z.number().int() }),
    fallback: { days: 5 },
  }

  const newClient = async (name: string) => (await rig.routes['workspaces.create']({ name, colour: 1 })).id

  it('is stored per workspace, separately from the app’s own', async () => {
    rig = startRig()
    const north = await newClient('North')
    setSetting(rig.store, north, wanted, { days: 1 }, 0)
    setSetting(rig.store, 'app', wanted, { days: 2 }, 0)
    setSetting(rig.store, 'app', wanted, { days: 3 }, 0)
    expect(getSetting(rig.store, north, wanted)).toEqual({ days: 1 })
    expect(getSetting(rig.store, 'app', wanted)).toEqual({ days: 3 })
    expect(getSetting(rig.store, await newClient('South'), wanted)).toEqual({ days: 5 })
    removeSetting(rig.store, 'app', wanted)
    expect(getSetting(rig.store, 'app', wanted)).toEqual({ days: 5 })
  })

  it('is not written by a sync that ends while or after its client is deleted', async () => {
    rig = startRig()
    const north = await newClient('North')
    const rows = rig.store.raw.prepare(`select count(*) from setting where key = 'days'`).pluck()
    rig.store.raw.prepare(`update workspace set demo = 'removing' where id = ?`).run(north)
    setSetting(rig.store, north, wanted, { days: 1 }, 0)
    expect(rows.get()).toBe(0)
    rig.store.raw.prepare('delete from workspace where id = ?').run(north)
    setSetting(rig.store, north, wanted, { days: 1 }, 0)
    expect(rows.get()).toBe(0)
  })
})

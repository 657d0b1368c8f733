import { afterEach, expect, test } from 'vitest'
import { createBackend } from '#backend/backend.ts'
import {
  holidaysDir,
  migrationsDir,
  samplesDir,
  startBackend,
  supabaseDir,
  type TestBackend,
} from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'

const open: TestBackend[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.stop().catch(() => undefined)
})

const state = (app: TestBackend) => app.call('guide.state', {})

test('Lists and exports of a demo complete no first step', async () => {
  const empty = startBackend({ instantlyUrl: 'http://127.0.0.1:9' })
  open.push(empty)
  expect((await state(empty)).steps).toEqual({ connect: false, drop: false, plan: false, send: false, ledger: false })
  const app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: await demoDir('small') })
  open.push(app)
  const { clients } = await app.call('demo.state', {})
  expect((await state(app)).steps).toEqual({ connect: true, drop: false, plan: false, send: false, ledger: false })
  const workspaceId = clients[0] as (typeof clients)[0]
  const draft = await app.call('imports.paste', { workspaceId, text: 'Email\na@one.example' })
  await app.call('imports.save', {
    importId: draft.importId,
    mapping: draft.columns.map((column) => column.suggestion.target),
    settings: { holdUnverified: true },
    into: { name: 'Own' },
  })
  await app.call('guide.note', { kind: 'looked_at', what: 'plan' })
  expect((await state(app)).steps).toMatchObject({ drop: true, plan: true, send: false })
})

test('Dismissed steps and tips stay dismissed after a restart', async () => {
  const app = startBackend({ instantlyUrl: null })
  await app.call('guide.note', { kind: 'steps_closed', closed: true })
  await app.call('guide.note', { kind: 'tip_closed', tip: 'plan' })
  await app.call('guide.note', { kind: 'tip_closed', tip: 'plan' })
  await app.stop()
  const again = startBackend({ instantlyUrl: null, dir: app.dir })
  open.push(again)
  expect(await state(again)).toMatchObject({ steps: null, tipsSeen: ['plan'] })
})

const notNeeded = () => {
  throw new Error('not needed')
}

test('News are offered once after an update, and not to new users', async () => {
  const first = startBackend({ instantlyUrl: null })
  expect((await state(first)).newVersion).toBeNull()
  await first.stop()
  const updated = createBackend({
    config: {
      paths: { dataDir: first.dir, migrationsDir, samplesDir, holidaysDir, supabaseDir },
      instantlyUrl: null,
      appVersion: '9.9.9',
      language: { system: 'en', chosen: 'system' },
    },
    host: {} as never,
    announce: () => undefined,
    logSink: () => undefined,
    spawnParser: notNeeded,
    spawnCleaner: notNeeded,
    spawnUnpacker: notNeeded,
  })
  const newVersion = async () => {
    const reply = await updated.call('guide.state', {})
    return reply.ok ? (reply.data as { newVersion: string | null }).newVersion : 'refused'
  }
  try {
    expect(await newVersion()).toBe('9.9.9')
    await updated.call('guide.note', { kind: 'news_seen' })
    expect(await newVersion()).toBeNull()
  } finally {
    await updated.stop()
  }
})

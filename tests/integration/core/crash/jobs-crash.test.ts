/** The app is killed during automatic or requested work; the result must be the same as without a kill. */
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, temporaryDir, until } from '../../../support/backend.ts'
import { startAfterKill } from '../../../support/crash/after-kill.ts'
import { startCrashBench } from '../../../support/crash/crash-bench.ts'
import { type CrashingApp, startCrashingApp } from '../../../support/crash/crashing-app.ts'
import type { DieAt } from '../../../support/crash/die-at.ts'
import { demoDir } from '../../../support/demo.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { times } from '../../../support/long.ts'

const nowhere = 'http://127.0.0.1:9'

function inStore<T>(dir: string, work: (raw: Database.Database) => T): T {
  const raw = new Database(path.join(dir, 'sendoff.db'))
  try {
    return work(raw)
  } finally {
    raw.close()
  }
}

/** The demo's clients as if they were real; returns the first. */
async function realClients(): Promise<{ readonly dir: string; readonly id: WorkspaceId }> {
  const dir = await demoDir('small')
  const id = inStore(dir, (raw) => {
    raw.exec('update workspace set demo = null')
    return raw.prepare<[], WorkspaceId>('select min(id) from workspace').pluck().get() as WorkspaceId
  })
  return { dir, id }
}

/** Each moment, inside its transaction and right after it, at early and late rows. */
const momentsOf = (...places: readonly Omit<DieAt, 'nth' | 'when'>[]): readonly DieAt[] =>
  places.flatMap((place) =>
    ([1, 2, 40, 900] as const).flatMap((nth) =>
      (['inside', 'committed'] as const).map((when) => ({ ...place, nth, when })),
    ),
  )

/** Long runs draw this many of them; `npm test` uses the named ones. */
const some = (all: readonly DieAt[], long: number, short: readonly DieAt[]): readonly DieAt[] => {
  if (times(1, 0) === 1) return short
  const random = createRandom(5)
  return all
    .map((one) => [random(), one] as const)
    .toSorted(([one], [other]) => one - other)
    .map(([, one]) => one)
    .slice(0, long)
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Lets it work until it has died or finished. */
async function killedOrDone(app: Pick<CrashingApp, 'dead' | 'kill'>, isDone: () => Promise<boolean>): Promise<void> {
  await until('it to die or end', async () => app.dead() || (await isDone().catch(() => app.dead())))
  if (!app.dead()) await app.kill()
}

it('Retention deletes the same as without a kill, and counts each item once', async () => {
  const { dir, id } = await realClients()
  const rules = { emails: 1, payloads: null, archives: null, calls: 1 }
  inStore(dir, (raw) => {
    const ago = 300 * 86_400_000
    raw.exec(`update inbox_thread set last_at = last_at - ${ago}; update inbox_message set at = at - ${ago};
      insert into audit_call (workspace_id, at, asked_by, method, path, duration_ms, tries, outcome)
      select ${id}, '2026-01-01T00:00:00.000Z', 'test', 'GET', '/leads', 1, 1, 'ok' from
        (with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000) select i from n)`)
  })
  const left = (of: string) =>
    inStore(of, (raw) => ({
      texts: raw.prepare(`select id from inbox_message where text <> '' or html is not null order by id`).pluck().all(),
      messages: raw.prepare('select count(*) from inbox_message').pluck().get(),
      old: raw.prepare(`select count(*) from audit_call where at < '2026-02'`).pluck().get(),
      counts: (
        JSON.parse(
          (raw.prepare(`select value from setting where key = 'retention.runs'`).pluck().get() as string) ?? '[]',
        ) as { counts: Record<string, number> }[]
      ).reduce((sum, { counts }) => [sum[0] + (counts['emails'] ?? 0), sum[1] + (counts['calls'] ?? 0)] as const, [
        0, 0,
      ] as readonly [number, number]),
    }))
  const isDone = async (app: Pick<CrashingApp, 'call'>) => {
    const { running, last } = await app.call('retention.state', { workspaceId: id })
    return !running && last !== null
  }
  const truth = temporaryDir('sendoff-truth-')
  fs.cpSync(dir, truth, { recursive: true })
  const undisturbed = startBackend({ instantlyUrl: null, dir: truth })
  await undisturbed.call('retention.save', { workspaceId: id, rules })
  await until('it to be done', () => isDone(undisturbed))
  await undisturbed.stop()
  const moments = momentsOf(
    { table: 'audit_call', deleted: true },
    { table: 'inbox_message', column: 'text' },
    { table: 'inbox_thread', column: 'snippet' },
    { table: 'setting', column: 'value' },
  )
  const inTheMiddle: readonly DieAt[] = [{ table: 'audit_call', deleted: true, nth: 900, when: 'committed' }]
  for (const dying of some(moments, 20, inTheMiddle)) {
    const mine = temporaryDir('sendoff-retention-')
    fs.cpSync(dir, mine, { recursive: true })
    const killed = await startCrashingApp(mine, nowhere, { dying })
    await killed.call('retention.save', { workspaceId: id, rules }).catch(() => null)
    await killedOrDone(killed, () => isDone(killed))
    const app = await startAfterKill(mine, nowhere)
    await app.call('retention.save', { workspaceId: id, rules })
    await until('it to be done', () => isDone(app))
    await app.kill()
    const { texts, ...counts } = left(mine)
    const { texts: wanted, ...countsWanted } = left(truth)
    expect({ dying, ...counts }).toEqual({ dying, ...countsWanted })
    expect(texts).toEqual(wanted)
  }
})

it('A killed import of a client leaves nothing, and the next try imports it completely', async () => {
  const { dir, id } = await realClients()
  const source = startBackend({ instantlyUrl: null, dir })
  source.place = temporaryDir('sendoff-folder-')
  const made = await source.call('clientData.export', { workspaceId: id })
  await source.stop()
  const folder = made?.path ?? ''
  const counted = (of: string) =>
    inStore(of, (raw) =>
      ['workspace', 'lead', 'event', 'event_lead', 'inbox_message', 'export_run', 'opt_out'].map((table) =>
        raw.prepare(`select count(*) from ${table}`).pluck().get(),
      ),
    )
  const whole = startBackend({ instantlyUrl: null })
  await whole.call('clientData.import', { folder })
  const truth = counted(whole.dir)
  await whole.stop()
  const moments = momentsOf(
    { table: 'workspace' },
    { table: 'lead' },
    { table: 'event' },
    { table: 'inbox_message' },
    { table: 'workspace', column: 'demo' },
  )
  // Everything is there, but the demo is not complete yet.
  const beforeItsLastCommit: readonly DieAt[] = [{ table: 'workspace', column: 'demo', nth: 1, when: 'inside' }]
  for (const dying of some(moments, 20, beforeItsLastCommit)) {
    const mine = temporaryDir('sendoff-import-killed-')
    const killed = await startCrashingApp(mine, nowhere, { dying })
    const ended = { is: false }
    void killed
      .call('clientData.import', { folder })
      .catch(() => null)
      .finally(() => {
        ended.is = true
      })
    await killedOrDone(killed, async () => ended.is)
    const app = await startAfterKill(mine, nowhere)
    // Its last commit completed it, so it stays. Before that there is nothing.
    const here = await app.call('workspaces.list', {})
    if (here.length === 0) {
      await until('the half of it to be gone', () => counted(mine)[1] === 0)
      await app.call('clientData.import', { folder })
    }
    expect(counted(mine), JSON.stringify(dying)).toEqual(truth)
    await app.kill()
  }
})

it('A killed archive continues automatically, and has every lead once', async () => {
  const moments = momentsOf(
    { table: 'archived_lead' },
    { table: 'campaign_archive', column: 'step' },
    { table: 'campaign_archive', column: 'lead_cursor' },
  ).filter(({ nth, column }) => column === undefined || nth <= 2)
  const afterAPage: readonly DieAt[] = [{ table: 'campaign_archive', column: 'lead_cursor', nth: 2, when: 'committed' }]
  for (const dying of some(moments, 12, afterAPage)) {
    const bench = await startCrashBench({ limits: null })
    try {
      const id = String((await createAsk(bench.fake)('POST', '/campaigns', campaignBody)).body['id'])
      const leads = Array.from({ length: 950 }, (_, at) => ({ email: `lead${at}@company${at}.example` }))
      await createAsk(bench.fake)('POST', '/leads/add', { campaign_id: id, leads })
      await bench.app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
      const { rows } = await bench.app.call('campaigns.list', { workspaceId: bench.workspaceId, page: {} })
      const campaignId = rows[0]?.id as never
      const isDone = async () => (await bench.app.call('archives.get', { campaignId }))?.state === 'done'
      await bench.startKillable(dying)
      await bench.app.call('archives.start', { campaignId }).catch(() => null)
      await killedOrDone(bench.app, isDone)
      await bench.startAfterKill()
      // A click that never got through is repeated.
      if ((await bench.app.call('archives.get', { campaignId })) === null)
        await bench.app.call('archives.start', { campaignId })
      await until('the archive to end', isDone)
      const archive = await bench.app.call('archives.get', { campaignId })
      expect(archive, JSON.stringify(dying)).toMatchObject({ leads: 950, safe: true, problem: null })
    } finally {
      await bench.close()
    }
  }
})

it('Reports listed as made are complete, no partial files stay, and the next one is made', async () => {
  const { dir, id } = await realClients()
  const random = createRandom(3)
  for (let kill = 0; kill < times(2, 15); kill += 1) {
    const dying = ([{ table: 'report_made' }, { table: 'report_made', column: 'state' }] as const)[kill % 2]
    const when = random() < 0.5 ? 'inside' : 'committed'
    const killed = await startCrashingApp(dir, nowhere, {
      dying: kill < 6 && dying ? { ...dying, nth: 1, when } : null,
    })
    const period = { from: day(-60), to: day(-1) }
    const make = (by: Pick<CrashingApp, 'call'>) =>
      by.call('reports.make', { workspaceId: id, period, formats: ['html', 'xlsx', 'csv'] })
    const ended = { is: false }
    void make(killed)
      .catch(() => null)
      .finally(() => {
        ended.is = true
      })
    // At a random moment.
    if (kill >= 6) {
      for (let turns = Math.floor(random() * 6_000); turns > 0 && !killed.dead(); turns -= 1)
        await new Promise((resolve) => setImmediate(resolve))
      await killed.kill()
    } else await killedOrDone(killed, async () => ended.is)
    const app = await startAfterKill(dir, nowhere)
    const history = await app.call('reports.history', { workspaceId: id })
    for (const { folder, files } of history.filter((one) => one.state === 'done')) {
      for (const { name } of files) expect(fs.statSync(path.join(folder, name)).size).toBeGreaterThan(50)
    }
    expect(history.filter(({ state }) => state === 'making')).toEqual([])
    await make(app)
    expect((await app.call('reports.history', { workspaceId: id }))[0]?.state).toBe('done')
    await app.kill()
    const saved = fs.readdirSync(path.join(dir, 'saved'), { recursive: true, encoding: 'utf8' })
    expect(saved.filter((name) => name.includes('.part'))).toEqual([])
  }
})

it('Every listed backup opens completely, and parts of others are deleted with the next', async () => {
  const { dir } = await realClients()
  const random = createRandom(8)
  const places: readonly Omit<DieAt, 'nth' | 'when'>[] = [{ table: 'setting', column: 'value' }, { table: 'job_run' }]
  for (let kill = 0; kill < times(1, 25); kill += 1) {
    const place = places[kill % 4]
    const killed = await startCrashingApp(dir, nowhere, {
      dying: place ? { ...place, nth: 1, when: 'committed' } : null,
    })
    const ended = { is: false }
    void killed
      .call('backups.start', {})
      .catch(() => null)
      .finally(() => {
        ended.is = true
      })
    for (let turns = Math.floor(random() * 9_000); turns > 0 && !killed.dead() && !ended.is; turns -= 1)
      await new Promise((resolve) => setImmediate(resolve))
    if (!killed.dead()) await killed.kill()
    const app = await startAfterKill(dir, nowhere)
    for (const { path: file } of (await app.call('backups.state', {})).copies ?? []) {
      const copy = new Database(file, { readonly: true })
      expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(copy.prepare('select count(*) from workspace').pluck().get()).toBe(2)
      copy.close()
    }
    await app.kill()
  }
  const app = await startAfterKill(dir, nowhere)
  await app.call('backups.start', {})
  await app.kill()
  expect(fs.readdirSync(path.join(dir, 'backups')).filter((name) => name.includes('.part'))).toEqual([])
})

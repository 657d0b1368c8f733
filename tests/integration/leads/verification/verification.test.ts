import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { VerificationRun } from '#shared/contract/leads/verification.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { ListId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { startAfterKill, startHere, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { type Bench, ended, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createFullDisk } from '../../../support/full-disk.ts'
import type { Fault } from '../../../support/instantly/fault-rules.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const list = (count: number, tag = 'list') =>
  makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count, tag })
const plan = (listId: ListId) => bench.app.call('verification.plan', { listId })
const world = () => {
  const [workspace] = bench.fake.world.workspaces
  if (!workspace) throw new Error('no workspace')
  return workspace
}
/** Starts a run and advances Instantly's clock until every slow address is done. */
async function verify(listId: ListId): Promise<VerificationRun> {
  const { id } = await bench.app.call('verification.start', { listId, which: ['ready', 'told', 'held'] })
  return until('the run to end', async () => {
    bench.fake.clock.advance(5_000)
    const { run } = await plan(listId)
    return run?.id === id && run.state === 'done' ? run : null
  })
}

it('Verification shows what it would verify before it costs anything, verifies each address once, and excludes bounces', async () => {
  const { listId, emails } = list(30, 'invalid')
  const good = list(30, 'fine')
  expect(await plan(listId)).toMatchObject({ ready: 30, held: 0, known: 0, creditsEach: null, run: null })
  expect(world().credits).toBe(2_000)
  const run = await verify(listId)
  expect(run).toMatchObject({ total: 30, left: 0, pending: 0, found: { invalid: 30, verified: 0 }, creditsUsed: 30 })
  expect(world().credits).toBe(1_970)
  expect((await bench.app.call('lists.get', { listId })).gates).toMatchObject({ ready: 0, not_found: 30 })
  expect(await verify(good.listId)).toMatchObject({ found: { verified: 30 } })
  expect((await bench.app.call('lists.get', { listId: good.listId })).gates).toMatchObject({ ready: 30 })
  expect(await plan(good.listId)).toMatchObject({ ready: 0, known: 30, creditsEach: 1, creditsLeft: 1_940 })
  const { rows } = await bench.app.call('lists.leads', { listId, search: emails[0] ?? '', page: {} })
  const lead = await bench.app.call('lists.lead', { leadId: rows[0]?.id as never })
  expect(lead).toMatchObject({ gate: 'not_found', check: { verdict: 'invalid' } })
})

it.each<[string, Fault]>([
  ['a rate limit', { kind: 'status', status: 429, when: 'after_commit' }],
  ['a firewall', { kind: 'html', status: 403, when: 'after_commit' }],
])('Addresses that were verified although %s refused it are paid for once', async (_, fault) => {
  const { listId } = list(3, 'fine')
  bench.fake.faults.script({ method: 'POST', path: '/email-verification', fault, times: 3 })
  expect(await verify(listId)).toMatchObject({ total: 3, left: 0, pending: 0, found: { verified: 3 } })
  expect(world().credits).toBe(1_997)
  expect(bench.fake.journal.requests('POST', /email-verification$/)).toHaveLength(3)
})

it('Addresses refused for the time being are verified once that is over', async () => {
  const { listId } = list(3, 'fine')
  const fault: Fault = { kind: 'status', status: 429, when: 'before_commit' }
  bench.fake.faults.script({ method: 'POST', path: '/email-verification', fault, times: 3 })
  expect(await verify(listId)).toMatchObject({ total: 3, left: 0, pending: 0, found: { verified: 3 } })
  expect(world().credits).toBe(1_997)
})

it('A verification continues once a full disk has room again, and pays for no address twice', async () => {
  await bench.close()
  const disk = createFullDisk('update on main.email_check', 'update on main.verification_run')
  bench = await startBench({ backend: { openStore: disk.openStore } })
  const { listId } = list(30, 'fine')
  bench.fake.faults.latency({ ms: 30, jitterMs: 0 })
  await bench.app.call('verification.start', { listId, which: ['ready'] })
  await until('the first answers', () => world().credits < 2_000)
  disk.isFull = true
  await until('the disk to refuse', () => disk.refused > 3)
  disk.isFull = false
  const run = await until(
    'the run to end',
    async () => {
      bench.fake.clock.advance(5_000)
      const { run: now } = await plan(listId)
      return now?.state === 'done' ? now : null
    },
    60_000,
  )
  expect(run).toMatchObject({ total: 30, left: 0, pending: 0, found: { verified: 30 } })
  expect(world().credits).toBe(1_970)
})

it('An address verified by a clock a year ahead is verified again a month later, once the clock is right', async () => {
  await bench.close()
  let aheadMs = 365 * dayMs
  let laterMs = 0
  bench = await startBench({
    date: () => Date.now() + laterMs,
    backend: { clock: { ...systemClock, now: () => Date.now() + laterMs + aheadMs } },
  })
  const { listId } = list(2, 'fine')
  const planned = async () => {
    await bench.app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
    return plan(listId)
  }
  expect(await verify(listId)).toMatchObject({ found: { verified: 2 } })
  expect(await planned()).toMatchObject({ ready: 0, known: 2 })
  aheadMs = 0
  expect(await planned()).toMatchObject({ ready: 0, known: 2 })
  laterMs = 31 * dayMs
  expect(await planned()).toMatchObject({ ready: 2, known: 0 })
})

it('An address of a domain that may accept every address is verified again until that is known', async () => {
  const { listId } = list(1)
  const words = { verification_status: 'verified' }
  bench.fake.faults.script({
    method: 'POST',
    path: '/email-verification',
    fault: { kind: 'older_answer', fields: { ...words, catch_all: 'pending' } },
  })
  bench.fake.faults.script({
    method: 'GET',
    path: '/email-verification/*',
    fault: { kind: 'older_answer', fields: { ...words, catch_all: true } },
    times: 99,
  })
  expect(await verify(listId)).toMatchObject({ found: { verified: 0, risky: 1 } })
})

it('An unverified lead goes through the remaining checks once Instantly calls its address good', async () => {
  const { listId, emails } = makeList(bench.app.dir, {
    workspaceId: bench.workspaceId,
    name: 'Held',
    count: 3,
    tag: 'fine',
    emailOf: (row) => ['noreply', 'ann', 'bo'][row - 1] + '@fine.example',
    variables: (row): Record<string, string> => (row === 2 ? { note: 'x'.repeat(20_001) } : {}),
  })
  const db = new Database(path.join(bench.app.dir, 'sendoff.db'))
  db.prepare('update lead set gate = ? where list_id = ?').run(gateCodes.unverified, listId)
  db.prepare('update list_gate_count set gate = ? where list_id = ? and gate = 0').run(gateCodes.unverified, listId)
  db.close()
  expect(emails).toHaveLength(3)
  await verify(listId)
  expect((await bench.app.call('lists.get', { listId })).gates).toMatchObject({
    ready: 1,
    role_address: 1,
    too_long: 1,
    unverified: 0,
  })
})

it('A lead whose address the list has ready in the other spelling stays excluded', async () => {
  const { listId } = makeList(bench.app.dir, {
    workspaceId: bench.workspaceId,
    name: 'Spelt twice',
    count: 2,
    emailOf: (row) => (row === 1 ? 'info@müller.example' : 'info@xn--mller-kva.example'),
  })
  const db = new Database(path.join(bench.app.dir, 'sendoff.db'))
  db.prepare('update lead set gate = ? where list_id = ? and position = 2').run(gateCodes.unverified, listId)
  db.prepare('update list_gate_count set count = 1 where list_id = ? and gate = 0').run(listId)
  db.prepare('insert into list_gate_count (workspace_id, list_id, gate, count) values (?, ?, ?, 1)').run(
    bench.workspaceId,
    listId,
    gateCodes.unverified,
  )
  db.close()
  await bench.app.call('verification.start', { listId, which: ['held'] })
  await until('the run to end', async () => {
    bench.fake.clock.advance(5_000)
    return (await plan(listId)).run?.state === 'done'
  })
  expect((await bench.app.call('lists.get', { listId })).gates).toMatchObject({ ready: 1, already_in_list: 1 })
})

it('The result of an address in another list of the client is used without paying again', async () => {
  await verify(list(9, 'invalid').listId)
  const second = list(9, 'invalid')
  expect(await plan(second.listId)).toMatchObject({ ready: 0, known: 9 })
  await verify(second.listId)
  expect(world().credits).toBe(1_991)
  expect((await bench.app.call('lists.get', { listId: second.listId })).gates).toMatchObject({ not_found: 9 })
})

it("Two lists with the same addresses verified at once both get Instantly's results, and each address is paid once", async () => {
  bench.fake.faults.latency({ ms: 20, jitterMs: 0, commitAt: 0.5 })
  const lists = [list(20, 'invalid'), list(20, 'invalid')]
  for (const { listId } of lists)
    await bench.app.call('verification.start', { listId, which: ['ready', 'told', 'held'] })
  for (const { listId } of lists) {
    await until('the run to end', async () => (await plan(listId)).run?.state === 'done')
  }
  await until('the first list to learn of it', async () =>
    (await Promise.all(lists.map(({ listId }) => bench.app.call('lists.get', { listId })))).every(
      ({ gates }) => gates.not_found === 20,
    ),
  )
  expect(world().credits).toBe(1_980)
})

it('A list gets the results of another that asked for the same addresses, even if the disk was full meanwhile', async () => {
  await bench.close()
  const disk = createFullDisk('update of gate on main.lead when new.list_id = (select max(id) from main.lead_list)')
  bench = await startBench({ backend: { openStore: disk.openStore } })
  bench.fake.faults.latency({ ms: 20, jitterMs: 0, commitAt: 0.5 })
  const lists = [list(20, 'invalid'), list(20, 'invalid')]
  disk.isFull = true
  for (const { listId } of lists)
    await bench.app.call('verification.start', { listId, which: ['ready', 'told', 'held'] })
  await until('the disk to refuse', () => disk.refused > 0)
  disk.isFull = false
  await until(
    'the other list to learn of it',
    async () => {
      const there = await Promise.all(lists.map(({ listId }) => bench.app.call('lists.get', { listId })))
      return there.every(({ gates }) => gates.not_found === 20)
    },
    40_000,
  )
  expect(world().credits).toBe(1_980)
})

it("Addresses waiting in another list's paused verification are still verified, and not again when it continues", async () => {
  bench.fake.faults.latency({ ms: 80, jitterMs: 0, commitAt: 0.5 })
  const [paused, other] = [list(60, 'invalid'), list(60, 'invalid')]
  const { id: runId } = await bench.app.call('verification.start', { listId: paused.listId, which: ['ready', 'told'] })
  await until('some answers', async () => ((await plan(paused.listId)).run?.found.invalid ?? 0) > 3)
  await bench.app.call('verification.pause', { runId })
  expect((await plan(other.listId)).ready).toBeGreaterThan(20)
  await verify(other.listId)
  expect((await bench.app.call('lists.get', { listId: other.listId })).gates).toMatchObject({ not_found: 60 })
  expect((await plan(paused.listId)).run).toMatchObject({ state: 'paused', left: 0 })
  await bench.app.call('verification.resume', { runId })
  await until('the paused one to end', async () => (await plan(paused.listId)).run?.state === 'done')
  expect((await bench.app.call('lists.get', { listId: paused.listId })).gates).toMatchObject({ not_found: 60 })
  expect(world().credits).toBe(1_940)
})

it('Verification waits without losing or paying anything twice when credits run out, and continues on request', async () => {
  world().credits = 10
  const { listId } = list(25)
  await bench.app.call('verification.start', { listId, which: ['ready', 'told'] })
  const stuck = await until('the run to wait', async () => {
    const { run } = await plan(listId)
    return run?.state === 'waiting' ? run : null
  })
  expect(stuck.problem?.code).toBe('VERIFICATION_NO_CREDITS')
  expect((await bench.app.call('workspaces.list', {}))[0]?.hasKey).toBe(true)
  world().credits = 1_000
  await bench.app.call('verification.resume', { runId: stuck.id })
  await until('the run to end', async () => {
    bench.fake.clock.advance(5_000)
    return (await plan(listId)).run?.state === 'done'
  })
  expect(world().credits).toBe(985)
})

it('An address with an unknown answer does not hold up verification', async () => {
  const { listId } = list(12)
  const { id } = await bench.app.call('verification.start', { listId, which: ['ready', 'told'] })
  await until('the slow ones', async () => (await plan(listId)).run?.pending === 9)
  const { verified } = world()
  const slow = [...verified].filter(([, { status }]) => status === null).map(([email]) => email)
  const say = (status: string) => {
    for (const email of slow) verified.set(email, { at: 0, status })
  }
  const looks = () =>
    bench.fake.journal.entries.filter((entry) => entry.method === 'GET' && /verif/.test(entry.path)).length
  say('accept_all')
  const before = looks()
  await until('a look at each', () => looks() >= before + 2 * slow.length)
  expect((await plan(listId)).run).toMatchObject({ id, state: 'running', pending: 9, found: { verified: 3 } })
  say('verified')
  await until('the run to end', async () => (await plan(listId)).run?.state === 'done')
  expect((await plan(listId)).run?.found).toMatchObject({ verified: 12, unanswered: 0 })
})

it('An address Instantly refuses to verify does not hold up the others', async () => {
  const { listId } = list(12)
  await bench.app.call('verification.start', { listId, which: ['ready', 'told'] })
  await until('the slow ones', async () => (await plan(listId)).run?.pending === 9)
  const { verified } = world()
  const slow = [...verified].filter(([, { status }]) => status === null).map(([email]) => email)
  const askedAt = `/email-verification/${encodeURIComponent(slow[0] ?? '')}`
  const refused = { kind: 'status', status: 400, when: 'before_commit' } as const
  bench.fake.faults.script({ method: 'GET', path: askedAt, times: 100_000, fault: refused })
  for (const email of slow) verified.set(email, { at: 0, status: 'verified' })
  await until('the others', async () => (await plan(listId)).run?.found.verified === 11)
  expect((await plan(listId)).run).toMatchObject({ state: 'running', pending: 1 })
})

it('A verification goes on by itself after an answer that was cut off, and pays for no address twice', async () => {
  const cutOff = { kind: 'invalid_json' } as const
  bench.fake.faults.script({ method: 'POST', path: '/email-verification', fault: cutOff })
  bench.fake.faults.script({ method: 'GET', path: '/email-verification/*', fault: cutOff })
  expect(await verify(list(12).listId)).toMatchObject({ total: 12, left: 0, found: { verified: 12 } })
  expect(world().credits).toBe(1_988)
})

it('Verification pauses, and ends early with what was verified', async () => {
  bench.fake.faults.latency({ ms: 80, jitterMs: 0, commitAt: 0.5 })
  const { listId } = list(60)
  const { id: runId } = await bench.app.call('verification.start', { listId, which: ['ready', 'told'] })
  await until('some answers', async () => ((await plan(listId)).run?.found.verified ?? 0) > 3)
  expect((await bench.app.call('verification.pause', { runId })).state).toBe('paused')
  await bench.app.call('verification.cancel', { runId })
  const run = await until('the end', async () => {
    bench.fake.clock.advance(5_000)
    const now = (await plan(listId)).run
    return now?.state === 'done' ? now : null
  })
  expect(run.total).toBeLessThan(60)
  expect(2_000 - world().credits).toBe(run.total)
})

it('A cancelled verification does not ask again for addresses whose requests were lost', async () => {
  const lost = { kind: 'reset', when: 'before_commit' } as const
  bench.fake.faults.script({ method: 'POST', path: '/email-verification', fault: lost, times: 6 })
  const goOn = bench.fake.faults.hold({ method: 'POST', path: '/email-verification' })
  const asked = () => bench.fake.journal.requests('POST', /email-verification$/).length
  const { listId } = list(12)
  const { id: runId } = await bench.app.call('verification.start', { listId, which: ['ready', 'told'] })
  await until('six requests', () => asked() === 6)
  await bench.app.call('verification.cancel', { runId })
  goOn()
  const run = await until('the end', async () => {
    const now = (await plan(listId)).run
    return now?.state === 'done' ? now : null
  })
  expect(run.total).toBe(0)
  expect(asked()).toBe(6)
})

/** Excludes the list's leads, like a file that reports none of its addresses as verified. */
function holdBack(listId: ListId): void {
  const db = new Database(path.join(bench.app.dir, 'sendoff.db'))
  db.prepare('update lead set gate = ? where list_id = ?').run(gateCodes.unverified, listId)
  db.prepare('update list_gate_count set gate = ? where list_id = ?').run(gateCodes.unverified, listId)
  db.close()
}

describe('leads moved by a verification', () => {
  const history = (listId: ListId) => bench.app.call('lists.history', { listId })
  const gates = async (listId: ListId) => (await bench.app.call('lists.get', { listId })).gates

  it('are one step of the list, undone as a whole except for what changed since', async () => {
    const { listId } = list(700, 'invalid')
    await verify(listId)
    expect(await gates(listId)).toMatchObject({ ready: 0, not_found: 700 })
    const [step, ...others] = await history(listId)
    expect(others).toEqual([])
    expect(step).toMatchObject({ kind: 'verify', count: 700, undone: false })
    const { rows } = await bench.app.call('lists.leads', { listId, page: { limit: 1 } })
    const { leadId } = await bench.app.call('lists.editLead', {
      leadId: rows[0]?.id as never,
      change: { kind: 'field', name: 'email', value: 'put.right@acme.example' },
    })
    expect(await bench.app.call('lists.undo', { actionId: step?.actionId ?? 0 })).toEqual({ count: 699, kept: 1 })
    expect(await gates(listId)).toMatchObject({ ready: 700, not_found: 0 })
    expect(await bench.app.call('lists.lead', { leadId })).toMatchObject({ email: 'put.right@acme.example' })
    expect((await history(listId)).map(({ kind, undone }) => [kind, undone])).toEqual([
      ['edit', false],
      ['verify', true],
    ])
    const shown = await bench.app.call('lists.leads', { listId, gate: 'ready', page: {} })
    expect(shown.total).toBe(700)
  })

  it('are one step, however far apart the clocks of the computer and of Instantly are', async () => {
    await bench.close()
    let aheadMs = 0
    bench = await startBench({ backend: { clock: { ...systemClock, now: () => Date.now() + aheadMs } } })
    for (const ahead of [-dayMs, dayMs]) {
      aheadMs = ahead
      const { listId } = list(700, ahead < 0 ? 'invalid' : 'bounce')
      await bench.app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
      await verify(listId)
      expect(await history(listId)).toMatchObject([{ kind: 'verify', count: 700 }])
    }
  })

  it('return to their rows if an export covered them', async () => {
    const { listId } = list(20, 'bounce')
    await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Dentists')))
    await verify(listId)
    expect(await gates(listId)).toMatchObject({ ready: 0, not_found: 20 })
    const [step] = await history(listId)
    expect(await bench.app.call('lists.undo', { actionId: step?.actionId ?? 0 })).toEqual({ count: 20, kept: 0 })
    expect(await gates(listId)).toMatchObject({ ready: 20, not_found: 0 })
    expect(await history(listId)).toMatchObject([{ kind: 'verify', undone: true }])
  })

  it('exclude a lead whose address was corrected during the verification', async () => {
    bench.fake.faults.latency({ ms: 400, jitterMs: 0, commitAt: 0.5 })
    const { listId } = list(6, 'invalid')
    holdBack(listId)
    const { rows } = await bench.app.call('lists.leads', { listId, page: {} })
    const { id } = await bench.app.call('verification.start', { listId, which: ['held'] })
    const change = { kind: 'field', name: 'email', value: 'other@acme.example' } as const
    await bench.app.call('lists.editLead', { leadId: rows[0]?.id as never, change })
    await until('the run to end', async () => {
      bench.fake.clock.advance(5_000)
      const { run } = await plan(listId)
      return run?.id === id && run.state === 'done'
    })
    expect(await gates(listId)).toMatchObject({ ready: 1, not_found: 5 })
  })
})

it('Verification changes nothing in the report of an earlier export', async () => {
  const { listId } = list(20, 'bounce')
  const id = await startExport(bench.app, listId, newCampaignSettings('Dentists'))
  const before = await ended(bench.app, id)
  await verify(listId)
  expect((await bench.app.call('lists.get', { listId })).gates).toMatchObject({ ready: 0, not_found: 20 })
  expect(await bench.app.call('exports.ledger', { exportId: id })).toEqual(before)
})

describe('a killed app', () => {
  it('completes an interrupted undo of a step, and the list can be changed again', async () => {
    const fake = await startFakeInstantly()
    const dir = temporaryDir('sendoff-verify-')
    let app: UnkilledApp = startHere(dir, fake.url)
    const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
    const { listId } = makeList(dir, { workspaceId: workspace.id, name: 'Killed', count: 510, tag: 'invalid' })
    await app.call('verification.start', { listId, which: ['ready', 'told'] })
    await until('the run to end', async () => {
      fake.clock.advance(5_000)
      return (await app.call('verification.plan', { listId })).run?.state === 'done'
    })
    const [step] = await app.call('lists.history', { listId })
    await app.kill()
    app = await startCrashingApp(dir, fake.url, {
      dying: { table: 'lead_change', when: 'committed', nth: 1, deleted: true },
    })
    await expect(app.call('lists.undo', { actionId: step?.actionId ?? 0 })).rejects.toThrow()
    app = await startAfterKill(dir, fake.url)
    expect((await app.call('lists.get', { listId })).gates).toMatchObject({ ready: 510, not_found: 0 })
    expect(await app.call('lists.history', { listId })).toMatchObject([{ kind: 'verify', undone: true }])
    const { rows } = await app.call('lists.leads', { listId, page: { limit: 1 } })
    const choice = { leadIds: rows.map(({ id }) => id) }
    expect(await app.call('lists.removeLeads', { listId, choice })).toMatchObject({ count: 1 })
    await app.kill()
    await fake.close()
  })

  it('verifies no address twice and forgets none, however often it is killed midway', async () => {
    const fake = await startFakeInstantly()
    const dir = temporaryDir('sendoff-verify-')
    let app: UnkilledApp = await startCrashingApp(dir, fake.url)
    const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
    const { listId } = makeList(dir, { workspaceId: workspace.id, name: 'Killed', count: 120, tag: 'invalid' })
    fake.faults.latency({ ms: 60, jitterMs: 40, commitAt: 0.5 })
    await app.call('verification.start', { listId, which: ['ready', 'told'] })
    const kills = [230, 90, 410].slice(0, times(2, 3))
    for (const [at, ms] of kills.entries()) {
      await new Promise((resolve) => setTimeout(resolve, ms))
      await app.kill()
      app = await (at + 1 < kills.length ? startCrashingApp(dir, fake.url) : startAfterKill(dir, fake.url))
      // Enough time to read back what it left unanswered, and to request some more.
      await until('it to go on', async () => {
        const { run } = await app.call('verification.plan', { listId })
        return run && run.left < 120
      })
    }
    const run = await until('the run to end', async () => {
      fake.clock.advance(5_000)
      const now = (await app.call('verification.plan', { listId })).run
      return now?.state === 'done' ? now : null
    })
    expect(run).toMatchObject({ total: 120, found: { invalid: 120 } })
    expect(fake.world.workspaces[0]?.credits).toBe(2_000 - 120)
    expect((await app.call('lists.get', { listId })).gates).toMatchObject({ ready: 0, not_found: 120 })
    expect(fake.violations).toEqual([])
    await app.kill()
    await fake.close()
  })
})

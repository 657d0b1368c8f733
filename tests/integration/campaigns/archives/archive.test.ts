import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import type { CampaignId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { useBench } from '../../../support/use-bench.ts'
import { traces } from '../../app/people/support.ts'
import { remoteWorkspace } from '../../inbox/inbox/support.ts'
import { day, makeCampaign, read, rowOf, startCampaigns, truthOf } from '../campaigns/support.ts'

const start = useBench((backend: NonNullable<Parameters<typeof startCampaigns>[0]>['backend'] = {}) =>
  startCampaigns({ backend: { editTimings: { deleteHoldMs: 200 }, ...backend } }),
)

/** Creates a campaign that has sent, was answered, and is paused. */
async function lived(leads = 110) {
  const rig = await start()
  const remoteId = await makeCampaign(rig, 'Autumn', { leads })
  await rig.fake.moveOn(12 * day)
  await createAsk(rig.fake)('POST', `/campaigns/${remoteId}/pause`)
  await read(rig)
  const { id } = await rowOf(rig, 'Autumn')
  return { rig, id, remoteId, ask: createAsk(rig.fake) }
}

/** Creates a draft with leads, without mails to read, because Instantly allows few mail lists a minute. */
async function drafted(leads: number) {
  const rig = await start()
  const remoteId = await makeCampaign(rig, 'Autumn', { leads, start: false })
  await read(rig)
  const { id } = await rowOf(rig, 'Autumn')
  return { rig, id, remoteId, ask: createAsk(rig.fake) }
}

type Moved = { readonly ask: ReturnType<typeof createAsk>; readonly remoteId: string; readonly lead: string }

const ended = (rig: Bench, campaignId: CampaignId) =>
  until('the archive to end', async () => {
    const archive = await rig.app.call('archives.get', { campaignId })
    return archive && archive.state !== 'running' ? archive : null
  })

it('An archive stores leads and mails, compares, and says that deleting is safe; afterwards all can be read', async () => {
  const { rig, id, remoteId } = await lived()
  const truth = truthOf(rig, remoteId)
  await rig.app.call('archives.start', { campaignId: id })
  const archive = await ended(rig, id)
  expect(archive).toMatchObject({ state: 'done', safe: true, leads: 110, problem: null })
  const counts = Object.fromEntries(archive.counts.map(({ what, there, here }) => [what, [there, here]]))
  expect(counts).toEqual({
    leads_listed: [110, 110],
    leads_total: [110, 110],
    mails_sent: [truth.sent, truth.sent],
    sent: [truth.sent, truth.sent],
    replied: [truth.replied, truth.replied],
    days_sent: [truth.sent, truth.sent],
  })
  const [deletion] = await rig.app.call('archives.free', { campaignId: id })
  await until('the deletion', async () => {
    const [row] = await rig.app.call('campaignDeletions.results', { ids: [deletion?.id ?? 0] })
    return row?.state === 'done'
  })
  await rig.fake.close()
  const leads = await rig.app.call('archives.leads', { campaignId: id, search: 'lead7@', page: {} })
  expect(leads).toMatchObject({ total: 1, rows: [{ name: 'First7' }] })
  const [lead] = leads.rows
  const mails = await rig.app.call('archives.mails', { campaignId: id, email: lead?.email ?? '' })
  expect(mails.length).toBe(lead?.mails)
  expect(mails[0]?.text).toContain('Hi First7')
  expect((await rig.app.call('campaigns.figures', { campaignId: id })).days.length).toBeGreaterThan(0)
})

it('An archive continues by itself once there is room, even if the disk was too full to store that it is full', async () => {
  let store: Store | null = null
  const rig = await start({ openStore: (...given) => (store = openStore(...given)), clock: hastyClock(100) })
  await makeCampaign(rig, 'Autumn', { leads: 5, start: false })
  await read(rig)
  const { id } = await rowOf(rig, 'Autumn')
  let refused = 0
  let isFull = true
  const { raw } = store as unknown as Store
  raw.function('refuses', () => {
    if (!isFull) return null
    refused += 1
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  })
  raw.exec('create temp trigger full before update on main.campaign_archive begin select refuses(); end')
  await rig.app.call('archives.start', { campaignId: id })
  await until('both to be refused', () => refused >= 2)
  isFull = false
  expect(await ended(rig, id)).toMatchObject({ state: 'done', safe: true, problem: null })
})

it('An archive does not bring back erased people, and is still safe to delete', async () => {
  const { rig, id } = await lived(20)
  const email = remoteWorkspace(rig).messages.find(({ kind, leadEmail }) => kind === 2 && leadEmail)?.leadEmail ?? ''
  expect(email).not.toBe('')
  await rig.app.call('people.erase', { email, typed: email, block: false })
  await until('the person to be erased', async () => (await rig.app.call('people.erasures', {}))[0]?.state === 'done')
  await rig.app.call('archives.start', { campaignId: id })
  expect(await ended(rig, id)).toMatchObject({ state: 'done', safe: true, problem: null })
  const db = new Database(`${rig.app.dir}/sendoff.db`, { readonly: true })
  const left = db.prepare(`select count(*) from archived_mail where instr(lower(raw), ?)`).pluck().get(email)
  db.close()
  expect(left).toBe(0)
  expect(traces(rig.app.dir, email)).toEqual([])
})

it('An archive is never safe while the campaign runs', async () => {
  const { rig, id, ask, remoteId } = await lived(20)
  await ask('POST', `/campaigns/${remoteId}/activate`)
  await rig.app.call('archives.start', { campaignId: id })
  expect(await ended(rig, id)).toMatchObject({ state: 'done', safe: false, running: true })
  await expect(rig.app.call('archives.free', { campaignId: id })).rejects.toMatchObject({ code: 'ARCHIVE_NOT_SAFE' })
})

it('An archive is no longer safe if a lead was added after the comparison: nothing is deleted', async () => {
  const { rig, id, ask, remoteId } = await drafted(20)
  await rig.app.call('archives.start', { campaignId: id })
  expect(await ended(rig, id)).toMatchObject({ safe: true })
  await ask('POST', '/leads/add', { campaign_id: remoteId, leads: [{ email: 'late@comer.example' }] })
  await expect(rig.app.call('archives.free', { campaignId: id })).rejects.toMatchObject({ code: 'ARCHIVE_NOT_SAFE' })
  expect(await rig.app.call('archives.get', { campaignId: id })).toMatchObject({ safe: false })
  expect(rig.fake.journal.requests('DELETE', /campaigns/)).toEqual([])
  await rig.app.call('archives.start', { campaignId: id })
  expect(await ended(rig, id)).toMatchObject({ safe: true, leads: 21 })
})

it.each([
  [
    'one lead was replaced by another',
    async ({ ask, remoteId, lead }: Moved) => {
      await ask('DELETE', `/leads/${lead}`)
      await ask('POST', '/leads/add', { campaign_id: remoteId, leads: [{ email: 'late@comer.example' }] })
    },
  ],
  [
    'a value of one has changed',
    async ({ ask, lead }: Moved) => {
      await ask('PATCH', `/leads/${lead}`, { first_name: 'Other' })
    },
  ],
])('An archive is no longer safe if the number of leads is the same, but %s', async (_what, move) => {
  const { rig, id, ask, remoteId } = await drafted(20)
  await rig.app.call('archives.start', { campaignId: id })
  expect(await ended(rig, id)).toMatchObject({ safe: true })
  const { rows } = await rig.app.call('archives.leads', { campaignId: id, search: 'lead7@', page: {} })
  await move({ ask, remoteId, lead: rows[0]?.id ?? '' })
  await expect(rig.app.call('archives.free', { campaignId: id })).rejects.toMatchObject({ code: 'ARCHIVE_NOT_SAFE' })
  expect(rig.fake.journal.requests('DELETE', /campaigns/)).toEqual([])
})

it('An archive is never safe if a count differs', async () => {
  const { rig, id } = await lived(120)
  rig.fake.faults.latency({ ms: 100 })
  await rig.app.call('archives.start', { campaignId: id })
  await until('the first leads', async () => ((await rig.app.call('archives.get', { campaignId: id }))?.leads ?? 0) > 0)
  // One of the received mails is missing, as after a full disk or a damaged page.
  await until('the mails', async () => (await rig.app.call('archives.get', { campaignId: id }))?.step !== 'leads')
  const db = new Database(`${rig.app.dir}/sendoff.db`)
  await until(
    'a mail to lose',
    () =>
      db
        .prepare(
          'delete from archived_mail where rowid = (select rowid from archived_mail where campaign_id = ? and kind = 1 limit 1)',
        )
        .run(id).changes === 1,
  )
  db.close()
  const archive = await ended(rig, id)
  expect(archive).toMatchObject({ state: 'done', safe: false })
  const sent = archive.counts.find(({ what }) => what === 'mails_sent')
  expect(sent?.here).toBe((sent?.there ?? 0) - 1)
})

it('An archive can be cancelled, and continues where it stopped', async () => {
  const { rig, id } = await drafted(240)
  rig.fake.faults.latency({ ms: 60 })
  await rig.app.call('archives.start', { campaignId: id })
  await until('some leads', async () => ((await rig.app.call('archives.get', { campaignId: id }))?.leads ?? 0) >= 100)
  const stopped = await rig.app.call('archives.cancel', { campaignId: id })
  expect(stopped).toMatchObject({ state: 'cancelled', safe: false })
  expect(stopped.leads).toBeLessThan(240)
  await rig.app.call('archives.start', { campaignId: id })
  expect(await ended(rig, id)).toMatchObject({ state: 'done', safe: true, leads: 240 })
})

it('An archive puts replies in the inbox, but not unanswered mails', async () => {
  const { rig, id, remoteId } = await lived(60)
  const truth = truthOf(rig, remoteId)
  expect(truth.repliedUnique + truth.automatic).toBeGreaterThan(0)
  await rig.app.call('archives.start', { campaignId: id })
  await ended(rig, id)
  const db = new Database(`${rig.app.dir}/sendoff.db`, { readonly: true })
  // A thread with an answer is complete, including the mail it answers.
  const alone = db
    .prepare(
      `select count(*) from inbox_thread t where not exists (select 1 from inbox_message m where m.thread_id = t.id and m.direction = 'sent')`,
    )
    .pluck()
    .get()
  const silent = db.prepare('select count(*) from inbox_thread where last_received_at is null').pluck().get()
  const threads = db.prepare('select count(*) from inbox_thread').pluck().get() as number
  db.close()
  expect([silent, alone]).toEqual([0, 0])
  expect(threads).toBeGreaterThan(0)
  expect(threads).toBeLessThan(60)
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { classifyReply } from '#backend/inbox/replies/classify-reply.ts'
import { heldOutReplies } from '#backend/inbox/replies/held-out-replies.ts'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import { startBackend, until } from '../../../support/backend.ts'
import { type Bench, ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { makeList } from '../../../support/lists.ts'
import { label, mail, remoteWorkspace, startInbox, synced, threads } from './support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const [eli, uma, pia] = ['eli@other.example', 'uma@other.example', 'pia@third.example']
const threadOf = async (lead: string) => {
  const found = (await threads(bench)).find(({ leadEmail }) => leadEmail === lead)
  if (!found) throw new Error(`${lead} has not written`)
  return found
}
const sortOf = async (lead: string) => (await threadOf(lead)).sorted
const correct = async (lead: string, sorted: ReplySort) =>
  bench.app.call('inbox.correct', { threadId: (await threadOf(lead)).id, sorted })
const kept = () => bench.app.call('inbox.corrections', { workspaceId: bench.workspaceId })
const figures = () => bench.app.call('inbox.correctionFigures', { workspaceId: bench.workspaceId })
const takeBack = async () => {
  const [one] = await kept()
  await bench.app.call('inbox.forgetCorrection', { messageId: one?.messageId ?? 0 })
}
/** Number of labels set at Instantly. */
const told = () => bench.fake.journal.requests('POST', /update-interest-status/).length

/** Two nearly identical replies, and another one. */
async function threeReplies() {
  mail(bench, { lead: eli, text: 'Hmm, my brother in law does these.' })
  mail(bench, { lead: uma, text: 'Hmm my brother in law does these!' })
  mail(bench, { lead: pia, text: 'Perhaps ask the harbour office about cranes.' })
  await synced(bench)
}

describe('an undone correction', () => {
  it("keeps the operator's word for its own reply and reclassifies only the replies it changed", async () => {
    await threeReplies()
    const [before, other] = [await threadOf(uma), await sortOf(pia)]
    await correct(eli, 'other')
    expect(await sortOf(uma)).toBe('other')
    await takeBack()
    expect(await threadOf(uma)).toMatchObject({
      sorted: before.sorted,
      sortedWhy: before.sortedWhy,
      sortedUnsure: before.sortedUnsure,
      sortedFixed: false,
    })
    expect(await threadOf(eli)).toMatchObject({ sorted: 'other', sortedFixed: true })
    expect(await sortOf(pia)).toBe(other)
  })

  it('reclassifies replies that came after it', async () => {
    mail(bench, { lead: eli, text: 'Hmm, my brother in law does these.' })
    await synced(bench)
    const before = await sortOf(eli)
    await correct(eli, 'other')
    mail(bench, { lead: uma, text: 'Hmm my brother in law does these!' })
    await synced(bench)
    expect(await sortOf(uma)).toBe('other')
    await takeBack()
    expect(await sortOf(uma)).toBe(before)
  })

  it('changes no other correction of the operator', async () => {
    await threeReplies()
    await correct(eli, 'other')
    await correct(uma, 'other')
    const [, older] = await kept()
    await bench.app.call('inbox.forgetCorrection', { messageId: older?.messageId ?? 0 })
    expect(await threadOf(uma)).toMatchObject({ sorted: 'other', sortedFixed: true })
  })

  it('changes no label at Instantly, and asks about an opt-out that is only now seen again', async () => {
    mail(bench, { lead: eli, text: 'We would rather not hear about this again.' })
    await synced(bench)
    await correct(eli, 'not_interested')
    const { listId, emails } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count: 1 })
    await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Dentists')))
    const [lead = ''] = emails
    const message = mail(bench, { lead, text: 'We would rather not hear about this topic again.' })
    Object.assign(message, { campaign: [...remoteWorkspace(bench).campaigns.values()][0] ?? null })
    await synced(bench)
    await label(bench.app, (await threadOf(lead)).id, 1)
    expect(await threadOf(lead)).toMatchObject({ sorted: 'not_interested', interest: 1 })
    const optOuts = () => bench.app.call('optOuts.list', { workspaceId: bench.workspaceId, page: {} })
    const asked = (await optOuts()).rows.filter(({ value }) => value === lead)
    expect(asked).toEqual([])
    const before = told()
    await takeBack()
    expect(await threadOf(lead)).toMatchObject({ sorted: 'unsubscribe', interest: 1 })
    expect((await optOuts()).rows).toContainEqual(expect.objectContaining({ value: lead, state: 'asked' }))
    expect(told()).toBe(before)
  })

  it('replaced by another is undone first', async () => {
    await threeReplies()
    const before = await sortOf(eli)
    await correct(eli, 'other')
    expect(await sortOf(uma)).toBe('other')
    await correct(eli, 'question')
    expect(await sortOf(uma)).toBe('question')
    expect(await kept()).toMatchObject([{ label: 'question', was: before }])
  })
})

describe('a correction', () => {
  it('shows how many of the shipped replies are right with it, and nothing without corrections', async () => {
    await threeReplies()
    expect(await figures()).toEqual([])
    await correct(eli, 'other')
    const [found, ...others] = await figures()
    expect(others).toEqual([])
    expect(found).toMatchObject({ workspaceId: bench.workspaceId, of: 450 })
    expect(found?.right).toBeGreaterThanOrEqual(found?.before ?? Number.NaN)
    expect(await kept()).toMatchObject([{ counts: true }])
    await takeBack()
    expect(await figures()).toEqual([])
  })

  it('does not count if fewer of the shipped replies would be right with it, and says so', async () => {
    const right = heldOutReplies().find(
      (one) => one.label === 'not_interested' && classifyReply(one).label === one.label,
    )
    const { subject, text } = right ?? { subject: '', text: '' }
    mail(bench, { lead: eli, subject, text })
    await synced(bench)
    await correct(eli, 'interested')
    expect(await kept()).toMatchObject([{ counts: false, label: 'interested' }])
    const [found] = await figures()
    expect(found?.right).toBe(found?.before)
    mail(bench, { lead: uma, subject, text })
    await synced(bench)
    expect(await sortOf(uma)).toBe('not_interested')
    expect(await sortOf(eli)).toBe('interested')
  })

  it('applies to replies that come right after a start, before it is measured again', async () => {
    for (let no = 0; no < 10; no += 1)
      mail(bench, { lead: `lead${no}@other.example`, text: `Hmm, offer number ${no}?` })
    mail(bench, { lead: eli, text: 'Hmm, my brother in law does these.' })
    await synced(bench)
    for (let no = 0; no < 10; no += 1) await correct(`lead${no}@other.example`, 'question')
    await correct(eli, 'other')
    await bench.app.stop()
    const app = startBackend({ instantlyUrl: bench.fake.url, dir: bench.app.dir, clock: hastyClock(40) })
    bench = { ...bench, app, close: async () => app.stop().then(() => bench.fake.close()) }
    mail(bench, { lead: uma, text: 'Hmm my brother in law does these!' })
    await synced(bench)
    await until('it to be judged with what was corrected', async () => (await sortOf(uma)) === 'other')
  })
})

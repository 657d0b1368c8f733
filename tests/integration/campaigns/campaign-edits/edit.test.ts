import { expect, it, vi } from 'vitest'
import type { CampaignDraft } from '#shared/domain/campaigns/campaign-draft.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { useBench } from '../../../support/use-bench.ts'
import { change, oneCampaign, patches, read, rowOf, startEdits } from './support.ts'

const start = useBench(startEdits)

const withBody =
  (body: string, step = 0) =>
  (draft: CampaignDraft): CampaignDraft => ({
    ...draft,
    steps: draft.steps.map((each, at) =>
      at === step ? { ...each, variants: each.variants.map((variant) => ({ ...variant, body })) } : each,
    ),
  })

it('An edit sends only changed fields, and shows them once Instantly has them', async () => {
  const rig = await start()
  const { id, settings } = await oneCampaign(rig)
  const result = await change(rig, id, (draft) => ({
    ...draft,
    name: 'Autumn, second try',
    numbers: { ...draft.numbers, daily_limit: 25 },
    senders: draft.senders.slice(0, 1),
  }))
  expect(result).toEqual({ outcome: 'saved' })
  expect(patches(rig)).toEqual([{ name: 'Autumn, second try', email_list: ['box1@sender.example'], daily_limit: 25 }])
  expect(settings()).toMatchObject({ name: 'Autumn, second try', daily_limit: 25 })
  expect((await rowOf(rig, 'Autumn, second try')).drift).toBeNull()
  expect(await read(rig)).toMatchObject({ updated: 0 })
})

it('An edit sends all steps and waits of changed emails, with line breaks Instantly shows', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig)
  await change(rig, id, (draft) => {
    const next = withBody('Hello\nthere & you', 1)(draft)
    return { ...next, steps: next.steps.map((step, at) => (at === 0 ? { ...step, delay: 4 } : step)) }
  })
  const [sent] = patches(rig)
  expect(Object.keys(sent ?? {})).toEqual(['sequences'])
  const sequences = sent?.['sequences'] as
    | { steps: { delay: number; variants: { subject: string; body: string }[] }[] }[]
    | undefined
  const steps = sequences?.[0]?.steps
  expect(steps?.map(({ delay }) => delay)).toEqual([4, 3, 0])
  expect(steps?.[0]?.variants[0]?.body).toBe('Hi {{firstName}} of {{city}}<br/>Bye')
  expect(steps?.[1]?.variants[0]).toMatchObject({ subject: '', body: 'Hello<br/>there & you' })
  const { copy } = await rig.app.call('campaigns.detail', { campaignId: id })
  expect(copy.steps[1]).toMatchObject({ wait: { amount: 4, unit: 'days' } })
})

const bodyAt = (settings: () => unknown): string | undefined =>
  (settings() as { sequences: { steps: { variants: { body: string }[] }[] }[] }).sequences[0]?.steps[0]?.variants[0]
    ?.body

it.each([
  ['a word made bold', 'Hi {{firstName}} of <b>{{city}}</b><br/>Bye'],
  ['an empty line', 'Hi {{firstName}} of {{city}}<br/><br/>Bye'],
])('A change of an email that changes no word is sent: %s', async (_, body) => {
  const rig = await start()
  const { id, settings } = await oneCampaign(rig)
  expect(await change(rig, id, withBody(body))).toEqual({ outcome: 'saved' })
  expect(patches(rig)).toHaveLength(1)
  expect(bodyAt(settings)).toBe(body)
  expect((await rowOf(rig, 'Autumn')).drift).toBeNull()
})

it('A change without new words is kept until Instantly has it, and is not done if its answer was lost', async () => {
  const rig = await start()
  const { id, settings } = await oneCampaign(rig)
  const body = 'Hi {{firstName}} of {{city}}<br/><br/>Bye'
  rig.fake.faults.script({ method: 'PATCH', path: '/campaigns/*', fault: { kind: 'reset', when: 'before_commit' } })
  await expect(change(rig, id, withBody(body))).rejects.toMatchObject({ code: 'CAMPAIGN_EDIT_NOT_KEPT' })
  await read(rig)
  expect((await rowOf(rig, 'Autumn')).drift).toBe('not_agreed')
  await rig.app.call('campaignEdits.takeSide', { campaignId: id, side: 'ours' })
  expect(bodyAt(settings)).toBe(body)
  await read(rig)
  expect((await rowOf(rig, 'Autumn')).drift).toBeNull()
})

it('An edit that Instantly would refuse is refused before anything is sent', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig)
  rig.fake.journal.clear()
  const wrong = change(rig, id, (draft) => ({
    ...draft,
    schedules: draft.schedules.map((schedule) => ({ ...schedule, timezone: 'America/New_York' })),
  }))
  await expect(wrong).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'zone' } })
  const noSubject = change(rig, id, (draft) => ({
    ...draft,
    steps: draft.steps.map((step) => ({ ...step, variants: step.variants.map((one) => ({ ...one, subject: '' })) })),
  }))
  await expect(noSubject).rejects.toMatchObject({ data: { field: 'subject' } })
  expect(rig.fake.journal.requests('PATCH', /campaigns/)).toEqual([])
})

it('An edit that Instantly refuses is kept here, and nothing else changes', async () => {
  const rig = await start()
  const { id, settings } = await oneCampaign(rig)
  rig.fake.faults.script({
    method: 'PATCH',
    path: '/campaigns/*',
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  await expect(change(rig, id, (draft) => ({ ...draft, name: 'Spring' }))).rejects.toMatchObject({
    code: 'API_REFUSED',
  })
  expect(settings()).toMatchObject({ name: 'Autumn' })
  expect(await rowOf(rig, 'Autumn')).toMatchObject({ drift: 'not_agreed' })
  const form = await rig.app.call('campaignEdits.form', { campaignId: id })
  expect(form).toMatchObject({ draft: { name: 'Spring' }, opened: { name: 'Autumn' } })
})

it('A lost answer is settled by reading: a change that was made is done, another waits', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig)
  const lost = (when: 'before_commit' | 'after_commit') =>
    rig.fake.faults.script({ method: 'PATCH', path: '/campaigns/*', fault: { kind: 'reset', when } })
  lost('after_commit')
  expect(await change(rig, id, (draft) => ({ ...draft, name: 'Spring' }))).toEqual({ outcome: 'saved' })
  expect(patches(rig)).toHaveLength(1)
  lost('before_commit')
  await expect(change(rig, id, (draft) => ({ ...draft, name: 'Summer' }))).rejects.toMatchObject({
    code: 'CAMPAIGN_EDIT_NOT_KEPT',
  })
  expect((await rowOf(rig, 'Spring')).drift).toBe('not_agreed')
})

it('An edit asks which side counts if the campaign was changed at Instantly since it was opened', async () => {
  const rig = await start()
  const { id, remoteId, settings } = await oneCampaign(rig)
  const form = await rig.app.call('campaignEdits.form', { campaignId: id })
  await createAsk(rig.fake)('PATCH', `/campaigns/${remoteId}`, { name: 'Theirs', daily_limit: 12 })
  rig.fake.journal.clear()
  expect(await change(rig, id, (draft) => ({ ...draft, name: 'Ours' }), form)).toEqual({ outcome: 'differs' })
  expect(patches(rig)).toEqual([])
  expect(await rig.app.call('campaignEdits.drift', { campaignId: id })).toMatchObject({
    kind: 'both_changed',
    changes: [{ part: 'name', from: 'Theirs', to: 'Ours' }],
  })
  await rig.app.call('campaignEdits.takeSide', { campaignId: id, side: 'ours' })
  expect(settings()).toMatchObject({ name: 'Ours', daily_limit: 12 })
  expect(await rig.app.call('campaignEdits.drift', { campaignId: id })).toBeNull()
})

it('Two simultaneous edits are saved one after the other, each with its own outcome', async () => {
  const rig = await start()
  const { id, settings } = await oneCampaign(rig)
  const results = await Promise.all([
    change(rig, id, (draft) => ({ ...draft, name: 'Spring' })),
    change(rig, id, (draft) => ({ ...draft, numbers: { ...draft.numbers, daily_limit: 25 } })),
  ])
  expect(results).toEqual([{ outcome: 'saved' }, { outcome: 'differs' }])
  expect(patches(rig)).toEqual([{ name: 'Spring' }])
  expect((await rowOf(rig, 'Spring')).drift).toBe('both_changed')
  await rig.app.call('campaignEdits.takeSide', { campaignId: id, side: 'ours' })
  expect(settings()).toMatchObject({ name: 'Spring', daily_limit: 25 })
})

it('An edit says so if Instantly answers but stores something else', async () => {
  const rig = await start()
  const { id, remoteId } = await oneCampaign(rig)
  // As reported for bodies with `&`: the answer is correct, but the stored body is empty.
  const answer = rig.fake.faults.hold({ method: 'PATCH', path: '/campaigns/*', when: 'after_commit' })
  const saving = change(rig, id, withBody('Tea & coffee')).catch((error: unknown) => error)
  await vi.waitFor(() => expect(patches(rig)).toHaveLength(1))
  const stored = rig.fake.world.workspaces[0]?.campaigns.get(remoteId)
  await vi.waitFor(() => expect(JSON.stringify(stored?.settings)).toContain('coffee'))
  if (stored)
    stored.settings = {
      ...stored.settings,
      sequences: JSON.parse(JSON.stringify(stored.settings['sequences']).replaceAll('Tea & coffee', '')),
    }
  answer()
  expect(await saving).toMatchObject({ code: 'CAMPAIGN_EDIT_NOT_KEPT', data: { fields: 'sequences' } })
  expect((await rowOf(rig, 'Autumn')).drift).not.toBeNull()
})

/** A list is split into variants: previewed, applied completely, undone completely, and applied to later leads too. */
import { expect, test } from 'vitest'
import { failure, importFile, inStore, settings, suggested, writeFile } from '../../leads/support.ts'
import { apply, exported, leadRows, leadsOf, plan, startExperiment, variablesOf, variantsOf } from './support.ts'

const count = <T>(of: Iterable<T>, what: T) => [...of].filter((one) => one === what).length

test('The preview matches the result of applying, and changes nothing', async () => {
  const { test: t, list } = await startExperiment()
  const before = leadsOf(t.dir, list.id)
  const preview = await t.call('experiments.preview', {
    id: null,
    listId: list.id,
    plan,
    seed: 'seed1',
    columns: ['variable:category', 'variable:city'],
  })
  expect(leadsOf(t.dir, list.id)).toEqual(before)
  expect(preview).toMatchObject({ leads: 400, fixed: 0, reached: 0, mark: 'variant_icebreaker', tooManyStrata: false })
  expect(preview.variants.map(({ leads }) => leads)).toEqual([200, 200])
  const { step } = await apply(t, list)
  expect(step.count).toBe(400)
  const variants = variantsOf(t.dir, list.id)
  expect([count(variants.values(), 'Own'), count(variants.values(), 'City')]).toEqual([200, 200])
  const after = leadsOf(t.dir, list.id)
  for (const lead of after) {
    const { icebreaker, city, variant_icebreaker: name } = variablesOf(lead)
    const number = /^p(\d+)@/.exec(lead.email)?.[1]
    expect(icebreaker).toBe(
      name === 'Own'
        ? `Saw shop ${number}.`
        : `How is business in ${typeof city === 'string' ? city : ''}, Ann${number}?`,
    )
  }
  // Blanks in the text and balance are counted over all leads, not estimated.
  const blank = after.filter((lead) => variablesOf(lead)['variant_icebreaker'] === 'City' && !variablesOf(lead)['city'])
  expect(preview.variants.map(({ gaps }) => gaps)).toEqual([0, blank.length])
  const bakeries = after.filter((lead) => variablesOf(lead)['category'] === 'Bakery')
  expect(preview.balance[0]?.values[0]).toEqual({
    value: 'Bakery',
    leads: ['Own', 'City'].map(
      (name) => bakeries.filter((lead) => variablesOf(lead)['variant_icebreaker'] === name).length,
    ),
  })
})

test('People of one company share a variant, every trade is split evenly, and excluded leads get none', async () => {
  const { test: t, list } = await startExperiment(600)
  await apply(t, list)
  const leads = leadsOf(t.dir, list.id)
  const byCompany = Map.groupBy(leads, ({ email }) => email.split('@')[1])
  for (const people of byCompany.values()) {
    expect(new Set(people.map((lead) => variablesOf(lead)['variant_icebreaker'])).size).toBe(1)
  }
  for (const trade of Map.groupBy(leads, (lead) => variablesOf(lead)['category']).values()) {
    const own = trade.filter((lead) => variablesOf(lead)['variant_icebreaker'] === 'Own').length
    expect(Math.abs(own - trade.length / 2)).toBeLessThanOrEqual(3)
  }
})

test('Undo restores the whole step, and the next time every address gets the same variant', async () => {
  const { test: t, list } = await startExperiment()
  const before = leadsOf(t.dir, list.id)
  const { experiment, step } = await apply(t, list)
  const first = variantsOf(t.dir, list.id)
  expect(await t.call('lists.history', { listId: list.id })).toMatchObject([
    { kind: 'split', count: 400, experiment: plan.name, undone: false },
  ])
  expect(await t.call('lists.undo', { actionId: step.actionId })).toEqual({ count: 400, kept: 0 })
  expect(leadsOf(t.dir, list.id)).toEqual(before)
  expect(await t.call('experiments.get', { id: experiment.id })).toMatchObject({
    state: 'planned',
    assigned: 0,
    step: null,
  })
  await t.call('experiments.apply', { id: experiment.id })
  expect(variantsOf(t.dir, list.id)).toEqual(first)
})

test('Once an export used leads of the list, the step cannot be undone', async () => {
  const { test: t, list } = await startExperiment(20)
  const { step } = await apply(t, list)
  const applied = leadsOf(t.dir, list.id)
  exported(t.dir, list, 'c-1', new Date(Date.now() + 1000).toISOString())
  expect(await failure(t.call('lists.undo', { actionId: step.actionId }))).toMatchObject({
    code: 'EXPERIMENT_EXPORTED',
    data: { name: 'c-1' },
  })
  expect(leadsOf(t.dir, list.id)).toEqual(applied)
})

test('While an export of the list runs no variants are assigned', async () => {
  const { test: t, list } = await startExperiment(20)
  exported(t.dir, list, 'c-1', '2026-01-01T00:00:00.000Z')
  inStore(t.dir, (db) => db.prepare("update export_run set state = 'paused'").run())
  const before = leadsOf(t.dir, list.id)
  const { id } = await t.call('experiments.save', { id: null, listId: list.id, plan, seed: 'seed1' })
  expect((await failure(t.call('experiments.apply', { id }))).code).toBe('EXPERIMENT_EXPORT_RUNS')
  expect(leadsOf(t.dir, list.id)).toEqual(before)
  expect(await t.call('lists.history', { listId: list.id })).toEqual([])
})

test('A newer file keeps the variants, and new leads join by the same rule with one click', async () => {
  const { test: t, list } = await startExperiment()
  const { experiment } = await apply(t, list)
  const first = variantsOf(t.dir, list.id)
  const newer = leadRows(500).split('\n')
  const file = writeFile(t.files, 'newer.csv', [newer[0], ...newer.slice(1).toReversed()].join('\n'))
  const draft = await t.call('imports.open', { workspaceId: t.workspaceId, path: file })
  const merge = { mode: 'both' as const, keep: ['variable:icebreaker'] }
  const into = { listId: list.id, merge }
  await t.call('imports.save', { importId: draft.importId, mapping: suggested(draft), settings, into })
  for (const [email, variant] of first) expect(variantsOf(t.dir, list.id).get(email)).toBe(variant)
  expect(await t.call('experiments.get', { id: experiment.id })).toMatchObject({ assigned: 400, unassigned: 100 })
  const preview = await t.call('experiments.preview', { id: experiment.id, listId: list.id, plan, seed: 'other' })
  expect(preview).toMatchObject({ leads: 500, fixed: 400 })
  const { count: joined } = await t.call('experiments.apply', { id: experiment.id })
  expect(joined).toBe(100)
  const all = variantsOf(t.dir, list.id)
  for (const [email, variant] of first) expect(all.get(email)).toBe(variant)
  expect(Math.abs(count(all.values(), 'Own') - 250)).toBeLessThanOrEqual(1)
  for (const people of Map.groupBy(all.keys(), (email) => email.split('@')[1]).values()) {
    expect(new Set(people.map((email) => all.get(email))).size).toBe(1)
  }
  expect(await t.call('experiments.get', { id: experiment.id })).toMatchObject({ assigned: 500, unassigned: 0 })
})

test('The same addresses in another order or list get the same variants from the same seed', async () => {
  const { test: t, list } = await startExperiment()
  await apply(t, list)
  const rows = leadRows(400).split('\n')
  const other = await importFile(
    t,
    writeFile(t.files, 'other.csv', [rows[0], ...rows.slice(1).toReversed()].join('\n')),
  )
  await apply(t, other)
  expect(Object.fromEntries(variantsOf(t.dir, other.id))).toEqual(Object.fromEntries(variantsOf(t.dir, list.id)))
})

test('An empty value, a column and Instantly’s own field can vary too, and no variable name is used twice', async () => {
  const { test: t, list } = await startExperiment(40)
  const first = await apply(t, list, { ...plan, stratum: null })
  const own = {
    ...plan,
    variable: 'personalization',
    stratum: null,
    variants: [
      { name: 'None', share: 1, value: { kind: 'empty' as const } },
      { name: 'City', share: 1, value: { kind: 'column' as const, column: 'variable:city' } },
      { name: 'Cell', share: 1, value: { kind: 'column' as const, column: 'original:Category' } },
    ],
  }
  const second = await apply(t, list, own)
  const third = await apply(t, list, { ...plan, stratum: null, name: 'Again' }, 'seed2')
  expect([first, second, third].map(({ experiment }) => experiment.mark)).toEqual([
    'variant_icebreaker',
    'variant_personalization',
    'variant_icebreaker_2',
  ])
  for (const lead of leadsOf(t.dir, list.id)) {
    const { personalization } = JSON.parse(lead.payload) as { personalization?: string }
    const { city, category, variant_personalization: name } = variablesOf(lead)
    expect(personalization).toBe(name === 'None' ? undefined : name === 'City' ? city : category)
  }
  await expect(
    t.call('experiments.save', { id: null, listId: list.id, plan: { ...plan, variable: 'first_name' }, seed: 'seed1' }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('A text that makes a value too long is reported before, and applying it changes nothing', async () => {
  const { test: t, list } = await startExperiment(10)
  const file = writeFile(t.files, 'long.csv', `Email,Icebreaker\nlong@one.example,${'y'.repeat(4_000)}`)
  await importFile(t, file, { listId: list.id })
  const value = { kind: 'text' as const, text: '{{icebreaker}}'.repeat(6) }
  const tooLong = { ...plan, stratum: null, variants: plan.variants.map((one) => ({ ...one, value })) }
  const before = leadsOf(t.dir, list.id)
  const preview = await t.call('experiments.preview', { id: null, listId: list.id, plan: tooLong, seed: 'seed1' })
  expect(preview.variants.reduce((sum, { tooLong: some }) => sum + some, 0)).toBe(1)
  const { id } = await t.call('experiments.save', { id: null, listId: list.id, plan: tooLong, seed: 'seed1' })
  expect((await failure(t.call('experiments.apply', { id }))).code).toBe('INVALID_INPUT')
  expect(leadsOf(t.dir, list.id)).toEqual(before)
  expect(await t.call('experiments.get', { id })).toMatchObject({ state: 'planned' })
})

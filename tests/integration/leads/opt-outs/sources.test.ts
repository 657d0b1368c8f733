/** Sources of an opt-out, and what it prevents. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOptOuts } from '#backend/leads/opt-outs/opt-outs.ts'
import { createOptOutQueries } from '#backend/leads/opt-outs/queries.ts'
import type { OptOutRow } from '#shared/contract/leads/opt-outs.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { ListId, OptOutId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { acme, eventStore, payload, received } from '../../events/events/support.ts'
import { mail, startInbox, synced } from '../../inbox/inbox/support.ts'
import { type Bench, keys, startBench } from './support.ts'

const ann = 'ann@prospect.example'

it('A file of all opt-outs has everybody, even if one is undone or added while it is written', () => {
  const { store } = eventStore()
  const optOuts = createOptOuts(store)
  const record = (value: string, at: number) => optOuts.record({ workspaceId: acme, value, at, source: 'hand' })
  const people = Array.from({ length: 1_200 }, (_, no) => `person${no}@a.example`)
  const ids = people.map((value, no) => record(value, no))
  const pages = createOptOutQueries(store, () => null).each({ workspaceId: acme, filter: 'all', search: '' })
  const first = pages.next()
  const written = first.done ? [] : first.value.map(({ value }) => value)
  expect(written).toContain(people.at(-1))
  optOuts.undo([ids.at(-1) as OptOutId], true, () => 5_000)
  record('late1@a.example', 6_000)
  record('late2@a.example', 6_001)
  for (const page of pages) written.push(...page.map(({ value }) => value))
  expect(written.toSorted()).toEqual(people.toSorted())
  store.raw.close()
})

describe('the sources of opt-outs', () => {
  let bench: Bench
  beforeEach(async () => {
    bench = await startBench()
  })
  afterEach(() => bench.close())
  const list = async (): Promise<readonly OptOutRow[]> =>
    (await bench.app.call('optOuts.list', { workspaceId: bench.ids.acme, order: 'value', page: {} })).rows.toReversed()

  it('include a file that says so, in its own words; a bounce is no opt-out', async () => {
    const file = path.join(temporaryDir(), 'old list.csv')
    fs.writeFileSync(
      file,
      'Email,First Name,Unsubscribed\nann@a.example,Ann,yes\nbob@a.example,Bob,\ncora@a.example,Cora,bounced\n',
    )
    const draft = await bench.app.call('imports.open', { workspaceId: bench.ids.acme, path: file })
    const mapping = draft.columns.map(({ suggestion }) => suggestion.target)
    expect(mapping[2]).toMatchObject({ kind: 'opt_out' })
    await bench.app.call('imports.save', {
      importId: draft.importId,
      mapping,
      settings: defaultSettings,
      into: { name: 'Old' },
    })
    await bench.settled('ann@a.example', 'confirmed')
    expect((await list()).map(({ value, source, words }) => [value, source, words])).toEqual([
      ['ann@a.example', 'file', 'yes (old list.csv)'],
    ])
    expect([...bench.world('acme').blocked.keys()]).toEqual(['ann@a.example'])
  })

  it.each(['update', 'both'] as const)(
    'include a newer file of a list, even for people the list does not have, with %s',
    async (mode) => {
      const save = async (name: string, lines: readonly string[], listId: ListId | null) => {
        const file = path.join(temporaryDir(), name)
        fs.writeFileSync(file, `${lines.join('\n')}\n`)
        const draft = await bench.app.call('imports.open', { workspaceId: bench.ids.acme, path: file })
        return bench.app.call('imports.save', {
          importId: draft.importId,
          mapping: draft.columns.map(({ suggestion }) => suggestion.target),
          settings: defaultSettings,
          into: listId === null ? { name: 'People' } : { listId, merge: { mode, keep: [], clearEmpty: false } },
        })
      }
      await bench.app.call('blocklist.add', { workspaceId: bench.ids.acme, everyClient: false, text: 'cora@a.example' })
      const lines = ['Email,First Name', 'ann@a.example,Ann', 'bob@a.example,Bob', 'cora@a.example,Cora']
      const { id } = await save('people.csv', lines, null)
      const newer = ['ann@a.example,yes', 'bob@a.example,', 'cora@a.example,yes', 'dora@a.example,yes']
      await save('newer.csv', ['Email,Unsubscribed', ...newer], id)
      await until('opt-outs', async () => (await list()).length > 1)
      expect((await list()).map(({ value, source, words }) => [value, source, words])).toEqual([
        ['ann@a.example', 'file', 'yes (newer.csv)'],
        ['cora@a.example', 'file', 'yes (newer.csv)'],
        ['dora@a.example', 'file', 'yes (newer.csv)'],
      ])
    },
  )

  it("include a long file's people anywhere, among many rows excluded for other reasons", async () => {
    const rows = Array.from({ length: 12_500 }, (_, at) => {
      const said = [3, 5_000, 5_001, 12_499].includes(at) ? 'unsubscribed' : ''
      return said === '' && at % 5 === 0 ? 'same@a.example,' : `lead${at}@a.example,${said}`
    })
    const file = path.join(temporaryDir(), 'long.csv')
    fs.writeFileSync(file, `Email,Unsubscribed\n${rows.join('\n')}\n`)
    const draft = await bench.app.call('imports.open', { workspaceId: bench.ids.acme, path: file })
    await bench.app.call('imports.save', {
      importId: draft.importId,
      mapping: draft.columns.map(({ suggestion }) => suggestion.target),
      settings: defaultSettings,
      into: { name: 'Long' },
    })
    await bench.settled('lead12499@a.example', 'confirmed')
    expect((await list()).map(({ value }) => value).toSorted()).toEqual([
      'lead12499@a.example',
      'lead3@a.example',
      'lead5000@a.example',
      'lead5001@a.example',
    ])
  })

  it('include a lead Instantly calls unsubscribed, once its leads are copied', async () => {
    const campaign = await bench.campaign('acme', [ann, 'bob@prospect.example'])
    const [lead] = campaign.leads
    if (!lead) throw new Error('no lead')
    lead.status = -2
    await bench.app.call('leadMirror.start', { workspaceId: bench.ids.acme, what: 'whole' })
    expect(await bench.settled(ann, 'confirmed')).toMatchObject({ source: 'lead_status' })
    expect(await bench.find('bob@prospect.example')).toBeNull()
  })

  it('keep everybody who opted out from being moved into a campaign', async () => {
    const from = await bench.campaign('acme', [ann, 'bob@prospect.example'])
    const to = await bench.campaign('acme', ['cora@prospect.example'])
    await bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope: 'client', text: ann })
    await bench.settled(ann, 'confirmed')
    const { items } = await createAsk(bench.fake, keys.acme)('POST', '/leads/list', { campaign: from.id, limit: 10 })
    const moved = bench.app.call('remoteLeads.move', {
      workspaceId: bench.ids.acme,
      from: { kind: 'campaign', id: from.id },
      to: { kind: 'campaign', id: to.id },
      ids: items.map((lead) => String(lead['id'])),
    })
    await until('the job to be over', async () => {
      await bench.fake.moveOn(30_000)
      return Promise.race([moved, new Promise((resolve) => setTimeout(() => resolve(null), 50))])
    })
    expect(await moved).toEqual({ count: 1, stayed: 0, optedOut: 1 })
    expect(
      to.leads
        .filter(({ gone }) => !gone)
        .map(({ email }) => email)
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual(['bob@prospect.example', 'cora@prospect.example'])
  })

  it('for all clients keep a person out of another client’s export', async () => {
    await bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope: 'all', text: ann })
    const state = () => bench.app.call('blocklist.state', { workspaceId: bench.ids.brandt })
    expect((await state()).optOuts).toBe(1)
    const row = await bench.find(ann)
    if (!row) throw new Error('no row')
    await bench.app.call('optOuts.setScope', { ids: [row.id], scope: 'client' })
    expect((await state()).optOuts).toBe(0)
  })

  it('are saved as a file that opens as a table', async () => {
    await bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope: 'client', text: ann })
    bench.app.savePath = path.join(temporaryDir(), 'opted out.csv')
    const saved = await bench.app.call('optOuts.saveCsv', { workspaceId: null })
    expect(saved?.rows).toBe(1)
    const lines = fs.readFileSync(bench.app.savePath, 'utf8').trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(`${ann},Opted out,`)
  })
})

describe('a reply', () => {
  it('that says stop opts its writer out in its words; a doubtful one is asked about, and excluded meanwhile', async () => {
    const bench = await startInbox()
    mail(bench, { lead: 'sure@prospect.example', text: 'Please unsubscribe me.' })
    mail(bench, { lead: 'unsure@prospect.example', text: 'Verteiler. Raus.' })
    await synced(bench)
    const { rows } = await bench.app.call('optOuts.list', { workspaceId: null, order: 'value', page: {} })
    expect(rows.map(({ value, state, source }) => [value, state, source])).toEqual([
      ['unsure@prospect.example', 'asked', 'reply'],
      ['sure@prospect.example', 'on', 'reply'],
    ])
    expect(rows[1]?.words).toBe('Please unsubscribe me.')
    expect(rows[1]?.threadId).not.toBeNull()
    const { optOuts } = await bench.app.call('blocklist.state', { workspaceId: bench.workspaceId })
    expect(optOuts).toBe(2)
    const [asked] = rows
    if (!asked) throw new Error('nothing asked')
    // Instantly stops sending while the operator is asked; a "no" undoes that.
    expect(asked.atInstantly.state).not.toBe('none')
    await bench.app.call('optOuts.answer', { ids: [asked.id], yes: false })
    expect(await bench.app.call('optOuts.counts', { workspaceId: null })).toMatchObject({ on: 1, asked: 0, undone: 1 })
    const after = await bench.app.call('optOuts.list', {
      workspaceId: null,
      filter: 'undone',
      order: 'value',
      page: {},
    })
    expect(['undoing', 'undone']).toContain(after.rows.find(({ id }) => id === asked.id)?.atInstantly.state)
    await bench.close()
  })
})

describe('an event', () => {
  it.each(['before', 'after'])('of a label that means it opts out, another does not: labels read %s', (when) => {
    const { store, ingest, knowLabels } = eventStore()
    const read = () => knowLabels(acme, ['Do not contact', 'Hot'])
    if (when === 'before') read()
    const tell = (lead: string, type: string) => received(payload({ event_type: type, lead_email: lead }))
    ingest(acme, 'relay', [tell('a@b.example', 'Do not contact'), tell('c@d.example', 'Hot')])
    if (when === 'after') read()
    expect(store.raw.prepare('select value, source, words from opt_out').all()).toEqual([
      { value: 'a@b.example', source: 'label', words: 'Do not contact' },
    ])
  })

  it('that may have started a subsequence has opted-out people checked again at once, and nobody else', () => {
    const { store, ingest } = eventStore()
    const { raw } = store
    raw.exec(`insert into campaign (id, workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at)
        values (1, 1, 'c-1', 'Autumn', 'autumn', 1, '', 0, 0), (2, 1, 'c-2', 'Plain', 'plain', 1, '', 0, 0);
      insert into subsequence (workspace_id, campaign_id, remote_id, name, status, raw, content_at, first_seen_at)
        values (1, 1, 's-1', 'Readers', 1, '{}', 0, 0);`)
    const optOuts = createOptOuts(store)
    for (const value of ['kai@prospect.example', 'lea@prospect.example'])
      optOuts.record({ workspaceId: acme, value, at: 1, source: 'hand' })
    raw.prepare("update opt_out_sync set state = 'done', looks = 3, next_at = 999").run()
    const dueNow = () => raw.prepare('select value from opt_out_sync where next_at = 0 and looks = 0').pluck().all()
    ingest(acme, 'relay', [received(payload({ campaign_id: 'c-2' })), received(payload({ event_type: 'email_sent' }))])
    expect(dueNow()).toEqual([])
    ingest(acme, 'relay', [received(payload({}))])
    expect(dueNow()).toEqual(['kai@prospect.example'])
  })

  it('repeated after the operator undid it changes nothing; a later one does', () => {
    const { store, ingest } = eventStore()
    const unsubscribed = (timestamp: string, step: number) =>
      received(payload({ event_type: 'lead_unsubscribed', timestamp, step }))
    ingest(acme, 'relay', [unsubscribed('2026-11-02T09:00:00.000Z', 1)])
    const optOuts = createOptOuts(store)
    const found = () => optOuts.find(acme, 'kai@prospect.example')
    optOuts.undo([found()?.id ?? (0 as never)], true, () => Date.parse('2026-11-03T00:00:00Z'))
    ingest(acme, 'relay', [unsubscribed('2026-11-02T10:00:00.000Z', 2)])
    expect(found()?.state).toBe('undone')
    ingest(acme, 'relay', [unsubscribed('2026-11-04T10:00:00.000Z', 3)])
    expect(found()?.state).toBe('on')
  })
})

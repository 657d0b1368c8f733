import { describe, expect, test } from 'vitest'
import type { Store } from '#backend/core/deps.ts'
import { createEventQueries } from '#backend/events/events/queries.ts'
import { acme, birch, eventStore, payload, received, stateOf, wrongSums } from './support.ts'

describe('events reported twice are one event', () => {
  test('from the relay and from the delivery log, even with different additional fields', () => {
    const { store, ingest } = eventStore()
    const open = payload({ step: 1 })
    expect(ingest(acme, 'relay', [received(open), received(open)])).toMatchObject({ added: 1, duplicate: 1 })
    expect(ingest(acme, 'delivery_log', [received(payload({ step: 1, firstName: 'Kai' }))])).toMatchObject({
      added: 0,
      duplicate: 1,
    })
    expect(stateOf(store).events).toMatchObject([{ contact: 'kai@prospect.example', campaign: 'c-1', sources: 3 }])
  })

  test('a mail is sent once, whatever times the sources give', () => {
    const { store, ingest } = eventStore()
    const sent = { event_type: 'email_sent', email_id: 'm-1' }
    ingest(acme, 'relay', [received(payload({ ...sent, timestamp: '2026-11-02T00:00:03Z' }))])
    ingest(acme, 'instantly', [received(payload({ ...sent, timestamp: '2026-11-01T23:59:58Z', step: 2 }))])
    const state = stateOf(store)
    expect(state.events).toMatchObject([{ at: Date.parse('2026-11-01T23:59:58Z'), step: 2, sources: 5 }])
    expect(state.workspaceDays).toMatchObject([{ events: 1 }])
    expect(state.leads).toMatchObject([{ sent: 1, events: 1, first_at: Date.parse('2026-11-01T23:59:58Z') }])
  })

  test('an event is one, though a source writes its ids in capitals', () => {
    const { store, ingest } = eventStore()
    const ids = {
      campaign_id: '0199c000-0000-7000-8000-0000000000c1',
      email_id: '0199c000-0000-7000-8000-00000000000a',
    }
    const capitals = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, id.toUpperCase()]))
    for (const event_type of ['email_sent', 'email_opened']) {
      ingest(acme, 'instantly', [received(payload({ event_type, ...ids }))])
      ingest(acme, 'relay', [received(payload({ event_type, ...capitals }))])
    }
    const state = stateOf(store)
    expect(state.events).toMatchObject([
      { campaign: ids.campaign_id, sources: 5 },
      { campaign: ids.campaign_id, sources: 5 },
    ])
    expect(state.campaigns).toHaveLength(1)
  })

  test('a mail whose webhook leaves out its id and that of its campaign, but not the name, is one', () => {
    const mail = { event_type: 'email_sent', email_id: 'm-1', campaign_name: undefined }
    const told = { event_type: 'email_sent', campaign_id: undefined, timestamp: '2026-11-02T09:30:20.000Z' }
    for (const order of [
      [mail, told],
      [told, mail],
    ]) {
      const { store, ingest } = eventStore()
      for (const fields of order) ingest(acme, fields === mail ? 'instantly' : 'relay', [received(payload(fields))])
      expect(stateOf(store).events).toMatchObject([{ campaign: 'c-1', sources: 5 }])
    }
  })

  test('two steps sent at about the same time are two, though a webhook leaves out the step of one', () => {
    const { store, ingest } = eventStore()
    const sent = (source: 'instantly' | 'relay', second: number, fields: Readonly<Record<string, unknown>>) =>
      ingest(acme, source, [
        received(payload({ event_type: 'email_sent', timestamp: `2026-11-02T09:30:0${second}.000Z`, ...fields })),
      ])
    sent('instantly', 0, { step: 1, email_id: 'm-1' })
    sent('instantly', 2, { step: 2, email_id: 'm-2' })
    sent('relay', 3, {})
    sent('relay', 6, { step: 2 })
    expect(stateOf(store).events).toMatchObject([{ sources: 5 }, { sources: 5 }])
  })

  test('two opens shortly after each other are two, and so are those of two steps', () => {
    const { ingest } = eventStore()
    const result = ingest(acme, 'relay', [
      received(payload({ step: 1 })),
      received(payload({ step: 2 })),
      received(payload({ step: 1, timestamp: '2026-11-02T09:30:00.001Z' })),
    ])
    expect(result).toMatchObject({ added: 3, duplicate: 0 })
  })
})

describe('no event is dropped', () => {
  test('an unknown type is stored, counted and found under its name', () => {
    const { store, ingest } = eventStore()
    expect(ingest(acme, 'relay', [received(payload({ event_type: 'lead_levitated' }))])).toMatchObject({
      added: 1,
      unknownType: 1,
    })
    expect(stateOf(store).events).toMatchObject([{ type: 'lead_levitated' }])
  })

  test.each([
    ['not json', 'not_json'],
    ['[1]', 'not_an_object'],
    [payload({ event_type: '' }), 'no_type'],
    [payload({ timestamp: 'yesterday' }), 'bad_time'],
    [payload({ lead_email: '' }), 'no_lead'],
  ])('unreadable events are kept completely: %s', (raw, reason) => {
    const { store, ingest } = eventStore()
    expect(ingest(acme, 'relay', [received(raw), received(raw)])).toMatchObject({ added: 0, dead: 2 })
    expect(stateOf(store).dead).toEqual([{ workspace_id: acme, reason, raw }])
  })

  test('an event of another client is not ingested for this one', () => {
    const { store, ingest } = eventStore()
    expect(ingest(birch, 'relay', [received(payload({}))])).toMatchObject({ added: 0, dead: 1 })
    expect(stateOf(store)).toMatchObject({ events: [], contacts: [], dead: [{ reason: 'other_workspace' }] })
  })

  test('an event of an unknown campaign is kept, and counts as known once an export created it', () => {
    const { store, ingest } = eventStore()
    expect(ingest(acme, 'relay', [received(payload({}))])).toMatchObject({ added: 1, unknownCampaign: 1 })
    store.raw.pragma('foreign_keys = off')
    store.raw
      .prepare(
        `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name,
           campaign_step, activation, row_count, ready_count, created_at)
         values (1, 1, 'x', '{}', 'done', 'c-1', 'Autumn', 'done', 'done', 1, 1, '')`,
      )
      .run()
    expect(ingest(acme, 'relay', [received(payload({ step: 9 }))])).toMatchObject({ added: 1, unknownCampaign: 0 })
  })
})

test('An unsubscribed lead may not be emailed from that transaction on', () => {
  const { store, ingest } = eventStore()
  ingest(acme, 'relay', [received(payload({ event_type: 'email_unsubscribed' }))])
  expect(stateOf(store).optOuts).toMatchObject([
    { workspace_id: acme, value: 'kai@prospect.example', state: 'on', source: 'event' },
  ])
})

test('A hook that throws rolls back the whole batch, and the next one starts from the stored state', () => {
  let broken = true
  const { store, ingest } = eventStore({
    inTransaction: () => {
      if (broken) throw new Error('no')
    },
  })
  const before = stateOf(store)
  expect(() => ingest(acme, 'relay', [received(payload({}))])).toThrow('no')
  expect(stateOf(store)).toEqual(before)
  broken = false
  expect(ingest(acme, 'relay', [received(payload({}))])).toMatchObject({ added: 1 })
  expect(stateOf(store).leads).toMatchObject([{ opened: 1 }])
})

test("The log shows a campaign's current name at Instantly, not that of an old event", () => {
  const { store, ingest } = eventStore()
  ingest(acme, 'relay', [received(payload({ campaign_name: 'Autumn' }))])
  const named = () => {
    const filter = { workspaceId: acme, partId: null, type: null, campaignId: null, lead: null, from: null, to: null }
    return createEventQueries(store).logPage(filter, null, 10).rows[0]?.campaignName
  }
  expect(named()).toBe('Autumn')
  store.raw.exec(
    `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at)
       values (${acme}, 'c-1', 'Autumn, second try', '', 1, '', 0, 0)`,
  )
  expect(named()).toBe('Autumn, second try')
})

describe('an event that names its campaign only by its name', () => {
  const named = (fields = {}) => [received(payload({ campaign_id: undefined, ...fields }))]
  const autumn = { id: 'c-1', name: 'Autumn' }
  const campaigns = (store: Store) => stateOf(store).events.map((event) => (event as { campaign: string }).campaign)

  test.each(['before', 'after'])(
    'belongs to the only campaign of that name, if it came %s the campaign was listed',
    (when) => {
      const { store, ingest, knowCampaigns } = eventStore()
      if (when === 'after') knowCampaigns(acme, [autumn])
      ingest(acme, 'relay', named())
      if (when === 'before') knowCampaigns(acme, [autumn])
      ingest(acme, 'delivery_log', named())
      expect(stateOf(store).events).toMatchObject([{ campaign: 'c-1', sources: 3 }])
      expect(stateOf(store).leads).toMatchObject([{ campaign: 'c-1', opened: 1 }])
      for (const wrong of Object.values(wrongSums(store))) expect(wrong).toEqual([])
    },
  )

  test('belongs to none of two campaigns of that name', () => {
    const { store, ingest, knowCampaigns } = eventStore()
    knowCampaigns(acme, [autumn, { id: 'c-2', name: 'Autumn' }])
    ingest(acme, 'relay', named())
    expect(campaigns(store)).toEqual(['name:Autumn'])
  })

  test('is still matched with its mail afterwards', () => {
    const { store, ingest, knowCampaigns } = eventStore()
    knowCampaigns(acme, [autumn])
    const sent = { event_type: 'email_sent', step: 1 }
    ingest(acme, 'relay', named(sent))
    ingest(acme, 'instantly', [received(payload({ ...sent, email_id: 'm-1' }))])
    expect(campaigns(store)).toEqual(['c-1'])
  })
})

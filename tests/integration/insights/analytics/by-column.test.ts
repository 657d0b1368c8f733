import fs from 'node:fs'
import { expect, it } from 'vitest'
import { leadLabelsOf } from '#backend/events/lead-labels/lead-labels.ts'
import { createColumnBreakdown } from '#backend/insights/analytics/by-column.ts'
import { dayOfDate } from '#shared/domain/core/days.ts'
import { acme, eventStore, payload, received } from '../../events/events/support.ts'

const all = { workspaceId: acme, campaignIds: null }
const always = { from: 0, to: 100_000 }

/** Creates two lists of one client and a campaign, with leads as from a file. */
function made() {
  const bench = eventStore()
  const { raw } = bench.store
  raw.exec(
    `insert into lead_list (id, workspace_id, name, created_at, state) values (1, 1, 'Spring', '', 'ready'), (2, 1, 'Old', '', 'ready'), (3, 2, 'Theirs', '', 'ready');
     insert into list_import (id, workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping, settings, row_count, imported_at, state)
       values (1, 1, 1, 'spring.csv', '', 1, '', ',', '["Trade"]', '[]', '{}', 9, '', 'ready'),
              (2, 1, 2, 'old.csv', '', 1, '', ',', '[]', '[]', '{}', 9, '', 'ready'),
              (3, 2, 3, 'theirs.csv', '', 1, '', ',', '[]', '[]', '{}', 9, '', 'ready');
     insert into campaign (id, workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at, open_tracking)
       values (1, 1, 'c-1', 'Autumn', 'autumn', 1, '', 0, 0, 1), (2, 1, 'c-2', 'Blind', 'blind', 1, '', 0, 0, 0);
     insert into export_run (id, workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step, activation, row_count, ready_count, created_at)
       values (1, 1, 1, 'k', '{}', 'done', 'c-1', 'Autumn', 'done', 'not_wanted', 9, 9, '')`,
  )
  let position = 0
  const lead = (list: number, email: string, industry: string | null, workspaceId = 1) => {
    position += 1
    const variables = industry === null ? {} : { industry }
    raw
      .prepare(
        `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original)
           values (?, ?, ?, ?, ?, 0, ?, ?, ?)`,
      )
      .run(
        workspaceId,
        list,
        list,
        position,
        position,
        email,
        JSON.stringify({ email, custom_variables: variables }),
        JSON.stringify([`T ${industry}`]),
      )
  }
  let minute = 0
  const happened = (email: string, type: string, fields: Readonly<Record<string, unknown>> = {}) => {
    minute += 1
    const timestamp = new Date(Date.UTC(2026, 10, 2, 9, minute)).toISOString()
    bench.ingest(acme, 'relay', [received(payload({ event_type: type, lead_email: email, timestamp, ...fields }))])
  }
  return { ...bench, lead, happened, figures: createColumnBreakdown(bench.store) }
}

it('Leads are grouped by a value, ignoring case, and each outcome is counted once', async () => {
  const { lead, happened, figures, store } = made()
  lead(1, 'a@x.example', 'Roofing')
  lead(1, 'b@x.example', ' roofing ')
  lead(1, 'c@x.example', 'Bakery')
  lead(1, 'd@x.example', null)
  for (const email of ['a', 'b', 'c', 'd', 'nobody']) happened(`${email}@x.example`, 'email_sent')
  // Two mails, two opens, two replies and an automatic one: one person who replied.
  for (const type of [
    'email_sent',
    'email_opened',
    'email_opened',
    'reply_received',
    'reply_received',
    'auto_reply_received',
  ]) {
    happened('a@x.example', type)
  }
  // An automatic reply alone does not count as a reply.
  happened('b@x.example', 'auto_reply_received')
  happened('c@x.example', 'email_bounced')
  leadLabelsOf(store).take(
    acme,
    { campaignId: 'c-1', email: 'a@x.example' },
    { value: 2, source: 'event', since: 1, asOf: 1 },
  )
  const found = await figures.figures(all, always, 'variable:industry', 12)
  const none = { opened: 0, openedOf: 1, replied: 0, automatic: 0, bounced: 0, interested: 0 }
  expect(found.values).toEqual([
    { ...none, value: 'Roofing', contacted: 2, opened: 1, openedOf: 2, replied: 1, automatic: 1, interested: 1 },
    { ...none, value: 'Bakery', contacted: 1, bounced: 1 },
  ])
  expect(found.empty).toEqual({ ...none, value: '', contacted: 1 })
  expect(found.elsewhere).toEqual({ ...none, value: '', contacted: 1 })
  expect(found.all).toMatchObject({ contacted: 5, replied: 1, automatic: 1, bounced: 1, interested: 1 })
})

it('The most common values are shown and the others added up', async () => {
  const { lead, happened, figures } = made()
  for (const [at, industry] of ['A', 'A', 'A', 'B', 'B', 'C', 'D'].entries()) {
    lead(1, `l${at}@x.example`, industry)
    happened(`l${at}@x.example`, 'email_sent')
  }
  happened('l6@x.example', 'reply_received')
  const found = await figures.figures(all, always, 'variable:industry', 2)
  expect(found.values.map(({ value, contacted }) => [value, contacted])).toEqual([
    ['A', 3],
    ['B', 2],
  ])
  expect(found.others).toMatchObject({ values: 2, contacted: 2, replied: 1 })
})

it('A lead of two lists is counted in the exported one, and never for another client', async () => {
  const { lead, happened, figures } = made()
  lead(1, 'both@x.example', 'Exported')
  lead(2, 'both@x.example', 'Kept')
  lead(3, 'theirs@x.example', 'Secret', 2)
  happened('both@x.example', 'email_sent')
  happened('theirs@x.example', 'email_sent')
  const found = await figures.figures(all, always, 'variable:industry', 12)
  expect(found.values.map(({ value }) => value)).toEqual(['Exported'])
  expect(found.elsewhere?.contacted).toBe(1)
  const lists = await figures.figures(all, always, 'list', 12)
  expect(lists.values.map(({ value, contacted }) => [value, contacted])).toEqual([['Spring', 1]])
  const ofFile = await figures.figures(all, always, 'original:Trade', 12)
  expect(ofFile.values.map(({ value }) => value)).toEqual(['T Exported'])
})

it('Opens that are not tracked are not measured, and left out of a partly tracked share', async () => {
  const { lead, happened, figures } = made()
  lead(1, 'a@x.example', 'Roofing')
  lead(1, 'b@x.example', 'Roofing')
  happened('a@x.example', 'email_sent', { campaign_id: 'c-2', campaign_name: 'Blind' })
  const blind = await figures.figures(all, always, 'variable:industry', 12)
  expect(blind.values[0]).toMatchObject({ contacted: 1, opened: null, openedOf: 0 })
  happened('b@x.example', 'email_sent')
  happened('b@x.example', 'email_opened')
  const some = await figures.figures(all, always, 'variable:industry', 12)
  expect(some.values[0]).toMatchObject({ contacted: 2, opened: 1, openedOf: 1 })
})

it('A campaign and period count only leads first contacted then and there', async () => {
  const { lead, happened, figures } = made()
  lead(1, 'a@x.example', 'Roofing')
  lead(1, 'b@x.example', 'Roofing')
  happened('a@x.example', 'email_sent')
  happened('b@x.example', 'email_sent', {
    campaign_id: 'c-2',
    campaign_name: 'Blind',
    timestamp: '2026-11-05T23:59:59Z',
  })
  happened('b@x.example', 'reply_received', {
    campaign_id: 'c-2',
    campaign_name: 'Blind',
    timestamp: '2026-11-20T08:00:00Z',
  })
  const day = Math.floor(Date.UTC(2026, 10, 5) / 86_400_000)
  const that = await figures.figures(all, { from: day, to: day }, 'variable:industry', 12)
  // All their later events count, whenever they happened.
  expect(that.all).toMatchObject({ contacted: 1, replied: 1 })
  const campaign = await figures.figures({ ...all, campaignIds: [1 as never] }, always, 'variable:industry', 12)
  expect(campaign.all).toMatchObject({ contacted: 1, replied: 0 })
})

it('Leads who open an email while the figures of a campaign are counted are counted once, and nobody is left out', async () => {
  const { lead, ingest, figures } = made()
  const count = 1_700
  for (let at = 0; at < count; at += 1) lead(1, `l${at}@x.example`, at < 100 ? 'Bakery' : 'Roofing')
  const events = (type: string, last: number) =>
    Array.from({ length: last }, (_, at) =>
      received(payload({ event_type: type, lead_email: `l${at}@x.example`, timestamp: '2026-11-02T09:00:00Z' })),
    )
  const sent = events('email_sent', count)
  ingest(acme, 'relay', sent.slice(0, 1_000))
  ingest(acme, 'relay', sent.slice(1_000))
  const counting = figures.figures({ ...all, campaignIds: [1 as never] }, always, 'variable:industry', 12)
  // The first of several steps is done: these leads were read in it.
  ingest(acme, 'relay', events('email_opened', 100))
  const { values } = await counting
  expect(values.map(({ value, contacted }) => [value, contacted])).toEqual([
    ['Roofing', count - 100],
    ['Bakery', 100],
  ])
})

it('Two exports into one campaign are told apart by their leads', async () => {
  const { lead, happened, figures, store } = made()
  for (const who of ['a', 'b', 'c', 'd']) lead(1, `${who}@x.example`, 'Roofing')
  lead(2, 'e@x.example', 'Bakery')
  const { raw } = store
  raw.exec(
    `update export_run set created_at = '2026-11-10T08:00:00.000Z' where id = 1;
     insert into export_run (id, workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step, activation, row_count, ready_count, created_at)
       values (2, 1, 1, 'k2', '{}', 'done', 'c-1', 'Autumn', 'done', 'not_wanted', 9, 9, '2026-11-10T09:00:00.000Z'),
              (3, 1, 2, 'k3', '{}', 'done', 'c-1', 'Autumn', 'done', 'not_wanted', 9, 9, '2026-11-12T09:00:00.000Z');
     insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count)
       values (1, 1, 1, 1, 2, 'done', 2), (1, 2, 1, 1, 3, 'done', 2), (1, 3, 1, 5, 5, 'done', 1);
     insert into export_problem (workspace_id, export_id, position, lead_id, outcome, reason)
       select 1, 1, position, id, 'refused', 'invalid_email' from lead where email = 'b@x.example'`,
  )
  for (const who of ['a', 'b', 'c', 'd', 'e']) happened(`${who}@x.example`, 'email_sent')
  happened('b@x.example', 'reply_received')
  const found = await figures.figures(all, always, 'export', 12)
  const byExport = Object.fromEntries(
    found.values.map(({ value, contacted, replied }) => [value, [contacted, replied]]),
  )
  expect(byExport).toEqual({
    'Old, 2026-11-12': [1, 0],
    'Spring, 2026-11-10': [1, 0],
    // Leads refused by the first were added by the second.
    'Spring, 2026-11-10 (2)': [2, 1],
  })
  expect(found.empty?.contacted).toBe(1)

  // A lead in an undone and a standing export belongs to the standing one; a lead only in the undone one was contacted
  // before the undo.
  store.raw.exec(`update export_run set taken_back_at = '2026-11-11T09:00:00.000Z' where id in (1, 3)`)
  const undone = await figures.figures(all, always, 'export', 12)
  expect(Object.fromEntries(undone.values.map(({ value, contacted }) => [value, contacted]))).toEqual({
    'Old, 2026-11-12': 1,
    'Spring, 2026-11-10 (2)': 3,
  })
})

it('A lead counts in the days of its first email, also if it was labelled before it', async () => {
  const { lead, happened, figures, store } = made()
  lead(1, 'came-labelled@x.example', 'Roofing')
  lead(1, 'labelled-later@x.example', 'Roofing')
  happened('came-labelled@x.example', 'lead_interested', { timestamp: '2026-10-20T09:00:00Z' })
  happened('came-labelled@x.example', 'email_sent')
  happened('labelled-later@x.example', 'email_sent', { timestamp: '2026-10-21T09:00:00Z' })
  happened('labelled-later@x.example', 'lead_interested')
  const contacted = async (from: string, to: string) =>
    (await figures.figures(all, { from: dayOfDate(from), to: dayOfDate(to) }, 'list', 12)).all.contacted
  expect([await contacted('2026-10-20', '2026-10-20'), await contacted('2026-11-02', '2026-11-02')]).toEqual([0, 1])
  expect(await contacted('2026-10-21', '2026-10-21')).toBe(1)
  // A store of an older version has the time of the label.
  store.raw.exec("update event_lead set first_at = unixepoch('2026-10-20') * 1000 where interest is not null")
  store.raw.exec(fs.readFileSync('resources/migrations/0012_first_contacted.sql', 'utf8'))
  expect([await contacted('2026-10-20', '2026-10-20'), await contacted('2026-11-02', '2026-11-02')]).toEqual([0, 1])
})

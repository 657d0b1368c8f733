/** The exact bodies sent to Instantly, checked against the facts of its official document. */
import { expect, it } from 'vitest'
import { createLeadList, leadList, leadLists } from '#backend/core/instantly/endpoints/lead-lists.ts'
import { addLeads, deleteLeads, leads } from '#backend/core/instantly/endpoints/leads.ts'
import { createTag, setTags } from '#backend/core/instantly/endpoints/tags.ts'
import type { CallOperation } from '#backend/core/instantly/operation.ts'
import { previewCall } from '#backend/core/instantly/preview-call.ts'
import { buildCampaignBody } from '#backend/exports/engine/build-campaign.ts'
import { bodyHead } from '#backend/exports/engine/lead-body.ts'
import { newCampaign } from '#shared/contract/exports/exports.ts'
import { checkRequest } from '../../../support/instantly/check-request.ts'

const campaign = newCampaign.parse({
  kind: 'new',
  name: 'Dentists',
  schedule: {
    timezone: 'Europe/Berlin',
    from: '09:00',
    to: '17:00',
    days: [1, 3],
    startDate: '2026-11-23',
    endDate: null,
  },
  steps: [
    {
      subject: ' Hello {{company}} ',
      body: 'Hi {{first_name|there}},\n\n5 < 6 & {{RANDOM | yes | no}}',
      waitDays: 3,
      html: false,
      others: [{ subject: 'B', body: 'Second\r\nline' }],
    },
    { subject: '', body: '<p>Again</p>\n<p>{{city}}</p>', waitDays: 4, html: true },
    { subject: '', body: 'Guessed <br> HTML\nline', waitDays: 0 },
  ],
  accounts: ['a@x.example'],
  dailyLimit: null,
})

const seen = (path: string, body: unknown) => ({
  method: 'POST',
  path,
  query: {},
  contentType: 'application/json',
  bodyText: JSON.stringify(body),
  body,
})

it('The request of a campaign with variants, plain text and HTML is unchanged', () => {
  const body = buildCampaignBody(campaign, Date.parse('2026-11-20T12:00:00Z'), new Set(['city']))
  expect(body).toEqual({
    name: 'Dentists',
    campaign_schedule: {
      start_date: '2026-11-23',
      schedules: [
        {
          name: 'Sending hours',
          timing: { from: '09:00', to: '17:00' },
          days: { 0: false, 1: true, 2: false, 3: true, 4: false, 5: false, 6: false },
          timezone: 'Europe/Belgrade',
        },
      ],
    },
    sequences: [
      {
        steps: [
          {
            type: 'email',
            delay: 3,
            delay_unit: 'days',
            variants: [
              {
                subject: 'Hello {{companyName}}',
                body: 'Hi {{firstName|there}},<br/><br/>5 &lt; 6 &amp; {{RANDOM | yes | no}}',
              },
              { subject: 'B', body: 'Second<br/>line' },
            ],
          },
          {
            type: 'email',
            delay: 4,
            delay_unit: 'days',
            variants: [{ subject: '', body: '<p>Again</p><p>{{city}}</p>' }],
          },
          {
            type: 'email',
            delay: 0,
            delay_unit: 'days',
            variants: [{ subject: '', body: 'Guessed <br> HTML<br/>line' }],
          },
        ],
      },
    ],
    email_list: ['a@x.example'],
    insert_unsubscribe_header: true,
  })
  expect(checkRequest(seen('/api/v2/campaigns', body))).toEqual([])
  // The check itself detects a mismatch.
  expect(checkRequest(seen('/api/v2/campaigns', { ...body, sequences: [{ steps: [{}] }] }))).not.toEqual([])
})

it('The request of a test mail is unchanged', () => {
  const mail = { eaccount: 'a@x.example', to_address_email_list: 'me@x.example', subject: 'S', body: { html: 'x' } }
  expect(checkRequest(seen('/api/v2/emails/test', mail))).toEqual([])
  expect(checkRequest(seen('/api/v2/emails/test', { ...mail, body: {} }))).not.toEqual([])
})

/** Returns the first call an endpoint makes, and what the official document says about it. */
function callOf(use: (call: CallOperation) => Promise<unknown>) {
  const { operation } = previewCall(use)
  const bodyText = operation.body ? new TextDecoder().decode(operation.body) : ''
  const query = Object.fromEntries(Object.entries(operation.query ?? {}).map(([name, value]) => [name, String(value)]))
  const call = {
    method: operation.method,
    path: `/api/v2${operation.path}`,
    query,
    contentType: operation.body ? 'application/json' : null,
    bodyText,
    body: bodyText === '' ? undefined : (JSON.parse(bodyText) as unknown),
  }
  return { ...call, faults: checkRequest(call) }
}

it('The requests that search, create and read a lead list are unchanged', () => {
  expect(callOf((call) => leadLists(call, { name: 'Autumn & co' }))).toMatchObject({
    path: '/api/v2/lead-lists',
    query: { limit: '100', search: 'Autumn & co' },
    faults: [],
  })
  expect(callOf((call) => createLeadList(call, 'Autumn'))).toMatchObject({ body: { name: 'Autumn' }, faults: [] })
  expect(callOf((call) => leadList(call, 'list-1'))).toMatchObject({ path: '/api/v2/lead-lists/list-1', bodyText: '' })
})

it.each([
  [
    { kind: 'list', id: 'list-1' },
    { skipIfInWorkspace: true, skipIfInCampaign: true, skipIfInList: true },
    { list_id: 'list-1', skip_if_in_workspace: true },
  ],
  [
    { kind: 'list', id: 'list-1' },
    { skipIfInWorkspace: false, skipIfInCampaign: true },
    { list_id: 'list-1', skip_if_in_workspace: false, skip_if_in_campaign: true },
  ],
  [
    { kind: 'campaign', id: 'c "1"' },
    { skipIfInWorkspace: false, skipIfInList: true },
    { campaign_id: 'c "1"', skip_if_in_workspace: false, skip_if_in_list: true },
  ],
] as const)('The request that adds leads to %o by the rules %o is unchanged', (place, rules, keys) => {
  const given = [{ email: 'a@b.example', custom_variables: { city: 'Köln' } }]
  const body = `${bodyHead(place, rules)}${JSON.stringify(given).slice(1)}}`
  const found = callOf((call) => addLeads(call, new TextEncoder().encode(body), place.kind))
  expect(found.body).toEqual({ ...keys, leads: given })
  expect(found.faults).toEqual([])
})

it('Leads of a list are read and deleted by its own key, as another would mean the whole workspace', () => {
  expect(callOf((call) => leads(call, { leadListId: 'list-1', emails: ['A@b.example'] }))).toMatchObject({
    body: { limit: 100, list_id: 'list-1', contacts: ['a@b.example'] },
    faults: [],
  })
  expect(callOf((call) => deleteLeads(call, { kind: 'list', id: 'list-1' }, ['1', '2']))).toMatchObject({
    body: { list_id: 'list-1', ids: ['1', '2'], limit: 2 },
    faults: [],
  })
})

it('The requests that create, assign and remove a tag are unchanged', () => {
  expect(callOf((call) => createTag(call, 'Dentists'))).toMatchObject({ body: { label: 'Dentists' }, faults: [] })
  for (const assign of [true, false]) {
    expect(callOf((call) => setTags(call, { campaignId: 'c-1', tagIds: ['t-1', 't-1', 't-2'], assign }))).toMatchObject(
      {
        path: '/api/v2/custom-tags/toggle-resource',
        body: { tag_ids: ['t-1', 't-2'], resource_type: 2, resource_ids: ['c-1'], assign },
        faults: [],
      },
    )
  }
})

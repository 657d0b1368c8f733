/** The bodies Instantly is sent, word for word, and held against the facts of its official document. */
import { expect, it } from 'vitest'
import { buildCampaignBody } from '#backend/features/exports/build-campaign.ts'
import { newCampaign } from '#shared/contract/exports.ts'
import { checkRequest } from '../../support/instantly/check-request.ts'

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

it('a campaign with variants, plain text and HTML', () => {
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
  // The check itself sees what does not fit.
  expect(checkRequest(seen('/api/v2/campaigns', { ...body, sequences: [{ steps: [{}] }] }))).not.toEqual([])
})

it('a test mail', () => {
  const mail = { eaccount: 'a@x.example', to_address_email_list: 'me@x.example', subject: 'S', body: { html: 'x' } }
  expect(checkRequest(seen('/api/v2/emails/test', mail))).toEqual([])
  expect(checkRequest(seen('/api/v2/emails/test', { ...mail, body: {} }))).not.toEqual([])
})

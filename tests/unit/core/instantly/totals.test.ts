import { expect, it } from 'vitest'
import { warmupAnswer } from '#backend/core/instantly/schemas-accounts.ts'
import { daysAnswer, totalsAnswer } from '#backend/core/instantly/schemas-campaigns.ts'
import { dailyAnswer } from '#backend/core/instantly/schemas-events.ts'

const row = {
  campaign_id: 'c1',
  emails_sent_count: 200,
  new_leads_contacted_count: 10,
  open_count: 60,
  reply_count: 5,
  link_click_count: 3,
}

it("People missing from Instantly's answer are estimated from its total, never more than were contacted", () => {
  expect(totalsAnswer.parse([row])[0]).toMatchObject({ openedUnique: 10, clickedUnique: 3, repliedUnique: 5 })
})

it('People Instantly counts are kept, even zero', () => {
  const unique = { open_count_unique: 4, link_click_count_unique: 0, reply_count_unique: 2 }
  expect(totalsAnswer.parse([{ ...row, ...unique }])[0]).toMatchObject({
    opened: 60,
    openedUnique: 4,
    clickedUnique: 0,
    repliedUnique: 2,
    automaticUnique: 0,
  })
})

it('Figures that Instantly writes as text are read, and do not count as missing', () => {
  const written = { ...row, emails_sent_count: '200', open_count: '60', total_opportunity_value: '1250.5' }
  expect(totalsAnswer.parse([written])[0]).toMatchObject({ sent: 200, opened: 60, opportunityValue: 1250.5 })
  expect(daysAnswer.parse([{ date: '2026-08-20', sent: '12', opened: null, clicks: 'many' }])[0]).toMatchObject({
    sent: 12,
    opened: 0,
    clicked: 0,
  })
  expect(dailyAnswer.parse([{ date: '2026-08-20', sent: '12', clicks: null }])[0]).toMatchObject({
    sent: 12,
    clicks: null,
  })
  const days = { 'box@acme.example': { '2026-08-20': { sent: '9', landed_inbox: '8', received: '' } } }
  expect(warmupAnswer.parse({ email_date_data: days })[0]).toMatchObject({ sent: 9, inbox: 8, received: null })
})

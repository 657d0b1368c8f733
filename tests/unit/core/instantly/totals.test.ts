import { expect, it } from 'vitest'
import { totalsAnswer } from '#backend/core/instantly/schemas-campaigns.ts'

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

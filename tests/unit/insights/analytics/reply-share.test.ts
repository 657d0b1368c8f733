import { expect, test } from 'vitest'
import { replyShare } from '../../../../src/renderer/src/insights/analytics/reply-share.ts'

test('A day on which more people replied than were contacted has no reply rate, instead of one above 100 %', () => {
  expect(replyShare({ contacted: 1, repliedUnique: 3 })).toBeNull()
  expect(replyShare({ contacted: 0, repliedUnique: 1 })).toBeNull()
  expect(replyShare({ contacted: 3, repliedUnique: 3 })).toBe(1)
  expect(replyShare({ contacted: 8, repliedUnique: 2 })).toBe(0.25)
})

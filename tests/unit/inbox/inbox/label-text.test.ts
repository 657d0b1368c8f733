import { expect, it } from 'vitest'
import type { InboxThread } from '#shared/contract/inbox/inbox.ts'
import { labelOf, suggestionOf } from '../../../../src/renderer/src/inbox/inbox/label-text.ts'

const thread = (interest: number | null, sorted: InboxThread['sorted']) =>
  ({ interest, sorted, leadEmail: 'ann@acme.example', followUp: null }) as InboxThread

it('Somebody who writes after an absence is no longer shown as out of office', () => {
  expect(labelOf(thread(0, 'out_of_office'), [])?.words).toBe('Out of office')
  expect(labelOf(thread(0, 'question'), [])).toMatchObject({ words: 'Question', suggested: true })
  expect(labelOf(thread(0, 'interested'), [])).toMatchObject({ words: 'Interested', suggested: true })
  expect(suggestionOf(thread(0, 'interested'))).toBe(1)
})

it('Any other label stands, whatever is written next', () => {
  expect(labelOf(thread(-1, 'question'), [])?.words).toBe('Not interested')
  expect(suggestionOf(thread(2, 'interested'))).toBeNull()
})

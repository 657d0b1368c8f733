/** The export key never sends anything the operator has not seen. */
import { expect, it } from 'vitest'
import { keyPress, settleMs } from '../../../../src/renderer/src/exports/plan/send-brake.ts'

const plan = { openMs: settleMs, warnings: ['none_works', 'blanks'], seen: new Set<string>() }

it('The brake does nothing on a plan that has just opened, with or without warnings', () => {
  expect(keyPress({ ...plan, openMs: settleMs - 1 })).toEqual({ does: 'nothing' })
  expect(keyPress({ ...plan, openMs: settleMs - 1, warnings: [] })).toEqual({ does: 'nothing' })
})

it('The brake leads to unseen warnings, most serious first, and sends when all were seen', () => {
  expect(keyPress(plan)).toEqual({ does: 'look', at: 'none_works' })
  expect(keyPress({ ...plan, seen: new Set(['none_works']) })).toEqual({ does: 'look', at: 'blanks' })
  expect(keyPress({ ...plan, seen: new Set(['blanks', 'none_works']) })).toEqual({ does: 'send' })
  expect(keyPress({ ...plan, warnings: [] })).toEqual({ does: 'send' })
})

it('The brake leads to new warnings', () => {
  const seen = new Set(['none_works', 'blanks'])
  expect(keyPress({ ...plan, warnings: [...plan.warnings, 'contacts'], seen })).toEqual({
    does: 'look',
    at: 'contacts',
  })
})

import { describe, expect, it } from 'vitest'
import { verdictOf } from '#shared/domain/insights/reports/verdict.ts'

const rules = { replyTarget: null, bounceAmber: 0.02, bounceRed: 0.05 }
const of = (replied: number, contacted = 1_000, bounced = 0) => ({
  contacted,
  replied,
  life: { sent: 1_000, bounced },
})
const levels = (target: number | null, ...replied: readonly number[]) =>
  replied.map((count) => verdictOf(of(count), { ...rules, replyTarget: target }).level)

describe('the verdict of a report', () => {
  it('follows Instantly’s benchmark if no target was agreed', () => {
    expect(levels(null, 55, 54, 35, 18, 17)).toEqual(['good', 'average', 'average', 'average', 'attention'])
  })

  it('follows the agreed target, whatever the benchmark', () => {
    expect(levels(0.02, 20, 14, 13)).toEqual(['good', 'average', 'attention'])
    expect(levels(0.1, 99, 60)).toEqual(['average', 'attention'])
  })

  it('is missing while too few people were contacted', () => {
    expect(verdictOf(of(20, 99), rules)).toEqual({
      level: 'early',
      reasons: [{ kind: 'early', contacted: 99, needed: 100 }],
    })
  })

  it('is never good with many bounces, and needs attention with very many, whatever the replies', () => {
    expect(verdictOf(of(200, 1_000, 21), rules).level).toBe('average')
    expect(verdictOf(of(200, 1_000, 51), rules).level).toBe('attention')
    expect(verdictOf(of(200, 50, 51), rules).level).toBe('attention')
    expect(verdictOf(of(200, 1_000, 20), rules).level).toBe('good')
  })
})

import { expect, it } from 'vitest'
import { createPace } from '#backend/exports/engine/pace.ts'

/** Answers of 1,000 leads each, evenly spread over five seconds. */
function pace(of: { readonly perSecond: number; readonly answerMs: number }) {
  const made = createPace()
  for (let at = 1000 / of.perSecond; at <= 5000; at += 1000 / of.perSecond) made.add(at, 1000, of.answerMs, 300_000)
  return made
}

it('says nothing of the speed before the first answers', () => {
  const made = createPace()
  expect(made.leadsPerSecond(1000)).toBeNull()
  expect(made.bound(1000, { rate: 99, smallCallMs: 100 })).toBeNull()
})

it('tells the leads a second of what was answered lately', () => {
  expect(pace({ perSecond: 20, answerMs: 50 }).leadsPerSecond(5000)).toBeCloseTo(20_000, -3)
})

it('names the rate limit when nearly all allowed requests are used', () => {
  expect(pace({ perSecond: 97, answerMs: 150 }).bound(5000, { rate: 99, smallCallMs: 140 })).toBe('rate')
})

it('names the upload when requests with leads take far longer than small ones', () => {
  expect(pace({ perSecond: 5, answerMs: 4000 }).bound(5000, { rate: 99, smallCallMs: 150 })).toBe('uplink')
})

it('names the answer time when small requests take as long, or it is not known how long they take', () => {
  expect(pace({ perSecond: 13, answerMs: 1500 }).bound(5000, { rate: 99, smallCallMs: 1500 })).toBe('latency')
  expect(pace({ perSecond: 5, answerMs: 4000 }).bound(5000, { rate: 99, smallCallMs: null })).toBe('latency')
})

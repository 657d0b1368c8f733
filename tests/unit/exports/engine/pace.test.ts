import { expect, it } from 'vitest'
import { createPace } from '#backend/exports/engine/pace.ts'

/** Answers of 1,000 leads each, evenly spread over five seconds. */
function pace(of: { readonly perSecond: number; readonly answerMs: number }) {
  const made = createPace()
  for (let at = 1000 / of.perSecond; at <= 5000; at += 1000 / of.perSecond) made.add(at, 1000, of.answerMs, 300_000)
  return made
}

it('The speed is unknown before the first answers', () => {
  const made = createPace()
  expect(made.leadsPerSecond(1000)).toBeNull()
  expect(made.bound(1000, { rate: 99, smallCallMs: 100 })).toBeNull()
})

it('The speed is the leads a second of recent answers', () => {
  expect(pace({ perSecond: 20, answerMs: 50 }).leadsPerSecond(5000)).toBeCloseTo(20_000, -3)
})

it('The rate limit is named when nearly all allowed requests are used', () => {
  expect(pace({ perSecond: 97, answerMs: 150 }).bound(5000, { rate: 99, smallCallMs: 140 })).toBe('rate')
})

it('The upload is named when requests with leads take far longer than small ones', () => {
  expect(pace({ perSecond: 5, answerMs: 4000 }).bound(5000, { rate: 99, smallCallMs: 150 })).toBe('uplink')
})

it('The answer time is named when small requests take as long, or their time is unknown', () => {
  expect(pace({ perSecond: 13, answerMs: 1500 }).bound(5000, { rate: 99, smallCallMs: 1500 })).toBe('latency')
  expect(pace({ perSecond: 5, answerMs: 4000 }).bound(5000, { rate: 99, smallCallMs: null })).toBe('latency')
})

import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { contract } from '#shared/contract/index.ts'

/** Calculations with these days have their own bounds, so that a partly typed year is not an error. */
const boundedLater = /^(?:exports|blackoutDates)\./
const beyond = ['0000-01-01', '1999-12-31', '2101-01-01', '9999-12-31', '2026-02-30', '+010000-01-01', '', '2026-1-1']

/** Returns every day in a schema, at any depth. */
function daysIn(schema: unknown, found = new Set<z.ZodType>(), seen = new Set<unknown>()): ReadonlySet<z.ZodType> {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return found
  seen.add(schema)
  const def = '_zod' in schema ? (schema as z.ZodType).def : null
  if (def && 'format' in def && def.format === 'date') found.add(schema as z.ZodType)
  const inner = def ? { ...def, ...('shape' in def ? { shape: def.shape } : {}) } : schema
  for (const value of Object.values(inner)) daysIn(value, found, seen)
  return found
}

const routes = Object.entries(contract).flatMap(([name, { input }]) => [...daysIn(input)].map((day) => ({ name, day })))

describe('days a route accepts', () => {
  it('are within limits, in every route', () => {
    expect(new Set(routes.map(({ name }) => name.split('.')[0]))).toEqual(
      new Set(['analytics', 'exports', 'gaps', 'money', 'reports', 'blackoutDates']),
    )
    const taken = routes
      .filter(({ name }) => !boundedLater.test(name))
      .flatMap(({ name, day }) => beyond.filter((text) => day.safeParse(text).success).map((text) => `${name} ${text}`))
    expect(taken).toEqual([])
    for (const { day } of routes) expect(day.safeParse('2026-11-21').success).toBe(true)
  })

  it.each(['gaps.view', 'gaps.check'] as const)('of a check are 31 at most, in order: %s', (name) => {
    const takes = (fromDay: string, toDay: string) =>
      contract[name].input.safeParse({ workspaceId: 1, fromDay, toDay }).success
    expect(takes('2026-01-01', '2026-01-31')).toBe(true)
    expect(takes('2100-12-31', '2100-12-31')).toBe(true)
    for (const [from, to] of [
      ['2026-01-01', '2026-02-01'],
      ['2026-01-02', '2026-01-01'],
      ['2000-01-01', '2100-12-31'],
      ['9999-12-31', '9999-12-31'],
    ] as const)
      expect(takes(from, to)).toBe(false)
  })

  it('of a period are in order', () => {
    const period = (from: string, to: string) =>
      contract['analytics.overview'].input.safeParse({ period: { from, to } }).success
    expect(period('2026-01-01', '2026-01-01')).toBe(true)
    expect(period('2026-01-02', '2026-01-01')).toBe(false)
  })
})

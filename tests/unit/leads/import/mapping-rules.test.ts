import { describe, expect, it } from 'vitest'
import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import { knownVariables, leadFields, type Mapping, type Target } from '#shared/domain/leads/import/mapping.ts'
import {
  chooseTarget,
  countByConfidence,
  holderOf,
  holdersOf,
  targetKey,
  targetOfKey,
} from '../../../../src/renderer/src/leads/import/mapping-rules.ts'

const field = (name: (typeof leadFields)[number]): Target => ({ kind: 'field', field: name })
const variable = (name: string): Target => ({ kind: 'variable', name })
const leftOut: Target = { kind: 'left_out' }

describe('choosing the target of a column', () => {
  it('moves a used target: its previous column is left out and named', () => {
    const mapping: Mapping = [field('email'), field('first_name'), leftOut]
    expect(chooseTarget(mapping, 2, field('email'))).toEqual({
      mapping: [leftOut, field('first_name'), field('email')],
      movedFrom: 0,
    })
  })

  it('moves nothing if the target is free, or the column has it already', () => {
    const mapping: Mapping = [field('email'), leftOut]
    expect(chooseTarget(mapping, 1, field('phone')).movedFrom).toBeNull()
    expect(chooseTarget(mapping, 0, field('email'))).toEqual({ mapping, movedFrom: null })
  })

  it('lets several columns be further addresses or left out', () => {
    const mapping: Mapping = [{ kind: 'email_other' }, leftOut, field('email')]
    expect(chooseTarget(mapping, 1, { kind: 'email_other' }).movedFrom).toBeNull()
    expect(holderOf(mapping, leftOut, 2)).toBe(-1)
  })

  it('treats two variables that differ only by case as one, as Instantly would not', () => {
    const mapping: Mapping = [variable('City'), field('email')]
    expect(chooseTarget(mapping, 1, variable('city')).movedFrom).toBe(0)
  })

  it('finds the column of a target, singly or for every column', () => {
    const mapping: Mapping = [variable('City'), field('email'), { kind: 'email_other' }, leftOut]
    const holder = holdersOf(mapping)
    for (const target of [
      variable('city'),
      field('email'),
      field('phone'),
      leftOut,
      { kind: 'email_other' } as const,
    ]) {
      for (const except of [0, 1, 2, 3]) expect(holder(target, except)).toBe(holderOf(mapping, target, except))
    }
    expect(holder(variable('city'), 3)).toBe(0)
  })

  it('never gives a mapping with one target twice, in any order of choices', () => {
    const targets: readonly Target[] = [
      ...leadFields.map(field),
      ...knownVariables.map(variable),
      variable('CITY'),
      { kind: 'verification' },
      { kind: 'email_other' },
      leftOut,
    ]
    let mapping: Mapping = Array.from({ length: 9 }, () => leftOut)
    let seed = 7
    for (let round = 0; round < 2000; round += 1) {
      seed = (seed * 48_271) % 2_147_483_647
      const target = targets[seed % targets.length] ?? leftOut
      mapping = chooseTarget(mapping, seed % 9, target).mapping
      expect(mappingFault(mapping)?.fault).not.toBe('target_twice')
    }
  })
})

it('Every option reads back as its target', () => {
  for (const target of [...leadFields.map(field), variable('a:b'), { kind: 'verification' } as const, leftOut]) {
    expect(targetOfKey(targetKey(target))).toEqual(target)
  }
  expect(targetOfKey('field:nothing')).toBeNull()
  expect(targetOfKey('new')).toBeNull()
})

it('A column the operator decided counts as decided, and one left out by default as left out', () => {
  const column = (position: number, sure: 'certain' | 'likely' | 'ask'): ImportColumn => ({
    position,
    header: `c${position}`,
    samples: [],
    filled: 0,
    suggestion: { target: leftOut, sure, why: 'none' },
  })
  const columns = [column(0, 'certain'), column(1, 'ask'), column(2, 'ask'), column(3, 'likely')]
  const mapping: Mapping = [field('email'), variable('a'), leftOut, variable('b')]
  expect(countByConfidence(columns, mapping, new Set([1]))).toEqual({ certain: 2, likely: 1, ask: 0, leftOut: 1 })
})

import { expect, it } from 'vitest'
import { createRuleFinder, type RuleCondition } from '#shared/domain/clients/rules.ts'

const placeOf = (rules: readonly RuleCondition[], name: string, tags: readonly string[] = []) => {
  const found = createRuleFinder(rules)({ name, tags })
  return found === null ? null : rules.indexOf(found)
}
const one = (kind: RuleCondition['kind'], value: string, name: string, tags: readonly string[] = []) =>
  placeOf([{ kind, value }], name, tags) === 0

it('The first matching rule decides, whatever comes after it', () => {
  const rules: readonly RuleCondition[] = [
    { kind: 'starts', value: 'Acme' },
    { kind: 'contains', value: 'acme' },
    { kind: 'tag', value: 'VIP' },
  ]
  expect(placeOf(rules, 'Acme autumn', ['VIP'])).toBe(0)
  expect(placeOf(rules, 'Autumn for ACME', ['VIP'])).toBe(1)
  expect(placeOf(rules, 'Autumn', ['vip'])).toBe(2)
  expect(placeOf(rules, 'Autumn')).toBeNull()
})

it.each([
  ['Acme * 2026', 'Acme spring 2026', true],
  ['Acme * 2026', 'Acme 2026', false],
  ['*2026', 'acme 2026', true],
  ['Acme ?', 'Acme B', true],
  ['Acme ?', 'Acme BB', false],
  ['acme', 'Acme', true],
  ['acme', 'Acme 2', false],
  ['*', 'anything', true],
  ['a*b*c', 'a b b c', true],
  ['ÄCME*', 'äcme Köln', true],
  ['.*', 'anything', false],
])('The pattern %s and the name %s', (pattern, name, fits) => {
  expect(one('matches', pattern, name)).toBe(fits)
})

it('A rule without words matches nothing, and a tag only as a whole', () => {
  expect(one('contains', '  ', 'Acme')).toBe(false)
  expect(one('tag', 'VIP', 'VIP', ['VIP 2'])).toBe(false)
})

it('A pattern made to be slow is answered at once', () => {
  const name = 'a'.repeat(1_000)
  expect(one('matches', `${'a*'.repeat(90)}b`, name)).toBe(false)
})

import { describe, expect, test } from 'vitest'
import {
  cleanPath,
  goBack,
  goForward,
  goTo,
  matchPath,
  type Places,
  parentOf,
  replaceWith,
} from '../../../../src/renderer/src/core/lib/router-core.ts'

const start: Places = { path: '/home', behind: [], ahead: [] }

describe('navigating the app', () => {
  test('back and forward lead where the operator was', () => {
    const there = goTo(goTo(start, '/lists'), '/lists/12')
    const backOnce = goBack(there)
    expect(backOnce.path).toBe('/lists')
    expect(goBack(backOnce).path).toBe('/home')
    expect(goForward(backOnce).path).toBe('/lists/12')
  })

  test('a new step forgets the one ahead', () => {
    const turned = goTo(goBack(goTo(start, '/lists')), '/exports')
    expect(goForward(turned).path).toBe('/exports')
  })

  test('at the ends nothing happens', () => {
    expect(goBack(start)).toBe(start)
    expect(goForward(start)).toBe(start)
    expect(goTo(start, '/home')).toBe(start)
  })

  test('a deleted place is not returned to', () => {
    const saved = replaceWith(goTo(goTo(start, '/lists'), '/import/abc'), '/lists/12')
    expect(goBack(saved).path).toBe('/lists')
  })

  test('Esc without history opens the parent place', () => {
    expect(parentOf('/exports/plan/12')).toBe('/exports')
    expect(parentOf('/lists/12')).toBe('/lists')
    expect(parentOf('/import/abc')).toBe('/lists')
    expect(parentOf('/lists')).toBe('/home')
  })
})

describe('the paths', () => {
  test('an invalid path leads home', () => {
    for (const bad of [
      '',
      'lists',
      'https://evil.example/',
      '//evil.example',
      '/a b',
      '/../x?y',
      `/${'x'.repeat(400)}`,
    ])
      expect(cleanPath(bad)).toBe('/home')
    expect(cleanPath('/lists/12/')).toBe('/lists/12')
  })

  test('a pattern gives its values only if all parts match', () => {
    expect(matchPath('/lists/:id', '/lists/12')).toEqual({ id: '12' })
    expect(matchPath('/lists/:id', '/lists')).toBeNull()
    expect(matchPath('/lists/:id', '/exports/12')).toBeNull()
    expect(matchPath('/exports/plan/:id', '/exports/plan/7')).toEqual({ id: '7' })
  })
})

import { describe, expect, test } from 'vitest'
import { ariaKeys, comboOf, keyCapsOf } from '../../../../src/renderer/src/core/lib/keyboard-core.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('shortcuts', () => {
  test('are ⌘ on a Mac and Ctrl elsewhere', () => {
    expect(comboOf(press('Enter', { metaKey: true }), true)).toBe('mod+enter')
    expect(comboOf(press('Enter', { ctrlKey: true }), false)).toBe('mod+enter')
    expect(comboOf(press('Enter', { ctrlKey: true }), true)).toBe('enter')
    expect(comboOf(press('1', { ctrlKey: true }), false)).toBe('mod+1')
  })

  test('a capital letter is the same key', () => {
    expect(comboOf(press('J', { shiftKey: true }), false)).toBe('j')
    expect(comboOf(press('Z', { shiftKey: true, ctrlKey: true }), false)).toBe('mod+shift+z')
  })

  test('are shown and read out as the platform does', () => {
    expect(keyCapsOf('mod+enter', true)).toEqual(['⌘', '↵'])
    expect(keyCapsOf('mod+z', false)).toEqual(['Ctrl', 'Z'])
    expect(ariaKeys('mod+enter', true)).toBe('Meta+Enter')
    expect(ariaKeys('mod+1', false)).toBe('Control+1')
  })
})

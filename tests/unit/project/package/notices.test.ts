import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installedPackages, noticeOf, writeNotices } from '../../../support/package/notices.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'notices-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function install(folder: string, manifest: Record<string, unknown>, files: Record<string, string> = {}): string {
  const to = path.join(root, folder)
  mkdirSync(to, { recursive: true })
  const all = {
    'package.json': JSON.stringify({ name: path.basename(folder), version: '1.0.0', ...manifest }),
    ...files,
  }
  for (const [name, content] of Object.entries(all)) writeFileSync(path.join(to, name), content)
  return to
}

describe('a licence', () => {
  it('is included with the text in the package', () => {
    const folder = install('node_modules/a', { license: 'ISC' }, { LICENSE: 'Copyright Ada\r\n' })
    expect(noticeOf(folder)).toEqual({ name: 'a', version: '1.0.0', licence: 'ISC', text: 'Copyright Ada' })
  })

  it('named without its text gets the standard text with the author’s name', () => {
    const { text } = noticeOf(install('node_modules/a', { license: 'MIT', author: 'Ada L. <ada@a.example>' }))
    expect(text).toContain('Copyright (c) Ada L.\n')
    expect(text).toContain('THE SOFTWARE IS PROVIDED "AS IS"')
  })

  it('chosen from several needs no more than its notice', () => {
    const folder = install('node_modules/a', { license: '(GPL-3.0 OR MIT)' }, { LICENSE: 'x' })
    expect(noticeOf(folder).licence).toBe('MIT')
  })

  it.each(['GPL-3.0', 'AGPL-3.0-only', 'SEE LICENSE IN EULA', 'UNLICENSED', 'MIT AND GPL-2.0'])(
    '%s stops packaging',
    (license) => {
      const folder = install('node_modules/a', { license }, { LICENSE: 'x' })
      expect(() => noticeOf(folder)).toThrow(`a 1.0.0 is under ${license}`)
    },
  )

  it('that is not named stops packaging', () => {
    expect(() => noticeOf(install('node_modules/a', {}, { LICENSE: 'x' }))).toThrow('a 1.0.0 names no licence')
  })

  it('without any text stops packaging', () => {
    expect(() => noticeOf(install('node_modules/a', { license: 'Zlib' }))).toThrow('no text')
  })
})

it('Installed packages are followed to the end, each from where Node loads it', () => {
  install('.', { dependencies: { a: '1' } })
  install('node_modules/a', { dependencies: { b: '1', headers: '1' } })
  install('node_modules/a/node_modules/b', { dependencies: { c: '1' } })
  install('node_modules/b', {})
  install('node_modules/c', { dependencies: { a: '1' } })
  install('node_modules/headers', {})
  expect(installedPackages(root, new Set(['headers']))).toEqual([
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
  ])
})

it('A text shared by several packages is included once, under all their names', () => {
  const notice = (name: string, text: string) => ({ name, version: '2.0.0', licence: 'MIT', text })
  const file = writeNotices([notice('b', 'shared words'), notice('a', 'shared words'), notice('c', 'own words')])
  expect(file.split('shared words')).toHaveLength(2)
  expect(file).toContain('a 2.0.0 (MIT)\nb 2.0.0 (MIT)\n')
  expect(file).toContain('own words')
})

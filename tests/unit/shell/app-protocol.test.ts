import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAppProtocol, fileOfUrl } from '../../../src/main/shell/app-protocol.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'sendoff-bundle-'))
const bundle = path.join(root, 'renderer')
beforeAll(() => {
  mkdirSync(path.join(bundle, 'assets'), { recursive: true })
  writeFileSync(path.join(bundle, 'index.html'), '<p>page')
  writeFileSync(path.join(bundle, 'assets', 'a b.js'), 'script')
  writeFileSync(path.join(bundle, 'assets', 'later.js.br'), brotliCompressSync('later: ä'))
  writeFileSync(path.join(root, 'secret.txt'), 'secret')
  mkdirSync(path.join(root, 'renderer-of-another'))
  writeFileSync(path.join(root, 'renderer-of-another', 'x.txt'), 'secret')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('the window gets only its own files', () => {
  const serve = createAppProtocol(bundle)
  const get = (url: string, init?: RequestInit) => serve(new Request(url, init))

  test('the page with its policy', async () => {
    const page = await get('app://bundle/')
    expect(await page.text()).toBe('<p>page')
    expect(page.headers.get('content-type')).toContain('text/html')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe-eval')
  })

  test('a file with a space in its name', async () => {
    expect(await (await get('app://bundle/assets/a%20b.js')).text()).toBe('script')
  })

  test('a packed file as if it were unpacked', async () => {
    const later = await get('app://bundle/assets/later.js')
    expect(await later.text()).toBe('later: ä')
    expect(later.headers.get('content-type')).toContain('text/javascript')
    expect(later.headers.has('content-encoding')).toBe(false)
  })

  test.each([
    'app://other/index.html',
    'app://bundle/..%2fsecret.txt',
    'app://bundle/assets/..%2f..%2fsecret.txt',
    'app://bundle/..%5csecret.txt',
    'app://bundle/..%2frenderer-of-another%2fx.txt',
    'app://bundle/%00',
    'app://bundle/%zz',
    'app://bundle/assets',
    'app://bundle/nothing.js',
  ])('%s is refused without details', async (url) => {
    const answer = await get(url)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await answer.text()).toBe('')
  })

  test('writing is refused', async () => {
    expect((await get('app://bundle/index.html', { method: 'POST', body: 'x' })).status).toBe(400)
  })
})

test('Addresses of other schemes are no files', () => {
  expect(fileOfUrl(bundle, 'file:///etc/passwd')).toBeNull()
  expect(fileOfUrl(bundle, 'not an address')).toBeNull()
  expect(fileOfUrl(bundle, 'app://bundle/index.html')).toBe(path.join(bundle, 'index.html'))
})

/** The relay as one file, on a machine that has Node but not this repository. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { times } from '../../../support/long.ts'
import { deliver, pollAll } from '../../../support/relay/client.ts'
import { runRelayCommand, startRelayProcess } from '../../../support/relay/relay-process.ts'
import { bin, useStores } from '../../../support/relay/stores.ts'

const newPlace = useStores()
const repository = path.join(import.meta.dirname, '../../../..')
const place = mkdtempSync(path.join(os.tmpdir(), 'sendoff-relay-packed-'))
const script = path.join(place, 'package/relay.js')
const env = { RELAY_DATA: path.join(place, 'data'), HOME: place }
const run = (...args: string[]) => runRelayCommand(env, args, script)

beforeAll(() => {
  execFileSync(process.execPath, [path.join(repository, 'scripts/pack-relay.ts'), place], { stdio: 'ignore' })
  const [file] = readdirSync(place).filter((name) => name.endsWith('.tgz'))
  execFileSync('tar', ['-xzf', file ?? ''], { cwd: place })
}, 120_000)
afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }))

it('The packed relay is one file of less than 20 MB, with all it needs to run', () => {
  const [file] = readdirSync(place).filter((name) => name.endsWith('.tgz'))
  expect(statSync(path.join(place, file ?? '')).size).toBeLessThan(20_000_000)
  const { bin: programs } = JSON.parse(readFileSync(path.join(place, 'package/package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>
  }
  expect(programs).toEqual({ 'sendoff-relay': 'relay.js' })
  expect(readFileSync(script, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
})

const kills = times(2, 20)
it(`The packed relay, killed ${kills} times during a burst, has every event it acknowledged`, async () => {
  const { stdout } = await run('add-workspace', 'Kessler')
  const token = /token {4}(\S+)/.exec(stdout)?.[1] ?? ''
  const random = createRandom(7)
  const answered = new Set<string>()
  const send = async (url: string, name: string) => {
    for (let n = 0; ; n += 1) {
      const body = JSON.stringify({ id: `${name}-${n}` })
      const status = await deliver(url, token, body).then(
        (reply) => reply.status,
        () => null,
      )
      if (status === null) return
      if (status === 200) answered.add(body)
    }
  }
  for (let kill = 0; kill < kills; kill += 1) {
    const relay = await startRelayProcess(env, [], script)
    const before = answered.size
    const sending = [0, 1, 2, 3].map((n) => send(relay.url, `${kill}-${n}`))
    while (answered.size === before) await sleep(1)
    await sleep(random() * 80)
    await relay.kill()
    await Promise.all(sending)
  }
  const relay = await startRelayProcess(env, [], script)
  const stored = new Set((await pollAll(relay.url, token)).map(({ body }) => body))
  expect([...answered].filter((body) => !stored.has(body))).toEqual([])
  expect(await relay.stop()).toBe(0)
})

it.skipIf(!bin)('The packed relay keeps its events in PostgreSQL, and creates the tables', async () => {
  const inPostgres = { ...(await newPlace('postgres')).env, HOME: place }
  const { code, stdout, stderr } = await runRelayCommand(inPostgres, ['add-workspace', 'Kessler'], script)
  expect([code, stderr]).toEqual([0, ''])
  const token = /token {4}(\S+)/.exec(stdout)?.[1] ?? ''
  const relay = await startRelayProcess(inPostgres, [], script)
  expect((await deliver(relay.url, token, '{"id":1}')).status).toBe(200)
  expect((await pollAll(relay.url, token)).map(({ body }) => body)).toEqual(['{"id":1}'])
  expect(await relay.stop()).toBe(0)
})

it('The packed relay writes the files of a server with init, says what to do next, and overwrites nothing', async () => {
  const folder = path.join(place, 'server')
  mkdirSync(folder)
  const first = await run('init', '--address', 'https://relay.example.com', '--folder', folder)
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toContain('systemctl enable --now sendoff-relay')
  expect(readdirSync(folder).toSorted()).toEqual([
    'Caddyfile',
    'Caddyfile.compose',
    'Containerfile',
    'compose.yml',
    'sendoff-relay.service',
  ])
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  expect(read('Caddyfile')).toContain('relay.example.com {')
  expect(read('sendoff-relay.service')).toContain('Environment=RELAY_PUBLIC_URL=https://relay.example.com\n')
  const compose = parse(read('compose.yml')) as {
    readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>>
  }
  expect(Object.keys(compose.services)).toEqual(['relay', 'web'])
  expect(compose.services['relay']?.environment?.['RELAY_PUBLIC_URL']).toBe('https://relay.example.com')
  const again = await run('init', '--address', 'https://relay.example.com', '--folder', folder)
  expect(again.code).toBe(1)
  expect(again.stderr).toContain('there already')
})

it.each(['', 'http://relay.example.com', 'relay.example.com', 'https://relay.example.com/path', 'https://a b'])(
  'refuses %j as an address in init and writes nothing',
  async (address) => {
    const folder = path.join(place, 'nowhere')
    const { code, stderr } = await run('init', `--address=${address}`, '--folder', folder)
    expect(code).toBe(1)
    expect(stderr).toContain('https://relay.example.com')
    expect(existsSync(folder)).toBe(false)
  },
)

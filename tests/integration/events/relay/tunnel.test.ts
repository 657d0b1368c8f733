import fs from 'node:fs'
import path from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { TunnelKind } from '#shared/relay-thread.ts'
import { openTunnel, TunnelFailed } from '../../../../relay/tunnel.ts'
import { temporaryDir, until as waitFor } from '../../../support/backend.ts'
import { fakeTunnel } from '../../../support/relay/fake-tunnel.ts'
import { until } from '../../../support/relay/relay.ts'
import { startRelayProcess } from '../../../support/relay/relay-process.ts'

/** Creates a fake program that records its arguments, prints its lines, then keeps running or exits. */
function fakeProgram(
  dir: string,
  name: TunnelKind,
  lines: readonly string[],
  end = 'setInterval(() => {}, 1000)',
): void {
  const text = `#!${process.execPath}
require('node:fs').appendFileSync(${JSON.stringify(path.join(dir, 'called.txt'))}, process.argv.slice(2).join(' ') + '\\n')
process.on('SIGTERM', () => process.exit(0))
for (const line of ${JSON.stringify(lines)}) process.${name === 'cloudflared' ? 'stderr' : 'stdout'}.write(line + '\\n')
${end}
`
  fs.writeFileSync(path.join(dir, name), text, { mode: 0o755 })
}

const calledWith = (dir: string) => fs.readFileSync(path.join(dir, 'called.txt'), 'utf8')

const said: readonly (readonly [TunnelKind, string, readonly string[], string])[] = [
  [
    'cloudflared',
    'tunnel --no-autoupdate --url http://127.0.0.1:8787\n',
    [
      '2026-11-20T10:00:00Z INF Requesting new quick Tunnel on trycloudflare.com...',
      '2026-11-20T10:00:00Z INF see https://developers.cloudflare.com/cloudflare-one/ and https://api.trycloudflare.com/tunnel',
      '2026-11-20T10:00:01Z INF |  https://calm-river-ninety-two.trycloudflare.com                           |',
    ],
    'https://calm-river-ninety-two.trycloudflare.com',
  ],
  [
    'ngrok',
    'http 8787 --log=stdout --log-format=json\n',
    [
      '{"lvl":"info","msg":"update available at https://ngrok.com/download"}',
      '{"addr":"http://localhost:8787","lvl":"info","msg":"started tunnel","name":"command_line","obj":"tunnels","url":"https://ab12.ngrok-free.app"}',
    ],
    'https://ab12.ngrok-free.app',
  ],
  [
    'tailscale',
    'funnel 8787\n',
    ['Available on the internet:', '', 'https://box.tail-1a2b.ts.net/', '|-- proxy http://127.0.0.1:8787'],
    'https://box.tail-1a2b.ts.net',
  ],
]

const options = (searchPath: string) => ({
  port: 8_787,
  kind: null,
  searchPath,
  waitMs: 20_000,
  onEnd: () => undefined,
})

it.each(said)('%s: called correctly, and its public address read from its output', async (kind, called, lines, url) => {
  const dir = temporaryDir('sendoff-tunnel-')
  fakeProgram(dir, kind, lines)
  const tunnel = await openTunnel(options(dir))
  expect([tunnel.kind, tunnel.url]).toEqual([kind, url])
  expect(calledWith(dir)).toBe(called)
  await tunnel.stop()
})

it('The program gets none of the relay’s secrets', async () => {
  const dir = temporaryDir('sendoff-tunnel-')
  const secrets = { DATABASE_URL: 'secret-1', PGPASSWORD: 'secret-2', RELAY_METRICS_TOKEN: 'secret-3' }
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const told = path.join(dir, 'env.json')
  fakeProgram(
    dir,
    'cloudflared',
    [],
    `require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.env))
process.stderr.write('https://calm-river.trycloudflare.com\\n')
setInterval(() => {}, 1000)`,
  )
  const tunnel = await openTunnel(options(dir))
  const env = JSON.parse(fs.readFileSync(told, 'utf8')) as Record<string, string>
  await tunnel.stop()
  expect(env['PATH']).toBe(process.env['PATH'])
  expect(Object.keys(secrets).filter((name) => name in env)).toEqual([])
})

it('The requested program is used, not the first one found', async () => {
  const dir = temporaryDir('sendoff-tunnel-')
  for (const [kind, , lines] of said) fakeProgram(dir, kind, lines)
  const tunnel = await openTunnel({ ...options(dir), kind: 'tailscale' })
  expect(tunnel.url).toBe('https://box.tail-1a2b.ts.net')
  await tunnel.stop()
})

it.each([
  ['in plain words', 'ERROR: Your authtoken: 2abCdEfGhIjKlMnOpQrStUvWxYz_4711'],
  [
    'as JSON',
    '{"err":"authentication failed: not a proper authtoken.\\nYour authtoken: 2abCdEfGhIjKlMnOpQrStUvWxYz_4711\\nSee"}',
  ],
])('A token of the program’s account is not in its last output, repeated %s', async (_, line) => {
  const dir = temporaryDir('sendoff-tunnel-')
  fakeProgram(dir, 'ngrok', [line], 'process.exit(1)')
  const error: unknown = await openTunnel(options(dir)).catch((caught: unknown) => caught)
  expect(String(error)).toContain('Your authtoken: [key]')
  expect(String(error)).not.toMatch(/2abCdEf|4711/)
})

it('Without any program, or if it fails, it says what to do or what the program said', async () => {
  const dir = temporaryDir('sendoff-tunnel-')
  await expect(openTunnel(options(dir))).rejects.toThrow(/None of cloudflared, ngrok, tailscale is installed/)
  fakeProgram(dir, 'ngrok', ['ERROR: authentication failed: sign up'], 'process.exit(1)')
  await expect(openTunnel(options(dir))).rejects.toThrow(/ngrok ended with 1.\n {2}ERROR: authentication failed/)
  fakeProgram(dir, 'ngrok', ['connecting'])
  await expect(openTunnel({ ...options(dir), waitMs: 1_000 })).rejects.toThrow(TunnelFailed)
})

it('relay -- --tunnel prints the address, and reopens the program when it ends and prints the new one', async () => {
  const dir = temporaryDir('sendoff-tunnel-')
  const first = path.join(dir, 'first')
  fakeProgram(
    dir,
    'cloudflared',
    [],
    `const fs = require('node:fs')
if (fs.existsSync(${JSON.stringify(first)})) {
  process.stderr.write('https://second.trycloudflare.com\\n')
  setInterval(() => {}, 1000)
} else {
  fs.writeFileSync(${JSON.stringify(first)}, '')
  process.stderr.write('https://first.trycloudflare.com\\n')
  setTimeout(() => process.exit(1), 500)
}`,
  )
  const relay = await startRelayProcess({ RELAY_DATA: dir, PATH: dir }, ['--tunnel'])
  await until('the second address to be said', () => relay.output.length >= 3)
  expect(relay.output).toEqual([
    'Public address (cloudflared): https://first.trycloudflare.com',
    'Public address (cloudflared): https://second.trycloudflare.com',
    'The address has changed: enter it in the app, and the webhook at Instantly is changed with it.',
  ])
  expect(calledWith(dir).split('\n')[0]).toBe(`tunnel --no-autoupdate --url ${relay.url}`)
  expect(await relay.stop()).toBe(0)
})

it('A tunnel program ends with the relay, even if that is killed', async () => {
  const tunnel = fakeTunnel()
  const relay = await startRelayProcess({ RELAY_DATA: temporaryDir(), PATH: tunnel.folder }, ['--tunnel'])
  const [start] = await waitFor('the program to start', () => (tunnel.starts().length > 0 ? tunnel.starts() : null))
  if (!start) throw new Error('no start')
  expect(tunnel.isRunning(start)).toBe(true)
  await relay.kill()
  await waitFor('the program to end', () => !tunnel.isRunning(start))
})

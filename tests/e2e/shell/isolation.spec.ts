import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '../support/app.ts'
import { openChosen } from '../support/main-job.ts'

test.use({ keepsApp: false, expectedPageErrors: /Content Security Policy|Failed to load resource/i })

test('The page is sandboxed: only the bridge, no permissions, no files that nobody chose, and no crash on nonsense', async ({
  sendoff,
}) => {
  const { page } = sendoff
  await test.step('The page reaches only the bridge, and cannot change it', async () => {
    const seen = await page.evaluate(() => {
      const all = globalThis as unknown as Record<string, unknown>
      const bridge = all['sendoff'] as Record<string, unknown>
      const members = Object.fromEntries(Object.entries(bridge).map(([name, member]) => [name, typeof member]))
      let replaced: string
      try {
        bridge['call'] = null
        replaced = typeof bridge['call']
      } catch {
        replaced = typeof bridge['call']
      }
      return {
        require: typeof all['require'],
        process: typeof all['process'],
        module: typeof all['module'],
        ipcRenderer: typeof all['ipcRenderer'],
        electron: typeof all['electron'],
        members,
        frozen: Object.isFrozen(bridge),
        replaced,
      }
    })
    expect(seen).toEqual({
      require: 'undefined',
      process: 'undefined',
      module: 'undefined',
      ipcRenderer: 'undefined',
      electron: 'undefined',
      members: { call: 'function', on: 'function', pathForFile: 'function', platform: 'string' },
      frozen: true,
      replaced: 'function',
    })
  })

  await test.step('The window is sandboxed and shows our own page', async () => {
    const window = await sendoff.app.evaluate(({ BrowserWindow }) => {
      const all = BrowserWindow.getAllWindows()
      return { count: all.length, url: all[0]?.webContents.getURL(), title: all[0]?.getTitle() }
    })
    expect(window).toEqual({ count: 1, url: expect.stringMatching(/^app:\/\/bundle\/index\.html/), title: 'Sendoff' })
  })

  await test.step('Permissions are denied without asking', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'microphone'] as PermissionName[]
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
    })
    expect(states).toEqual(['denied', 'denied', 'denied'])
  })

  await test.step('The page cannot offer a file for saving', async () => {
    const refused = await sendoff.app.evaluate(({ BrowserWindow }) => {
      let isPrevented = false
      const event = { preventDefault: () => (isPrevented = true) }
      BrowserWindow.getAllWindows()[0]?.webContents.session.emit('will-download', event)
      return isPrevented
    })
    expect(refused).toBe(true)
  })

  await test.step('Files outside the bundle cannot be fetched', async () => {
    const statuses = await page.evaluate(async () => {
      const tries = [
        '/%2e%2e/main/index.js',
        '/..%2fpreload%2findex.cjs',
        '/%2e%2e%2f%2e%2e%2fpackage.json',
        '/assets/nothing.js',
      ]
      return Promise.all(tries.map(async (address) => (await fetch(address)).status))
    })
    for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400)
  })

  await test.step('Calls with nonsense are refused and never reject', async () => {
    const replies = await page.evaluate(async () => {
      const { sendoff: bridge } = globalThis as unknown as {
        sendoff: { call(name: unknown, input: unknown): Promise<unknown> }
      }
      return [
        await bridge.call('__proto__', {}),
        await bridge.call('app.noSuchRoute', {}),
        await bridge.call(42, {}),
        await bridge.call('app.status', new Map([['a', 1]])),
      ]
    })
    expect(replies).toHaveLength(4)
    for (const reply of replies) expect(reply).toMatchObject({ ok: false })
  })

  await test.step('The page cannot read files that nobody chose', async () => {
    const { id: workspaceId } = await sendoff.call('workspaces.create', { name: 'Kessler', colour: 1 })
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'sendoff-secret-')), 'secret.csv')
    writeFileSync(file, 'Email\nann@acme.example')
    for (const attempt of [
      sendoff.call('imports.open', { workspaceId, path: file }),
      sendoff.call('app.saveUiState', { openFiles: [{ workspaceId, path: file }] }),
      sendoff.call('imports.peek', { from: { path: file }, format: {} }),
    ])
      await expect(attempt).rejects.toThrow(/"INVALID_INPUT"/)
    expect((await openChosen(sendoff, workspaceId, file)).rowCount).toBe(1)
  })
})

test('Nothing leaves the page, neither past its security policy nor by WebRTC', async ({ sendoff }) => {
  const { app, page } = sendoff
  await test.step('The page cannot reach out by WebRTC', async () => {
    const told = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return [contents?.getWebRTCIPHandlingPolicy(), await contents?.session.resolveProxy('https://example.com/')]
    })
    expect(told).toEqual(['disable_non_proxied_udp', 'PROXY 127.0.0.1:9'])

    const reached = new Set<string>()
    const udp = createSocket('udp4').on('message', () => reached.add('udp'))
    const tcp = createServer((socket) => {
      reached.add('tcp')
      socket.destroy()
    })
    udp.bind(0, '127.0.0.1')
    tcp.listen(0, '127.0.0.1')
    await Promise.all([once(udp, 'listening'), once(tcp, 'listening')])
    const address = tcp.address()
    const tcpPort = typeof address === 'object' ? address?.port : undefined
    // Also from a frame the page created, whose document was not prepared.
    const candidates = await page.evaluate(
      async (ports) => {
        const frame = document.body.appendChild(document.createElement('iframe'))
        const inFrame = frame.contentWindow as unknown as typeof globalThis
        const gathered = async (Peer: typeof RTCPeerConnection) => {
          const name = { username: 'a', credential: 'b' }
          const peer = new Peer({
            iceServers: [
              { urls: `stun:127.0.0.1:${ports.udp}` },
              { urls: `turn:127.0.0.1:${ports.udp}`, ...name },
              { urls: `turn:127.0.0.1:${ports.tcp}?transport=tcp`, ...name },
            ],
          })
          const found: string[] = []
          const all = new Promise<void>((resolve) => {
            peer.addEventListener('icecandidate', ({ candidate }) => {
              if (candidate) found.push(candidate.candidate)
              else resolve()
            })
          })
          peer.createDataChannel('out')
          await peer.setLocalDescription()
          // Ends once no more attempts are allowed; it never ends while it waits for an answer.
          await all
          peer.close()
          return found
        }
        return [...(await gathered(RTCPeerConnection)), ...(await gathered(inFrame.RTCPeerConnection))]
      },
      { udp: udp.address().port, tcp: tcpPort },
    )
    expect(candidates).toEqual([])
    expect([...reached]).toEqual([])
    udp.close()
    tcp.close()
  })

  await test.step('The security policy stops inline scripts, foreign connections, frames and forms', async () => {
    const broken = await page.evaluate(async () => {
      const directives = new Set<string>()
      document.addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective))
      const script = document.createElement('script')
      script.textContent = 'globalThis.inlineRan = true'
      document.body.append(script)
      await fetch('https://example.com/').catch(() => {})
      const image = document.createElement('img')
      image.src = 'https://example.com/pixel.png'
      document.body.append(image)
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      document.body.append(frame)
      for (let tries = 0; directives.size < 4 && tries < 50; tries += 1) await new Promise((r) => setTimeout(r, 50))
      return { directives: [...directives].toSorted(), inlineRan: 'inlineRan' in globalThis }
    })
    expect(broken).toEqual({
      directives: ['connect-src', 'frame-src', 'img-src', 'script-src-elem'],
      inlineRan: false,
    })
  })
})

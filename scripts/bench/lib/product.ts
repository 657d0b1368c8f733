/** Runs the product as it ships, without its window: the built backend thread beside a main thread that only waits. */
import fs from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Call, EventName, Events } from '#shared/contract/index.ts'
import { fromWire } from '#shared/errors.ts'
import { type BackendConfig, backendLimits, type Host } from '#shared/host.ts'
import { createPeer, type Reply } from '#shared/rpc.ts'

const root = path.join(import.meta.dirname, '../../..')

export type Product = {
  readonly call: Call
  onEvent(listener: <Name extends EventName>(name: Name, payload: Events[Name]) => void): void
  stop(): Promise<void>
}

export function startProduct(dataDir: string, instantlyUrl: string | null): Product {
  const config: BackendConfig = {
    paths: {
      dataDir,
      migrationsDir: path.join(root, 'resources/migrations'),
      samplesDir: path.join(root, 'resources/samples'),
      holidaysDir: path.join(root, 'resources/holidays'),
      supabaseDir: path.join(root, 'relay/supabase'),
    },
    instantlyUrl,
    appVersion: '0.0.0-bench',
    language: { system: 'en', chosen: 'system' },
  }
  const thread = new Worker(builtThread(), { workerData: config, resourceLimits: backendLimits })
  const listeners: ((name: EventName, payload: never) => void)[] = []
  const peer = createPeer(thread, {
    ask: (name, arg) => hostAnswer(name, arg),
    tell(name, arg) {
      if (name !== 'event') return
      const event = arg as { name: EventName; payload: never }
      for (const listener of listeners) listener(event.name, event.payload)
    },
  })
  return {
    async call(name, input) {
      const reply = await peer.ask<Reply>('call', { name, input })
      if (!reply.ok) throw fromWire(reply.error)
      return reply.data as never
    },
    onEvent: (listener) => void listeners.push(listener),
    async stop() {
      await peer.ask('stop')
      await thread.terminate()
    },
  }
}

/** Returns the backend thread as built by electron-vite. */
function builtThread(): string {
  const chunks = path.join(root, 'out/main/chunks')
  const found = fs.existsSync(chunks) ? fs.readdirSync(chunks).find((file) => /^thread-.*\.js$/.test(file)) : undefined
  if (!found) throw new Error('not built yet: npm run build')
  return path.join(chunks, found)
}

/** A reversible transformation as a keyring for the bench. */
const flip = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a)
const host: Pick<Host, 'keyProtection' | 'encrypt' | 'decrypt' | 'notify' | 'eraseFromLog'> = {
  keyProtection: async () => 'keyring',
  encrypt: async (text) => flip(Buffer.from(text, 'utf8')),
  decrypt: async (cipher) => ({ text: Buffer.from(flip(cipher)).toString('utf8'), stale: false }),
  notify: async () => undefined,
  eraseFromLog: async () => undefined,
}

function hostAnswer(name: string, arg: unknown): unknown {
  const ask = host[name.replace('host.', '') as keyof typeof host] as ((value: unknown) => unknown) | undefined
  if (!ask) throw new Error(`the bench has no ${name}`)
  return ask(arg)
}

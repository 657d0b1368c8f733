import fs from 'node:fs'
import path from 'node:path'
import type { Output } from '#shared/contract/index.ts'
import type { ImportSettings } from '#shared/contract/leads/imports.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { type FakeInstantly, type FakeInstantlyOptions, startFakeInstantly } from '../../../support/instantly/server.ts'

export type Rig = Awaited<ReturnType<typeof startRig>>
type BackendOptions = Omit<Parameters<typeof startBackend>[0], 'instantlyUrl'>
const keys = { kessler: 'kessler-key-000001', brandt: 'brandt-key-0000001' } as const
type Client = keyof typeof keys

/** Starts two clients at the simulated Instantly, both connected. */
export async function startRig(options: { fake?: FakeInstantlyOptions; backend?: BackendOptions } = {}) {
  const fake: FakeInstantly = await startFakeInstantly({
    workspaces: [
      { name: 'Kessler', keys: [{ key: keys.kessler }] },
      { name: 'Brandt', keys: [{ key: keys.brandt }] },
    ],
    ...options.fake,
  })
  let app: TestBackend = startBackend({ instantlyUrl: fake.url, ...options.backend })
  const connect = async (name: string, key: string) =>
    (await app.call('workspaces.addKey', { workspaceId: null, name, key })).workspace.id
  const ids = { kessler: await connect('Kessler', keys.kessler), brandt: await connect('Brandt', keys.brandt) }
  const files = temporaryDir('sendoff-lead-mirror-')
  let made = 0

  const ask = (client: Client) => createAsk(fake, keys[client])

  /** Creates a campaign in Instantly's own window, with leads unknown here. Returns its id. */
  async function makeThere(client: Client, name: string, emails: readonly string[]): Promise<string> {
    const { body } = await ask(client)('POST', '/campaigns', { ...campaignBody, name })
    const id = String(body['id'])
    for (let at = 0; at < emails.length; at += 1000) {
      const leads = emails.slice(at, at + 1000).map((email) => ({ email }))
      await ask(client)('POST', '/leads/add', { campaign_id: id, leads })
    }
    return id
  }

  const state = (client: Client) => app.call('leadMirror.state', { workspaceId: ids[client] })

  /** Syncs the mirror and waits for the end; returns its state. */
  async function copy(client: Client, what: 'whole' | 'new' = 'whole'): Promise<Output<'leadMirror.state'>> {
    await app.call('leadMirror.start', { workspaceId: ids[client], what })
    return over(client)
  }
  const over = (client: Client) =>
    until('the copy to end', async () => {
      const now = await state(client)
      return now.adding || now.underWay?.running ? null : now
    })

  async function openFile(client: Client, emails: readonly string[], rules: Partial<ImportSettings> = {}) {
    made += 1
    const file = path.join(files, `leads-${made}.csv`)
    fs.writeFileSync(
      file,
      `Email,First Name,Company\n${emails.map((email, at) => `${email},N${at},Acme ${at}`).join('\n')}\n`,
    )
    const draft = await app.call('imports.open', { workspaceId: ids[client], path: file })
    const input = {
      importId: draft.importId,
      mapping: draft.columns.map(({ suggestion }) => suggestion.target),
      settings: { ...defaultSettings, ...rules },
    }
    const check = await app.call('imports.check', { ...input, listId: null })
    return {
      check,
      gates: Object.fromEntries(Object.entries(check.gates).filter(([, count]) => count > 0)),
      save: () => app.call('imports.save', { ...input, into: { name: `List ${made}` } }),
    }
  }

  return {
    fake,
    ids,
    ask,
    makeThere,
    copy,
    over,
    state,
    openFile,
    get app() {
      return app
    },
    /** Stops the app and starts it again on the same disk. */
    async restart(changes: BackendOptions = {}) {
      await app.stop()
      app = startBackend({ instantlyUrl: fake.url, dir: app.dir, ...options.backend, ...changes })
    },
    /** Requests for leads that arrived. */
    pages: () => fake.journal.requests('POST', /leads\/list$/),
    async close() {
      await app.stop()
      await fake.close()
    },
  }
}

export const people = (count: number, at = 'there.example') =>
  Array.from({ length: count }, (_, index) => `p${index}@${at}`)

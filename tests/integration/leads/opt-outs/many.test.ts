import { afterEach, expect, it } from 'vitest'
import { startBackend, type TestBackend } from '../../../support/backend.ts'

let app: TestBackend
afterEach(() => app.stop())

const people = Array.from({ length: 5_000 }, (_, no) => `lead${no}@prospect${no}.example`)

it.each([
  ['opt-outs', 'optOuts.add', { scope: 'client' }],
  ['blocked addresses', 'blocklist.add', { everyClient: false }],
] as const)(
  'Screens answer while thousands of %s are being added, and each is added once',
  async (_what, route, more) => {
    app = startBackend({ instantlyUrl: 'http://127.0.0.1:9' })
    const { id: workspaceId } = await app.call('workspaces.create', { name: 'Kessler', colour: 1 })
    const text = people.join('\n')
    let isAdded = false
    const adding = app.call(route, { workspaceId, text, ...more }).finally(() => {
      isAdded = true
    })
    await app.call('workspaces.list', {})
    expect(isAdded).toBe(false)
    const { added } = await adding
    expect(new Set<number>(added).size).toBe(people.length)
    expect(await app.call(route, { workspaceId, text, ...more })).toMatchObject({
      added: [],
      known: people.length,
    })
  },
)

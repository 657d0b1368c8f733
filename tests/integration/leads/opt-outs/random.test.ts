/**
 * Random sequences of operator actions and network failures; at the end the simulator's state is compared with the
 * wanted one.
 */
import { expect, it } from 'vitest'
import type { OptOutScope } from '#shared/contract/leads/opt-outs.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import { quickOptOuts, startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { createRandom, type Fault } from '../../../support/instantly/fault-rules.ts'
import { type Client, day, keys, leadsOf, makeCampaign, sentTo, startClients, worldOf } from './support.ts'

const people = ['ann@prospect.example', 'bob@prospect.example', 'cora@prospect.example'] as const
const clients = ['acme', 'brandt'] as const satisfies readonly Client[]
type Wanted = { on: boolean; scope: OptOutScope }

const lost: readonly Fault[] = [
  { kind: 'reset', when: 'before_commit' },
  { kind: 'reset', when: 'after_commit' },
  { kind: 'status', status: 502, when: 'after_commit' },
  { kind: 'status', status: 503, when: 'before_commit' },
  { kind: 'half_answer' },
]

it.each([11, 23, 42])(
  'whatever happens in between, Instantly ends in the state wanted here (seed %d)',
  async (seed) => {
    const random = createRandom(seed)
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
    const fake = await startClients()
    const dir = temporaryDir('sendoff-random-')
    const start = () => startBackend({ instantlyUrl: fake.url, dir, optOutTimings: quickOptOuts })
    let app: TestBackend = start()
    const ids = {} as Record<Client, WorkspaceId>
    for (const client of clients) {
      ids[client] = (await app.call('workspaces.addKey', { workspaceId: null, key: keys[client] })).workspace.id
      await makeCampaign(fake, client, people, [1, 1, 1, 1, 1, 0])
    }
    fake.faults.random({ seed, rate: 0.15, faults: lost, path: '/block-lists-entries' })
    const wanted = new Map<string, Wanted>()
    const known = new Map<string, OptOutId>()
    /** All of them belong to the first client. */
    const covers = (person: string, client: Client) => {
      const { on = false, scope = 'client' } = wanted.get(person) ?? {}
      return on && (client === 'acme' || scope === 'all')
    }
    const told = async () => {
      await until('everything to be told', async () => {
        await fake.moveOn(4_000)
        const rows = (
          await Promise.all(
            (['all', 'undone'] as const).map((filter) =>
              app.call('optOuts.list', { workspaceId: ids.acme, filter, page: {} }),
            ),
          )
        ).flatMap((page) => page.rows)
        return rows.every(({ atInstantly }) => ['confirmed', 'undone'].includes(atInstantly.state))
      })
    }

    for (let step = 0; step < 14; step += 1) {
      // Instantly carries requests out while the operator goes on, also if the steps here take long.
      await fake.moveOn(1_000)
      const person = pick(people)
      const id = known.get(person)
      const act = pick(['add', 'add', 'undo', 'scope', 'end', 'days'] as const)
      if (act === 'add') {
        const scope = pick(['client', 'all'] as const)
        const before = wanted.get(person)
        const { added } = await app.call('optOuts.add', { workspaceId: ids.acme, scope, text: person })
        if (added[0] !== undefined) known.set(person, added[0])
        wanted.set(person, { on: true, scope: before?.on && before.scope === 'all' ? 'all' : scope })
      } else if (act === 'undo' && id !== undefined) {
        await app.call('optOuts.undo', { ids: [id], undone: true })
        wanted.set(person, { on: false, scope: wanted.get(person)?.scope ?? 'client' })
      } else if (act === 'scope' && id !== undefined && wanted.get(person)?.on) {
        const scope = pick(['client', 'all'] as const)
        await app.call('optOuts.setScope', { ids: [id], scope })
        wanted.set(person, { on: true, scope })
      } else if (act === 'end') {
        // In the middle of any work.
        await app.stop()
        app = start()
      } else if (act === 'days') {
        await told()
        const before = people.map((each) => clients.map((client) => sentTo(fake, client, each)))
        for (let each = 0; each < 2; each += 1) await fake.moveOn(day)
        for (const [at, each] of people.entries()) {
          for (const [of, client] of clients.entries()) {
            if (covers(each, client)) expect(sentTo(fake, client, each)).toBe(before[at]?.[of])
          }
        }
      }
    }

    fake.faults.clear()
    await told()
    for (const client of clients) {
      for (const person of people) {
        const isCovered = covers(person, client)
        expect({ client, person, blocked: worldOf(fake, client).blocked.has(person) }).toEqual({
          client,
          person,
          blocked: isCovered,
        })
        for (const lead of leadsOf(fake, client, person)) {
          if (isCovered) expect(lead.status === 1 && lead.fields?.core['lt_interest_status'] === undefined).toBe(false)
          else expect(lead.fields?.core['lt_interest_status'] ?? null).toBeNull()
        }
      }
    }
    await app.stop()
    expect(fake.violations).toEqual([])
    await fake.close()
  },
)

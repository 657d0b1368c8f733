import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acknowledge, deliver, poll, pollAll, statusOf } from '../../../support/relay/client.ts'
import { addWorkspace, startTestRelay, type TestRelay, until } from '../../../support/relay/relay.ts'
import { type StorePlace, storeKinds, useStores } from '../../../support/relay/stores.ts'
import { statementNames } from '../../../support/statement-names.ts'

const newPlace = useStores()

// SQLite belongs to one machine; several relays need PostgreSQL, which `storeKinds` omits if there is none.
describe.runIf(storeKinds.includes('postgres'))('two relays on one PostgreSQL', () => {
  let place: StorePlace
  let relays: readonly [TestRelay, TestRelay]
  let token: string

  beforeEach(async () => {
    place = await newPlace('postgres')
    const [one, two] = await Promise.all([place.open(), place.open()])
    token = (await addWorkspace(one, 'Kessler')).token
    relays = [await startTestRelay(one), await startTestRelay(two)]
  })
  afterEach(() => Promise.all(relays.map((relay) => relay.stop())))

  it('Two relays accept events at once, and a reader at the cursor gets each once, never a hole filled later', async () => {
    const total = 1_200
    const sent = Array.from({ length: total }, (_, n) => `{"n":${n}}`)
    const sending = Promise.all(
      Array.from({ length: 24 }, async (_, sender) => {
        for (let n = sender; n < total; n += 24) {
          expect((await deliver(relays[n % 2]?.url ?? '', token, sent[n] ?? '')).status).toBe(200)
        }
      }),
    )
    const read: { seq: number; body: string }[] = []
    for (let side = 0; read.length < total; side += 1) {
      const page = await poll(relays[side % 2]?.url ?? '', token, { after: read.length, limit: 100 })
      read.push(...page.events)
      // The reader's cursor is the last number it saw, so numbers that appear out of order would break it.
      expect(page.next).toBe(read.length)
    }
    await sending
    expect(read.map(({ seq }) => seq)).toEqual(sent.map((_, index) => index + 1))
    expect(read.map(({ body }) => body).toSorted()).toEqual(sent.toSorted())
  })

  it('An event stored by one relay wakes a poll waiting at the other', async () => {
    // More often than the two seconds after which a waiting poll checks on its own, so only a wake-up answers this many
    // in time.
    const startedAt = performance.now()
    for (let n = 1; n <= 20; n += 1) {
      const waiting = poll(relays[1].url, token, { after: n - 1, wait: 30 })
      await until('it waits', async () =>
        (await (await fetch(`${relays[1].url}/metrics`)).text()).includes('relay_waiting_polls 1'),
      )
      await deliver(relays[0].url, token, `{"n":${n}}`)
      expect((await waiting).events.map(({ seq }) => seq)).toEqual([n])
    }
    expect(performance.now() - startedAt).toBeLessThan(20 * 1_500)
  })

  it('One relay knows what the other acknowledged, and serves a workspace added at the other', async () => {
    await deliver(relays[0].url, token, '{}')
    await acknowledge(relays[0].url, token, 1)
    expect((await statusOf(relays[1].url, token)).position.acknowledged).toBe(1)
    const added = await addWorkspace(relays[0].store, 'Brandt')
    expect((await deliver(relays[1].url, added.token, '{"of":"Brandt"}')).status).toBe(200)
    expect((await pollAll(relays[0].url, added.token)).map(({ body }) => body)).toEqual(['{"of":"Brandt"}'])
  })

  it('No statement is prepared by name, as behind a transaction pooler another connection would get it', async () => {
    const names = statementNames()
    for (const { url } of relays) expect((await deliver(url, token, '{}')).status).toBe(200)
    await acknowledge(relays[0].url, token, 2)
    expect(await pollAll(relays[1].url, token)).toHaveLength(2)
    expect(new Set(names())).toEqual(new Set(['']))
  })

  it('Connections closed by the database are reopened', async () => {
    const url = place.env['DATABASE_URL'] ?? ''
    const { Client } = await import('pg')
    const admin = new Client({ connectionString: url })
    await admin.connect()
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await admin.end()
    await until('events are taken again', async () => (await deliver(relays[0].url, token, '{}')).status === 200)
    const listeners = async () => {
      const asking = new Client({ connectionString: url })
      await asking.connect()
      const { rows } = await asking.query(
        `select 1 from pg_stat_activity where datname = current_database() and application_name = 'sendoff-relay listener'`,
      )
      await asking.end()
      return rows.length
    }
    await until('both listen again', async () => (await listeners()) === 2)
    const { newest: last } = (await statusOf(relays[1].url, token)).position
    const waiting = poll(relays[1].url, token, { after: last, wait: 30 })
    await sleep(50)
    await deliver(relays[0].url, token, '{"n":1}')
    expect((await waiting).events.length).toBe(1)
  })
})

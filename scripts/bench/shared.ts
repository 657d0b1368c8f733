/**
 * Benchmarks a shared memory that knows ten million people: claims of 50,000 by one computer and by eight at once,
 * where two computers want each person; against the same by hand over bare connections, without rules, ledger or turns.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { createLedgerClient } from '#backend/leads/shared-memory/ledger-client.ts'
import { setUpSql } from '#backend/leads/shared-memory/ledger-sql.ts'
import { sharedKeyOf } from '#backend/leads/shared-memory/shared-key.ts'
import { postgresBin, startPostgres } from '../../tests/support/postgres.ts'
import { median, quick, report } from './lib/report.ts'

const bench = 'shared'
const known = quick ? 1_000_000 : 10_000_000
const claimed = 50_000
const computers = 8
const rounds = 3
/** The most people Sendoff claims in one call. */
const atOnce = 10_000

const bin = postgresBin()
if (!bin) throw new Error('PostgreSQL is not installed (Debian, Ubuntu: sudo apt-get install postgresql)')
const db = await startPostgres(bin)
const key = sharedKeyOf(randomBytes(32))
const some = (count: number) => Array.from({ length: count }, () => randomUUID())
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}

async function joined(no: number) {
  const ledger = createLedgerClient(db.url, key)
  return { ledger, computer: (await ledger.join(randomUUID(), `Computer ${no}`)).no }
}

/**
 * Claims by hand: inserts into a table with the same primary key, then reads who is claimed by another. This is the
 * limit of PostgreSQL itself.
 */
async function byHand(line: Client, computer: number, hashes: readonly string[]): Promise<void> {
  const sorted = hashes.toSorted()
  for (let at = 0; at < sorted.length; at += atOnce) {
    const part = `'{${sorted.slice(at, at + atOnce).join(',')}}'::uuid[]`
    await line.query(`begin;
      insert into bare select 1, h, 0, ${computer} from unnest(${part}) h on conflict do nothing;
      select h::text from unnest(${part}) h where
        (select b.computer from bare b where b.client = 1 and b.hash = h order by b.turn desc limit 1) <> ${computer};
      commit`)
  }
}

try {
  await db.sql(setUpSql())
  const first = await joined(1)
  await db.sql(`insert into sendoff_shared.held
    select 1, gen_random_uuid(), 0, ${first.computer} from generate_series(1, ${known})`)
  await db.sql(`create table bare (client int, hash uuid, turn int, computer int, primary key (client, hash, turn))
    partition by hash (hash)`)
  for (let part = 0; part < 8; part += 1)
    await db.sql(`create table bare_${part} partition of bare for values with (modulus 8, remainder ${part})`)
  await db.sql('insert into bare select client, hash, turn, computer from sendoff_shared.held')
  await db.sql('vacuum analyze')

  // One computer, repeatedly, with new people each time.
  const single = []
  for (let round = 0; round < rounds; round += 1) {
    const people = some(claimed)
    single.push(await seconds(() => first.ledger.claim(first.computer, people)))
  }
  const oneClaim = median(single)

  const all = [first, ...(await Promise.all(Array.from({ length: computers - 1 }, (_, at) => joined(at + 2))))]
  const lines = await Promise.all(
    all.map(async () => {
      const client = new Client({ connectionString: db.url })
      await client.connect()
      return client
    }),
  )
  const together: number[] = []
  const alone: number[] = []
  let twice = 0
  for (let round = 0; round < rounds; round += 1) {
    const people = some((claimed * computers) / 2)
    // Each computer claims 50,000 of 200,000 people, so two want each person.
    const wanted = all.map((_, no) =>
      Array.from({ length: claimed }, (_none, at) => people[(no * (claimed / 2) + at) % people.length] ?? ''),
    )
    const got: string[] = []
    together.push(
      await seconds(() =>
        Promise.all(
          all.map(async ({ ledger, computer }, no) => {
            const missed = await ledger.claim(computer, wanted[no] ?? [])
            for (const hash of wanted[no] ?? []) if (!missed.has(hash)) got.push(hash)
          }),
        ),
      ),
    )
    twice += got.length - new Set(got).size
    if (got.length !== people.length) throw new Error(`${got.length} of ${people.length} were claimed`)
    alone.push(await seconds(() => Promise.all(lines.map((line, no) => byHand(line, no + 1, wanted[no] ?? [])))))
  }
  const rate = (claimed * computers) / median(together)
  const bound = (claimed * computers) / median(alone)
  const linear = (claimed / oneClaim) * computers
  report({ bench, figure: 'claim_50k_s', value: oneClaim, unit: 's', target: '<= 1', peer: { known } })
  report({
    bench,
    figure: 'eight_of_linear',
    value: rate / Math.min(linear, bound),
    unit: 'x',
    target: '>= 0.7',
    peer: { addresses_per_s: Math.round(rate), linear_per_s: Math.round(linear), by_hand_per_s: Math.round(bound) },
  })
  report({ bench, figure: 'claimed_twice', value: twice, unit: 'addresses', target: '= 0' })
  await Promise.all([...all.map(({ ledger }) => ledger.close()), ...lines.map((line) => line.end())])
} finally {
  await db.stop()
}

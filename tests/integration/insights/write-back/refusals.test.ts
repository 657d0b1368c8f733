import { expect, it } from 'vitest'
import { createDelivery } from '#backend/insights/write-back/deliver.ts'
import type { Outbox } from '#backend/insights/write-back/outbox.ts'
import type { RowUpdate } from '#backend/insights/write-back/row-updates.ts'
import type { TargetRow } from '#backend/insights/write-back/target-store.ts'
import { type OutRow, ownKey, RowsRefused, toWriteError, type Writer } from '#backend/insights/write-back/writer.ts'

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const keyOf = (row: OutRow) => ownKey(row['campaign_id'], row['lead_key'])

/**
 * A database that accepts `rows` numbers, except those it refuses or hides; `look` delivers the waiting rows once, as
 * the app does.
 */
function bench(
  rows: number,
  of: {
    readonly refused?: (n: number) => boolean
    readonly hidden?: (n: number) => boolean
    readonly mostAtOnce?: number
  },
) {
  const states = new Map<number, string>(Array.from({ length: rows }, (_, n) => [n, 'waiting']))
  const set = (some: readonly { readonly id: number }[], state: string) =>
    some.forEach(({ id }) => void states.set(id, state))
  const outbox: Pick<Outbox, 'settle' | 'refuse'> = {
    settle: (some) => set(some, 'done'),
    refuse: (some, why) => set(some, why),
  }
  let requests = 0
  const put: Writer['put'] = async (some) => {
    requests += 1
    const numbers = some.map((row) => Number(row['lead_key']))
    if (some.length > (of.mostAtOnce ?? Infinity))
      throw toWriteError('57014', 'canceling statement due to statement timeout', 'db.example')
    const bad = numbers.find((n) => of.refused?.(n))
    if (bad !== undefined) throw new RowsRefused(`${bad} is not allowed`)
    return new Set(some.filter((_, at) => !of.hidden?.(numbers[at] ?? 0)).map(keyOf))
  }
  const deliver = createDelivery(outbox as Outbox, log)
  async function look(): Promise<void> {
    const updates = [...states]
      .filter(([, state]) => state === 'waiting')
      .map(([id]) => ({ key: ownKey('c', id), row: { campaign_id: 'c', lead_key: id }, table: '', of: [{ id }] }))
    const [target, writer] = [{ id: 1, place: 'own' }, { put }]
    await deliver(
      target as unknown as TargetRow,
      writer as Writer,
      updates as unknown as RowUpdate[],
      { items: 0, failed: 0 },
      new AbortController().signal,
    )
  }
  return { states, look, requests: () => requests }
}

it('However many rows the database refuses, each is listed with its reason, and all others are written', async () => {
  const refused = (n: number) => n % 5 === 3
  const { states, look } = bench(500, { refused })
  for (let looks = 0; looks < 10 && [...states.values()].includes('waiting'); looks++) await look()
  for (const [n, state] of states) expect(state).toBe(refused(n) ? `${n} is not allowed` : 'done')
})

it('A database that refuses every row does not get a request for each', async () => {
  const { look, requests } = bench(500, { refused: () => true })
  await look()
  expect(requests()).toBeLessThan(100)
})

it('Hidden rows are told from visible ones in a few requests', async () => {
  const hidden = (n: number) => n % 2 === 1
  const { states, look, requests } = bench(500, { hidden })
  await look()
  for (const [n, state] of states) expect(state).toBe(hidden(n) ? 'hidden' : 'done')
  expect(requests()).toBeLessThan(10)
})

it('Writes that take the database too long are split into smaller parts', async () => {
  const { states, look } = bench(500, { mostAtOnce: 60 })
  await look()
  expect(new Set(states.values())).toEqual(new Set(['done']))
})

it('A database too slow for a single row is tried again later, and the row is not refused', async () => {
  const { states, look } = bench(4, { mostAtOnce: 0 })
  await expect(look()).rejects.toMatchObject({ code: 'SUPABASE_UNREACHABLE' })
  expect(new Set(states.values())).toEqual(new Set(['waiting']))
})

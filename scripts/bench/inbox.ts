/**
 * Benchmarks how fast the inbox searches 200,000 mails of twelve clients in 50,000 conversations: rare, middling and
 * common words, phrases, beginnings of words; against a LIKE scan over the same rows. Then a page, the counts and a
 * bulk step over half a million conversations.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { openStore } from '#backend/core/db/open.ts'
import type { RemoteEmail } from '#backend/core/instantly/types.ts'
import { createMailIngest } from '#backend/inbox/inbox/mail-ingest.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startProduct } from './lib/product.ts'
import { median, percentile, quick, report } from './lib/report.ts'

const bench = 'inbox'
const count = quick ? 20_000 : 200_000
const clients = 12
const rounds = quick ? 1 : 3
const root = path.join(import.meta.dirname, '../..')
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-inbox-'))

/** A multiplicative generator, so that every run has the same words. */
let seed = 42
const random = () => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}
const syllables = [
  'ka',
  'lo',
  'mi',
  'ren',
  'sto',
  'vu',
  'tar',
  'éb',
  'än',
  'gro',
  'pil',
  'des',
  'wo',
  'chi',
  'fen',
  'ös',
]
const word = (no: number) =>
  [no % 16, Math.floor(no / 16) % 16, Math.floor(no / 256) % 16].map((at) => syllables[at]).join('') +
  (no > 4_095 ? no : '')
/** A few words make up most of a text, as in any language. */
const zipf = () => word(Math.floor(20_000 ** random()) - 1)
const common = ['the', 'und', 'please', 'regards', 'meeting']

function textOf(no: number): string {
  const words = Array.from({ length: 130 }, zipf)
  for (const each of common) if (random() < 0.6) words.splice(Math.floor(random() * words.length), 0, each)
  if (no % 200 === 0) words.splice(7, 0, 'Rüstzeit')
  if (no % 5 === 0) words.splice(9, 0, 'next', 'week', 'works')
  words.push(`ref${no}`)
  return words.join(' ')
}

function seedStore(): void {
  const store = openStore(dir, path.join(root, 'resources/migrations'))
  const add = store.raw.prepare(`insert into workspace (name, colour, created_at) values (?, 1, '')`)
  const ids = Array.from({ length: clients }, (_, no) => Number(add.run(`Client ${no}`).lastInsertRowid) as WorkspaceId)
  const mailIngest = createMailIngest(store, { sort: null })
  const startedAt = performance.now()
  const start = Date.UTC(2026, 0, 1)
  for (let first = 0; first < count; first += 500) {
    // Some clients have many mails and some few.
    const client = ids[Math.floor(clients * random() ** 3)] ?? ids[0]
    const batch: RemoteEmail[] = []
    for (let no = first; no < first + 500; no += 1) {
      const lead = `lead${Math.floor(no / 4)}@prospect.example`
      const at = new Date(start + no * 120_000).toISOString()
      batch.push({
        id: `mail-${no}`,
        createdAt: at,
        at,
        threadId: `thread-${Math.floor(no / 4)}`,
        subject: `Re: ${zipf()} ${zipf()}`,
        from: no % 2 === 0 ? lead : 'me@client.example',
        fromName: `${zipf()} ${zipf()}`,
        to: no % 2 === 0 ? 'me@client.example' : lead,
        cc: '',
        replyTo: null,
        text: textOf(no),
        html: null,
        preview: null,
        kind: no % 2 === 0 ? 2 : 3,
        automatic: false,
        campaignId: `campaign-${no % 40}`,
        lead,
        account: 'me@client.example',
        step: null,
        unread: no % 9 === 0,
        interest: null,
        attachments: [],
      })
    }
    if (client !== undefined) mailIngest.ingestEmails(client, batch)
  }
  const seconds = (performance.now() - startedAt) / 1_000
  report({ bench, figure: 'inbox_intake_per_s', value: count / seconds, unit: 'messages/s', target: 'none' })
  store.raw.close()
}

type Ask = { readonly kind: string; readonly search: string; readonly client: number | null }

function questions(round: number): readonly Ask[] {
  const asks: Ask[] = []
  const both = (kind: string, search: string) => {
    for (const client of [null, 1, clients]) asks.push({ kind, search, client })
  }
  for (let no = 0; no < 20; no += 1) both('rare', `ref${(no * 7_919 + round * 131) % count}`)
  for (let no = 0; no < 20; no += 1) both('mid', word(400 + no * 37 + round))
  both('mid', 'rustzeit')
  for (const each of common) both('common', each)
  for (let no = 0; no < 5; no += 1) both('common', word(no))
  both('phrase', '"next week works"')
  both('phrase', 'next week works')
  for (let no = 0; no < 5; no += 1) both('phrase', `"${word(no)} ${word(no + 1)}"`)
  both('both', `please ref${round * 13}`)
  both('both', 'please meeting regards')
  // The beginning of a word, as typed.
  for (const part of ['ref1', 'rüst', 'rüs', 'kal', 'mee', 'kakaka']) both('beginning', part)
  both('none', 'nosuchwordanywhere')
  return asks
}

async function main(): Promise<void> {
  seedStore()
  const product = startProduct(dir, null)
  const peerDb = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  const like = peerDb.prepare(
    'select thread_id from inbox_message where text like ? or subject like ? order by id desc limit 100',
  )
  const times: { readonly kind: string; readonly ms: number }[] = []
  const peers: number[] = []
  await product.call('inbox.counts', { workspaceId: null })
  for (let round = 0; round < rounds; round += 1) {
    for (const { kind, search, client } of questions(round)) {
      const at = performance.now()
      await product.call('inbox.threads', {
        workspaceId: client as WorkspaceId | null,
        box: 'all',
        search,
        page: { offset: 0, limit: 50 },
      })
      times.push({ kind, ms: performance.now() - at })
    }
    for (const search of [`ref${round * 7}`, 'nosuchwordanywhere', 'please']) {
      const at = performance.now()
      like.all(`%${search}%`, `%${search}%`)
      peers.push(performance.now() - at)
    }
  }
  peerDb.close()
  const kinds = [...new Set(times.map(({ kind }) => kind))]
  const p95 = (kind: string) =>
    percentile(
      times.filter((one) => one.kind === kind).map(({ ms }) => ms),
      0.95,
    )
  report({
    bench,
    figure: 'inbox_search_p95_ms',
    value: Math.max(...kinds.map(p95)),
    unit: 'ms, the worst kind of term',
    target: '<= 10',
    peer: { like_scan_p95_ms: percentile(peers, 0.95), like_scan_median_ms: median(peers) },
  })
  for (const kind of kinds) {
    const own = times.filter((one) => one.kind === kind).map(({ ms }) => ms)
    report({
      bench,
      figure: `inbox_search_${kind}_p95_ms`,
      value: p95(kind),
      unit: 'ms',
      target: '<= 10',
      peer: { median: median(own) },
    })
  }
  const pages: number[] = []
  for (let round = 0; round < rounds * 20; round += 1) {
    for (const order of ['newest', 'hot'] as const) {
      const at = performance.now()
      await product.call('inbox.threads', { workspaceId: null, box: 'answer', order, page: { offset: 0, limit: 100 } })
      await product.call('inbox.counts', { workspaceId: null })
      pages.push(performance.now() - at)
    }
  }
  report({
    bench,
    figure: 'inbox_page_p95_ms',
    value: percentile(pages, 0.95),
    unit: 'ms, list and counts',
    target: '<= 50',
  })
  await product.stop()
}

/** Measures half a million conversations: a page of the list, the counts, and one step with 500 of them. */
async function manyThreads(): Promise<void> {
  const threads = quick ? 50_000 : 500_000
  const own = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-inbox-many-'))
  const store = openStore(own, path.join(root, 'resources/migrations'))
  const add = store.raw.prepare(`insert into workspace (name, colour, created_at) values (?, 1, '')`)
  const ids = Array.from({ length: clients }, (_, no) => Number(add.run(`Client ${no}`).lastInsertRowid))
  const start = Date.now() - threads * 10_000
  store.raw
    .prepare(
      `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < @threads)
       insert into inbox_thread (workspace_id, remote_id, lead_email, campaign_id, subject, snippet, last_at,
         last_received_at, box, their_turn, unread, message_count, sorted, heat)
       select json_extract(@ids, '$[' || cast(i % @clients as integer) || ']'), 'thread-' || i, 'lead' || i || '@prospect.example',
         'campaign-' || (i % 40), 'Re: Stock counts', 'Tell me more', @start + i * 10000, @start + i * 10000,
         case i % 5 when 0 then 'answer' when 1 then 'waiting' when 2 then 'noReply' when 3 then 'done' else 'waiting' end,
         i % 5 = 0, i % 15 = 0, 1, case i % 7 when 0 then 'interested' when 1 then 'not_interested' else 'other' end,
         (@start + i * 10000) / 129600000.0 + (i % 11) from n`,
    )
    .run({ threads, clients, ids: JSON.stringify(ids), start })
  store.raw
    .prepare(
      `insert into inbox_message (id, workspace_id, thread_id, remote_id, direction, at, from_address, from_name, to_list,
         cc_list, subject, text, lead_email, unread, complete, scope)
       select last_at * 1024, workspace_id, id, 'mail-' || id, 'received', last_at, lead_email, '', 'me@client.example', '',
         subject, snippet, lead_email, unread, 1, 'client' || workspace_id from inbox_thread where id % 20 = 1`,
    )
    .run()
  store.raw
    .prepare(
      `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at)
       select distinct workspace_id, campaign_id, campaign_id, campaign_id, 1, '', 0, 0 from inbox_thread`,
    )
    .run()
  store.raw.prepare('insert into label_sync (workspace_id, first_ended_at) select id, 1 from workspace').run()
  store.raw
    .prepare(
      `insert into lead_label (workspace_id, campaign_id, email, value, stage, as_of, source, interested_at)
       select workspace_id, campaign_id, lead_email, 1, 1, last_at, 1, last_at from inbox_thread where id % 10 = 3`,
    )
    .run()
  store.raw.exec('analyze')
  store.raw.close()
  const product = startProduct(own, null)
  const times = { list: [] as number[], counts: [] as number[], bulk: [] as number[] }
  const timed = async <T>(of: keyof typeof times, work: () => Promise<T>): Promise<T> => {
    const at = performance.now()
    const answer = await work()
    times[of].push(performance.now() - at)
    return answer
  }
  await product.call('inbox.counts', { workspaceId: null })
  const boxes = ['answer', 'followUp', 'interested', 'all', 'noReply'] as const
  for (let round = 0; round < 20; round += 1) {
    for (const workspaceId of [null, ids[round % clients] as WorkspaceId]) {
      for (const order of ['newest', 'hot'] as const) {
        await timed('list', () =>
          product.call('inbox.threads', {
            workspaceId,
            box: boxes[round % boxes.length],
            order,
            page: { offset: 0, limit: 100 },
          }),
        )
      }
      await timed('counts', () => product.call('inbox.counts', { workspaceId }))
    }
    const { rows } = await product.call('inbox.threads', {
      workspaceId: null,
      box: 'answer',
      page: { offset: 0, limit: 500 },
    })
    const threadIds = rows.map(({ id }) => id)
    const { step } = await timed('bulk', () =>
      product.call('inbox.bulk', { selection: { threadIds }, act: { kind: 'done' } }),
    )
    await product.call('inbox.undoBulk', { step })
  }
  await product.stop()
  fs.rmSync(own, { recursive: true, force: true })
  for (const [part, target] of [
    ['list', 10],
    ['counts', 10],
    ['bulk', 100],
  ] as const) {
    report({
      bench,
      figure: `inbox_500k_p95_ms_${part}`,
      value: percentile(times[part], 0.95),
      unit: part === 'bulk' ? 'ms, 500 conversations done' : 'ms',
      target: `<= ${target}`,
    })
  }
}

try {
  await manyThreads()
  await main()
} finally {
  fs.rmSync(dir, { recursive: true, force: true })
}

/**
 * Replies arrive by webhooks with and without an id and by Instantly's lists, twice, late, cut off and in any order,
 * while the operator answers and the app is killed. In the end each email is there once, in its own conversation.
 */
import { expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import type { RemoteEmail } from '#backend/core/instantly/types.ts'
import { classifyReceivedReply } from '#backend/inbox/inbox/classify-received-reply.ts'
import { createMailIngest } from '#backend/inbox/inbox/mail-ingest.ts'
import { migrationsDir } from '../../../support/backend.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { times } from '../../../support/long.ts'
import { acme, at, email, hook, newStoreIn } from './mails.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const stop = 'Please remove me from your mailing list.'
const texts = [
  'Yes',
  'Call me.',
  'Could you send me the price list for twelve halls?',
  'What would it cost us for a year?',
  stop,
]

type Random = () => number
type Said = {
  readonly lead: string
  readonly writer: string
  readonly text: string
  readonly mails: readonly RemoteEmail[]
  readonly threads: readonly string[]
}
type Step = { readonly mails?: readonly RemoteEmail[]; readonly told?: Parameters<typeof hook>[0] }

/** What two leads wrote in a week, and every way in which it arrives. */
function world(random: Random) {
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const chance = (share: number) => random() < share
  const steps: Step[] = []
  const said: Said[] = []
  const answers: { readonly thread: string; readonly at: number }[] = []
  const taken = new Set<number>()
  const moment = () => {
    for (;;) {
      const ms = at + Math.floor(random() * 7 * day)
      if (!taken.has(ms)) {
        taken.add(ms)
        return ms
      }
    }
  }
  for (const name of ['kai', 'ida']) {
    const lead = `${name}@prospect.example`
    const thread = `thread-${name}`
    // The campaign's email names the lead of its conversation.
    const sent = { kind: 1, from: 'me@acme.example', to: lead, lead, threadId: thread, text: 'Hello.' } as const
    const before = new Date(at - day).toISOString()
    steps.push({ mails: [email({ ...sent, id: `sent-${name}`, at: before, createdAt: before })] })
    for (let no = 0; no < 1 + Math.floor(random() * 4); no += 1) {
      const when = moment()
      const isAlias = chance(0.25)
      const isApart = isAlias && chance(0.5)
      const writer = isAlias ? `${name}@home.example` : lead
      const text = isAlias ? `${name} ${no}: ${one(texts.slice(2))}` : one(texts)
      const isLate = !isAlias && chance(0.2)
      const got = when + (isLate ? Math.floor(random() * 3 * day) : Math.floor(random() * 3 * minute))
      const id = `${name}-${no}`
      const fields = {
        text,
        from: writer,
        lead: isAlias ? null : lead,
        subject: 'Re: Stock counts',
        at: new Date(when).toISOString(),
        threadId: isApart ? `thread-of-${id}` : thread,
      }
      const mails = [email({ ...fields, id, createdAt: new Date(got).toISOString() })]
      if (chance(0.3)) mails.push(email({ ...fields, id: `${id}-again`, createdAt: new Date(got + day).toISOString() }))
      said.push({ lead, writer, text, mails, threads: [fields.threadId, thread] })
      for (const mail of mails) for (let n = 0; n < (chance(0.4) ? 2 : 1); n += 1) steps.push({ mails: [mail] })
      const told = { text, leadEmail: lead, at: got + 5_000 + Math.floor(random() * 30_000) }
      // Nobody else says whose the reply is.
      if (isApart || chance(0.6)) steps.push({ told }, ...(chance(0.4) ? [{ told }] : []))
      if (chance(0.3)) steps.push({ told: { ...told, at: told.at + 1_000, emailId: id } })
      // The comparison with Instantly makes an event of an email it lists, with the email's own time.
      if (chance(0.2) && !isAlias && !isLate) steps.push({ told: { ...told, at: when, emailId: id } })
    }
    if (chance(0.5)) {
      const when = moment()
      answers.push({ thread, at: when })
      const ours = email({
        id: `ours-${name}`,
        kind: 3,
        from: 'me@acme.example',
        to: lead,
        lead,
        text: 'Gladly.',
        threadId: thread,
        at: new Date(when).toISOString(),
        createdAt: new Date(when).toISOString(),
        unread: false,
      })
      steps.push({ mails: [ours] }, { mails: [ours] })
    }
  }
  const order = steps.map((step) => ({ step, at: random() })).toSorted((a, b) => a.at - b.at)
  return { said, answers, steps: originalsFirst(order.map(({ step }) => step)) }
}

/** An email is listed under its second id only after it was under its first: the account was connected again later. */
function originalsFirst(steps: readonly Step[]): readonly Step[] {
  const listed = new Set<string>()
  return steps.flatMap((step) => {
    const [mail] = step.mails ?? []
    const original = mail?.id.replace('-again', '') ?? ''
    const first = listed.has(original) || original === mail?.id
    const before = first ? [] : steps.filter(({ mails }) => mails?.[0]?.id === original).slice(0, 1)
    if (mail) listed.add(original)
    return [...before, step]
  })
}

/** Carries the steps out; some are cut off before their transaction ends, and the store is opened again. */
function carryOut(random: Random, steps: readonly Step[], pastRead: number): { readonly store: Store } {
  const { store: first, dir } = newStoreIn()
  let store = first
  let ingest = createMailIngest(store, { sort: classifyReceivedReply })
  for (const [no, { mails, told }] of steps.entries()) {
    if (no === pastRead)
      store.raw
        .prepare(`insert into inbox_cursor (workspace_id, stream, watermark, back_done) values (?, 'received', '', 1)`)
        .run(acme)
    const act = () => (mails ? ingest.ingestEmails(acme, mails) : told && ingest.ingestWebhooks(acme, [hook(told)]))
    if (random() < 0.15) {
      store.raw.exec('begin')
      act()
      store.raw.close()
      store = openStore(dir, migrationsDir)
      ingest = createMailIngest(store, { sort: classifyReceivedReply })
    }
    act()
  }
  return { store }
}

/** What happened, to be read when an order fails. */
const story = (seed: number, no: number, steps: readonly Step[]): string =>
  [
    `seed ${seed}, world ${no}`,
    ...steps.flatMap(({ mails = [], told }) => [
      ...mails.map((mail) => `list ${mail.id} ${mail.at} got ${mail.createdAt} ${mail.threadId} ${mail.text}`),
      ...(told
        ? [`told ${told.emailId ?? '-'} ${new Date(told.at ?? 0).toISOString()} ${told.leadEmail} ${told.text}`]
        : []),
    ]),
  ].join('\n')

const worlds = Number(process.env['ARRIVAL_WORLDS'] ?? times(4, 60))

it.each([301, 302, 303, 304, 305, 306])(
  'In any order of arrival each reply is there once, waits if nobody answered, and its opt-out holds (%i)',
  (seed) => {
    const random = createRandom(seed)
    for (let no = 0; no < worlds; no += 1) {
      const { said, answers, steps } = world(random)
      const { store } = carryOut(random, steps, Math.floor(random() * steps.length * 2))
      const rows = store.raw
        .prepare(
          `select m.remote_id as id, m.text, m.direction, t.id as thread, t.remote_id as remote, t.box, t.lead_email as lead
           from inbox_message m join inbox_thread t on t.id = m.thread_id order by m.at`,
        )
        .all() as {
        readonly id: string | null
        readonly text: string
        readonly direction: string
        readonly remote: string | null
        readonly box: string
        readonly lead: string
      }[]
      const where = story(seed, no, steps)
      const replies = rows.filter(({ direction }) => direction !== 'sent')
      expect(replies.map(({ id }) => id?.replace('-again', '') ?? '').toSorted(), where).toEqual(
        said.map(({ mails }) => mails[0]?.id ?? '').toSorted(),
      )
      expect(rows.filter(({ direction }) => direction === 'sent')).toHaveLength(answers.length + 2)
      const wished = new Set(
        said.filter(({ text }) => text.includes(stop)).flatMap(({ lead, writer }) => [lead, writer]),
      )
      const optedOut = store.raw
        .prepare(`select distinct value from opt_out where state <> 'undone' order by value`)
        .pluck()
      expect(optedOut.all(), where).toEqual([...wished].toSorted())
      for (const { mails, lead, text, threads } of said) {
        const row = replies.find(({ id }) => mails.some((mail) => mail.id === id))
        expect([row?.text, threads.includes(row?.remote ?? ''), row?.lead], where).toEqual([text, true, lead])
        const answered = answers.some(
          ({ thread, at: when }) => thread === row?.remote && when > Date.parse(mails[0]?.at ?? ''),
        )
        const isNewest = !said.some(
          (other) =>
            other.threads[0] === row?.remote && Date.parse(other.mails[0]?.at ?? '') > Date.parse(mails[0]?.at ?? ''),
        )
        if (!answered && isNewest && !text.includes(stop)) expect(row?.box, where).toBe('answer')
      }
      store.raw.close()
    }
  },
)

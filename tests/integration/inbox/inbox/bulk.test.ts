import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { createJoinedThreads } from '#backend/inbox/inbox/joined-threads.ts'
import { addLead } from '#demo/state/lead-store.ts'
import type { BulkAction, InboxBox, Selection } from '#shared/contract/inbox/inbox.ts'
import { startBackend, until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { inStore } from '../../leads/support.ts'
import { label, mail, remoteWorkspace, startInbox, synced, threads } from './support.ts'

let bench: Bench
let store: ReturnType<typeof openStore> | undefined
beforeEach(async () => {
  bench = await startInbox({ backend: { openStore: (...of) => (store = openStore(...of)) } })
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const dayMs = 86_400_000
const people = ['anna', 'ben', 'carla', 'dirk', 'eva', 'finn']

/** Makes the people leads at Instantly, because only leads can be labelled. */
function asLeads(): void {
  const workspace = remoteWorkspace(bench)
  const list = bench.fake.world.addList(workspace, 'Dentists')
  for (const name of people) addLead(workspace, list, { email: `${name}@kessler.example`, fields: null }, Date.now())
}

/** Creates replies of this many people, each a day before the next. */
async function replies(count = people.length): Promise<readonly number[]> {
  for (const [index, name] of people.slice(0, count).entries()) {
    mail(bench, { lead: `${name}@kessler.example`, text: 'Tell me more', at: Date.now() - (index + 1) * dayMs })
  }
  return (await synced(bench)).map(({ id }) => id)
}

const names = async (box: InboxBox = 'answer') =>
  (await bench.app.call('inbox.threads', { workspaceId: null, box, order: 'newest' })).rows.map(
    ({ leadEmail }) => leadEmail?.split('@')[0],
  )
const bulk = (
  selection: Partial<Extract<Selection, { filter: unknown }>['filter']> | readonly number[],
  act: BulkAction,
) =>
  bench.app.call('inbox.bulk', {
    selection: Array.isArray(selection)
      ? { threadIds: [...selection] as number[] }
      : { filter: { workspaceId: null, ...(selection as object) } },
    act,
  })
/** Lets this many changes of conversations succeed, until there is space again. */
function fillDisk(changes: number): { readonly makeRoom: () => void } {
  let left = changes
  store?.raw.function('write_thread', () => {
    left -= 1
    if (left < 0) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    return null
  })
  for (const [table, on] of [
    ['inbox_thread', 'update'],
    ['inbox_label_pending', 'update'],
    ['inbox_label_pending', 'delete'],
  ])
    store?.raw.exec(
      `create temp trigger if not exists ${table}_${on} before ${on} on main.${table} begin select write_thread(); end`,
    )
  return { makeRoom: () => void (left = Number.POSITIVE_INFINITY) }
}
/** Checks that the stored folder counts equal a fresh count. */
async function countsAgree(): Promise<void> {
  const counts = await bench.app.call('inbox.counts', { workspaceId: null })
  for (const box of ['answer', 'waiting', 'noReply', 'snoozed', 'done', 'all'] as const) {
    expect([box, counts[box]]).toEqual([box, (await names(box)).length])
  }
}

describe('one step for many conversations', () => {
  it('marks the selected ones done, and undo restores them', async () => {
    const ids = await replies()
    const later = new Date(Date.now() + 30 * dayMs).toISOString()
    await bench.app.call('inbox.snooze', { threadIds: [ids[1] ?? 0], until: later })
    const { step, count } = await bulk(ids.slice(0, 4), { kind: 'done' })
    expect([count, await names(), await names('snoozed')]).toEqual([4, ['eva', 'finn'], []])
    await countsAgree()
    expect(await bench.app.call('inbox.undoBulk', { step })).toEqual({ count: 4 })
    expect([await names('done'), (await names('snoozed')).length]).toEqual([[], 1])
    await countsAgree()
  })

  it('covers all matches, even those not listed, except some', async () => {
    const ids = await replies()
    const { count } = await bench.app.call('inbox.bulk', {
      selection: { filter: { workspaceId: null, box: 'answer', search: '' }, except: [ids[0] ?? 0] },
      act: { kind: 'assign', to: 'Mara' },
    })
    const given = (await threads(bench)).filter(({ assignedTo }) => assignedTo === 'Mara')
    expect([count, given.length, given.some(({ id }) => id === ids[0])]).toEqual([5, 5, false])
  })

  it('covers the results of a search', async () => {
    await replies(2)
    mail(bench, { lead: 'gerd@kessler.example', text: 'Die Rüstzeit liegt bei 22 Minuten' })
    await synced(bench)
    expect((await bulk({ box: 'all', search: 'rüstzeit' }, { kind: 'done' })).count).toBe(1)
    expect(await names('done')).toEqual(['gerd'])
  })

  it('marks all that are older done, and nothing newer', async () => {
    await replies()
    const before = new Date(Date.now() - 3.5 * dayMs).toISOString()
    const { step, count } = await bulk({ box: 'answer', before }, { kind: 'done' })
    expect([count, await names()]).toEqual([3, ['anna', 'ben', 'carla']])
    await bench.app.call('inbox.undoBulk', { step })
    expect(await names()).toHaveLength(6)
  })

  it('keeps later changes when it is undone', async () => {
    const [id = 0] = await replies(1)
    const { step } = await bulk([id], { kind: 'done' })
    mail(bench, { lead: 'anna@kessler.example', text: 'And one more thing?' })
    await synced(bench)
    expect(await names()).toContain('anna')
    await bench.app.call('inbox.archive', { threadIds: [id], archived: false })
    await bench.app.call('inbox.undoBulk', { step })
    expect(await names()).toContain('anna')
    await countsAgree()
  })

  it('labels at Instantly lead by lead; a refusal does not affect others, and undo removes the labels', async () => {
    asLeads()
    const ids = await replies(3)
    bench.fake.faults.script({
      path: '/leads/update-interest-status',
      fault: { kind: 'status', status: 400, when: 'before_commit' },
    })
    const done = await bulk(ids, { kind: 'label', interest: 1 })
    expect(done).toMatchObject({ count: 2, left: 1, problem: { code: 'API_REFUSED' } })
    expect((await threads(bench)).filter(({ interest }) => interest === 1)).toHaveLength(2)
    await bench.app.call('inbox.undoBulk', { step: done.step })
    expect((await threads(bench)).filter(({ interest }) => interest !== null)).toEqual([])
  })

  it('can be undone again where Instantly refused it, and keeps a label changed since', async () => {
    asLeads()
    const [first = 0] = await replies(1)
    const interest = async () => (await threads(bench)).find(({ id }) => id === first)?.interest
    const { step } = await bulk([first], { kind: 'label', interest: 1 })
    bench.fake.faults.script({
      path: '/leads/update-interest-status',
      fault: { kind: 'status', status: 400, when: 'before_commit' },
    })
    await expect(bench.app.call('inbox.undoBulk', { step })).rejects.toMatchObject({ code: 'API_REFUSED' })
    expect(await interest()).toBe(1)
    expect(await bench.app.call('inbox.undoBulk', { step })).toEqual({ count: 1 })
    expect(await interest()).toBeNull()
    const again = await bulk([first], { kind: 'label', interest: 1 })
    await bulk([first], { kind: 'label', interest: 2 })
    expect(await bench.app.call('inbox.undoBulk', { step: again.step })).toEqual({ count: 0 })
    expect(await interest()).toBe(2)
  })

  it('labels the rest by itself if the disk was full', async () => {
    asLeads()
    const ids = await replies(3)
    const { makeRoom } = fillDisk(0)
    await expect(bulk(ids, { kind: 'label', interest: 1 })).rejects.toMatchObject({ code: 'STORE_FULL' })
    makeRoom()
    const resumed = () => bench.app.call('inbox.resumedSteps', {})
    await until('the step to be over', async () => (await resumed()).length > 0)
    expect((await threads(bench)).map(({ interest }) => interest)).toEqual([1, 1, 1])
    expect(await resumed()).toMatchObject([{ kind: 'label', count: 3 }])
  })

  it('keeps the last of two labels, however long Instantly takes for the first', async () => {
    asLeads()
    const [first = 0] = await replies(1)
    const path = '/leads/update-interest-status'
    const release = bench.fake.faults.hold({ method: 'POST', path, nth: 1 })
    const asked = () => bench.fake.journal.requests('POST', /update-interest-status/)
    const one = bulk([first], { kind: 'label', interest: 1 })
    await until('the first to leave', () => Promise.resolve(asked().length === 1))
    const two = bulk([first], { kind: 'label', interest: 2 })
    await new Promise((resolve) => setTimeout(resolve, 300))
    // In parallel, the one that finished last would win.
    expect(asked()).toHaveLength(1)
    release()
    await Promise.all([one, two])
    const told = asked().map(
      ({ bodyText }) => (JSON.parse(bodyText ?? '{}') as { interest_value?: number }).interest_value,
    )
    expect(told).toEqual([1, 2])
    const shown = (await threads(bench)).find(({ id }) => id === first)
    expect(shown?.interest).toBe(2)
    const lead = remoteWorkspace(bench).leads.find((each) => each?.email === shown?.leadEmail)
    // Time passes there with the next request.
    await until('Instantly to have carried out both', async () => {
      bench.fake.clock.advance(60_000)
      await bench.app.call('inbox.sync', { workspaceId: null })
      return lead?.fields?.core['lt_interest_status'] === 2
    })
  })

  it('opts people out, and undo lifts that, except for those who had opted out before', async () => {
    mail(bench, { lead: 'ida@other.example', text: 'Please remove me from your mailing list.' })
    const ids = await replies(2)
    const all = (await threads(bench)).map(({ id }) => id)
    const optedOut = async () => {
      const views = await Promise.all(all.map((threadId) => bench.app.call('inbox.thread', { threadId })))
      return views.filter(({ context }) => context.optedOut).map(({ thread }) => thread.leadEmail)
    }
    const { step } = await bulk(all, { kind: 'optOut' })
    expect(await optedOut()).toHaveLength(3)
    await bench.app.call('inbox.undoBulk', { step })
    expect(await optedOut()).toEqual(['ida@other.example'])
    expect(ids.length).toBe(3)
    await countsAgree()
  })

  it.each<BulkAction>([{ kind: 'done' }, { kind: 'read', read: true }])(
    'can be undone again if the disk was full the first time ($kind)',
    async (act) => {
      const before = await bench.app.call('inbox.counts', { workspaceId: null })
      const ids = await replies(3)
      const arrived = await bench.app.call('inbox.counts', { workspaceId: null })
      const { step } = await bulk(ids, act)
      const { makeRoom } = fillDisk(1)
      await expect(bench.app.call('inbox.undoBulk', { step })).rejects.toMatchObject({ code: 'STORE_FULL' })
      makeRoom()
      expect(await bench.app.call('inbox.undoBulk', { step })).toEqual({ count: 3 })
      expect(await bench.app.call('inbox.counts', { workspaceId: null })).toEqual(arrived)
      expect(arrived).not.toEqual(before)
    },
  )

  it('is undone even if its conversation was merged into another since', async () => {
    mail(bench, { lead: 'ida@other.example', text: 'Tell me more' })
    mail(bench, { lead: 'ida@other.example', text: 'What does it cost?', subject: 'Another mail' })
    const [from = 0, into = 0] = (await synced(bench)).map(({ id }) => id)
    const { step } = await bulk([from], { kind: 'optOut' })
    const read = await bulk([from], { kind: 'read', read: true })
    inStore(bench.app.dir, (db) => db.transaction(() => createJoinedThreads(db).join(from, into))())
    await bench.app.call('inbox.undoBulk', { step: read.step })
    await bench.app.call('inbox.undoBulk', { step })
    const { thread, context } = await bench.app.call('inbox.thread', { threadId: into })
    expect([context.optedOut, thread.unread > 0]).toEqual([false, true])
  })

  it('marks the selected ones read, here and at Instantly', async () => {
    const ids = await replies(3)
    const { step, count } = await bulk(ids, { kind: 'read', read: true })
    expect([count, (await bench.app.call('inbox.counts', { workspaceId: null })).unread]).toEqual([3, 0])
    await until('Instantly to know', () => remoteWorkspace(bench).messages.every(({ unread }) => !unread))
    await bench.app.call('inbox.undoBulk', { step })
    expect((await bench.app.call('inbox.counts', { workspaceId: null })).unread).toBe(3)
  })
})

describe('a step for many that a full disk cut off', () => {
  /** Starts over with more conversations than one transaction takes. */
  async function many(resumes: 'asked' | 'soon') {
    await bench.close()
    const opened: typeof openStore = (...of) => (store = openStore(...of))
    bench = await startInbox({
      backend: {
        openStore: opened,
        ...(resumes === 'asked'
          ? { clock: systemClock, emailsPerMinute: 10_000, paces: { bulk_steps: 'asked' as const } }
          : {}),
      },
    })
    const first = mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more', at: Date.now() - 60_000 })
    const [{ id: anna } = { id: 0 }] = await synced(bench)
    const others = inStore(bench.app.dir, (db) => {
      const made = db
        .prepare(
          `with recursive n(i) as (select 1 union all select i + 1 from n where i < 600)
           insert into inbox_thread (workspace_id, remote_id, lead_email, subject, snippet, last_at, last_received_at,
             box, their_turn, message_count, sorted)
           select ?, 'thread-' || i, 'lead' || i || '@prospect.example', 'Re: Stock counts', 'Hello', i, i, 'answer', 1, 1,
             'other' from n returning id`,
        )
        .pluck()
        .all(bench.workspaceId) as number[]
      db.prepare(
        `insert into inbox_message (id, workspace_id, thread_id, remote_id, direction, at, from_address, from_name, to_list,
           cc_list, subject, text, lead_email, complete, scope)
         select id, workspace_id, id, 'mail-' || id, 'received', last_at, lead_email, '', 'me@client.example', '',
           subject, snippet, lead_email, 1, 'client' || workspace_id from inbox_thread where remote_id like 'thread-%'`,
      ).run()
      return made
    })
    return { ids: [...others, anna], first }
  }
  async function restart(): Promise<void> {
    await bench.app.stop()
    bench = { ...bench, app: startBackend({ instantlyUrl: bench.fake.url, dir: bench.app.dir }) }
  }

  it('is finished soon after there is space again, and so is its undo', async () => {
    const { ids } = await many('soon')
    const { makeRoom } = fillDisk(550)
    await expect(bulk(ids, { kind: 'assign', to: 'Mara' })).rejects.toMatchObject({ code: 'STORE_FULL' })
    makeRoom()
    const resumed = () => bench.app.call('inbox.resumedSteps', {})
    const [step] = await until('the step to be over', async () => ((await resumed()).length > 0 ? resumed() : null))
    const given = () =>
      inStore(bench.app.dir, (db) =>
        db.prepare('select count(*) from inbox_thread where assigned_to is not null').pluck().get(),
      )
    expect([step?.count, given()]).toEqual([601, 601])
    const again = fillDisk(550)
    await expect(bench.app.call('inbox.undoResumed', { step: step?.id ?? 0 })).rejects.toMatchObject({
      code: 'STORE_FULL',
    })
    again.makeRoom()
    await until('the undo to be over', () => given() === 0)
  })

  it.each<BulkAction>([{ kind: 'done' }, { kind: 'snooze', until: new Date(Date.now() + 30 * dayMs).toISOString() }])(
    'is resumed later, and does not hide a reply that was not seen, whenever it was sent ($kind)',
    async (act) => {
      const { ids, first } = await many('asked')
      mail(bench, { lead: 'anna@kessler.example', text: 'And one more?', after: first, at: Date.now() - 1_000 })
      const { makeRoom } = fillDisk(550)
      await expect(bulk(ids, act)).rejects.toMatchObject({ code: 'STORE_FULL' })
      makeRoom()
      expect((await synced(bench)).find(({ leadEmail }) => leadEmail === 'anna@kessler.example')?.messageCount).toBe(2)
      await restart()
      await until('the step to be over', async () => (await bench.app.call('inbox.resumedSteps', {})).length > 0)
      expect(await names()).toEqual(['anna'])
      expect(await names(act.kind === 'done' ? 'done' : 'snoozed')).toHaveLength(100)
      expect((await bench.app.call('inbox.resumedSteps', {}))[0]?.count).toBe(600)
    },
  )

  it.each<BulkAction>([{ kind: 'done' }, { kind: 'snooze', until: new Date(Date.now() + 30 * dayMs).toISOString() }])(
    'does not hide a reply that comes while it runs ($kind)',
    async (act) => {
      const { ids } = await many('asked')
      let isFirst = true
      const arrive = () => {
        store?.raw.exec(
          `insert into inbox_message (id, workspace_id, thread_id, remote_id, direction, at, from_address, from_name,
             to_list, cc_list, subject, text, lead_email, complete, scope)
           select 9000000, workspace_id, thread_id, 'late', direction, at + 1, from_address, from_name, to_list, cc_list,
             subject, text, lead_email, complete, scope from inbox_message where lead_email = 'anna@kessler.example';
           update inbox_thread set last_at = last_at + 1, last_received_at = last_received_at + 1, message_count = 2
             where lead_email = 'anna@kessler.example'`,
        )
      }
      store?.raw.function('part_done', () => {
        // Between this part and the next.
        if (isFirst) setImmediate(arrive)
        isFirst = false
        return null
      })
      store?.raw.exec('create temp trigger part before update on main.inbox_step_part begin select part_done(); end')
      expect((await bulk(ids, act)).count).toBe(600)
      expect(await names()).toEqual(['anna'])
    },
  )
})

describe('a refusal', () => {
  it('classified with certainty waits for no answer, is found, and returns after a change of mind', async () => {
    mail(bench, { lead: 'nora@kessler.example', text: 'No thank you, we are not interested. We do it ourselves.' })
    mail(bench, { lead: 'olaf@kessler.example', text: 'Could you tell me what it costs?' })
    const found = await synced(bench)
    expect(found.find(({ leadEmail }) => leadEmail === 'nora@kessler.example')?.sorted).toBe('not_interested')
    expect([await names(), await names('noReply')]).toEqual([['olaf'], ['nora']])
    expect(await threads(bench, 'interested')).toHaveLength(1)
    mail(bench, {
      lead: 'nora@kessler.example',
      text: 'Actually, this sounds interesting now. Can you call me on Tuesday?',
    })
    await synced(bench)
    expect(new Set(await names())).toEqual(new Set(['nora', 'olaf']))
  })

  it('labelled by the operator needs no answer either, until they write again', async () => {
    asLeads()
    const [id = 0] = await replies(1)
    await label(bench.app, id, -1)
    expect([await names(), await names('noReply')]).toEqual([[], ['anna']])
    mail(bench, { lead: 'anna@kessler.example', text: 'What does it cost?', at: Date.now() + 60_000 })
    await synced(bench)
    expect(await names()).toEqual(['anna'])
  })
})

/** A counted value is kept until its rows are written; writes at the same moment share a commit. */
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { groupCommitOf } from '#backend/core/db/group-commit.ts'
import { trackRowRevisions } from '#backend/core/db/watch-rows.ts'
import type { Store } from '#backend/core/deps.ts'

let raw: Database.Database
let store: Pick<Store, 'raw'>
beforeEach(() => {
  raw = new Database(':memory:')
  raw.exec('create table box (workspace_id integer, name text unique); create table other (workspace_id integer)')
  store = { raw }
})
afterEach(() => raw.close())
const names = () => raw.prepare('select name from box order by name').pluck().all()

it('Every write to a client’s rows is detected, and no other', () => {
  const writes = trackRowRevisions(store, 'boxes', ['box'])
  const noticed = (sql: string) => {
    const before = [writes(1), writes(2)]
    raw.exec(sql)
    return [writes(1), writes(2)].map((now, at) => now !== before[at])
  }
  expect(noticed(`insert into box values (1, 'a'), (1, 'b')`)).toEqual([true, false])
  expect(noticed(`insert into box values (1, 'a') on conflict (name) do update set workspace_id = 2`)).toEqual([
    true,
    true,
  ])
  expect(noticed(`update box set name = 'c' where name = 'b'`)).toEqual([true, false])
  expect(noticed(`delete from box where name = 'a'`)).toEqual([false, true])
  expect(noticed(`delete from box`)).toEqual([true, false])
  expect(noticed(`insert into other values (1)`)).toEqual([false, false])
})

it('If a full disk rolls back the commit, no write of that moment is stored, and each caller gets the error', async () => {
  const write = groupCommitOf(store)
  const put = raw.prepare('insert into box values (1, ?)')
  // As SQLite does when the disk is full.
  raw.exec(`create trigger full before insert on box when new.name = 'b' begin select raise(rollback, 'full'); end`)
  const answers = await Promise.allSettled(['a', 'b', 'c'].map((name) => write(() => put.run(name))))
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(names()).toEqual([])
  raw.exec('drop trigger full')
  await Promise.all(['a', 'b', 'c'].map((name) => write(() => put.run(name))))
  expect(names()).toEqual(['a', 'b', 'c'])
})

it('Writes of the same moment are one commit, each completely or not at all', async () => {
  const write = groupCommitOf(store)
  const put = raw.prepare('insert into box values (1, ?)')
  const commits: string[] = []
  const answers = await Promise.allSettled(
    [['a', 'b'], ['c', 'a'], ['d']].map((some) =>
      write(() => {
        for (const name of some) put.run(name)
        commits.push(raw.inTransaction ? 'inside' : 'outside')
        return some.length
      }),
    ),
  )
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : one.status))).toEqual([2, 'rejected', 1])
  expect(names()).toEqual(['a', 'b', 'd'])
  expect(commits).toEqual(['inside', 'inside'])
})

it('If nothing could be written, all waiting callers get the error', async () => {
  const write = groupCommitOf(store)
  const answers = [write(() => 1), write(() => 2)]
  raw.close()
  expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

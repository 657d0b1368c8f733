import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createJobStore } from '#backend/background/job-store.ts'
import { getComputerId } from '#backend/core/db/computer-id.ts'
import { openStore } from '#backend/core/db/open.ts'
import { leadMirrorSettingsOf } from '#backend/leads/lead-mirror/copy-settings.ts'
import { defaultLeadMirrorSettings } from '#shared/domain/leads/lead-mirror/lead-mirror.ts'
import { AppError } from '#shared/errors.ts'
import { migrationsDir, temporaryDir } from '../../../support/backend.ts'

type Entry = { readonly idx: number; readonly when: number; readonly tag: string }

/** Creates the migrations of another version, whose list `change` modifies; returns their folder. */
function migrationsOf(change: (entries: readonly Entry[], dir: string) => readonly Entry[]): string {
  const dir = temporaryDir('sendoff-migrations-')
  fs.cpSync(migrationsDir, dir, { recursive: true })
  const journalPath = path.join(dir, 'meta/_journal.json')
  const journal = JSON.parse(fs.readFileSync(journalPath, 'utf8')) as { entries: readonly Entry[] }
  fs.writeFileSync(journalPath, JSON.stringify({ ...journal, entries: change(journal.entries, dir) }))
  return dir
}

/** Creates the migrations of a later version, which also runs `sql`. */
const nextVersion = (sql: string): string =>
  migrationsOf((entries, dir) => {
    const last = entries.at(-1)
    if (!last) throw new Error('no migrations')
    const tag = `${String(last.idx + 1).padStart(4, '0')}_next`
    fs.writeFileSync(path.join(dir, `${tag}.sql`), sql)
    return [...entries, { ...last, idx: last.idx + 1, when: last.when + 1, tag }]
  })

/** Returns the migrations before the one of this number. */
const versionBefore = (number: number): string => migrationsOf((entries) => entries.filter(({ idx }) => idx < number))

/** Creates a store of this version with one client in it. */
function storeWithClient(): string {
  const dir = temporaryDir()
  const { raw } = openStore(dir, migrationsDir)
  raw.exec(`insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z')`)
  raw.close()
  return dir
}

const clientsIn = (dir: string, migrations: string): unknown[] => {
  const { raw } = openStore(dir, migrations)
  const names = raw.prepare('select name from workspace').pluck().all()
  raw.close()
  return names
}
const copiesIn = (dir: string) =>
  fs.existsSync(path.join(dir, 'backups')) ? fs.readdirSync(path.join(dir, 'backups')) : []
const failure = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error instanceof AppError ? error.code : error
  }
  return null
}

it('A store of its own version is opened unchanged, without a copy', () => {
  const dir = storeWithClient()
  expect(clientsIn(dir, migrationsDir)).toEqual(['Northwind'])
  expect(copiesIn(dir)).toEqual([])
})

it('A store of the previous version is migrated, and a copy of it kept', () => {
  const dir = storeWithClient()
  expect(clientsIn(dir, nextVersion(`update workspace set name = name || ' Ltd'`))).toEqual(['Northwind Ltd'])
  expect(copiesIn(dir)).toHaveLength(1)
  const copy = temporaryDir()
  fs.copyFileSync(path.join(dir, 'backups', copiesIn(dir)[0] ?? ''), path.join(copy, 'sendoff.db'))
  expect(clientsIn(copy, migrationsDir)).toEqual(['Northwind'])
})

it('Data stored under a name that changed since is found: a job, its last runs, the settings of the lead mirror', () => {
  const dir = temporaryDir()
  const before = openStore(
    dir,
    migrationsOf((entries) => entries.filter(({ idx }) => idx < 3)),
  )
  before.raw.exec(
    `insert into job (workspace_id, kind, failures) values (0, 'rest_days', 2), (0, 'lead_copies', 3);
     insert into job_run (workspace_id, kind, state, started_at, took_ms, runs, first_at)
       values (0, 'rest_days', 'done', 1, 1, 1, 1), (0, 'lead_copies', 'partly', 1, 1, 1, 1);
     insert into setting (workspace_id, key, value, changed_at)
       values (0, 'leadCopies', '${JSON.stringify({ ...defaultLeadMirrorSettings, everyDays: 30 })}', '2026-01-01T00:00:00Z')`,
  )
  before.raw.close()
  const store = openStore(dir, migrationsDir)
  const jobs = createJobStore(store)
  const failures = new Map(jobs.standings().map((job) => [job.kind, job.failures]))
  expect(failures).toEqual(
    new Map([
      ['blackout_dates', 2],
      ['lead_mirror', 3],
    ]),
  )
  expect(jobs.runs({ kind: 'blackout_dates', of: 0 }, 5)).toMatchObject([{ state: 'done' }])
  expect(jobs.runs({ kind: 'lead_mirror', of: 0 }, 5)).toMatchObject([{ state: 'partly' }])
  expect(leadMirrorSettingsOf(store).everyDays).toBe(30)
  store.raw.close()
})

it('A store of a newer version is refused and left unchanged', () => {
  const dir = storeWithClient()
  const newer = nextVersion('create table tomorrow (id integer primary key)')
  clientsIn(dir, newer)
  expect(failure(() => openStore(dir, migrationsDir))).toBe('STORE_NEWER')
  expect(clientsIn(dir, newer)).toEqual(['Northwind'])
})

it('The data stays unchanged if a migration fails', () => {
  const dir = storeWithClient()
  expect(failure(() => openStore(dir, nextVersion('update workspace set nothing = 1')))).toBe('STORE_MIGRATION_FAILED')
  expect(clientsIn(dir, migrationsDir)).toEqual(['Northwind'])
})

it('A disk that fills up during a migration is reported as full, and the data stays unchanged', () => {
  const dir = storeWithClient()
  // Its file may not grow, as on a full disk.
  const large = nextVersion('pragma max_page_count = 1; create table tomorrow as select zeroblob(100000) as large')
  expect(failure(() => openStore(dir, large))).toBe('STORE_FULL')
  expect(clientsIn(dir, migrationsDir)).toEqual(['Northwind'])
})

it('A migration that would leave dangling rows changes nothing, however often it is tried', () => {
  const dir = storeWithClient()
  const breaking = nextVersion(
    `insert into api_key (workspace_id, masked, state, protection, missing_scopes, added_at) values (99, 'x', 'untested', 'keyring', '[]', '2026')`,
  )
  for (let start = 0; start < 3; start += 1) {
    expect(failure(() => openStore(dir, breaking))).toBe('STORE_MIGRATION_FAILED')
    expect(clientsIn(dir, migrationsDir)).toEqual(['Northwind'])
  }
  // A copy of the whole store from each try would fill the disk.
  expect(copiesIn(dir)).toEqual([])
})

it('An update killed while copying leaves nothing that the next start does not remove', () => {
  const dir = storeWithClient()
  const backups = path.join(dir, 'backups')
  fs.mkdirSync(backups)
  const part = `sendoff-2026-11-20T08-00-00-update-${getComputerId(dir)}.db.part`
  const elsewhere = 'sendoff-2026-11-20T08-00-00-daily-0a0b0c0d.db.part'
  for (const name of [part, `${part}-journal`, elsewhere]) fs.writeFileSync(path.join(backups, name), 'cut off')
  clientsIn(dir, nextVersion('update workspace set colour = 2'))
  expect(copiesIn(dir).filter((name) => name.includes('.part'))).toEqual([elsewhere])
  expect(copiesIn(dir)).toHaveLength(2)
})

it('An update killed after copying leaves one copy, however often it is tried', () => {
  const dir = storeWithClient()
  const before = fs.readFileSync(path.join(dir, 'sendoff.db'))
  const copyNamed = (name: string) => path.join(dir, 'backups', name)
  for (let start = 1; start <= 3; start += 1) {
    clientsIn(dir, nextVersion('update workspace set colour = 2'))
    expect(copiesIn(dir)).toHaveLength(1)
    // A kill before the commit leaves the copy, and the store unchanged.
    fs.writeFileSync(path.join(dir, 'sendoff.db'), before)
    const earlier = `sendoff-2026-11-20T08-00-0${start}-update-${getComputerId(dir)}.db`
    fs.renameSync(copyNamed(copiesIn(dir)[0] ?? ''), copyNamed(earlier))
  }
})

it('An update keeps the copies of earlier ones', () => {
  const dir = storeWithClient()
  const earlier = `sendoff-2026-11-20T08-00-00-update-${getComputerId(dir)}.db`
  clientsIn(dir, migrationsDir)
  fs.mkdirSync(path.join(dir, 'backups'))
  fs.copyFileSync(path.join(storeWithClient(), 'sendoff.db'), path.join(dir, 'backups', earlier))
  clientsIn(dir, nextVersion('update workspace set colour = 2'))
  expect(copiesIn(dir)).toContain(earlier)
  expect(copiesIn(dir)).toHaveLength(2)
})

it('A conversation classified before certainty, referrals and effects of corrections were stored is kept', () => {
  const dir = temporaryDir()
  const before = openStore(dir, versionBefore(1)).raw
  before.exec(`insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z');
    insert into inbox_thread (workspace_id, subject, snippet, last_at, box, their_turn, sorted, sorted_unsure, score_why)
      values (1, 'Re: Stock', 'Ask Sabine', 1, 'answer', 1, 'referral', 1, '[]')`)
  before.close()
  const { raw } = openStore(dir, migrationsDir)
  expect(
    raw
      .prepare(
        'select sorted, sorted_unsure, sorted_certainty, referral_name, referral_email, sorted_leant from inbox_thread',
      )
      .all(),
  ).toEqual([
    {
      sorted: 'referral',
      sorted_unsure: 1,
      sorted_certainty: null,
      referral_name: null,
      referral_email: null,
      sorted_leant: 0,
    },
  ])
  raw.close()
})

it('Who agreed after an absence is among the interested also if both were read by an older version', () => {
  const dir = temporaryDir()
  const before = openStore(dir, versionBefore(10)).raw
  before.exec(`insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z')`)
  const add =
    before.prepare(`insert into inbox_thread (workspace_id, subject, snippet, last_at, box, their_turn, interest,
    label_stage, sorted, score_why) values (1, '', '', 1, 'answer', 1, ?, ?, ?, '[]')`)
  add.run(0, 0, 'interested')
  add.run(0, 0, 'out_of_office')
  add.run(null, 0, 'interested')
  add.run(1, 1, 'interested')
  before.close()
  const { raw } = openStore(dir, migrationsDir)
  const counts = raw.prepare('select threads, suggested, interested from inbox_count')
  expect(counts.all()).toEqual([{ threads: 4, suggested: 2, interested: 3 }])
  raw.exec(`update inbox_thread set sorted = 'other'`)
  expect(counts.all()).toEqual([{ threads: 4, suggested: 0, interested: 1 }])
  raw.close()
})

/** The peer: one table with text columns, including the payload, and a text key; it keeps no counts. */
import Database from 'better-sqlite3'
import { campaignId, type EventPlan, leadEmail, makeEvents } from './make-events.ts'
import { percentile } from './report.ts'

export type NaiveFigures = {
  readonly perS: number
  /** Rate over the last tenth. */
  readonly lastPerS: number
  readonly bytes: number
  /** Longest time a transaction of 1,000 events took. */
  readonly holdMs: number
  readonly logP95Ms: number
  readonly timelineP95Ms: number
}

const pageOf = 1_000

export function naiveEvents(file: string, plan: EventPlan): NaiveFigures {
  const db = new Database(file)
  for (const pragma of ['journal_mode = wal', 'synchronous = full', 'cache_size = -65536']) db.pragma(pragma)
  db.exec(
    `create table event (id integer primary key, key text unique, workspace text, campaign text, lead text, type text,
       at text, step int, raw text);
     create index event_lead on event (lead, at);
     create index event_campaign on event (campaign, type, at);
     create index event_workspace on event (workspace, at)`,
  )
  const rates = fill(db, plan)
  db.pragma('wal_checkpoint(truncate)')
  const stored = db.prepare('select count(*) from event').pluck().get() as number
  const pages = db.pragma('page_count', { simple: true }) as number
  const bytes = Math.round((pages * (db.pragma('page_size', { simple: true }) as number)) / stored)
  const figures = { ...rates, bytes, ...ask(db, plan) }
  db.close()
  return figures
}

function fill(db: Database.Database, plan: EventPlan) {
  const insert = db.prepare(
    'insert or ignore into event (key, workspace, campaign, lead, type, at, step, raw) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const take = db.transaction((raws: readonly string[]) => {
    for (const raw of raws) {
      const e = JSON.parse(raw)
      const key = [e.event_type, e.campaign_id, e.lead_email, e.email_id, e.step, e.timestamp].join('|')
      insert.run(key, e.workspace, e.campaign_id, e.lead_email, e.event_type, e.timestamp, e.step ?? null, raw)
    }
  })
  const all = { events: 0, ms: 0 }
  const last = { events: 0, ms: 0 }
  let holdMs = 0
  let raws: string[] = []
  for (const { received } of makeEvents(plan)) {
    raws.push(received.raw)
    if (raws.length < pageOf) continue
    const startedAt = performance.now()
    take(raws)
    const took = performance.now() - startedAt
    holdMs = Math.max(holdMs, took)
    for (const sum of all.events >= plan.events * 0.9 ? [all, last] : [all]) {
      sum.events += raws.length
      sum.ms += took
    }
    raws = []
  }
  const rate = (sum: typeof all) => Math.round((sum.events * 1000) / sum.ms)
  return { perS: rate(all), lastPerS: rate(last), holdMs }
}

/** Runs only the queries the table has an index for, and one by client and type, for which it has none. */
function ask(db: Database.Database, plan: EventPlan) {
  const log = [
    db.prepare('select * from event where campaign = ? and type = ? order by at desc limit 100'),
    db.prepare(
      `select * from event where workspace = (select workspace from event where campaign = ? limit 1) and type = ?
        order by at desc limit 100`,
    ),
  ]
  const timeline = db.prepare('select * from event where lead = ? order by at desc')
  const logMs: number[] = []
  const timelineMs: number[] = []
  const timed = (ms: number[], work: () => unknown) => {
    const startedAt = performance.now()
    work()
    ms.push(performance.now() - startedAt)
  }
  for (let no = 0; no < 20; no += 1) {
    const type = ['email_sent', 'email_opened', 'reply_received'][no % 3]
    for (const page of log) timed(logMs, () => page.all(campaignId((no * 37) % plan.campaigns), type))
    timed(timelineMs, () => timeline.all(leadEmail((no * 7919) % plan.leads)))
  }
  return { logP95Ms: percentile(logMs, 0.95), timelineP95Ms: percentile(timelineMs, 0.95) }
}

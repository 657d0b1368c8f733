/**
 * Creates a store like after a year of use: events stored by the product, days and steps of campaigns, mailboxes,
 * exported leads.
 */
import fs from 'node:fs'
import path from 'node:path'
import { createCampaignStore } from '#backend/campaigns/campaigns/campaign-store.ts'
import { createMailboxReader } from '#backend/campaigns/campaigns/read-mailboxes.ts'
import { openStore, storeFileName } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { createEventIngest, type ReceivedEvent } from '#backend/events/events/ingest-events.ts'
import { dateOfDay } from '#shared/domain/core/days.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { campaignId, type EventPlan, leadEmail, mailboxOf, makeEvents, startOfEvents } from './make-events.ts'

const migrationsDir = path.join(import.meta.dirname, '../../../resources/migrations')
const dayMs = 86_400_000
export const firstDay = Math.floor(startOfEvents / dayMs)
const industries = ['Machine shop', 'Dental practice', 'Roofing', 'Tax adviser', 'Logistics', 'Bakery', 'Architect']

/** Deterministic noise, so that every run has the same figures. */
const noise = (a: number, b: number, below: number): number => (Math.imul(a * 31 + b, 2654435761) >>> 7) % below

/** Creates the store in `dir`, or uses the existing one. */
export async function makeAnalytics(dir: string, plan: EventPlan): Promise<Store> {
  const known = fs.existsSync(path.join(dir, `${storeFileName}.made`))
  const store = openStore(dir, migrationsDir)
  if (known) return store
  // Creating the store is not measured, and it need not survive a power cut.
  store.raw.pragma('synchronous = off')
  // Below the length at which a writer waits for the checkpoint thread, because there is none here.
  store.raw.pragma('wal_autocheckpoint = 8192')
  const add = store.raw.prepare(`insert into workspace (name, colour, created_at, remote_id) values (?, 1, '', ?)`)
  for (let no = 0; no < plan.workspaces; no += 1) add.run(`Client ${no}`, `remote-${no}`)
  takeEvents(store, plan)
  makeCampaigns(store, plan)
  await makeMailboxes(store, plan)
  makeLeads(store, plan)
  store.raw.exec('analyze')
  store.raw.pragma('wal_checkpoint(truncate)')
  fs.writeFileSync(path.join(dir, `${storeFileName}.made`), '')
  return store
}

function takeEvents(store: Store, plan: EventPlan): void {
  const { ingest, knowCampaigns } = createEventIngest({ store, changed: () => undefined })
  for (let no = 0; no < plan.campaigns; no += 1) {
    knowCampaigns(((no % plan.workspaces) + 1) as WorkspaceId, [{ id: campaignId(no), name: `Campaign ${no}` }])
  }
  const pages = new Map<number, ReceivedEvent[]>()
  let [ms, taken] = [0, 0]
  const feed = (workspace: number, events: readonly ReceivedEvent[]) => {
    const startedAt = performance.now()
    ingest((workspace + 1) as WorkspaceId, 'relay', events)
    ms += performance.now() - startedAt
    taken += events.length
    if (taken % 500_000 < events.length) console.error(`${taken} events, ${Math.round((taken * 1000) / ms)}/s`)
  }
  for (const { workspace, received } of makeEvents(plan)) {
    const page = pages.get(workspace) ?? []
    page.push(received)
    pages.set(workspace, page)
    if (page.length < 1_000) continue
    pages.set(workspace, [])
    feed(workspace, page)
  }
  for (const [workspace, page] of pages) feed(workspace, page)
}

function makeCampaigns(store: Store, plan: EventPlan): void {
  const campaigns = createCampaignStore(store)
  for (let no = 0; no < plan.campaigns; no += 1) {
    const workspaceId = ((no % plan.workspaces) + 1) as WorkspaceId
    const raw = {
      id: campaignId(no),
      name: `Campaign ${no}`,
      status: 1,
      open_tracking: no % 3 > 0,
      link_tracking: true,
    }
    campaigns.take(workspaceId, [{ id: raw.id, name: raw.name, status: 1, createdAt: null, raw }], 1)
    const id = store.raw
      .prepare('select id from campaign where workspace_id = ? and remote_id = ?')
      .pluck()
      .get(workspaceId, raw.id) as CampaignId
    const counts = (at: number) => ({
      sent: 20 + noise(no, at, 60),
      contacted: 8 + noise(no, at, 20),
      opened: noise(no, at, 40),
      openedUnique: noise(no, at, 20),
      clicked: noise(no, at, 6),
      clickedUnique: noise(no, at, 4),
      replied: noise(no, at, 5),
      repliedUnique: noise(no, at, 4),
      automatic: noise(no, at, 2),
      automaticUnique: noise(no, at, 2),
      opportunities: noise(no, at, 2),
    })
    const days = Array.from({ length: plan.days }, (_, at) => ({ date: dateOfDay(firstDay + at), ...counts(at) }))
    const steps = [0, 1, 2].flatMap((step) =>
      [0, 1].map((variant) => ({ step, variant, ...counts(step * 2 + variant), sent: 4_000, meetings: 0, won: 0 })),
    )
    campaigns.storeTotals(
      workspaceId,
      [{ campaignId: raw.id, ...counts(0), sent: 1, bounced: 1, unsubscribed: 1, completed: 0, opportunityValue: 0 }],
      1,
    )
    campaigns.putDetails(workspaceId, id, { days, steps, key: 'made', at: 1 })
  }
}

/** Creates fifty mailboxes for a client, as if read from Instantly. */
async function makeMailboxes(store: Store, plan: EventPlan): Promise<void> {
  const lastMs = (firstDay + plan.days) * dayMs
  // One reading goes back half a year, so another with its clock set back half a year covers the time before.
  for (const now of [lastMs - 180 * dayMs, lastMs]) {
    const read = createMailboxReader({
      store,
      clock: { now: () => now } as never,
      instantly: {
        mailboxes: async ({ workspaceId }: { readonly workspaceId: WorkspaceId }) =>
          Array.from({ length: 50 }, (_, at) => ({ email: mailboxOf(workspaceId - 1, at) })),
        now: () => now,
        mailboxDays: async (_: unknown, asked: readonly string[], from: string, to: string) => {
          const [first, last] = [Date.parse(from) / dayMs, Date.parse(to) / dayMs]
          return asked.flatMap((email, box) =>
            Array.from({ length: last - first + 1 }, (_2, at) => ({
              date: dateOfDay(first + at),
              email,
              sent: 20 + noise(box, at, 20),
              contacted: noise(box, at, 12),
              openedUnique: noise(box, at, 9),
              clickedUnique: noise(box, at, 3),
              repliedUnique: noise(box, at, 3),
              automatic: noise(box, at, 2),
              bounced: noise(box, at, 2),
            })),
          )
        },
      } as never,
    })
    for (let no = 1; no <= plan.workspaces; no += 1) await read({ workspaceId: no as WorkspaceId } as never, true)
  }
}

/** Puts every lead in the events into a list of its client, with fields as from a file. */
function makeLeads({ raw }: Store, plan: EventPlan): void {
  const at = new Date(0).toISOString()
  const perCampaign = Math.floor(plan.leads / plan.campaigns)
  const lists = Array.from({ length: plan.workspaces }, (_, no) => {
    const list = raw
      .prepare(`insert into lead_list (workspace_id, name, created_at, state) values (?, ?, ?, 'ready')`)
      .run(no + 1, `List ${no}`, at).lastInsertRowid
    const file = raw
      .prepare(
        `insert into list_import (workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping,
           settings, row_count, imported_at, state)
         values (?, ?, 'made.csv', 'made', 1, 'utf-8', ',', '["Email"]',
           '[{"kind":"variable","name":"industry"},{"kind":"variable","name":"city"}]', '{}', 0, ?, 'ready')`,
      )
      .run(no + 1, list, at).lastInsertRowid
    return { list, file, rows: 0 }
  })
  const insert = raw.prepare(
    `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original)
     values (?, ?, ?, ?, ?, 0, ?, ?, '')`,
  )
  const some = raw.transaction((from: number, to: number) => {
    for (let lead = from; lead < to; lead += 1) {
      const workspace = Math.floor(lead / perCampaign) % plan.workspaces
      const place = lists[workspace]
      if (!place) continue
      place.rows += 1
      insert.run(
        workspace + 1,
        place.list,
        place.file,
        place.rows,
        place.rows,
        leadEmail(lead),
        JSON.stringify({
          email: leadEmail(lead),
          first_name: `First${lead % 5000}`,
          last_name: `Last${lead % 9000}`,
          company_name: `Company ${lead % 90_000} GmbH`,
          custom_variables: {
            industry: industries[noise(lead, 1, industries.length)],
            city: `City ${noise(lead, 2, 900)}`,
            employees: String(noise(lead, 3, 400)),
            icebreaker: `I saw your new hall in the west of the town, number ${lead}.`,
          },
        }),
      )
    }
  })
  for (let from = 0; from < perCampaign * plan.campaigns; from += 10_000) {
    some(from, Math.min(from + 10_000, perCampaign * plan.campaigns))
  }
}

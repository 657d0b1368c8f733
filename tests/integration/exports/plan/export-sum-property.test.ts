import path from 'node:path'
import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import type { Ledger } from '#shared/contract/exports/exports.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { ended, ledgerFaults, newIdempotencyKey, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings, newListSettings } from '../../../support/export-settings.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'
import { putVerified } from '../../../support/verified.ts'

const address = (row: number) => `lead${row}@list.example`
const every = (count: number, step: number) =>
  step === 0 ? [] : Array.from({ length: Math.floor(count / step) }, (_, at) => address((at + 1) * step))
/** 0: none of them. */
const step = fc.constantFrom(0, 2, 3, 5, 7)

const worlds = fc.record({
  count: fc.integer({ min: 1, max: 120 }),
  heldEvery: fc.integer({ min: 2, max: 30 }),
  optOuts: step,
  blocked: step,
  verified: step,
  inCampaign: step,
  inList: step,
  /** Number of first leads that an earlier export added, and their fate. */
  earlier: fc.integer({ min: 0, max: 60 }),
  earlierInto: fc.constantFrom('campaign', 'list', 'deleted campaign', 'taken back'),
  mirrorFirst: fc.boolean(),
  leadLimit: fc.constantFrom(1_000_000, 150, 90),
  skip: fc.constantFrom('workspace', 'campaign', 'list', 'both', 'none'),
  holdBlocked: fc.boolean(),
  onlyVerified: fc.boolean(),
  first: fc.constantFrom(null, 1, 10, 40),
  order: fc.constantFrom('verified' as const, 'list' as const),
  rest: fc.boolean(),
  choice: fc.constantFrom('whole', 'whole', 'rows', 'tag', 'filter'),
  chosenEvery: fc.integer({ min: 1, max: 6 }),
  /** Null: one campaign; else the minimum size of a zone with its own campaign. */
  perZone: fc.constantFrom(null, null, 1, 8, 40),
})

const places = [
  { country: 'Germany' },
  { country: 'United States', state: 'TX' },
  { country: 'US', state: 'CA' },
  {},
  { country: 'Japan' },
] as const

const idsOf = (dir: string, listId: ListId, nth: number): readonly LeadId[] => {
  const db = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  try {
    const find = db.prepare('select id from lead where list_id = ? and position % ? = 0').pluck()
    return find.all(listId, nth) as LeadId[]
  } finally {
    db.close()
  }
}
const everyLead = { gate: 'all' as const, search: '', importId: null, tagId: null, where: [] }

/** For more runs or another seed: `SUM_RUNS=200 SUM_SEED=7`. */
const runs = {
  numRuns: Number(process.env['SUM_RUNS'] ?? times(3, 20)),
  seed: Number(process.env['SUM_SEED'] ?? 20_261_121),
}

it('The plan promises exactly as many leads as Instantly then accepts, with any data, rules and choices', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const bench = await startBench({
        workspaces: [
          {
            name: 'N',
            keys: [{ key: 'property-key-0001' }],
            leadLimit: world.leadLimit,
            blocked: every(world.count, world.blocked),
          },
        ],
      })
      try {
        const { app, fake, workspaceId } = bench
        const ask = createAsk(fake, fake.key)
        const variables = (row: number) => ({ ...places[row % places.length] })
        const { listId } = makeList(app.dir, {
          workspaceId,
          name: 'P',
          count: world.count,
          heldEvery: world.heldEvery,
          variables,
        })
        putVerified(app.dir, { workspaceId, listId, emails: every(world.count, world.verified) })
        await app.call('blocklist.pull', { workspaceId })
        const optOuts = every(world.count, world.optOuts)
        if (optOuts.length > 0) {
          const text = optOuts.join('\n')
          await app.call('optOuts.add', { workspaceId, scope: 'client', text })
        }
        const sync = async () => {
          await app.call('leadMirror.start', { workspaceId, what: 'whole' })
          await until('the leads to be read', async () => {
            const now = await app.call('leadMirror.state', { workspaceId })
            return !now.adding && !now.underWay?.running
          })
        }
        const there = async (route: string, key: string, body: object, emails: readonly string[]) => {
          if (emails.length === 0) return
          const made = await ask('POST', route, body)
          await ask('POST', '/leads/add', { [key]: made.body['id'], leads: emails.map((email) => ({ email })) })
        }
        await there(
          '/campaigns',
          'campaign_id',
          { ...campaignBody, name: 'There' },
          every(world.count, world.inCampaign),
        )
        await there('/lead-lists', 'list_id', { name: 'There' }, every(world.count, world.inList))
        if (world.mirrorFirst) await sync()
        if (world.earlier > 0) {
          const before = makeList(app.dir, { workspaceId, name: 'Before', count: world.earlier })
          const into = world.earlierInto === 'list' ? newListSettings('Before') : newCampaignSettings('Before')
          const settings = { ...into, skipIfInWorkspace: false }
          const { summary } = await ended(app, await startExport(app, before.listId, settings))
          if (world.earlierInto === 'deleted campaign') {
            await ask('DELETE', `/campaigns/${summary.campaignId ?? ''}`)
            await app.call('campaigns.readNow', { workspaceId })
          }
          if (world.earlierInto === 'taken back') await app.call('exports.takeBack', { exportId: summary.id })
        }
        if (!world.mirrorFirst) await sync()

        const { contactsLeft } = await app.call('exports.choices', { workspaceId })
        const rules = {
          skipIfInWorkspace: world.skip === 'workspace',
          skipIfInCampaign: world.skip === 'campaign' || world.skip === 'both',
          skipIfInList: world.skip === 'list' || world.skip === 'both',
          holdBlocked: world.holdBlocked,
          onlyVerified: world.onlyVerified,
          ...(contactsLeft === null ? {} : { contactsLeft }),
        }
        const first = world.first === null ? {} : { first: { count: world.first, order: world.order } }
        const choice = await choose()
        const part: ExportPart = { ...choice, ...first, ...(world.rest ? { rest: true } : {}) }
        const sum = await app.call('exports.sum', { listId, part, rules })
        const out = [sum.outside, sum.afterFirst, sum.beyondContacts]
        const parts = [...sum.gates, ...sum.held].reduce((all, { count }) => all + count, 0)
        expect(sum.rows - out.reduce((all, one) => all + one, 0) - parts).toBe(sum.goOut)

        const perZone = world.perZone === null ? {} : { perZone: { smallest: world.perZone } }
        const settings = newCampaignSettings('Property', { ...rules, ...perZone })
        const wish = { listId, timezone: 'Europe/Berlin', startDate: null, endDate: null, smallest: world.perZone ?? 1 }
        const zones = await app.call('exports.zones', { ...wish, sum: { part, rules } })
        expect(zones.leads).toBe(sum.goOut)
        const went = await press(part, settings, sum.goOut)
        if (world.perZone !== null && sum.goOut > 0) {
          // The card of the time zones shows what each campaign gets.
          expect(went.promised).toEqual(zones.groups.map(({ leads }) => leads))
        }
        if (sum.goOut === 0) expect(fake.journal.campaignsCreated('Property')).toBe(0)

        // The rest later: no lead twice, and again exactly as many as promised.
        const rest = { ...rules, ...(await contactsNow()) }
        const later = await app.call('exports.sum', { listId, part: { rest: true }, rules: rest })
        const second = await press({ rest: true }, newCampaignSettings('Later', { ...rest, ...perZone }), later.goOut)
        const both = [...went.emails, ...second.emails]
        expect(both).toHaveLength(new Set(both).size)
        expect(fake.violations).toEqual([])

        async function contactsNow() {
          const { contactsLeft: left } = await app.call('exports.choices', { workspaceId })
          return left === null ? {} : { contactsLeft: left }
        }

        async function choose(): Promise<Pick<ExportPart, 'choice'>> {
          const leadIds = [...idsOf(app.dir, listId, world.chosenEvery)]
          if (world.choice === 'whole' || leadIds.length === 0) return {}
          if (world.choice === 'filter') return { choice: { all: { ...everyLead, search: '1' } } }
          if (world.choice === 'rows') return { choice: { leadIds } }
          await app.call('lists.tag', { listId, choice: { leadIds }, name: 'Chosen' })
          const [tag] = await app.call('lists.tags', { listId })
          return { choice: { all: { ...everyLead, tagId: tag?.id ?? null } } }
        }

        /** Starts the export; its campaigns get what the sum stated, and each row is in exactly one ledger. */
        async function press(of: ExportPart, with_: typeof settings, goOut: number) {
          const started = await app.call('exports.start', {
            listId,
            settings: with_,
            part: of,
            idempotencyKey: newIdempotencyKey(),
          })
          const firstLedger = await ended(app, started.id)
          const ids = firstLedger.zones.length > 0 ? firstLedger.zones.map(({ exportId }) => exportId) : [started.id]
          const ledgers = await Promise.all(ids.map((id) => ended(app, id)))
          expect(ledgers.flatMap(ledgerFaults)).toEqual([])
          const totalOf = (one: (ledger: Ledger) => number) => ledgers.reduce((all, ledger) => all + one(ledger), 0)
          // Leads blocked at Instantly are sent only if the operator wants to try them.
          const tried = world.holdBlocked ? 0 : totalOf(({ answers }) => answers.in_blocklist)
          const promised = ledgers.map(({ summary }) => summary.promised ?? 0)
          expect(promised.reduce((all, one) => all + one, 0)).toBe(goOut)
          expect(totalOf(({ summary }) => summary.totals.uploaded)).toBe(goOut - tried)
          expect(totalOf(({ summary }) => summary.totals.refused)).toBe(tried)
          const emails = ledgers.flatMap(({ summary }) => [
            ...fake.journal.committedAddresses(summary.campaignId ?? 'none'),
          ])
          expect(emails).toHaveLength(goOut)
          expect(new Set(emails).size).toBe(goOut)
          return { promised, emails }
        }
      } finally {
        await bench.close()
      }
    }),
    runs,
  )
})

import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import { until } from '../../../support/backend.ts'
import { ended, ledgerFaults, newClickId, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings, newListSettings } from '../../../support/export-settings.ts'
import { askerOf, campaignBody } from '../../../support/instantly/ask.ts'
import { makeList } from '../../../support/lists.ts'
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
  /** How many of the first leads an earlier export brought, and what became of it. */
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
})

it('promises exactly as many leads as Instantly then accepts, whatever is known, ruled and chosen', async () => {
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
        const ask = askerOf(fake, fake.key)
        const { listId } = makeList(app.dir, { workspaceId, name: 'P', count: world.count, heldEvery: world.heldEvery })
        putVerified(app.dir, { workspaceId, listId, emails: every(world.count, world.verified) })
        await app.call('blocklist.pull', { workspaceId })
        const optOuts = every(world.count, world.optOuts)
        if (optOuts.length > 0) {
          const text = optOuts.join('\n')
          await app.call('optOuts.add', { workspaceId, scope: 'client', text })
        }
        const sync = async () => {
          await app.call('leadCopies.start', { workspaceId, what: 'whole' })
          await until('the leads to be read', async () => {
            const now = await app.call('leadCopies.state', { workspaceId })
            return !now.adding && !now.underWay?.running
          })
        }
        const there = async (path: string, key: string, body: object, emails: readonly string[]) => {
          if (emails.length === 0) return
          const made = await ask('POST', path, body)
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
        const part: ExportPart = { ...first, ...(world.rest ? { rest: true } : {}) }
        const sum = await app.call('exports.sum', { listId, part, rules })
        const out = [sum.outside, sum.afterFirst, sum.beyondContacts]
        const parts = [...sum.gates, ...sum.held].reduce((all, { count }) => all + count, 0)
        expect(sum.rows - out.reduce((all, one) => all + one, 0) - parts).toBe(sum.goOut)

        const settings = newCampaignSettings('Property', rules)
        const { id } = await app.call('exports.start', { listId, settings, part, clickId: newClickId() })
        const ledger = await ended(app, id)
        expect(ledgerFaults(ledger)).toEqual([])
        const { summary } = ledger
        // Leads Instantly itself blocks are let through only where the operator wants to try them.
        const tried = world.holdBlocked ? 0 : ledger.answers.in_blocklist
        expect(summary.promised).toBe(sum.goOut)
        expect(summary.totals.uploaded).toBe(sum.goOut - tried)
        expect(summary.totals.refused).toBe(tried)
        expect(fake.journal.committedAddresses(summary.campaignId ?? 'none')).toHaveLength(sum.goOut)
        if (sum.goOut === 0) expect(fake.journal.campaignsCreated('Property')).toBe(0)
        expect(fake.violations).toEqual([])
      } finally {
        await bench.close()
      }
    }),
    { numRuns: 20, seed: 20_261_121 },
  )
})

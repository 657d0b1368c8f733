/** No screen is stale after a change: any query whose answer changes must be named by `data.changed`. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { concerns } from '#shared/contract/changes.ts'
import type { Events, QueryName } from '#shared/contract/index.ts'
import type { CampaignId, ExperimentId, LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import { type Answers, askEverything, type Known, queryNames } from '../../../support/ask-everything.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { plan } from '../../exports/experiments/support.ts'

/**
 * Their answers change on their own, as time passes, calls are made or the disk fills; screens poll them every few
 * seconds.
 */
const asTimePasses: readonly QueryName[] = [
  'app.status',
  'backups.state',
  'demo.state',
  'jobs.list',
  'jobs.history',
  'service.view',
]

let app: TestBackend
let known: Known
let filled: Filled
type Filled = {
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  readonly leadId: LeadId
  readonly campaignId: CampaignId
  readonly threadId: number
  readonly experimentId: ExperimentId
  readonly email: string
  readonly other: string
}
/** The meaning of a field in certain queries only, by the full name or its first part. */
let ids: Readonly<Record<string, Known>>
let before: Answers

/** Answered by others: the operator's database and model, a relay, Instantly. */
const elsewhere: readonly QueryName[] = [
  'supabase.offer',
  'supabase.columns',
  'supabase.campaigns',
  'inboxModel.preview',
  'relay.byHand',
  'relay.setupSql',
  // Requested from Instantly when their screen opens; repeating them on every change would cost calls.
  'leadMirror.expected',
  'remoteLeads.places',
  'remoteLeads.page',
  'subsequences.leads',
  'subsequences.leadOf',
]
const asked = queryNames.filter((name) => !asTimePasses.includes(name) && !elsewhere.includes(name))
const knownOf = (name: QueryName): Known => ({ ...known, ...ids[name.split('.')[0] ?? ''], ...ids[name] })
/** The time of the query, which some answers contain, is not a change. */
const ask = async (): Promise<Answers> => {
  const answers = await askEverything(app, asked, knownOf)
  const timeless = (name: QueryName, text: string) =>
    text.replaceAll(name.startsWith('experiments.') ? /"at":"[^"]*"/g : /"(readAt|nextAt)":"[^"]*"/g, '')
  return new Map([...answers].map(([name, text]) => [name, timeless(name, text)]))
}
const only = <T>(rows: readonly T[], what: string): T => {
  if (rows[0] === undefined) throw new Error(`the demo has no ${what}`)
  return rows[0]
}
const body = (name: string) => ({
  name,
  language: 'en' as const,
  industry: 'Dentists',
  steps: [{ waitDays: 0, html: false, variants: [{ subject: 'A', body: 'Hello' }] }],
})

const experimentPlan = {
  ...plan,
  variable: 'greeting',
  stratum: null,
  variants: ['Hello', 'Hi'].map((text) => ({ name: text, share: 1, value: { kind: 'text' as const, text } })),
}

/** Creates a store in which every query has something to return. */
async function fillStore(): Promise<void> {
  const { clients } = await app.call('demo.state', {})
  const workspaceId = only(clients, 'client')
  const lists = await app.call('lists.all', { workspaceId })
  const { id: listId } = only(
    lists.filter(({ exportCount }) => exportCount === 0),
    'list that waits',
  )
  const { rows: leads } = await app.call('lists.leads', { listId, gate: 'ready', page: {} })
  const lead = only(leads, 'lead')
  const exported = only((await app.call('exports.list', { workspaceId, page: {} })).rows, 'export')
  await app.call('campaigns.readNow', { workspaceId })
  const campaign = await until('campaigns to be read', async () => {
    const { rows } = await app.call('campaigns.list', { workspaceId, page: {} })
    return rows.find(({ remoteId }) => remoteId === exported.campaignId)
  })
  const thread = only((await app.call('inbox.threads', { workspaceId })).rows, 'reply')
  const sequence = await app.call('sequences.save', { id: null, workspaceId: null, base: null, body: body('Dentists') })
  const experiment = await app.call('experiments.save', {
    id: null,
    listId,
    plan: experimentPlan,
    seed: 'seed1',
  })
  const localId = await app.call('localCampaigns.make', { workspaceId, name: 'Own', timezone: 'Europe/Berlin' })
  const { importId, columns } = await app.call('imports.paste', { workspaceId, text: 'Email\na@one.example' })
  const { messages } = await app.call('inbox.thread', { threadId: thread.id })
  const { rows: accounts } = await app.call('accounts.list', { workspaceId, page: {} })
  const account = only(
    accounts.flatMap((row) => ('email' in row ? [row] : [])),
    'account',
  )
  const mapping = columns.map(({ suggestion }) => suggestion.target)
  filled = {
    workspaceId,
    listId,
    leadId: lead.id,
    campaignId: campaign.id,
    threadId: thread.id,
    experimentId: experiment.id,
    email: lead.email ?? '',
    other: leads[1]?.email ?? '',
  }
  known = {
    workspaceId,
    listId,
    leadId: lead.id,
    exportId: exported.id,
    campaignId: campaign.id,
    remoteId: campaign.remoteId,
    threadId: thread.id,
    messageId: only(messages, 'message').id,
    email: lead.email,
    mapping,
    localId,
    currency: 'EUR',
    zone: 'Europe/Berlin',
    timezone: 'Europe/Berlin',
    settings: newCampaignSettings('Looked at'),
    plan: experimentPlan,
  }
  ids = {
    imports: { importId, settings: { holdUnverified: true } },
    'inbox.threads': { campaignId: undefined },
    sequences: { id: sequence.id, no: 1 },
    experiments: { id: experiment.id },
    'accounts.detail': { email: account.email },
    'accounts.domain': { domain: account.email.split('@')[1] ?? '' },
    'retention.preview': { rules: { emails: 1, payloads: 1, archives: 1, calls: 1 } },
    'ask.ofCall': { callId: 1 },
    'feed.moments': { key: `export ${exported.id}` },
    'capacity.more': { campaignId: campaign.remoteId, leads: 5 },
  }
}

async function readCampaigns({ workspaceId }: Filled): Promise<void> {
  await app.call('campaigns.readNow', { workspaceId })
}

async function givePart({ campaignId }: Filled): Promise<void> {
  const { id } = only(await app.call('clients.parts', {}), 'part')
  await app.call('clients.assign', { assignments: [{ campaignId, to: id }] })
}

beforeAll(async () => {
  app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: await demoDir('small') })
  app.place = app.dir
  await fillStore()
  // Some queries store their results; from the second time on they only read.
  await ask()
  await refetch()
}, 240_000)
afterAll(() => app.stop())

/**
 * Index of the first event since the last round of queries began; changes during the round are announced by these
 * events.
 */
let heardFrom = 0

async function refetch(): Promise<void> {
  heardFrom = app.events.length
  before = await ask()
}

const announced = (from: number) =>
  app.events
    .slice(from)
    .flatMap(({ name, payload }) => (name === 'data.changed' ? [payload as Events['data.changed']] : []))

/** Runs an action, then all queries; every changed answer must have been named. */
async function expectFresh(act: () => Promise<unknown>, but: readonly QueryName[] = []): Promise<readonly QueryName[]> {
  const [from, earlier] = [heardFrom, before]
  await act()
  await refetch()
  const other = asked.filter((name) => earlier.get(name) !== before.get(name))
  const stale = () =>
    other.filter((name) => !but.includes(name) && !announced(from).some((change) => concerns(change, [name])))
  await until('what changed to be announced', () => stale().length === 0).catch(() => undefined)
  expect(stale()).toEqual([])
  return other
}

test('Every query returns an answer', () => {
  const refused = asked.filter((name) => before.get(name)?.startsWith('{"ok":false'))
  // No lead was moved to a subsequence, and there is no copy of the store.
  expect(refused.toSorted()).toEqual(['backups.look', 'subsequenceMoves.get'])
})

/** The command, and a query whose answer it must change, so that the check is not vacuous. */
type Step = readonly [
  what: string,
  changes: QueryName,
  act: (of: Filled) => Promise<unknown>,
  /** Queries that may stay stale. */
  but?: readonly QueryName[],
]

const importInto = async ({ workspaceId }: Filled) => {
  const draft = await app.call('imports.paste', { workspaceId, text: 'Email\nnew@own.example' })
  const mapping = draft.columns.map(({ suggestion }) => suggestion.target)
  await app.call('imports.save', {
    importId: draft.importId,
    mapping,
    settings: { holdUnverified: true },
    into: { name: 'Own' },
  })
}
const sendOff = async ({ listId }: Filled) => {
  const settings = newCampaignSettings('Sent by hand')
  const { id } = await app.call('exports.start', { listId, settings, idempotencyKey: crypto.randomUUID() })
  await until(
    'the export to end',
    async () => (await app.call('exports.ledger', { exportId: id })).summary.state === 'done',
  )
}
const cost = {
  kind: 'own',
  label: 'Tool',
  basis: 'once',
  cents: 5_000,
  from: '2026-01-01',
  asOf: '2026-01-01',
} as const

const steps: readonly Step[] = [
  ['a client is made', 'workspaces.list', () => app.call('workspaces.create', { name: 'New', colour: 3 })],
  ['a client is renamed', 'workspaces.list', (of) => app.call('workspaces.update', { ...of, name: 'Renamed' })],
  ['a step of the help is noted', 'guide.state', () => app.call('guide.note', { kind: 'tip_closed', tip: 'plan' })],
  ['leads are imported', 'guide.state', importInto],
  ['a list is renamed', 'lists.get', (of) => app.call('lists.rename', { ...of, name: 'Called so' })],
  ['leads are tagged', 'lists.tags', (of) => app.call('lists.tag', { ...of, choice: { all: {} }, name: 'warm' })],
  [
    'a lead is changed',
    'lists.lead',
    (of) => app.call('lists.editLead', { ...of, change: { kind: 'field', name: 'first_name', value: 'Zoe' } }),
  ],
  [
    'a lead is added',
    'lists.get',
    (of) => app.call('lists.addLead', { ...of, fields: { email: 'one@more.example' }, variables: {} }),
  ],
  [
    'columns are chosen',
    'lists.columns',
    (of) => app.call('lists.showColumns', { ...of, shown: ['email', 'company_name'] }),
  ],
  [
    'an address is blocked',
    'blocklist.list',
    ({ workspaceId, email }) => app.call('blocklist.add', { workspaceId, everyClient: false, text: email }),
  ],
  [
    'somebody opts out',
    'optOuts.counts',
    ({ workspaceId, other }) => app.call('optOuts.add', { workspaceId, scope: 'client', text: other }),
  ],
  // The leads of a file are checked again when it is saved: while one list is exported, another is not checked all the
  // time.
  ['a list is sent off', 'exports.list', sendOff, ['imports.check', 'imports.compare', 'imports.preview']],
  ['a list is archived', 'lists.all', (of) => app.call('lists.archive', { ...of, archived: true })],
  ['campaigns are read', 'campaigns.health', readCampaigns],
  [
    'a part of a client is made',
    'clients.parts',
    (of) => app.call('clients.createPart', { ...of, name: 'Part', colour: 2 }),
  ],
  ['campaigns are given to a part', 'clients.parts', givePart],
  [
    'a reply is read',
    'inbox.thread',
    ({ threadId }) => app.call('inbox.markRead', { threadIds: [threadId], read: true }),
  ],
  [
    'a reply is unread',
    'inbox.counts',
    ({ threadId }) => app.call('inbox.markRead', { threadIds: [threadId], read: false }),
  ],
  ['a reply is sorted', 'inbox.thread', (of) => app.call('inbox.correct', { ...of, sorted: 'unsubscribe' })],
  [
    'what was said of a reply is taken back',
    'inbox.correctionFigures',
    async ({ workspaceId }) => {
      const { messageId } = only(await app.call('inbox.corrections', { workspaceId }), 'correction')
      await app.call('inbox.forgetCorrection', { messageId })
    },
  ],
  [
    'a reply is archived',
    'inbox.thread',
    ({ threadId }) => app.call('inbox.archive', { threadIds: [threadId], archived: true }),
  ],
  ['a signature is written', 'inbox.signature', (of) => app.call('inbox.saveSignature', { ...of, signature: 'Ann' })],
  ['the inbox is set', 'inbox.settings', () => app.call('inbox.saveSettings', { followUpDays: 9 })],
  [
    'a sequence is saved',
    'sequences.list',
    () => app.call('sequences.save', { id: null, workspaceId: null, base: null, body: body('Second') }),
  ],
  [
    'a draft is made',
    'localCampaigns.list',
    (of) => app.call('localCampaigns.make', { ...of, name: 'Draft', timezone: 'UTC' }),
  ],
  [
    'campaigns are kept as a set',
    'sets.list',
    (of) => app.call('sets.save', { id: null, workspaceId: of.workspaceId, name: 'Set', campaignIds: [of.campaignId] }),
  ],
  [
    'alerts are set',
    'alerts.settings',
    () => app.call('alerts.saveSettings', { bounceAmber: 0.01, bounceRed: 0.02, kinds: ['bounce'], notify: false }),
  ],
  ['a cost is written down', 'money.costs', ({ workspaceId }) => app.call('money.addCost', { workspaceId, ...cost })],
  ['a target is set', 'money.overview', (of) => app.call('money.saveTarget', { ...of, currency: 'USD', cents: 6_000 })],
  ['a currency is chosen', 'money.settings', (of) => app.call('money.saveCurrency', { ...of, currency: 'CHF' })],
  [
    'an experiment is put aside',
    'experiments.list',
    ({ experimentId }) => app.call('experiments.remove', { id: experimentId, removed: true }),
  ],
  [
    'a report is made',
    'reports.history',
    (of) => app.call('reports.make', { ...of, period: 'month', formats: ['csv'] }),
  ],
  [
    'days without mail are set',
    'blackoutDates.own',
    (of) => app.call('blackoutDates.saveOwn', { ...of, dates: [{ date: '2030-01-02', name: 'Fair' }] }),
  ],
  [
    'copies of leads are set',
    'leadMirror.settings',
    () => app.call('leadMirror.saveSettings', { everyDays: 7, mostLeads: 1000, oldAfterDays: 3, countWaiting: true }),
  ],
  [
    'targets of the service are set',
    'service.targets',
    () =>
      app.call('service.saveTargets', {
        apiSuccess: 0.9,
        apiP95Ms: 900,
        limitUse: 0.5,
        webhookShare: 0.5,
        duplicates: 0.1,
        exportSuccess: 0.9,
        exportSecondsPer1000: 60,
      }),
  ],
  ['the language is chosen', 'app.uiState', () => app.call('app.saveUiState', { language: 'de' })],
  ['everything is paused', 'pauses.state', () => app.call('pauses.set', { workspaceId: null, paused: true })],
  ['everything is resumed', 'pauses.state', () => app.call('pauses.set', { workspaceId: null, paused: false })],
  ['a week passes in the demo', 'inbox.counts', () => app.call('demo.moveOn', { days: 7 })],
  [
    'leads are removed for good',
    'lists.get',
    (of) => app.call('lists.purge', { ...of, what: 'list', typed: 'Called so' }),
  ],
]

describe('A change refreshes every query it makes outdated', () => {
  for (const [what, changes, act, but] of steps) {
    test(what, async () => {
      expect(await expectFresh(() => act(filled), but)).toContain(changes)
    })
  }
})

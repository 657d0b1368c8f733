/** The warnings above the button of a plan: the most serious first, each with its fix. */
import { describe, expect, it } from 'vitest'
import type { ExportChoices, ExportCoverage, ExportSum } from '#shared/contract/exports/exports.ts'
import { valueFaults } from '#shared/domain/campaigns/copy/coverage.ts'
import type { LeadId } from '#shared/ids.ts'

import { en } from '#shared/texts/en.ts'
import { isTooLate, tooFewAccounts } from '../../../../src/renderer/src/exports/plan/plan-forecast.ts'
import { formOf, type PlanForm } from '../../../../src/renderer/src/exports/plan/plan-form.ts'
import { type WarningFacts, warningsOf } from '../../../../src/renderer/src/exports/plan/plan-warnings.ts'

const begun = formOf({ suggestedName: 'Dentists', remembered: null }, 'Europe/Vienna', '2026-11-20')
const email = {
  id: 1,
  subject: 'Hello',
  body: 'Hi {{firstName}}. A short no is enough and I will not write again.',
  waitDays: '0',
}
const form: PlanForm = { ...begun, steps: [email] }
const mailbox = (name: string, status = 1): ExportChoices['mailboxes'][number] => ({
  email: `${name}@x.example`,
  name,
  status,
  dailyLimit: 30,
  warmupStatus: 1,
  trackingDomain: 'active',
})
const choices: ExportChoices = {
  campaigns: [{ id: 'c1', name: 'Runs', status: 1 }],
  mailboxes: [mailbox('a'), mailbox('b')],
  contactsLeft: 1_000,
  readAt: '2026-11-20T09:00:00.000Z',
}
const noFaults = Object.fromEntries(valueFaults.map((fault) => [fault, 0])) as Record<
  (typeof valueFaults)[number],
  number
>
const coverage: ExportCoverage = {
  state: 'counted',
  copyAt: null,
  leads: 100,
  variables: [
    {
      name: 'firstName',
      written: ['firstName'],
      bare: true,
      column: 'field:first_name',
      unknown: false,
      nearest: null,
      faults: { ...noFaults, blank: 4 },
    },
  ],
  leftOut: 0,
  blanks: [{ name: 'firstName', count: 4 }],
  worst: null,
  names: ['firstName'],
}
const sum: ExportSum = {
  rows: 1_200,
  outside: 0,
  gates: [],
  held: [],
  afterFirst: 0,
  beyondContacts: 0,
  beyondVerified: 0,
  goOut: 1_200,
  mirror: { readAt: null, oldFrom: null },
}
const good: WarningFacts = {
  form,
  plan: { ready: 96, exportsBefore: 3, earlierExports: [] },
  choices,
  sum: undefined,
  guard: undefined,
  coverage: { ...coverage, blanks: [], variables: [] },
  preflight: undefined,
  forecast: 'nothing',
  tooFew: null,
  tooLate: null,
  match: undefined,
}
const of = (changes: Partial<WarningFacts>) => warningsOf({ ...good, ...changes }, null)
const ids = (changes: Partial<WarningFacts>) => of(changes).map(({ id }) => id)

it('A plan without problems has no warnings', () => expect(ids({})).toEqual([]))

describe('blanks', () => {
  it('are left out with a link to their fallbacks', () => {
    const [blanks] = of({ coverage })
    expect(blanks).toMatchObject({ id: 'blanks', tone: 'warn', fix: { does: 'coverage' } })
    expect(blanks?.text).toContain('{{firstName}}')
  })
  it('are serious if they are sent anyway, and one click leaves them out', () => {
    const [sent] = of({ coverage: { ...coverage, blanks: [] }, form: { ...form, sendBlanks: true } })
    expect(sent).toMatchObject({ id: 'blanks_sent', tone: 'bad', fix: { does: 'edit', change: { sendBlanks: false } } })
  })
  it('are the reason if nobody is left, and named once', () => {
    const none = { ...good.plan, ready: 0 }
    expect(of({ coverage, plan: none })).toMatchObject([{ id: 'blanks', tone: 'bad' }])
    expect(ids({ plan: none })).toEqual(['none'])
  })
})

describe('an existing campaign', () => {
  const existing: PlanForm = { ...form, kind: 'existing', campaignId: 'c2' }
  const into = (senders: readonly string[], senderTags = 0): WarningFacts['preflight'] => ({
    leads: 96,
    verification: { verified: 96, risky: 0, unverified: 0, unknown: 0 },
    bounces: null,
    companies: { leads: 0, days: 90 },
    campaign: { opens: false, clicks: false, senders, senderTags, noOptOut: 0 },
  })
  const tooLate = { lastFirst: null, mostDays: 90 }
  const told = (preflight: WarningFacts['preflight'], mailboxes = choices.mailboxes) =>
    of({ form: existing, tooLate, preflight, choices: { ...choices, mailboxes } }).map(({ title }) => title)

  it('without a sending account says so, not that its leads wait long', () => {
    expect(told(into([]))).toEqual([en.review.warnings.noAccounts])
  })
  it('whose accounts cannot send says so', () => {
    expect(told(into(['A@x.example']), [mailbox('a', -1)])).toEqual([en.review.warnings.noneWorks(1)])
  })
  it('with an account, with accounts by tag or with unknown ones has no such warning', () => {
    const waits = en.review.warnings.tooLong(90)
    expect(told(into(['a@x.example']))).toEqual([waits])
    expect(told(into([], 1))).toEqual([waits])
    expect(told(into(['unknown@x.example']))).toEqual([waits])
    expect(told(undefined)).toEqual([waits])
  })
})

describe('accounts', () => {
  it('that cannot send are named, and the others used', () => {
    const broken = { ...choices, mailboxes: [mailbox('a'), mailbox('b', -1)] }
    expect(of({ choices: broken })).toMatchObject([{ id: 'accounts_off', fix: { does: 'row', row: 'accounts' } }])
  })
  it('are missing if none is left, which is serious if the campaign should start', () => {
    const broken = { ...choices, mailboxes: [mailbox('a', -1), mailbox('b', 2)] }
    expect(of({ choices: broken })).toMatchObject([{ id: 'no_accounts', tone: 'warn' }])
    expect(of({ choices: broken, form: { ...form, activate: true } })).toMatchObject([
      { id: 'no_accounts', tone: 'bad' },
    ])
  })
})

it('Accounts on one domain are reported for a tracked campaign, and tracking can be turned off', () => {
  const tracked = { ...form, options: { ...form.options, open_tracking: true } }
  const shared = { ...choices, mailboxes: [{ ...mailbox('a'), trackingDomain: 'none' as const }] }
  expect(of({ choices: shared, form: tracked })).toMatchObject([
    { id: 'tracked_shared', fix: { does: 'edit', change: { options: { open_tracking: false } } } },
  ])
  expect(ids({ choices: shared })).toEqual([])
})

it('Warnings are in order: Instantly unreachable, emails, leads, campaign, practice, history', () => {
  const facts: WarningFacts = {
    ...good,
    coverage,
    sum: { ...sum, goOut: 1_000, beyondContacts: 200 },
    form: { ...form, steps: [{ ...email, body: 'Hi {{firstName}}, [one idea].' }] },
    plan: {
      ready: 1_200,
      exportsBefore: 0,
      earlierExports: [
        {
          exportId: 7 as never,
          target: 'campaign',
          campaignName: 'Spring',
          uploaded: 50,
        },
      ],
    },
    choices: { ...choices, mailboxes: [mailbox('a'), mailbox('b', -1)] },
  }
  const access = { id: 'access', tone: 'warn', title: '', text: '', fix: { label: '', does: 'ask_again' } } as const
  expect(warningsOf(facts, access).map(({ id }) => id)).toEqual([
    'access',
    'unwritten',
    'contacts',
    'blanks',
    'accounts_off',
    'first_is_big',
    'no_opt_out',
    'earlier',
  ])
})

it('A campaign made before its accounts are known is warned about first, as it sends nothing', () => {
  const access = {
    id: 'access',
    tone: 'warn',
    title: '',
    text: 'Offline.',
    fix: { label: '', does: 'ask_again' },
  } as const
  const first = (change: Partial<PlanForm>, known?: ExportChoices) =>
    warningsOf({ ...good, form: { ...form, ...change }, choices: known }, access)[0]
  const { accountsUnread: text } = en.review.warnings
  expect(first({})).toMatchObject({ tone: 'warn', text })
  expect(first({ activate: true })).toMatchObject({ tone: 'bad', text })
  expect(first({ lastAccounts: ['a@x.example'] })).toEqual(access)
  expect(first({ kind: 'existing' })).toEqual(access)
  expect(first({}, choices)).toEqual(access)
})

it('An active campaign is said to start at once', () => {
  expect(ids({ form: { ...form, kind: 'existing', campaignId: 'c1' } })).toEqual(['active'])
})

describe('too little capacity for the leads', () => {
  const nowMs = Date.parse('2026-11-20T09:00:00.000Z')
  const dates = Array.from({ length: 7 }, (_, at) => new Date(nowMs + at * 86_400_000).toISOString().slice(0, 10))
  /** Both accounts may send 30 a day, of which other campaigns use this many. */
  const weeks = (planned: number) =>
    ['a', 'b'].map((name) => ({
      email: `${name}@x.example`,
      days: dates.map((date) => ({ date, planned, possible: 30 })),
    }))
  const asked = (leads: number, planned: number) =>
    tooFewAccounts(form, choices, { leads, zones: undefined, weeks: weeks(planned), nowMs })

  it('is reported if the last lead would wait more than four weeks, with free and needed capacity', () => {
    expect(asked(900, 0)).toBeNull()
    const found = asked(900, 25)
    // Ten a day are free, on five days a week.
    expect(found).toMatchObject({ free: 10, need: 45 })
    expect(found?.lastFirst).toMatch(/^2027-0[34]/)
    expect(of({ tooFew: found })[0]).toMatchObject({
      id: 'too_few',
      text: expect.stringContaining('10 emails a day free'),
    })
  })
  it('is reported if other campaigns use all of it', () => {
    expect(asked(10, 30)).toMatchObject({ free: 0, lastFirst: null })
    expect(of({ tooFew: asked(10, 30) })[0]?.title).toBe('These accounts have nothing free this week')
  })
  it('is not guessed if a limit is unknown', () => {
    const unknown = { ...choices, mailboxes: choices.mailboxes.map((one) => ({ ...one, dailyLimit: null })) }
    expect(tooFewAccounts(form, unknown, { leads: 900, zones: undefined, weeks: weeks(25), nowMs })).toBeNull()
  })
  it('is reported for a running campaign, with its leads', () => {
    expect(isTooLate({ lastFirst: '2026-12-10', mostDays: 90 }, nowMs)).toBe(false)
    expect(isTooLate({ lastFirst: '2027-01-10', mostDays: 90 }, nowMs)).toBe(true)
    expect(isTooLate({ lastFirst: null, mostDays: 90 }, nowMs)).toBe(true)
    const existing: PlanForm = { ...form, kind: 'existing', campaignId: 'c1' }
    const titles = (lastFirst: string | null) =>
      of({ form: existing, tooLate: { lastFirst, mostDays: 90 } }).map(({ title }) => title)
    expect(titles('2027-01-10')).toContainEqual(expect.stringContaining('The last lead gets its first email on'))
    expect(titles(null)).toContain('The last lead waits more than 90 days for its first email')
  })

  it('A fallback that many would read links to the worst lead', () => {
    const covered = (blank: number, bare: boolean): ExportCoverage => ({
      ...coverage,
      blanks: [],
      variables: coverage.variables.map((variable) => ({ ...variable, bare, faults: { ...noFaults, blank } })),
      worst: { leadId: 7 as LeadId, faults: 1 },
    })
    const often = (counted: ExportCoverage) => of({ coverage: counted }).find(({ id }) => id === 'often_blank')
    expect(often(covered(57, false))).toMatchObject({
      title: '57.0\u202f% have no {{firstName}}',
      fix: { does: 'worst' },
    })
    expect(often(covered(24, false))).toBeUndefined()
    // Without a fallback they are skipped, which is already stated.
    expect(often(covered(57, true))).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { type ExportChoices, type ExportSettings, exportSettings } from '#shared/contract/exports/exports.ts'
import {
  readWhole,
  type StepForm,
  stepDays,
  stepProblems,
} from '../../../../src/renderer/src/campaigns/copy/step-form.ts'
import {
  accountsOf,
  formOf,
  problemsOf,
  readTime,
  settingsOf,
  unusable,
} from '../../../../src/renderer/src/exports/plan/plan-form.ts'

const today = '2026-11-20'
const plan = { suggestedName: 'Dentists - 2026-11-20', remembered: null }
const choices: ExportChoices = {
  campaigns: [{ id: 'c1', name: 'Autumn', status: 1 }],
  mailboxes: [
    { email: 'a@x.example', name: 'A', status: 1, dailyLimit: 40, warmupStatus: 1, trackingDomain: 'active' },
    { email: 'b@x.example', name: 'B', status: -1, dailyLimit: 40, warmupStatus: 1, trackingDomain: 'active' },
  ],
  contactsLeft: 1000,
  readAt: '2026-11-20T09:00:00.000Z',
}
const step = (id: number, more: Partial<StepForm> = {}): StepForm => ({
  id,
  subject: 'Hello',
  body: 'Text',
  waitDays: '3',
  ...more,
})
const options = {
  open_tracking: false,
  link_tracking: false,
  stop_on_reply: true,
  stop_on_auto_reply: false,
  text_only: false,
  email_gap: 10,
  random_wait_max: 10,
}
const lastTime: ExportSettings = {
  target: {
    kind: 'new',
    name: 'Dentists - 2026-10-01',
    schedule: {
      timezone: 'Asia/Ho_Chi_Minh',
      from: '08:15',
      to: '16:45',
      days: [2, 4],
      startDate: '2026-10-02',
      endDate: '2026-12-31',
    },
    steps: [{ subject: 'Hi', body: 'There', waitDays: 2 }],
    accounts: ['a@x.example', 'gone@x.example'],
    dailyLimit: 120,
    options: { ...options, open_tracking: true, email_gap: null },
  },
  skipIfInWorkspace: false,
  activateWhenDone: true,
}

describe('the first plan', () => {
  const form = formOf(plan, 'Europe/Berlin', today)

  it('can be exported unchanged: a named new campaign, working days, every account that can send', () => {
    expect(problemsOf(form, choices, today)).toEqual([])
    expect(exportSettings.parse(settingsOf(form, choices))).toEqual({
      target: {
        kind: 'new',
        name: 'Dentists - 2026-11-20',
        schedule: {
          timezone: 'Europe/Berlin',
          from: '09:00',
          to: '17:00',
          days: [1, 2, 3, 4, 5],
          startDate: null,
          endDate: null,
        },
        steps: [],
        accounts: ['a@x.example'],
        dailyLimit: null,
        options,
      },
      skipIfInWorkspace: true,
      activateWhenDone: false,
    })
  })
})

describe('the second plan', () => {
  const form = formOf({ ...plan, remembered: lastTime }, 'Europe/Berlin', today)

  it('has schedule, accounts, options and rules of the last one, and neither its emails nor its start', () => {
    if (lastTime.target.kind !== 'new') throw new Error('not reached')
    expect(settingsOf(form, choices)).toEqual({
      ...lastTime,
      activateWhenDone: false,
      target: {
        ...lastTime.target,
        steps: [],
        name: 'Dentists - 2026-11-20',
        accounts: ['a@x.example'],
        schedule: { ...lastTime.target.schedule, startDate: null },
      },
    })
  })

  it('keeps the last accounts while Instantly cannot be asked, or returns none', () => {
    expect(accountsOf(form, undefined)).toEqual(['a@x.example', 'gone@x.example'])
    expect(accountsOf(form, { ...choices, mailboxes: [] })).toEqual(['a@x.example', 'gone@x.example'])
  })

  it('unticks an account that can no longer send, until the operator ticks it', () => {
    const last = { ...form, lastAccounts: ['a@x.example', 'b@x.example'] }
    expect(accountsOf(last, choices)).toEqual(['a@x.example'])
    expect(unusable(last, choices).map(({ email }) => email)).toEqual(['b@x.example'])
    const chosen = { ...last, accounts: ['b@x.example'] }
    expect(accountsOf(chosen, choices)).toEqual(['b@x.example'])
    expect(unusable(chosen, choices)).toEqual([])
  })

  it('uses a new campaign, not the last existing one, whose emails would come with it', () => {
    const remembered: ExportSettings = { ...lastTime, target: { kind: 'existing', campaignId: 'c1' } }
    const again = formOf({ ...plan, remembered }, 'Europe/Berlin', today)
    expect(settingsOf(again, choices)).toMatchObject({
      target: { kind: 'new', steps: [] },
      activateWhenDone: false,
      skipIfInWorkspace: false,
    })
  })

  it('says when the chosen campaign is gone, and calls nothing gone that cannot be asked', () => {
    const existing = { ...form, kind: 'existing' as const, campaignId: 'c1' }
    expect(problemsOf(existing, choices, today)).toEqual([])
    expect(problemsOf(existing, { ...choices, campaigns: [] }, today)).toEqual(['campaign_gone'])
    expect(problemsOf(existing, undefined, today)).toEqual([])
  })
})

describe('obstacles of a plan', () => {
  const form = formOf(plan, 'Europe/Berlin', today)
  const wrong = (change: Partial<typeof form>) => problemsOf({ ...form, ...change }, choices, today)

  it.each([
    [{ name: '  ' }, 'name_empty'],
    [{ name: 'x'.repeat(201) }, 'name_long'],
    [{ from: '9' }, 'hour_missing'],
    [{ from: '17:00', to: '09:00' }, 'hours_wrong'],
    [{ from: '09:00', to: '09:00' }, 'hours_wrong'],
    [{ days: [] }, 'days_none'],
    [{ startDate: '2026-12-02', endDate: '2026-12-01' }, 'dates_wrong'],
    [{ endDate: '2026-11-19' }, 'date_past'],
    [{ dailyLimit: '0' }, 'limit_wrong'],
    [{ dailyLimit: '1.5' }, 'limit_wrong'],
    [{ options: { ...form.options, email_gap: '1441' } }, 'gap_wrong'],
    [{ options: { ...form.options, random_wait_max: 'x' } }, 'wait_wrong'],
    [{ steps: [step(1, { body: ' ' })] }, 'steps'],
    [{ kind: 'existing' as const }, 'campaign_missing'],
  ])('%j is %s', (change, problem) => {
    expect(wrong(change)).toEqual([problem])
  })

  it('exclude fields of a new campaign when the leads go to an existing one', () => {
    expect(wrong({ kind: 'existing', campaignId: 'c1', name: '', days: [], from: '' })).toEqual([])
  })

  it('allow a follow-up without a subject, and any wait of the last email', () => {
    const steps = [step(1), step(2, { subject: '', waitDays: 'x' })]
    expect(stepProblems(steps, 0)).toEqual([])
    expect(stepProblems(steps, 1)).toEqual([])
    expect(stepProblems([step(1, { subject: '' })], 0)).toEqual(['subject_missing'])
    expect(stepProblems([step(1, { waitDays: '366' }), step(2)], 0)).toEqual(['wait_wrong'])
  })
})

it('The day of an email follows from the waits before it', () => {
  expect(stepDays([step(1, { waitDays: '3' }), step(2, { waitDays: '5' }), step(3)])).toEqual([0, 3, 8])
})

it('A time is read as people type it, and an invalid one left alone', () => {
  expect(['9', '930', '9.30', '17h15', ' 8:05 '].map(readTime)).toEqual(['09:00', '09:30', '09:30', '17:15', '08:05'])
  expect(['25', '9:75', 'noon', ''].map(readTime)).toEqual(['25', '9:75', 'noon', ''])
})

it.each([
  ['4052', 4052],
  [' 4,052 ', 4052],
  ['4.052', 4052],
  ['4 052', 4052],
  ['1.000.000', 1_000_000],
  ['4.05', null],
  ['1,0000', null],
  ['-3', null],
  ['3,5', null],
  ['', null],
])('A whole number typed as %j is read as %j in every language', (typed, value) => expect(readWhole(typed)).toBe(value))

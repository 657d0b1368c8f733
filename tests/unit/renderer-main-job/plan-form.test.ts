import { describe, expect, it } from 'vitest'
import { type ExportChoices, type ExportSettings, exportSettings } from '#shared/contract/exports.ts'
import { readWhole, type StepForm, stepDays, stepProblems } from '../../../src/renderer/src/features/copy/step-form.ts'
import {
  accountsOf,
  formOf,
  problemsOf,
  readTime,
  settingsOf,
} from '../../../src/renderer/src/features/exports/plan-form.ts'

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
  },
  skipIfInWorkspace: false,
  activateWhenDone: true,
}

describe('the plan the first time', () => {
  const form = formOf(plan, 'Europe/Berlin', today)

  it('can be sent off as it stands: a named new campaign, working days, every account that can send', () => {
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
      },
      skipIfInWorkspace: true,
      activateWhenDone: false,
    })
  })
})

describe('the plan the second time', () => {
  const form = formOf({ ...plan, remembered: lastTime }, 'Europe/Berlin', today)

  it('is as last time, under today’s name, without a first day that is over and an account that is gone', () => {
    if (lastTime.target.kind !== 'new') throw new Error('not reached')
    expect(settingsOf(form, choices)).toEqual({
      ...lastTime,
      target: {
        ...lastTime.target,
        name: 'Dentists - 2026-11-20',
        accounts: ['a@x.example'],
        schedule: { ...lastTime.target.schedule, startDate: null },
      },
    })
  })

  it('keeps last time’s accounts while Instantly cannot be asked, or tells none', () => {
    expect(accountsOf(form, undefined)).toEqual(['a@x.example', 'gone@x.example'])
    expect(accountsOf(form, { ...choices, mailboxes: [] })).toEqual(['a@x.example', 'gone@x.example'])
  })

  it('goes to the same existing campaign, and says when that is gone', () => {
    const remembered: ExportSettings = { ...lastTime, target: { kind: 'existing', campaignId: 'c1' } }
    const again = formOf({ ...plan, remembered }, 'Europe/Berlin', today)
    expect(problemsOf(again, choices, today)).toEqual([])
    expect(settingsOf(again, choices).target).toEqual({ kind: 'existing', campaignId: 'c1' })
    expect(problemsOf(again, { ...choices, campaigns: [] }, today)).toEqual(['campaign_gone'])
    // What cannot be asked is not called gone.
    expect(problemsOf(again, undefined, today)).toEqual([])
  })
})

describe('what stands in the way', () => {
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
    [{ steps: [step(1, { body: ' ' })] }, 'steps'],
    [{ kind: 'existing' as const }, 'campaign_missing'],
  ])('%j is %s', (change, problem) => {
    expect(wrong(change)).toEqual([problem])
  })

  it('does not mind fields of a new campaign when the leads go to one that is there', () => {
    expect(wrong({ kind: 'existing', campaignId: 'c1', name: '', days: [], from: '' })).toEqual([])
  })

  it('lets a follow-up have no subject, and the last email any wait', () => {
    const steps = [step(1), step(2, { subject: '', waitDays: 'x' })]
    expect(stepProblems(steps, 0)).toEqual([])
    expect(stepProblems(steps, 1)).toEqual([])
    expect(stepProblems([step(1, { subject: '' })], 0)).toEqual(['subject_missing'])
    expect(stepProblems([step(1, { waitDays: '366' }), step(2)], 0)).toEqual(['wait_wrong'])
  })
})

it('counts the day of an email from the waits before it', () => {
  expect(stepDays([step(1, { waitDays: '3' }), step(2, { waitDays: '5' }), step(3)])).toEqual([0, 3, 8])
})

it('reads a time as people type it, and leaves alone what is none', () => {
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
])('a whole number typed as %j reads as %j in every language', (typed, value) => expect(readWhole(typed)).toBe(value))

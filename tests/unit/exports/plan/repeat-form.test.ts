import { expect, test } from 'vitest'
import type { RepeatOf } from '#shared/contract/exports/export-history.ts'
import { type ExportChoices, type ExportSettings, exportSettings } from '#shared/contract/exports/exports.ts'
import type { ListId, SequenceId, WorkspaceId } from '#shared/ids.ts'
import { settingsOf } from '../../../../src/renderer/src/exports/plan/plan-form.ts'
import { findMisfits, formOfRun } from '../../../../src/renderer/src/exports/plan/repeat-form.ts'

const today = '2026-11-21'
const settings: ExportSettings = exportSettings.parse({
  target: {
    kind: 'new',
    name: 'Dentists in autumn',
    schedule: {
      timezone: 'Asia/Tokyo',
      from: '08:30',
      to: '16:15',
      days: [2, 4],
      startDate: '2026-12-01',
      endDate: '2026-12-31',
    },
    steps: [
      { subject: 'Hi', body: '<p>{{city}}</p>', waitDays: 3, html: true, others: [{ subject: 'B', body: 'b' }] },
      { subject: '', body: 'Again', waitDays: 0 },
    ],
    accounts: ['a@x.example', 'b@x.example', 'c@x.example'],
    dailyLimit: 70,
    options: {
      open_tracking: true,
      link_tracking: false,
      stop_on_reply: true,
      stop_on_auto_reply: true,
      text_only: false,
      email_gap: 12,
      random_wait_max: null,
    },
    template: { id: 3 as SequenceId, version: 2, name: 'Short' },
  },
  skipIfInWorkspace: false,
  activateWhenDone: true,
  holdBlocked: false,
  holdOtherClients: false,
  holdOtherCompanies: true,
  leaveOut: [{ variable: 'city', fault: 'masked' }],
  fill: [{ variable: 'city', value: 'your town' }],
  sendBlanks: true,
})
const run: RepeatOf = {
  workspaceId: 1 as WorkspaceId,
  listId: 2 as ListId,
  listThere: true,
  campaignName: 'Dentists in autumn',
  at: '2026-10-01T09:00:00.000Z',
  settings,
  template: { name: 'Short', used: 2, now: 2 },
}
const mailbox = (email: string, status = 1) => ({
  email,
  name: '',
  status,
  dailyLimit: 30,
  warmupStatus: 1,
  trackingDomain: 'active' as const,
})
const choices = (changes: Partial<ExportChoices> = {}): ExportChoices => ({
  campaigns: [{ id: 'c1', name: 'There', status: 1 }],
  mailboxes: ['a@x.example', 'b@x.example', 'c@x.example'].map((email) => mailbox(email)),
  contactsLeft: 1000,
  readAt: '2026-11-21T09:00:00.000Z',
  ...changes,
})
const formOf = (of: RepeatOf) => formOfRun(of, { suggestedName: 'Dentists - 2026-11-21' }, 'Europe/Berlin', today)
const misfits = (of: RepeatOf, known: Partial<Parameters<typeof findMisfits>[2]> = {}) =>
  findMisfits(of, formOf(of), { choices: choices(), coverage: undefined, today, ...known }).map(({ kind }) => kind)

test('A repeated plan has the settings of that run, except its name and automatic start', () => {
  const again = exportSettings.parse(settingsOf(formOf(run), choices()))
  if (settings.target.kind !== 'new') throw new Error('no new campaign')
  expect(again).toEqual({
    ...settings,
    activateWhenDone: false,
    target: { ...settings.target, name: 'Dentists - 2026-11-21' },
  })
})

test('A repeated plan for an existing campaign has the settings of that run', () => {
  const target = { kind: 'existing', campaignId: 'c1' } as const
  const of = { ...run, settings: { ...settings, target } }
  expect(exportSettings.parse(settingsOf(formOf(of), choices()))).toEqual({ ...of.settings, activateWhenDone: false })
})

test("If everything fits nothing is named, and without Instantly's answer nothing is guessed", () => {
  expect(misfits(run)).toEqual([])
  expect(misfits(run, { choices: undefined })).toEqual([])
})

test('Only accounts that are gone or cannot send are named', () => {
  const form = formOf(run)
  const known = {
    choices: choices({ mailboxes: [mailbox('a@x.example'), mailbox('b@x.example', -1), mailbox('z@x.example', -1)] }),
    coverage: undefined,
    today,
  }
  expect(findMisfits(run, form, known)).toEqual([
    { kind: 'accountsGone', accounts: ['c@x.example'] },
    { kind: 'accountsOff', accounts: ['b@x.example'] },
  ])
})

test('Past days stay as they were and are named', () => {
  expect(misfits(run, { today: '2026-12-02' })).toEqual(['startOver'])
  expect(misfits(run, { today: '2027-01-01' })).toEqual(['startOver', 'endOver'])
  expect(formOfRun(run, { suggestedName: 'x' }, 'UTC', '2027-01-01')).toMatchObject({
    startDate: '2026-12-01',
    endDate: '2026-12-31',
  })
})

test('A deleted campaign is named until another is chosen', () => {
  const of = { ...run, settings: { ...settings, target: { kind: 'existing' as const, campaignId: 'gone' } } }
  expect(misfits(of)).toEqual(['campaignGone'])
  const other = { ...formOf(of), campaignId: 'c1' }
  expect(findMisfits(of, other, { choices: choices(), coverage: undefined, today })).toEqual([])
})

test('A changed or deleted template is named', () => {
  expect(misfits({ ...run, template: { name: 'Short', used: 2, now: 5 } })).toEqual(['templateNewer'])
  expect(misfits({ ...run, template: { name: 'Short', used: 2, now: null } })).toEqual(['templateGone'])
})

test('Variables no lead has are named, except those the export fills', () => {
  const variable = {
    name: 'town',
    written: ['town'],
    bare: true,
    column: 'variable:town',
    unknown: true,
    nearest: null,
    faults: { blank: 9, masked: 0, placeholder: 0, json: 0, line_escape: 0, emoji: 0 },
  }
  const coverage = {
    state: 'counted' as const,
    copyAt: null,
    leads: 9,
    variables: [variable],
    leftOut: 0,
    blanks: [],
    worst: null,
    names: ['firstName', 'city'],
  }
  expect(misfits(run, { coverage })).toEqual(['variables'])
  const filled = { ...run, settings: { ...settings, fill: [{ variable: 'town', value: 'x' }], leaveOut: [] } }
  expect(misfits(filled, { coverage })).toEqual(['rules'])
  expect(misfits(run, { coverage: { ...coverage, variables: [], names: ['firstName'] } })).toEqual(['rules'])
})

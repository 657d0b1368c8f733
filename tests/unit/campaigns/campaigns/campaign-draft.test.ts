import { describe, expect, it } from 'vitest'
import {
  applyDraftToBody,
  bodyToPlain,
  type CampaignDraft,
  changedFields,
  copyCampaignBody,
  draftChanges,
  draftProblems,
  hasWantedValue,
  isPlainBody,
  patchOf,
  plainToBody,
  readDraft,
  withTidyBodies,
} from '#shared/domain/campaigns/campaign-draft.ts'
import { findNewVariables } from '#shared/domain/campaigns/new-variables.ts'

const answered = {
  id: '0198',
  name: 'Autumn',
  status: 1,
  organization: 'secret-org',
  daily_limit: 30,
  open_tracking: true,
  email_list: ['a@x.example', 'b@x.example'],
  campaign_schedule: {
    schedules: [
      {
        name: 'Week',
        timing: { from: '09:00', to: '17:00' },
        days: { '1': true, '2': true },
        timezone: 'Europe/Belgrade',
      },
    ],
  },
  sequences: [
    {
      steps: [
        { type: 'email', delay: 2, variants: [{ subject: 'Hi', body: 'One<br />two' }] },
        { type: 'email', delay: 3, variants: [{ subject: '', body: '<p>Three <b>four</b></p>' }] },
        { type: 'email', delay: 9, variants: [{ subject: '', body: 'Last' }] },
      ],
    },
  ],
  something_of_next_year: { x: 1 },
}
const { draft } = readDraft(answered)
const withSteps = (change: (steps: CampaignDraft['steps']) => CampaignDraft['steps']): CampaignDraft => ({
  ...draft,
  steps: change(structuredClone(draft.steps)),
})

describe('the campaign as read', () => {
  const withSenders = (email_list: unknown) => readDraft({ ...answered, email_list })
  const many = (count: number) => Array.from({ length: count }, (_, at) => `box${at}@x.example`)

  it('has every sender, however many there are', () => {
    const { draft: read, unread } = withSenders(many(2_600))
    expect([read.senders.length, unread]).toEqual([2_600, []])
    expect(withSenders(null).unread).toEqual([])
  })

  it.each([
    ['one that is no text', ['a@x.example', { email: 'b@x.example' }]],
    ['one that is too long', ['a@x.example', `${'b'.repeat(400)}@x.example`]],
    ['more than are read', many(20_001)],
    ['no list at all', 'a@x.example'],
  ])('has no senders that can be written if there is %s', (_, told) => {
    expect(withSenders(told).unread).toEqual(['senders'])
    const local = { ...answered, email_list: told }
    expect(applyDraftToBody(local, { ...readDraft(local).draft, name: 'Winter' })).toMatchObject({
      name: 'Winter',
      email_list: told,
    })
  })
})

describe('the edit that is sent', () => {
  it("is empty if nothing was changed, whatever Instantly's format", () => {
    const again = readDraft({ ...answered, email_list: ['B@x.example', 'a@x.example'], something_else: 2 }).draft
    expect(changedFields(draft, again)).toEqual([])
    const otherBreaks = withSteps(([first, ...rest]) => [
      { ...first!, variants: [{ subject: 'Hi', body: 'One<br/>two', off: false }] },
      ...rest,
    ])
    expect(changedFields(draft, otherBreaks)).toEqual([])
  })

  it('is the complete changed field, without values Instantly gives but does not accept', () => {
    const after = withSteps((steps) => steps.map((step, at) => (at === 1 ? { ...step, delay: 5 } : step)))
    const fields = changedFields(draft, after)
    expect(fields).toEqual(['sequences'])
    const sent = JSON.stringify(patchOf(after, fields))
    expect(sent).not.toContain('secret-org')
    expect(sent).not.toContain('something_of_next_year')
    // An unchanged text is sent back character by character.
    expect(sent).toContain('One<br />two')
  })

  it('names all seven days, as omitted ones are not documented', () => {
    const after = { ...draft, schedules: draft.schedules.map((each) => ({ ...each, days: [0] })) }
    expect(patchOf(after, changedFields(draft, after))).toMatchObject({
      campaign_schedule: { schedules: [{ days: { '0': true, '1': false, '6': false } }] },
    })
  })

  it('contains no switch that is not set here, as Instantly cannot unset one', () => {
    const after = { ...draft, switches: { ...draft.switches, open_tracking: null } }
    expect(changedFields(draft, after)).toEqual([])
    expect(draftChanges(draft, after)).toEqual([])
  })
})

describe('waits between steps', () => {
  it('are shown with the step that waits, and the last one’s has no effect', () => {
    const after = withSteps((steps) => steps.map((step, at) => ({ ...step, delay: at === 0 ? 7 : at === 2 ? 0 : 3 })))
    expect(draftChanges(draft, after)).toEqual([
      { part: 'wait', step: 2, from: { delay: 2, unit: 'days' }, to: { delay: 7, unit: 'days' } },
    ])
    const lastOnly = withSteps((steps) => steps.map((step, at) => (at === 2 ? { ...step, delay: 0 } : step)))
    expect(changedFields(draft, lastOnly)).toEqual([])
  })
})

describe('texts of emails', () => {
  it.each(['Hi {{firstName|"there"}}', 'a < b & c > d', 'one\n\n  two', '&amp; is written so', '<b>not bold</b>'])(
    'plain text stays as written: %j',
    (text) => {
      const body = plainToBody(text)
      expect(body).not.toContain('\n')
      expect(isPlainBody(body)).toBe(true)
      expect(bodyToPlain(body)).toBe(text)
    },
  )

  it.each(['<p>Hi</p>', '<b>Hi</b>', 'Hi&nbsp;you', '<img src=x onerror=alert(1)>', 'a<br/>\nb'])(
    'formatted text is not offered as plain text: %j',
    (body) => expect(isPlainBody(body)).toBe(false),
  )

  it('line breaks typed into HTML become ones Instantly shows; existing source is unchanged', () => {
    const after = withSteps((steps) =>
      steps.map((step, at) => ({
        ...step,
        variants: [{ ...step.variants[0]!, body: at === 0 ? 'new\nline' : step.variants[0]!.body }],
      })),
    )
    expect(withTidyBodies(draft, after).steps.map(({ variants }) => variants[0]?.body)).toEqual([
      'new<br/>line',
      '<p>Three <b>four</b></p>',
      'Last',
    ])
  })

  it('count as unchanged if only the HTML differs, and not if words or links are missing', () => {
    const body = (text: string) =>
      withSteps(([first, ...rest]) => [{ ...first!, variants: [{ subject: 'Hi', body: text, off: false }] }, ...rest])
    const wanted = body('Tea <a href="https://a.example/?x=1&y=2">here</a>')
    expect(
      hasWantedValue(body('<div>Tea <a href="https://a.example/?x=1&amp;y=2">here</a></div>'), wanted, 'sequences'),
    ).toBe(true)
    expect(hasWantedValue(body('<div>Tea <a href="https://evil.example">here</a></div>'), wanted, 'sequences')).toBe(
      false,
    )
    expect(hasWantedValue(body(''), wanted, 'sequences')).toBe(false)
  })
})

describe('unreadable parts', () => {
  it('are named, and never become an empty schedule or empty emails to be sent', () => {
    const odd = {
      ...answered,
      campaign_schedule: { schedules: [{ timing: 'always' }] },
      sequences: [{ steps: [{ type: 'call' }] }],
    }
    expect(readDraft(odd).unread).toEqual(['schedule', 'copy'])
  })

  it.each([null, 7, 'x', [], { sequences: 'x', email_list: { a: 1 }, daily_limit: '5', campaign_schedule: 3 }])(
    'do not throw: %j',
    (raw) => expect(readDraft(raw).draft).toMatchObject({ steps: [], senders: [] }),
  )
})

describe('problems of an edit', () => {
  const fix = (change: Partial<CampaignDraft>) => draftProblems({ ...draft, ...change })
  it('are what Instantly refuses or never sends', () => {
    expect(draftProblems(draft)).toEqual([])
    expect(fix({ name: '  ' })).toEqual(['name'])
    expect(fix({ startDate: '2026-02-02', endDate: '2026-02-01' })).toEqual(['dates'])
    expect(
      fix({ schedules: draft.schedules.map((each) => ({ ...each, from: '17:00', to: '09:00', days: [] })) }),
    ).toEqual(['days', 'hours'])
    expect(
      fix({
        steps: withSteps((steps) =>
          steps.map((step) => ({ ...step, variants: step.variants.map((one) => ({ ...one, body: '<br/> ' })) })),
        ).steps,
      }),
    ).toEqual(['body'])
  })

  it('include a fraction of new leads a day, but of no other number', () => {
    const fractions = { daily_limit: 2.5, email_gap: 2.5, random_wait_max: 2.5, pl_value: 2.5 }
    expect(fix({ numbers: { ...draft.numbers, ...fractions, daily_max_leads: 2 } })).toEqual([])
    expect(fix({ numbers: { ...draft.numbers, daily_max_leads: 2.5 } })).toEqual(['daily_max_leads'])
  })

  it('in fields that are not sent hold up nothing', () => {
    const broken = { ...draft, schedules: draft.schedules.map((each) => ({ ...each, timezone: 'Europe/Berlin' })) }
    expect(draftProblems(broken, ['name'])).toEqual([])
    expect(draftProblems(broken)).toEqual(['zone'])
  })
})

it('A body for another client has nobody of the first in it', () => {
  const raw = { ...answered, cc_list: ['boss@x.example'], email_tag_list: ['tag'], owned_by: 'user' }
  expect(Object.keys(copyCampaignBody(raw, true))).toEqual(
    expect.arrayContaining(['email_list', 'cc_list', 'email_tag_list']),
  )
  const other = JSON.stringify(copyCampaignBody(raw, false))
  for (const word of ['x.example', 'tag"', 'user', '0198', 'secret-org']) expect(other).not.toContain(word)
  expect(other).toContain('daily_limit')
})

it('An unknown variable an edit adds to the emails is named, with the probably intended one', () => {
  const steps = (body: string) => {
    const [step] = readDraft(answered).draft.steps
    if (!step) throw new Error('no step')
    return { steps: [{ ...step, variants: [{ subject: '', body, off: false }] }] }
  }
  const before = steps('Hi {{firstName}} in {{city}}')
  expect(findNewVariables(before, steps('Hi {{firstNme}} in {{city}}, {{lastName}}'))).toEqual([
    { name: 'firstNme', nearest: 'firstName' },
  ])
  expect(findNewVariables(before, steps('Hi {{firstName}}, {{open_roles|some roles}}'))).toEqual([])
})

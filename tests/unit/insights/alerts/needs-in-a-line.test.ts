/** Each need for attention is one short line, and none is cut off on Home. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobKinds } from '#shared/contract/background/health.ts'
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import { type AccountReason, reasonKinds } from '#shared/domain/insights/alerts/evaluate-account.ts'
import { alertKinds } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { languages } from '#shared/language.ts'
import { loadTexts, speak, t } from '../../../../src/renderer/src/core/lib/texts.ts'
import { alertAbout, alertTitle } from '../../../../src/renderer/src/insights/alerts/alert-text.ts'

const longestTitle = 48
const longestLine = 90
const client = 'Kestrel Stock Systems'
const campaign = 'Netherlands, new domains'
const workspaceId = 1 as WorkspaceId

const alert: ShownAlert = {
  kind: 'stopped',
  level: 'red',
  share: 0.042,
  base: 1106,
  against: 0.06,
  days: 11,
  key: 'a',
  workspaceId,
  partId: null,
  about: { kind: 'campaign', campaignId: 1 as CampaignId, name: campaign },
  since: null,
  readAt: null,
  periodDays: null,
  currency: 'EUR',
}
const mailbox = (kind: AccountReason['kind']): ShownAlert => {
  const isShare = kind === 'bounces' || kind === 'replies'
  const [value, base, against] = isShare ? [24, 392, 0.03] : [58, null, 60]
  return {
    ...alert,
    kind: 'mailbox',
    about: {
      kind: 'mailbox',
      email: 'rik@kestrel-voorraad.example',
      emails: ['rik@kestrel-voorraad.example', 'sanne@kestrel-voorraad.example'],
      domain: 'kestrel-voorraad.example',
      reason: { kind, verdict: 'disconnected', value, base, against },
      message: null,
      campaigns: Array.from({ length: 4 }, (_, at) => ({ id: at as CampaignId, name: campaign })),
    },
  }
}
const usual: readonly ShownAlert[] = [
  ...alertKinds
    .filter((kind) => !['mailbox', 'contacts', 'asked', 'target_cost'].includes(kind))
    .map((kind) => ({ ...alert, kind })),
  { ...alert, kind: 'target_cost', share: 4_800, against: 3_000 },
  ...reasonKinds.map(mailbox),
  {
    ...alert,
    kind: 'contacts',
    base: 100_000,
    against: 1_200,
    about: { kind: 'contacts', left: 1_200, limit: 100_000, perDay: 110 },
  },
  {
    ...alert,
    kind: 'contacts',
    base: 100_000,
    against: 0,
    about: { kind: 'contacts', left: 0, limit: 100_000, perDay: 110 },
  },
  { ...alert, kind: 'asked', base: 6, about: { kind: 'asked', people: 6, email: null } },
  {
    ...alert,
    kind: 'asked',
    base: 1,
    about: { kind: 'asked', people: 1, email: 'tom.kelso@copperfield-manufacturing.example' },
  },
]

beforeAll(async () => {
  for (const language of languages) await loadTexts(language)
})
afterAll(() => speak('en'))

describe.each(languages)('what needs attention, %s', (language) => {
  const tooLong = (lines: readonly string[], most: number) => {
    expect(lines.length).toBeGreaterThan(0)
    return lines.filter((line) => line.length > most)
  }

  it('names every alert in 48 characters, and what it is about in 90', () => {
    speak(language)
    expect(tooLong(usual.map(alertTitle), longestTitle)).toEqual([])
    expect(
      tooLong(
        usual.map((one) => `${client}: ${alertAbout(one)}`),
        longestLine,
      ),
    ).toEqual([])
  })

  it('names exports, keys, jobs and reports as briefly', () => {
    speak(language)
    const { home, keys, health, exportSum, exportTargets, reports } = t
    const titles = [
      home.decideTitle,
      exportTargets.home.decideTitle,
      home.failedTitle,
      home.pausedTitle,
      home.notStartedTitle,
      home.waitsTitle,
      ...Object.values(t.exports.strip.waits).map(home.waitsFor),
      exportSum.verdict.nothing,
      reports.needTitle,
      home.noKeyTitle(client),
      home.oldKeyTitle(client, 120),
      ...Object.values(keys).map(({ word }) => home.keyTitle(client, word)),
      ...jobKinds.map((kind) => health.jobs.names[kind]),
    ]
    expect(tooLong(titles, longestTitle)).toEqual([])
    const lines = [
      `${client}: ${home.named(campaign)}. ${home.leftText('550', '2,400')}`,
      ...Object.values(keys).map(({ means }) => means),
      home.noKeyText,
      home.oldKeyText('abcd…wxyz'),
      `${client}: ${health.jobs.failures(3)}`,
      ...(['FILE_NOT_FOUND', 'REPORT_NOT_PRINTED'] as const).map((code) =>
        reports.needAbout(client, t.errors[code]({}).what),
      ),
    ]
    expect(tooLong(lines, longestLine)).toEqual([])
  })
})

it('The cost of a reply is shown in the paid currency, with or without cents', () => {
  speak('en')
  const title = (currency: string | null) =>
    alertTitle({ ...alert, kind: 'target_cost', share: 4_800, against: 3_000, currency })
  expect(title('EUR')).toMatch(/€48\D.*€30(?!\d)/)
  expect(title('JPY')).toMatch(/JP¥4,800.*JP¥3,000/)
})

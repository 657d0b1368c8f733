import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ReportFacts } from '#backend/insights/reports/gather.ts'
import { cssString, html } from '#backend/insights/reports/html.ts'
import { type ReportBranding, reportDocument, reportPage } from '#backend/insights/reports/page.ts'
import { type ReportSection, reportSections } from '#shared/contract/insights/reports.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { type Language, languages } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'

const sums = {
  sent: 1_234,
  contacted: 500,
  openedUnique: 0,
  clickedUnique: 0,
  repliedUnique: 30,
  automatic: 3,
  interested: 7,
  meetings: 2,
  closed: 0,
}
/** A name crafted to break out of the page. */
const hostile = `</style><script>alert(1)</script>"' onload=x <img src=http://evil.example/x>\u202e\u0000=HYPERLINK("http://evil.example")`

function factsWith(name: string): ReportFacts {
  const date = '2026-11-02'
  return {
    overview: {
      from: date,
      to: '2026-11-08',
      grain: 'day',
      campaigns: [
        {
          id: 1 as CampaignId,
          workspaceId: 1 as WorkspaceId,
          partId: null,
          name,
          state: 'running',
          measures: { opens: false, clicks: false },
          sums,
          life: { sent: 1_234, bounced: 10, unsubscribed: 0 },
        },
      ],
      sums,
      before: null,
      places: [{ date, sums }],
      readAt: '2026-11-09T10:00:00.000Z',
      behind: 0,
      labels: { known: true },
    },
    days: [{ date, sums }],
    verdict: { level: 'good', reasons: [{ kind: 'benchmark', share: 0.06, place: 'best' }] },
    life: { sent: 1_234, bounced: 10 },
    money: {
      currency: 'EUR',
      cost: 800,
      revenue: null,
      costPerReply: 26.67,
      costPerPositive: null,
      costPerMeeting: 400,
    },
    timeline: [{ day: 20_760, kind: 'started', campaign: name }],
    next: { running: [{ name, left: 12 }], followUps: 1 },
    mails: [{ campaign: name, step: 1, variant: 1, subject: name, sent: 400, replied: 20 }],
    quotes: [{ id: 1, name, company: name, campaignName: name, at: '2026-11-03T10:00:00.000Z', text: name }],
    accounts: [
      {
        email: name,
        verdict: 'burning',
        reasons: [{ kind: 'bounces', verdict: 'burning', value: 13, base: 198, against: 0.05 }],
        readAt: '2026-11-09T09:00:00.000Z',
      },
      { email: 'fine@second.example', verdict: 'healthy', reasons: [], readAt: '2026-11-09T10:00:00.000Z' },
    ],
  }
}

const lookWith = (
  name: string,
  language: Language = 'en',
  sections: readonly ReportSection[] = reportSections,
): ReportBranding => ({
  settings: {
    language,
    name,
    from: name,
    colour: '#3a50c6',
    sections: [...sections],
    closing: name,
    replyTarget: null,
  },
  clientName: 'Northwind',
  logo: null,
  demo: false,
})
const documentWith = (name: string, language: Language = 'en') =>
  reportDocument(reportPage(factsWith(name), lookWith(name, language)), language)

describe('a report as a page', () => {
  it('shows hostile names as plain text, wherever a name can be', () => {
    const page = documentWith(hostile)
    // One style, which is ours, and no script, external picture or address.
    expect(page.match(/<\/style/g)).toHaveLength(1)
    expect(page).not.toMatch(/<script|<img|<iframe|<object|<link|<a\b|javascript:/i)
    expect(page).not.toMatch(/\son\w+=(?!x &lt;)/)
    for (const sign of ['\u202e', '\u0000']) expect(page).not.toContain(sign)
    expect(page.replaceAll(/<style>[\s\S]*?<\/style>/g, '').match(/&lt;script&gt;/g)?.length).toBeGreaterThan(8)
  })

  it('begins with meetings, and names campaigns without the day of their export', () => {
    const page = documentWith('Planners, south - 2026-11-14')
    expect([...page.matchAll(/data-figure="(\w+)"/g)].map(([, id]) => id)).toEqual([
      'meetings',
      'interested',
      'replied',
      'contacted',
      'sent',
      'bounced',
    ])
    expect(page).toContain('<td>Planners, south</td>')
  })

  it('has no rate where more people replied than were contacted, and counts only campaigns that sent', () => {
    const facts = factsWith('Follow-ups')
    const [campaign] = facts.overview.campaigns
    if (!campaign) throw new Error('no campaign')
    const late = { ...facts.overview.sums, contacted: 1, repliedUnique: 3, interested: 2, meetings: 1 }
    const campaigns = [
      { ...campaign, sums: late },
      { ...campaign, sums: { ...late, sent: 0 } },
    ]
    const page = reportDocument(
      reportPage({ ...facts, overview: { ...facts.overview, sums: late, campaigns } }, lookWith('Northwind')),
      'en',
    )
    expect(page).not.toMatch(/[23]00(?:\.0)?\s?%/)
    expect(page).toContain(backendTexts.en.reportPage.inCampaigns(1))
  })

  it('names whole months, its own and the compared one', () => {
    const facts = factsWith('Northwind')
    const page = (from: string, to: string, language: Language = 'en') =>
      reportPage({ ...facts, overview: { ...facts.overview, from, to, before: sums } }, lookWith('Northwind', language))
    const october = page('2026-10-01', '2026-10-31')
    expect(october.title).toContain('October 2026')
    expect(october.title).not.toContain('31')
    expect(october.body.markup).toContain('>September: 2<')
    expect(page('2026-07-01', '2026-09-30', 'de').body.markup).toMatch(/Juli\W+September 2026/)
    expect(page('2026-10-02', '2026-10-31').title).toMatch(/2\W+31 October 2026/)
  })

  it('draws emails and replies on separate axes', () => {
    const { sent, replied } = textsOf.en.reportPage.chart
    const charts = [...documentWith('Northwind').matchAll(/<svg class="chart"[^>]*aria-label="([^":]*):/g)]
    expect(charts.map(([, name]) => name)).toEqual([sent, replied])
  })

  it('allows its own style by hash and nothing from outside', () => {
    const page = documentWith('Northwind')
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]
    expect(policy?.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    )
    expect(page).not.toMatch(/https?:\/\/|\bstyle="|url\(/)
  })

  it.each(languages)("is in %s throughout, with that language's number format", (language) => {
    const words = textsOf[language].reportPage
    const page = documentWith('Northwind', language)
    expect(page).toContain(`<html lang="${language}">`)
    for (const word of [
      words.title,
      words.verdicts.good,
      words.figures.contacted,
      words.happened.title,
      words.next.title,
    ])
      expect(page).toContain(word)
    expect(page).toContain(language === 'en' ? '>1,234<' : '>1.234<')
    expect(page).toMatch(language === 'en' ? /6\.0\u202f?%/ : /6,0\u202f?%/)
  })

  it('leaves out what was switched off, and unknown money', () => {
    const words = textsOf.en.reportPage
    const all = documentWith('Northwind')
    const none = reportDocument(reportPage(factsWith('Northwind'), lookWith('Northwind', 'en', [])), 'en')
    for (const title of [
      words.happened.title,
      words.next.title,
      words.campaigns.together,
      words.steps.title,
      words.quotes.title,
      words.money.cost,
      words.accounts.title,
    ]) {
      expect(all).toContain(title)
      expect(none).not.toContain(title)
    }
    expect(none).toContain(words.figures.sent)
    const { overview } = factsWith('x')
    const poor = reportPage(
      {
        ...factsWith('x'),
        money: null,
        overview: { ...overview, sums: { ...overview.sums, interested: null, meetings: null } },
      },
      lookWith('x'),
    ).body.markup
    expect(poor).not.toContain(words.money.title)
    expect(poor).toContain(words.notMeasured)
  })

  it.each(languages)('says in %s how many accounts are healthy, and why one is not', (language) => {
    const said = textsOf[language]
    const page = documentWith('mia@acme.example', language)
    const { burning, healthy } = said.accounts.verdicts
    expect(page).toContain(`<p>${healthy}: 1 · ${burning}: 1</p>`)
    const [, table] = page.split('data-table="accounts"')
    expect(table?.replaceAll(/5[.,]0[\u00a0\u202f ]?%/g, '5%')).toContain(
      `<td>mia@acme.example</td><td class="state">${burning}</td><td>${said.accounts.reasons.bounces('13', '198', '5%')}</td>`,
    )
    // A healthy one is not mentioned.
    expect(page).not.toContain('fine@second.example')
  })

  it('fills in nobody’s name if a mail has a variable', () => {
    const facts = factsWith('Quick question, {{firstName}}')
    expect(reportPage(facts, lookWith('x')).body.markup).toContain('<span class="subject">Quick question, …</span>')
  })
})

describe('texts in markup', () => {
  it('stay text, singly and in lists, and half a character is dropped', () => {
    expect(html`<b>${'<i>'}</b>${['&', html`<u>${"'"}</u>`]}${null}${false}${'\ud800'}`.markup).toBe(
      '<b>&lt;i&gt;</b>&amp;<u>&#39;</u>\ufffd',
    )
  })

  it('cannot leave a string of a style', () => {
    expect(cssString('a"; } </style> \\')).toBe('"a\\22 \\3b \\20 \\7d \\20 \\3c \\2f style\\3e \\20 \\5c "')
  })
})

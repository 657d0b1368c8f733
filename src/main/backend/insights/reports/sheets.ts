/** Exports a report's figures as sheets and CSV, in the client's language. */
import type { CampaignPeriod, PeriodSums } from '#shared/contract/insights/analytics.ts'
import type { ReportSection } from '#shared/contract/insights/reports.ts'
import { shareOf } from '#shared/domain/campaigns/rates.ts'
import type { Language } from '#shared/language.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { csvBom, csvLine } from '../../core/lib/csv-write.ts'
import { accountReasonText } from './account-reasons.ts'
import type { ReportFacts } from './gather.ts'
import { buildWorkbook, type Cell, type Sheet } from './workbook.ts'

type WorkbookInput = {
  readonly sections: readonly ReportSection[]
  readonly facts: ReportFacts
  readonly language: Language
  readonly name: string
  readonly demo: boolean
}

export function reportWorkbook(about: WorkbookInput): Buffer {
  return buildWorkbook([
    summarySheet(about),
    campaignsSheet(about),
    daysSheet(about),
    mailsSheet(about),
    ...(about.sections.includes('accounts') ? [accountsSheet(about)] : []),
  ])
}

const rateCell = (part: number, base: number): Cell => {
  const share = shareOf(part, base)
  return share === null ? null : { share }
}

function summarySheet({ facts, language, name, demo }: WorkbookInput): Sheet {
  const { sheets: words, figures, verdicts, campaigns: heads, demo: invented } = backendTexts[language].reportPage
  const { overview, life, verdict } = facts
  const { sums, before } = overview
  const row = (
    key: 'sent' | 'contacted' | 'replied' | 'interested' | 'meetings',
    of: keyof PeriodSums,
  ): readonly Cell[] => [figures[key], sums[of], before?.[of] ?? null]
  return {
    name: words.summary,
    widths: [34, 26, 16],
    rows: [
      [words.figure, words.value, words.before],
      ...(demo ? [[invented]] : []),
      [words.client, name],
      [words.from, { date: overview.from }],
      [words.to, { date: overview.to }],
      [backendTexts[language].reportPage.title, verdicts[verdict.level]],
      row('sent', 'sent'),
      row('contacted', 'contacted'),
      row('replied', 'repliedUnique'),
      [
        heads.rate,
        rateCell(sums.repliedUnique, sums.contacted),
        before && rateCell(before.repliedUnique, before.contacted),
      ],
      row('interested', 'interested'),
      row('meetings', 'meetings'),
      [words.bounced, life.bounced],
    ],
  }
}

const sumHeaders = (language: Language): readonly string[] => {
  const { sheets: words, campaigns: heads, figures } = backendTexts[language].reportPage
  return [
    figures.sent,
    figures.contacted,
    words.openedPeople,
    words.clickedPeople,
    figures.replied,
    heads.rate,
    words.automatic,
    figures.interested,
    figures.meetings,
  ]
}

/** What was not measured is an empty cell, never 0. */
const sumCells = (sums: PeriodSums, measures: CampaignPeriod['measures']): readonly Cell[] => [
  sums.sent,
  sums.contacted,
  measures.opens ? sums.openedUnique : null,
  measures.clicks ? sums.clickedUnique : null,
  sums.repliedUnique,
  rateCell(sums.repliedUnique, sums.contacted),
  sums.automatic,
  sums.interested,
  sums.meetings,
]

function campaignsSheet({ facts, language }: WorkbookInput): Sheet {
  const { sheets: words, campaigns: heads, states } = backendTexts[language].reportPage
  return {
    name: words.campaigns,
    widths: [44, 14, 12, 14, 14, 14, 14, 12, 14, 14, 14],
    rows: [
      [heads.campaign, heads.state, ...sumHeaders(language)],
      ...facts.overview.campaigns.map(({ name, state, sums, measures }) => [
        name,
        states[state],
        ...sumCells(sums, measures),
      ]),
    ],
  }
}

function daysSheet({ facts, language }: WorkbookInput): Sheet {
  const { sheets: words } = backendTexts[language].reportPage
  const all = facts.overview.campaigns
  const measures = {
    opens: all.some((one) => one.measures.opens),
    clicks: all.some((one) => one.measures.clicks),
  }
  return {
    name: words.days,
    widths: [14, 12, 14, 14, 14, 14, 12, 14, 14],
    rows: [
      [words.day, ...sumHeaders(language)],
      ...facts.days.map(({ date, sums }) => [{ date }, ...sumCells(sums, measures)]),
    ],
  }
}

function mailsSheet({ facts, language }: WorkbookInput): Sheet {
  const { sheets: words, campaigns: heads, steps } = backendTexts[language].reportPage
  return {
    name: words.steps,
    widths: [44, 10, 10, 44, 12, 12, 12],
    rows: [
      [heads.campaign, steps.mail, words.version, words.subject, steps.sent, steps.replied, steps.rate],
      ...facts.mails.map(({ campaign, step, variant, subject, sent, replied }) => [
        campaign,
        step,
        variant === null ? null : variant + 1,
        subject,
        sent,
        replied,
        rateCell(replied, sent),
      ]),
    ],
  }
}

function accountsSheet({ facts, language }: WorkbookInput): Sheet {
  const { accounts: words } = backendTexts[language].reportPage
  const { verdicts } = backendTexts[language].accounts
  return {
    name: words.title,
    widths: [44, 16, 60],
    rows: [
      [words.account, words.health, words.reason],
      ...facts.accounts.map(({ email, verdict, reasons }) => [
        email,
        verdicts[verdict],
        reasons.map((reason) => accountReasonText(reason, language)).join('; '),
      ]),
    ],
  }
}

/** Writes the campaigns of the period, one per row. Cells that a spreadsheet would run as formulas are neutralised. */
export function reportCsv({ facts, language, name }: WorkbookInput): string {
  const { sheets: words, campaigns: heads, states } = backendTexts[language].reportPage
  const { from, to } = facts.overview
  const plain = (cell: Cell) =>
    cell !== null && typeof cell === 'object' ? ('share' in cell ? Number(cell.share.toFixed(6)) : cell.date) : cell
  return (
    csvBom +
    csvLine([words.client, words.from, words.to, heads.campaign, heads.state, ...sumHeaders(language)]) +
    facts.overview.campaigns
      .map((one) =>
        csvLine([name, from, to, one.name, states[one.state], ...sumCells(one.sums, one.measures).map(plain)]),
      )
      .join('')
  )
}

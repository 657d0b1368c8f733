/** Renders a report as a self-contained page in which every text is escaped. */
import { createHash } from 'node:crypto'
import type { PeriodSums } from '#shared/contract/insights/analytics.ts'
import type { ReportLogo, ReportSection, ReportSettings } from '#shared/contract/insights/reports.ts'
import { shareOf } from '#shared/domain/campaigns/rates.ts'
import { dateOfDay, dayOfDate } from '#shared/domain/core/days.ts'
import { verdicts } from '#shared/domain/insights/alerts/evaluate-account.ts'
import { enoughPeople } from '#shared/domain/insights/analytics/performers.ts'
import { periodBefore } from '#shared/domain/insights/analytics/period.ts'
import { benchmark, type VerdictReason } from '#shared/domain/insights/reports/verdict.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import type { ReportPageTexts } from '#shared/texts/en/insights/report-page.ts'
import { accountReasonText } from './account-reasons.ts'
import { drawChart } from './chart.ts'
import { withClientNames } from './client-names.ts'
import { createFigureFormats, type FigureFormats } from './figures.ts'
import type { ReportFacts, TimelineEntry } from './gather.ts'
import { type Html, html } from './html.ts'
import { reportStyle } from './style.ts'

export type ReportBranding = {
  readonly settings: ReportSettings
  /** Name of the client in the app. */
  readonly clientName: string
  readonly logo: ReportLogo | null
  readonly demo: boolean
}

export type ReportPage = { readonly title: string; readonly body: Html; readonly style: string }

const maxTimelineEntries = 12
const maxRunning = 6
const maxAccounts = 40

/** Returns the client's name used in the report. */
export const clientNameFor = ({ settings, clientName }: Pick<ReportBranding, 'settings' | 'clientName'>): string =>
  settings.name || clientName

export function reportPage(gathered: ReportFacts, look: ReportBranding): ReportPage {
  const facts = withClientNames(gathered)
  const { settings } = look
  const words = backendTexts[settings.language].reportPage
  const figures = createFigureFormats(settings.language)
  const { overview } = facts
  const name = clientNameFor(look)
  const days = figures.days(overview.from, overview.to)
  const has = (section: ReportSection) => settings.sections.includes(section)
  const tell: PageParts = { words, figures, facts, look }
  const body = html`<header class="head"><div><p class="kind">${words.title}, ${days}</p><h1>${name}</h1>${
    look.demo && html`<p class="demo">${words.demo}</p>`
  }</div>${look.logo && html`<img class="logo" src="${look.logo.data}" alt="">`}</header><main>${verdictPart(tell)}${figuresPart(tell)}${
    has('money') && moneyPart(tell)
  }${
    (has('timeline') || has('next')) &&
    html`<section class="columns">${has('timeline') && happenedPart(tell)}${has('next') && nextPart(tell)}</section>`
  }${detailPart(tell, has)}</main>${footPart(tell)}`
  const foot = [look.demo ? words.demo : '', settings.from, truncateName(name), days].filter(Boolean).join(' · ')
  return {
    title: `${name}: ${words.title}, ${days}`,
    body,
    style: reportStyle({ colour: settings.colour, foot, page: words.foot.page }),
  }
}

/** Shortens a name to fit in a footer line. */
const truncateName = (name: string): string => (name.length > 48 ? `${name.slice(0, 47).trimEnd()}…` : name)

/** Returns the whole document. Its content security policy allows only its own style and embedded pictures. */
export function reportDocument({ title, body, style }: ReportPage, language: string): string {
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`
  const head = html`<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>${title}</title>`
  return `<!doctype html><html lang="${language}"><head>${head.markup}<style>${style}</style></head><body>${body.markup}</body></html>\n`
}

type PageParts = {
  readonly words: ReportPageTexts
  readonly figures: FigureFormats
  readonly facts: ReportFacts
  readonly look: ReportBranding
}

function verdictPart({ words, figures, facts }: PageParts): Html {
  const { level, reasons } = facts.verdict
  return html`<section class="verdict ${level}" data-verdict="${level}"><h2>${words.verdicts[level]}</h2>${reasons.map(
    (reason) => html`<p>${verdictReasonText(reason, words, figures)}</p>`,
  )}</section>`
}

function verdictReasonText(reason: VerdictReason, words: ReportPageTexts, { share }: FigureFormats): string {
  const { reasons } = words
  const average = share(benchmark.average)
  switch (reason.kind) {
    case 'early':
      return reasons.early(reason.contacted, reason.needed)
    case 'target':
      return (reason.reached ? reasons.reached : reasons.missed)(share(reason.share), share(reason.target))
    case 'bounces':
      return reasons.bounces(share(reason.share), share(reason.limit))
    case 'benchmark':
      if (reason.place === 'best') return reasons.best(share(reason.share), share(benchmark.bestQuarter))
      if (reason.place === 'above') return reasons.above(share(reason.share), average)
      return (reason.place === 'below' ? reasons.below : reasons.farBelow)(share(reason.share), average)
    default:
      return reason satisfies never
  }
}

function figuresPart({ words, figures, facts }: PageParts): Html {
  const { overview, life } = facts
  const { sums, before } = overview
  const sending = overview.campaigns.filter((one) => one.sums.sent > 0).length
  const ofPeople = (count: number) => {
    const share = shareOf(count, sums.contacted)
    return share === null ? '' : words.ofPeople(figures.share(share))
  }
  const period = periodBefore({ from: dayOfDate(overview.from), to: dayOfDate(overview.to) })
  const earlier = figures.daysShort(dateOfDay(period.from), dateOfDay(period.to))
  const past = (key: keyof PeriodSums) => {
    const was = before?.[key] ?? null
    return was === null ? '' : words.before(earlier, figures.n(was))
  }
  const tile = (id: keyof ReportPageTexts['figures'], value: number | null, ...more: readonly string[]) =>
    html`<div class="figure"><dt>${words.figures[id]}</dt><dd>${
      value === null
        ? html`<span class="value none" data-figure="${id}">${words.notMeasured}</span>`
        : html`<span class="value" data-figure="${id}">${figures.n(value)}</span>`
    }${more.filter(Boolean).map((line) => html`<span class="more">${line}</span>`)}</dd></div>`
  // What the client pays for comes first.
  return html`<dl class="figures">${tile('meetings', sums.meetings, sums.meetings === null ? '' : ofPeople(sums.meetings), past('meetings'))}${tile(
    'interested',
    sums.interested,
    sums.interested === null ? '' : ofPeople(sums.interested),
    past('interested'),
  )}${tile('replied', sums.repliedUnique, ofPeople(sums.repliedUnique), past('repliedUnique'))}${tile(
    'contacted',
    sums.contacted,
    words.firstMail,
    past('contacted'),
  )}${tile('sent', sums.sent, words.inCampaigns(sending), past('sent'))}${tile(
    'bounced',
    life.bounced,
    life.sent === 0 ? '' : words.ofMails(figures.share(life.bounced / life.sent)),
  )}</dl>`
}

function moneyPart({ words, figures, facts: { money } }: PageParts): Html | null {
  if (money === null) return null
  const rows = (['cost', 'revenue', 'costPerReply', 'costPerPositive', 'costPerMeeting'] as const).flatMap((key) => {
    const value = money[key]
    return value === null
      ? []
      : [html`<div><dt>${words.money[key]}</dt><dd>${figures.money(value, money.currency)}</dd></div>`]
  })
  return rows.length === 0 ? null : html`<section><h2>${words.money.title}</h2><dl class="money">${rows}</dl></section>`
}

/** If there are too many entries, the newest are shown with the number of those left out. */
function happenedPart({ words, figures, facts }: PageParts): Html {
  const { happened } = words
  const shown = facts.timeline.slice(-maxTimelineEntries)
  const left = facts.timeline.length - shown.length
  return html`<div><h2>${happened.title}</h2>${
    shown.length === 0
      ? html`<p class="small">${happened.none}</p>`
      : html`<dl class="dated">${shown.map(
          (one) =>
            html`<dt>${figures.daysShort(dateOfDay(one.day), dateOfDay(one.until ?? one.day))}</dt><dd>${timelineText(one, words, figures)}</dd>`,
        )}</dl>`
  }${left > 0 && html`<p class="note">${happened.more(left)}</p>`}</div>`
}

function timelineText(one: TimelineEntry, { happened }: ReportPageTexts, figures: FigureFormats): string {
  switch (one.kind) {
    case 'started':
    case 'finished':
    case 'paused':
      return happened[one.kind](one.campaign)
    case 'exported':
      return happened.exported(one.leads, one.campaign)
    case 'wins':
      return [
        one.replies > 0 ? happened.wins(one.replies) : '',
        one.meetings > 0 ? happened.meetings(one.meetings) : '',
      ]
        .filter(Boolean)
        .join(', ')
    case 'alert': {
      const { alert, campaign } = one
      if (alert.kind === 'bounce') return happened.bounce(campaign, figures.share(alert.share ?? 0))
      if (alert.kind === 'stalled') return happened.stalled(campaign, alert.days ?? 0)
      if (alert.kind === 'reply_drop') return happened.reply_drop(campaign)
      return happened.stopped(campaign)
    }
    default:
      return one satisfies never
  }
}

function nextPart({ words, facts }: PageParts): Html {
  const { next } = words
  const { running, followUps } = facts.next
  const named = running.slice(0, maxRunning)
  return html`<div class="next"><h2>${next.title}</h2><ul>${
    running.length === 0 ? html`<li>${next.none}</li>` : html`<li>${next.running(running.length)}</li>`
  }${named.map(
    ({ name, left }) =>
      html`<li>${name}${left !== null && html`<span class="small">${left === 0 ? next.allWritten : next.left(left)}</span>`}</li>`,
  )}${running.length > named.length && html`<li class="small">…</li>`}${followUps > 0 && html`<li>${next.followUps(followUps)}</li>`}</ul></div>`
}

function detailPart(tell: PageParts, has: (section: ReportSection) => boolean): Html {
  const { facts, look } = tell
  const parts = [
    has('chart') ? chartPart(tell) : null,
    has('campaigns') ? campaignsPart(tell) : null,
    has('steps') ? mailsPart(tell) : null,
    has('accounts') ? accountsPart(tell) : null,
    has('quotes') && facts.quotes.length > 0 ? quotesPart(tell) : null,
    look.settings.closing ? html`<section class="closing"><p>${look.settings.closing}</p></section>` : null,
  ].filter((part) => part !== null)
  return html`${parts}`
}

function chartPart({ words, figures, facts, look }: PageParts): Html {
  const { overview } = facts
  const chart = drawChart(overview, { colour: look.settings.colour, words, figures })
  return html`<section class="drawn"><h2>${words.chart.title[overview.grain]}</h2>${chart ?? html`<p class="small">${words.chart.none}</p>`}</section>`
}

function campaignsPart({ words, figures, facts }: PageParts): Html {
  const { campaigns: heads } = words
  const { campaigns, sums } = facts.overview
  if (campaigns.length === 0) return html`<section><h2>${heads.title}</h2><p class="small">${heads.none}</p></section>`
  const rate = (part: number, base: number) => {
    const share = shareOf(part, base)
    return share === null ? '–' : figures.share(share)
  }
  const num = (value: string) => html`<td class="num">${value}</td>`
  const anyOpens = campaigns.some(({ measures }) => measures.opens)
  const head = (word: string) => html`<th scope="col" class="num">${word}</th>`
  return html`<section><h2>${heads.title}</h2><table data-table="campaigns"><thead><tr><th scope="col">${heads.campaign}</th><th scope="col">${heads.state}</th>${head(heads.sent)}${head(heads.contacted)}${
    anyOpens && head(heads.opened)
  }${head(heads.replied)}${head(heads.rate)}${head(heads.interested)}</tr></thead><tbody>${campaigns.map(
    ({ name, state, sums: of, measures }) =>
      html`<tr><td>${name}</td><td class="state">${words.states[state]}</td>${num(figures.n(of.sent))}${num(figures.n(of.contacted))}${
        anyOpens &&
        num(
          measures.opens
            ? of.openedUnique > of.contacted
              ? figures.n(of.openedUnique)
              : rate(of.openedUnique, of.contacted)
            : words.notMeasured,
        )
      }${num(figures.n(of.repliedUnique))}${num(rate(of.repliedUnique, of.contacted))}${num(of.interested === null ? words.notMeasured : figures.n(of.interested))}</tr>`,
  )}</tbody><tfoot><tr><td>${heads.together}</td><td></td>${num(figures.n(sums.sent))}${num(figures.n(sums.contacted))}${
    anyOpens && num('')
  }${num(figures.n(sums.repliedUnique))}${num(rate(sums.repliedUnique, sums.contacted))}${num(sums.interested === null ? '' : figures.n(sums.interested))}</tr></tfoot></table>${
    anyOpens && html`<p class="note">${heads.openedNote}</p>`
  }</section>`
}

/** Returns `A` for 0. */
const variantLetter = (variant: number): string => String.fromCodePoint(65 + Math.min(25, Math.max(0, variant)))

/** Replaces variables, which are filled in for each person, with an ellipsis. */
const withoutVariables = (text: string): string => text.replaceAll(/\{\{[^{}]*\}\}/g, '…')

function mailsPart({ words, figures, facts }: PageParts): Html {
  const { steps: heads } = words
  if (facts.mails.length === 0)
    return html`<section><h2>${heads.title}</h2><p class="small">${heads.none(enoughPeople)}</p></section>`
  return html`<section><h2>${heads.title}</h2><table data-table="mails"><thead><tr><th scope="col">${heads.mail}</th><th scope="col" class="num">${heads.sent}</th><th scope="col" class="num">${heads.replied}</th><th scope="col" class="num">${heads.rate}</th></tr></thead><tbody>${facts.mails.map(
    ({ campaign, step, variant, subject, sent, replied }) =>
      html`<tr><td>${campaign}, ${heads.step(step)}${variant !== null && html`, ${heads.variant(variantLetter(variant))}`}${
        subject && html`<span class="subject">${withoutVariables(subject)}</span>`
      }</td><td class="num">${figures.n(sent)}</td><td class="num">${figures.n(replied)}</td><td class="num">${figures.share(replied / sent)}</td></tr>`,
  )}</tbody></table><p class="note">${heads.note(enoughPeople)}</p></section>`
}

/** Lists accounts with something to report, each with its worst reason; healthy ones are only counted. */
function accountsPart({ words, figures, facts, look }: PageParts): Html {
  const { accounts: heads } = words
  const { verdicts: names } = backendTexts[look.settings.language].accounts
  const { accounts } = facts
  if (accounts.length === 0) return html`<section><h2>${heads.title}</h2><p class="small">${heads.none}</p></section>`
  const counts = verdicts
    .toReversed()
    .map((verdict) => ({ verdict, count: accounts.filter((one) => one.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${names[verdict]}: ${figures.n(count)}`)
  const unhealthy = accounts.filter(({ verdict }) => verdict !== 'healthy')
  const shown = unhealthy.slice(0, maxAccounts)
  const oldest = accounts.reduce((min, { readAt }) => (readAt < min ? readAt : min), accounts[0]?.readAt ?? '')
  return html`<section><h2>${heads.title}</h2><p>${counts.join(' · ')}</p>${
    shown.length > 0 &&
    html`<table data-table="accounts"><thead><tr><th scope="col">${heads.account}</th><th scope="col">${heads.health}</th><th scope="col">${heads.reason}</th></tr></thead><tbody>${shown.map(
      ({ email, verdict, reasons }) =>
        html`<tr><td>${email}</td><td class="state">${names[verdict]}</td><td>${reasons.map((reason) => accountReasonText(reason, look.settings.language)).join('; ')}</td></tr>`,
    )}</tbody></table>`
  }${unhealthy.length > shown.length && html`<p class="note">${heads.more(unhealthy.length - shown.length)}</p>`}<p class="note">${heads.asOf(figures.moment(oldest))}</p></section>`
}

function quotesPart({ words, figures, facts }: PageParts): Html {
  return html`<section><h2>${words.quotes.title}</h2>${facts.quotes.map(
    ({ name, company, campaignName, at, text }) =>
      html`<figure class="quote"><blockquote>${text}</blockquote><figcaption>${[
        [name, company].filter(Boolean).join(', '),
        figures.day(at.slice(0, 10)),
        campaignName === null ? '' : words.quotes.about(campaignName),
      ]
        .filter(Boolean)
        .join(' · ')}</figcaption></figure>`,
  )}</section>`
}

function footPart({ words, figures, facts }: PageParts): Html {
  const { overview, verdict } = facts
  const { foot } = words
  const usesBenchmark = verdict.reasons.some(({ kind }) => kind === 'benchmark')
  const lines = [
    foot.counted,
    usesBenchmark ? foot.benchmark : '',
    overview.readAt === null ? foot.neverRead : foot.asOf(figures.moment(overview.readAt)),
    overview.behind > 0 ? foot.behind(overview.behind) : '',
  ]
  return html`<footer class="foot"><p>${lines.filter(Boolean).join(' ')}</p></footer>`
}

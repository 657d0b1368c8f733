/** Mails sent as bars and people who replied as a line, as plain SVG: no script, no style but attributes. */
import type { AnalyticsOverview } from '#shared/contract/insights/analytics.ts'
import { roundTicks } from '#shared/domain/core/round-ticks.ts'
import type { ReportPageTexts } from '#shared/texts/en/insights/report-page.ts'
import type { Figures } from './figures.ts'
import { type Html, html } from './html.ts'

const size = { width: 720, height: 212 }
const plot = { left: 46, right: 46, top: 14, bottom: 30 }
const ink = { text: '#5b5e66', grid: '#e6e6e1', line: '#b7591a' }

/** Null where nothing happened: an empty frame says nothing. */
export function chartOf(
  { places, grain, sums }: AnalyticsOverview,
  { colour, words, figures }: { readonly colour: string; readonly words: ReportPageTexts; readonly figures: Figures },
): Html | null {
  if (places.every((place) => place.sums.sent === 0 && place.sums.repliedUnique === 0)) return null
  const left = roundTicks(Math.max(...places.map((place) => place.sums.sent)), true)
  const right = roundTicks(Math.max(...places.map((place) => place.sums.repliedUnique)), true)
  const wide = size.width - plot.left - plot.right
  const high = size.height - plot.top - plot.bottom
  const floor = plot.top + high
  const step = wide / places.length
  const middle = (at: number) => round(plot.left + step * (at + 0.5))
  const yOf = (value: number, ticks: readonly number[]) => round(floor - (value / (ticks.at(-1) || 1)) * high)
  const bar = Math.max(2, Math.min(34, step * 0.62))
  // About eight words fit below.
  const every = Math.ceil(places.length / 8)
  const points = places.map(({ sums: of }, at) => `${middle(at)},${yOf(of.repliedUnique, right)}`).join(' ')
  const tick = (value: number, ticks: readonly number[], x: number, anchor: string, fill: string = ink.text) =>
    html`<text fill="${fill}" x="${x}" y="${yOf(value, ticks) + 4}" text-anchor="${anchor}">${figures.n(value)}</text>`
  return html`<svg class="chart" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${words.chart.described(
    figures.n(sums.sent),
    figures.n(sums.repliedUnique),
    places.length,
  )}" font-size="11" fill="${ink.text}">${left.map(
    (value) =>
      html`<line x1="${plot.left}" x2="${size.width - plot.right}" y1="${yOf(value, left)}" y2="${yOf(value, left)}" stroke="${ink.grid}"/>`,
  )}${left.map((value) => tick(value, left, plot.left - 8, 'end'))}${right.map((value) =>
    tick(value, right, size.width - plot.right + 8, 'start', ink.line),
  )}${places.map(({ sums: of }, at) =>
    of.sent === 0
      ? null
      : html`<rect x="${round(middle(at) - bar / 2)}" y="${yOf(of.sent, left)}" width="${round(bar)}" height="${round(floor - yOf(of.sent, left))}" rx="1.5" fill="${colour}"/>`,
  )}<polyline points="${points}" fill="none" stroke="#fff" stroke-width="5" stroke-linejoin="round"/><polyline points="${points}" fill="none" stroke="${ink.line}" stroke-width="2.2" stroke-linejoin="round"/>${places.map(
    ({ sums: of }, at) =>
      html`<circle cx="${middle(at)}" cy="${yOf(of.repliedUnique, right)}" r="2.8" fill="${ink.line}" stroke="#fff"/>`,
  )}${places.map(({ date }, at) =>
    at % every === 0
      ? html`<text x="${middle(at)}" y="${floor + 18}" text-anchor="middle">${grain === 'month' ? figures.month(date) : figures.dayShort(date)}</text>`
      : null,
  )}</svg><p class="legend"><svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="2" fill="${colour}"/></svg> ${words.chart.sent} <svg width="22" height="12" aria-hidden="true"><line x1="0" x2="22" y1="6" y2="6" stroke="${ink.line}" stroke-width="2.2"/><circle cx="11" cy="6" r="3" fill="${ink.line}"/></svg> ${words.chart.replied}</p>`
}

const round = (value: number): number => Math.round(value * 10) / 10

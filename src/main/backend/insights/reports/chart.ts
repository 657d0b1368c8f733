/** Draws emails sent, and below people who replied, each on its own axis, as plain SVG: no script, only attributes. */
import type { AnalyticsOverview } from '#shared/contract/insights/analytics.ts'
import { roundTicks } from '#shared/domain/core/round-ticks.ts'
import type { ReportPageTexts } from '#shared/texts/en/insights/report-page.ts'
import type { FigureFormats } from './figures.ts'
import { type Html, html } from './html.ts'

const size = { width: 720, height: 96 }
const plot = { left: 46, right: 8, top: 10, bottom: 26 }
const chartColours = { text: '#5b5e66', grid: '#e6e6e1', replied: '#b7591a' }

/** Returns the chart; null if nothing happened, as an empty frame says nothing. */
export function drawChart(
  overview: AnalyticsOverview,
  {
    colour,
    words,
    figures,
  }: { readonly colour: string; readonly words: ReportPageTexts; readonly figures: FigureFormats },
): Html | null {
  const { places, sums } = overview
  if (places.every((place) => place.sums.sent === 0 && place.sums.repliedUnique === 0)) return null
  const described = (name: string, all: number) => `${name}: ${words.chart.described(figures.n(all), places.length)}`
  const draw = (name: string, fill: string, all: number, of: (at: AnalyticsOverview['places'][number]) => number) =>
    html`<h3 class="drawn-what">${name}</h3>${drawBars(overview, { fill, label: described(name, all), of, figures })}`
  return html`${draw(words.chart.sent, colour, sums.sent, (place) => place.sums.sent)}${draw(
    words.chart.replied,
    chartColours.replied,
    sums.repliedUnique,
    (place) => place.sums.repliedUnique,
  )}`
}

type Bars = {
  readonly fill: string
  readonly label: string
  readonly of: (place: AnalyticsOverview['places'][number]) => number
  readonly figures: FigureFormats
}

function drawBars({ places, grain }: AnalyticsOverview, { fill, label, of, figures }: Bars): Html {
  const ticks = roundTicks(Math.max(...places.map(of)), true)
  const wide = size.width - plot.left - plot.right
  const high = size.height - plot.top - plot.bottom
  const floor = plot.top + high
  const step = wide / places.length
  const middle = (at: number) => round(plot.left + step * (at + 0.5))
  const yOf = (value: number) => round(floor - (value / (ticks.at(-1) || 1)) * high)
  const bar = Math.max(2, Math.min(34, step * 0.62))
  // There is room for about eight labels.
  const every = Math.ceil(places.length / 8)
  return html`<svg class="chart" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${label}" font-size="11" fill="${chartColours.text}">${ticks.map(
    (value) =>
      html`<line x1="${plot.left}" x2="${size.width - plot.right}" y1="${yOf(value)}" y2="${yOf(value)}" stroke="${chartColours.grid}"/><text x="${plot.left - 8}" y="${yOf(value) + 4}" text-anchor="end">${figures.n(value)}</text>`,
  )}${places.map((place, at) =>
    of(place) === 0
      ? null
      : html`<rect x="${round(middle(at) - bar / 2)}" y="${yOf(of(place))}" width="${round(bar)}" height="${round(floor - yOf(of(place)))}" rx="1.5" fill="${fill}"/>`,
  )}${places.map(({ date }, at) =>
    at % every === 0
      ? html`<text x="${middle(at)}" y="${floor + 18}" text-anchor="middle">${grain === 'month' ? figures.month(date) : figures.dayShort(date)}</text>`
      : null,
  )}</svg>`
}

const round = (value: number): number => Math.round(value * 10) / 10

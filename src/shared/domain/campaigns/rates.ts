/** Every rate of a campaign: its numerator and its base. Explained in docs/analytics.md. */

/** Figures that a card or a column shows. */
export const metrics = [
  'sent',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'unsubscribed',
  'interested',
  'meetings',
] as const
export type Metric = (typeof metrics)[number]

export type MetricCounts = {
  readonly sent: number
  readonly contacted: number
  readonly openedUnique: number
  readonly clickedUnique: number
  readonly repliedUnique: number
  readonly bounced: number
  readonly unsubscribed: number
  /** Null until all labels are synced. */
  readonly interested: number | null
  readonly meetings: number | null
}

type Formula = { readonly count: keyof MetricCounts; readonly base: 'contacted' | 'sent' | null }

/**
 * People are divided by people contacted, emails by emails sent. Instantly's `contacted_count` is not used, because it
 * follows the number of emails sent.
 */
export const formulas: Readonly<Record<Metric, Formula>> = {
  sent: { count: 'sent', base: null },
  opened: { count: 'openedUnique', base: 'contacted' },
  clicked: { count: 'clickedUnique', base: 'contacted' },
  replied: { count: 'repliedUnique', base: 'contacted' },
  bounced: { count: 'bounced', base: 'sent' },
  unsubscribed: { count: 'unsubscribed', base: 'contacted' },
  interested: { count: 'interested', base: 'contacted' },
  meetings: { count: 'meetings', base: 'contacted' },
}

/** What a campaign tracks. */
export type Measures = { readonly opens: boolean; readonly clicks: boolean }

export type Rate = {
  /** Null if not measured, which is different from zero. */
  readonly count: number | null
  /** Null if the figure has no rate, or the base is still zero. */
  readonly share: number | null
  readonly base: number | null
}

/**
 * Returns part ÷ base; null if there is no base, or if the part exceeds it: in a short period people contacted earlier
 * count too, so it is no share of anybody. Used wherever a share of people is shown.
 */
export const shareOf = (part: number, base: number): number | null => (base === 0 || part > base ? null : part / base)

/** Returns a figure and its share of the base. Both are null if it is not measured. */
export function rateOf(metric: Metric, counts: MetricCounts, measures: Measures): Rate {
  if (!isMeasured(metric, measures)) return { count: null, share: null, base: null }
  const formula = formulas[metric]
  const count = counts[formula.count]
  if (count === null) return { count: null, share: null, base: null }
  if (formula.base === null) return { count, share: null, base: null }
  const base = counts[formula.base]
  return { count, share: shareOf(count, base), base }
}

export const isMeasured = (metric: Metric, measures: Measures): boolean =>
  metric === 'opened' ? measures.opens : metric === 'clicked' ? measures.clicks : true

/**
 * Returns whether opens and clicks are tracked. Without tracking, Instantly returns 0, which would look like nobody
 * opened or clicked. If it counted some although tracking is off now, tracking was on before.
 */
export function measuresOf(
  tracking: { readonly opens: boolean | null; readonly clicks: boolean | null },
  counts: { readonly opened: number; readonly clicked: number },
): Measures {
  return { opens: tracking.opens === true || counts.opened > 0, clicks: tracking.clicks === true || counts.clicked > 0 }
}

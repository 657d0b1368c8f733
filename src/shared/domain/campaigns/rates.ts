/** Every rate of a campaign: what is counted, of what. Explained in docs/analytics.md. */

/** Figures a card or a column shows. */
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
  /** Null until all labels were synced. */
  readonly interested: number | null
  readonly meetings: number | null
}

type Formula = { readonly count: keyof MetricCounts; readonly base: 'contacted' | 'sent' | null }

/**
 * People are set against people written to, mails against mails sent. Instantly's `contacted_count` is not used: it
 * follows the mails sent.
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

/** What a campaign counts at all. */
export type Measures = { readonly opens: boolean; readonly clicks: boolean }

export type Rate = {
  /** Null: not measured, which is not the same as none. */
  readonly count: number | null
  /** Null where there is no rate, or nothing yet to take a share of. */
  readonly share: number | null
  readonly base: number | null
}

/** A figure and its share of the base. What is not measured has neither. */
export function rateOf(metric: Metric, counts: MetricCounts, measures: Measures): Rate {
  if (!isMeasured(metric, measures)) return { count: null, share: null, base: null }
  const formula = formulas[metric]
  const count = counts[formula.count]
  if (count === null) return { count: null, share: null, base: null }
  if (formula.base === null) return { count, share: null, base: null }
  const base = counts[formula.base]
  return { count, share: base === 0 ? null : count / base, base }
}

export const isMeasured = (metric: Metric, measures: Measures): boolean =>
  metric === 'opened' ? measures.opens : metric === 'clicked' ? measures.clicks : true

/**
 * Whether opens and clicks are counted. Without tracking Instantly answers 0, which would read like nobody. Where it
 * counted some although tracking is off now, it was on before.
 */
export function measuresOf(
  tracking: { readonly opens: boolean | null; readonly clicks: boolean | null },
  counts: { readonly opened: number; readonly clicked: number },
): Measures {
  return { opens: tracking.opens === true || counts.opened > 0, clicks: tracking.clicks === true || counts.clicked > 0 }
}

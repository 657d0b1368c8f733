/** One line, or one colour of bars. */
export type ChartSeries = { readonly id: string; readonly label: string }

/** One place along the chart: a day, a week, a step. */
export type ChartPoint = {
  readonly id: string
  /** Short, under the axis: `9 Nov`. */
  readonly tick: string
  /** Whole, in the table and beside the pointer: `Monday, 9 November`. */
  readonly name: string
  /** By the series' id; null or missing: not measured. */
  readonly values: Readonly<Record<string, number | null>>
}

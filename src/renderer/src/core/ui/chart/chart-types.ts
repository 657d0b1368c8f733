/** A line, or one colour of bars. */
export type ChartSeries = { readonly id: string; readonly label: string }

/** A position on the time axis: a day, a week, a step. */
export type ChartPoint = {
  readonly id: string
  /** Short label under the axis: `9 Nov`. */
  readonly tick: string
  /** Full name, in the table and beside the pointer: `Monday, 9 November`. */
  readonly name: string
  /** Values by series id; null or missing: not measured. */
  readonly values: Readonly<Record<string, number | null>>
}

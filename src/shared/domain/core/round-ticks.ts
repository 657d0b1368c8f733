/**
 * Returns about four or five round axis values from 0 to at least `most`, such as 0, 100, 200, 300. `whole`: only whole
 * numbers. Without data, the axis goes from 0 to 1.
 */
export function roundTicks(most: number, whole: boolean): readonly number[] {
  const top = most > 0 ? most : 1
  const rough = top / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const round = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one * 4 >= top * (1 - 1e-9)) ?? 10 * power
  const step = whole ? Math.max(1, Math.round(round)) : round
  const count = Math.ceil(top / step - 1e-9)
  // Computed from the index rather than by adding up, because 0.1 + 0.2 is not 0.3.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

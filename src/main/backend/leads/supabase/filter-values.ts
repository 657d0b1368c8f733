/** The values of a "one of" filter, as typed: between commas. */
export function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

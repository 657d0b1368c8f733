/** Returns the values of a "one of" filter, typed with commas in between. */
export function splitValues(value: string): readonly string[] {
  return value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

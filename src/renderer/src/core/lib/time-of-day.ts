/** Returns a minute of the day as an input for times shows it, such as `08:30`. */
export const timeOfMinute = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Returns the minute of the day; null for a time that is not complete. */
export function minuteOfTime(time: string): number | null {
  const found = /^(\d\d):(\d\d)$/.exec(time)
  return found ? Number(found[1]) * 60 + Number(found[2]) : null
}

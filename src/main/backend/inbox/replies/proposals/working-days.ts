import { dayMs, utcDate } from '#shared/domain/core/days.ts'

/** `YYYY-MM-DD` */
export type Day = string

const isWeekend = (time: number): boolean => [0, 6].includes(new Date(time).getUTCDay())

/** Returns the day, or the following Monday if it is on a weekend. */
export function toWorkingDay(day: Day): Day {
  let time = Date.parse(day)
  while (isWeekend(time)) time += dayMs
  return utcDate(time)
}

/** Adds working days, Monday to Friday. */
export function addWorkingDays(day: Day, days: number): Day {
  let time = Date.parse(toWorkingDay(day))
  for (let left = days; left > 0; ) {
    time += dayMs
    if (!isWeekend(time)) left -= 1
  }
  return utcDate(time)
}

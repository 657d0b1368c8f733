const isoShape = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)\s*(?:Z|([+-]\d\d)(?::?(\d\d))?)?)?$/i

/** Returns an ISO time in ms, in UTC if it names no zone, as Instantly's times are; NaN for any other text. */
export function parseIsoTime(text: string): number {
  const [, date, time, hours, minutes = '00'] = isoShape.exec(text.trim()) ?? []
  if (date === undefined) return Number.NaN
  if (time === undefined) return Date.parse(date)
  return Date.parse(`${date}T${time.replace(',', '.')}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`)
}

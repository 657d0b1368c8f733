/**
 * `npm run holidays`: computes the public holidays again, after a new version of date-holidays or when the years run
 * short, and writes them to `resources/holidays` beside their licence. Takes minutes; the same package gives the same
 * file.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { holidayYears, workOutHolidays } from '../tests/support/holidays/holiday-file.ts'

const root = path.join(import.meta.dirname, '..')
const folder = path.join(root, 'resources', 'holidays')
const packageFolder = path.join(root, 'node_modules', 'date-holidays')

const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string }
const { names, dates, countries, ...rest } = workOutHolidays(holidayYears)
// One line for each name, each set of dates and each country, so that a new version is readable as a diff.
const lines = (values: readonly unknown[]) => `[\n${values.map((one) => JSON.stringify(one)).join(',\n')}\n]`
const byCountry = Object.entries(countries).map(([code, pairs]) => `${JSON.stringify(code)}:${JSON.stringify(pairs)}`)
const head = JSON.stringify({ source: `date-holidays ${version}`, licence: 'CC BY-SA 3.0', ...rest }).slice(0, -1)
writeFileSync(
  path.join(folder, 'holidays.json'),
  `${head},\n"names":${lines(names)},\n"dates":${lines(dates)},\n"countries":{\n${byCountry.join(',\n')}\n}}\n`,
)

const note = `The file holidays.json beside this one is an adaptation: the public holidays of whole countries of the years
${holidayYears.from} to ${holidayYears.to}, worked out for Sendoff from the data of date-holidays ${version}
<https://github.com/commenthol/date-holidays>, and available under CC BY-SA 3.0 like that data. Below is the licence of
date-holidays as it came, with the attributions.

----

`
writeFileSync(path.join(folder, 'LICENSE'), note + readFileSync(path.join(packageFolder, 'LICENSE'), 'utf8'))

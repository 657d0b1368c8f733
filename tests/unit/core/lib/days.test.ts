import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'

const days = pathToFileURL(path.resolve('src/shared/domain/core/days.ts')).href
const evening = Date.UTC(2026, 10, 21, 3, 30)

/** Returns the day of that moment on a computer in a time zone: the operator's, and the one Instantly uses. */
function on(zone: string): readonly string[] {
  const script = `import { localDate, utcDate } from '${days}'; console.log(localDate(${evening}), utcDate(${evening}))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  })
  return printed.trim().split(' ')
}

it("Saved files are dated by the operator's calendar, and Instantly is queried by its days", () => {
  expect(on('America/New_York')).toEqual(['2026-11-20', '2026-11-21'])
  expect(on('Asia/Tokyo')).toEqual(['2026-11-21', '2026-11-21'])
})

/**
 * Checks every screen of the demo, in three languages, at four widths and two zooms: nothing is cut off, only one
 * element scrolls, and axe finds no violation of WCAG 2.2 AA. The short run checks a part, chosen with a fixed seed.
 */
import type { Language } from '#shared/language.ts'
import { languages } from '#shared/language.ts'
import { findClippedText, findInnerScrolls } from '../../../support/clipped-text.ts'
import { times } from '../../../support/long.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { placesOfDemo } from '../../support/every-place.ts'
import { expect, goTo, test } from '../../support/main-job.ts'
import { whenDrawn } from '../../support/when-drawn.ts'
import { speak } from '../../support/whole.ts'

const widths = [
  [1024, 768],
  [1190, 768],
  [1280, 800],
  [1920, 1080],
] as const
const zooms = [1, 1.5] as const

type Case = readonly [language: Language, width: number, height: number, zoom: number]
const cases: readonly Case[] = languages.flatMap((language) =>
  widths.flatMap(([width, height]) => zooms.map((zoom): Case => [language, width, height, zoom])),
)
/** The same cases every time, but different ones for each screen. */
const drawn = (route: number): readonly Case[] =>
  Array.from({ length: times(1, cases.length) }, (_, at) => cases[(route * 7 + at * 11) % cases.length] as Case)

/**
 * The short run checks the first screen of each area, because the main ones have specs of their own; the long run
 * checks all.
 */
function lookedAtByAxe(places: readonly string[]): readonly string[] {
  const areas = new Set<string>()
  return places.filter((place) => {
    const area = place.split('/')[1] ?? ''
    const isFirst = !areas.has(area)
    areas.add(area)
    return isFirst || times(0, 1) === 1
  })
}

test('No screen cuts off text, overflows or has nested scrolling, and axe finds nothing', async ({ launch }) => {
  test.setTimeout(times(900_000, 5_400_000))
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const routes = [...(await placesOfDemo(sendoff)), '/help/import/the-mapping']
  const byAxe = new Set(lookedAtByAxe(routes))
  const found: string[] = []
  // Ordered by case, so that language and size change as rarely as possible.
  for (const one of cases) {
    const here = routes.filter((_, at) => drawn(at).includes(one))
    if (here.length === 0) continue
    const [language, width, height, zoom] = one
    const size = { width: Math.round(width / zoom), height: Math.round(height / zoom) }
    await speak(sendoff, language)
    for (const route of here) {
      await page.setViewportSize(size)
      await goTo(sendoff, route)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      await page.evaluate(whenDrawn)
      const cut = await page.evaluate(findClippedText, true)
      // When zoomed, a table needs a height of its own within a scrolling screen.
      const inner = zoom === 1 ? await page.evaluate(findInnerScrolls) : []
      for (const { text, where, why } of [...cut, ...inner])
        found.push(`${route} ${language} ${width} × ${zoom}: “${text}” ${why}, ${where}`)
      // Checked once, however often the screen is drawn.
      if (!byAxe.delete(route)) continue
      await page.setViewportSize({ width: 1280, height: 800 })
      await expectAccessibleInBoth(page, route)
    }
  }
  expect(found).toEqual([])
})

/** Nothing is cut off and one thing scrolls: every screen in three languages, at four widths and two zooms. Here a part of it, drawn with a fixed seed. */
import type { Language } from '#shared/language.ts'
import { languages } from '#shared/language.ts'
import { findClippedText, findInnerScrolls } from '../../../support/clipped-text.ts'
import { times } from '../../../support/long.ts'
import { placesOfDemo } from '../../support/every-place.ts'
import { expect, goTo, test } from '../../support/main-job.ts'
import { whenDrawn } from '../../support/when-drawn.ts'

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
/** The same ones every time; another part of them for each screen. */
const drawn = (route: number): readonly Case[] =>
  Array.from({ length: times(1, cases.length) }, (_, at) => cases[(route * 7 + at * 11) % cases.length] as Case)

test('no text is cut off or runs over, and nothing scrolls within what scrolls, on any screen', async ({ launch }) => {
  test.setTimeout(times(300_000, 3_600_000))
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const routes = await placesOfDemo(sendoff)
  const found: string[] = []
  // Ordered by case, so that languages and sizes change as seldom as they can.
  for (const one of cases) {
    const here = routes.filter((_, at) => drawn(at).includes(one))
    if (here.length === 0) continue
    const [language, width, height, zoom] = one
    await sendoff.call('app.saveUiState', { language })
    await page.setViewportSize({ width: Math.round(width / zoom), height: Math.round(height / zoom) })
    await page.reload()
    await page.getByRole('navigation').first().waitFor()
    for (const route of here) {
      await goTo(sendoff, route)
      await page.getByRole('main').waitFor()
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      await page.evaluate(whenDrawn)
      const cut = await page.evaluate(findClippedText, true)
      // Zoomed, a table needs a height of its own within a screen that scrolls.
      const inner = zoom === 1 ? await page.evaluate(findInnerScrolls) : []
      for (const { text, where, why } of [...cut, ...inner])
        found.push(`${route} ${language} ${width} × ${zoom}: “${text}” ${why}, ${where}`)
    }
  }
  expect(found).toEqual([])
})

import { findInnerScrolls } from '../../support/clipped-text.ts'
import { placesOfDemo } from '../support/every-place.ts'
import { goTo, test } from '../support/main-job.ts'
import { whenDrawn } from '../support/when-drawn.ts'

test('probe', async ({ launch }) => {
  test.setTimeout(600_000)
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const routes = await placesOfDemo(sendoff)
  for (const [width, height] of [
    [1280, 800],
    [1024, 768],
    [853, 533],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const route of routes) {
      await goTo(sendoff, route)
      await page.evaluate(whenDrawn)
      for (const one of await page.evaluate(findInnerScrolls)) console.log(`${route} ${width}: ${one.where} ${one.why}`)
    }
  }
})

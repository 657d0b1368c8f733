import type { Sendoff } from '../../support/launch.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

let sendoff: Sendoff
test.beforeEach(async ({ launch }) => {
  sendoff = await launch({ demo: true })
})

test('A client is paused and resumed from its menu and everything from the command menu; every screen says so', async () => {
  const { page } = sendoff
  const [client] = await sendoff.call('workspaces.list', {})
  const name = client?.name ?? ''
  const bar = page.getByRole('region', { name: 'Paused work' })

  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Pause client…' }).click()
  const dialog = page.getByRole('dialog', { name: `Pause ${name}` })
  await expect(dialog.getByLabel('Pause in Sendoff')).toBeChecked()
  await expect(dialog.getByLabel('Pause its campaigns at Instantly')).not.toBeChecked()
  await shot('pause-dialog')
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(bar).toContainText(`${name} is paused in Sendoff`)
  await expect(bar).toContainText('Campaigns keep sending at Instantly')
  await expect(page.getByRole('row', { name: new RegExp(`${name} Paused`) })).toBeVisible()
  await shot('pause-home')
  await page.setViewportSize({ width: 1024, height: 720 })
  await shot('pause-home-small')
  await page.setViewportSize({ width: 1280, height: 800 })

  await goTo(sendoff, `/settings/workspaces/${client?.id}`)
  await expect(page.getByRole('button', { name: 'Resume' }).first()).toBeVisible()
  await shot('pause-client')
  await page.getByRole('main').getByRole('button', { name: 'Resume' }).last().click()
  await expect(bar).toBeHidden()

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('pause everything')
  await page.getByRole('option', { name: 'Pause everything in Sendoff…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(bar).toContainText('Everything is paused in Sendoff')
  await page.reload()
  await expect(bar).toContainText('Everything is paused in Sendoff')
  await bar.getByRole('button', { name: 'Resume' }).click()
  await expect(bar).toBeHidden()
  expect(await sendoff.call('pauses.state', {})).toMatchObject({ everything: null, clients: [] })
})

/** Takes pictures for visual inspection. */
async function shot(name: string): Promise<void> {
  const folder = process.env['SENDOFF_SHOTS']
  if (!folder) return
  for (const theme of ['light', 'dark'] as const) {
    await sendoff.page.evaluate((chosen) => {
      document.documentElement.dataset['theme'] = chosen
    }, theme)
    await sendoff.page.screenshot({ path: `${folder}/${name}-${theme}.png` })
  }
}

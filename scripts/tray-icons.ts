/**
 * `node scripts/tray-icons.ts`: draws the tray and taskbar pictures from the app's own icon into `resources/tray`.
 * Needs the browser used by the end-to-end tests.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Page } from 'playwright'
import { findBrowser } from '../tests/stand-in/find-browser.ts'
import { packIco, type SizedPng } from './lib/icon-files.ts'

const resources = path.join(import.meta.dirname, '..', 'resources')
const folder = path.join(resources, 'tray')
const icon = readFileSync(path.join(resources, 'icon.svg'), 'utf8')
const strokes = /<g [\s\S]*<\/g>/.exec(icon)?.[0] ?? ''

/** The shape alone, for the menu bar of a Mac: the system colours what is black and leaves out what is transparent. */
const template = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="212 212 600 600">${strokes
  .replace('#ffffff', '#000000')
  .replace('stroke-width="68"', 'stroke-width="76"')}</svg>`
/** At tray size the icon's wide margin would take up a third of it. */
const colour = icon.replace('viewBox="0 0 1024 1024"', 'viewBox="48 48 928 928"')
const dot = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="13" fill="#c2410c" stroke="#fff" stroke-width="3"/></svg>`

async function draw(page: Page, svg: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size })
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  await page.setContent(
    `<style>body{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="${source}">`,
  )
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
  return page.screenshot({ omitBackground: true })
}

const executablePath = findBrowser()
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), chromiumSandbox: false })
const page = await browser.newPage()
mkdirSync(folder, { recursive: true })
const save = (name: string, bytes: Buffer) => writeFileSync(path.join(folder, name), bytes)

save('trayTemplate.png', await draw(page, template, 16))
save('trayTemplate@2x.png', await draw(page, template, 32))
save('tray.png', await draw(page, colour, 24))
save('tray@2x.png', await draw(page, colour, 48))
save('needs-you.png', await draw(page, dot, 16))
save('needs-you@2x.png', await draw(page, dot, 32))
const sizes: SizedPng[] = []
// One page draws them, one after the other.
for (const size of [16, 20, 24, 32, 48]) sizes.push({ size, png: await draw(page, colour, size) })
save('tray.ico', packIco(sizes))
await browser.close()

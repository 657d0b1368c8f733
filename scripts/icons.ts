/**
 * `npm run icons`: draws every icon file of the packages from resources/icon.svg and icon-small.svg, with an installed
 * Chromium: a PNG of each size for Linux, one .ico for Windows, one .icns for macOS.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { projectRoot } from '../tests/e2e/support/ensure-build.ts'
import { ensureBrowser } from '../tests/stand-in/install-browser.ts'
import { packIcns, packIco, type SizedPng } from './lib/icon-files.ts'

const resources = path.join(projectRoot, 'resources')
/** Up to this size the fine lines of the big drawing would blur. */
const smallUpTo = 32
/** The share of the square that Apple's icons leave free on each side, beyond the margin the drawing already has. */
const macInset = 36 / 1024
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]
const windowsSizes = [16, 24, 32, 48, 64, 128, 256]
const macSizes = [32, 64, 128, 256, 512, 1024]

const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  mkdirSync(path.join(resources, 'icons'), { recursive: true })
  for (const { size, png } of await drawAll(browser, linuxSizes, 0))
    writeFileSync(path.join(resources, 'icons', `${size}x${size}.png`), png)
  writeFileSync(path.join(resources, 'icon.png'), await draw(browser, 1024, 0))
  writeFileSync(path.join(resources, 'icon.ico'), packIco(await drawAll(browser, windowsSizes, 0)))
  writeFileSync(path.join(resources, 'icon.icns'), packIcns(await drawAll(browser, macSizes, macInset)))
} finally {
  await browser.close()
}

async function drawAll(drawer: Browser, sizes: readonly number[], inset: number): Promise<readonly SizedPng[]> {
  const drawn: SizedPng[] = []
  for (const size of sizes) drawn.push({ size, png: await draw(drawer, size, inset) })
  return drawn
}

async function draw(drawer: Browser, size: number, inset: number): Promise<Buffer> {
  const svg = readFileSync(path.join(resources, size <= smallUpTo ? 'icon-small.svg' : 'icon.svg'), 'utf8')
  // The small drawing has hardly any margin and needs every pixel.
  const free = size <= smallUpTo ? 0 : Math.round(size * inset)
  const page = await drawer.newPage({ viewport: { width: size, height: size } })
  const drawing = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  await page.setContent(
    `<body style="margin:0"><img src="${drawing}" style="display:block;margin:${free}px;width:${size - 2 * free}px">`,
  )
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
  const png = await page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } })
  await page.close()
  return png
}

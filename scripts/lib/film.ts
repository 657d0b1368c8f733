/** Combines pictures of the window into one animated picture with a caption line below. */
import { writeFileSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import { ensureBrowser } from '../../tests/stand-in/install-browser.ts'
import { type Piece, packApng } from '../../tests/support/apng.ts'

export type Frame = {
  readonly png: Buffer
  readonly ms: number
  readonly caption: string
}

export type FilmSize = {
  readonly width: number
  readonly height: number
  readonly captionHeight: number
}

/** Writes the film; returns its size in bytes. Areas that do not change between frames are stored once. */
export async function writeFilm(file: string, frames: readonly Frame[], size: FilmSize): Promise<number> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const page = await browser.newPage()
    await page.evaluate(prepare, size)
    const film = packApng(await piecesOf(page, frames))
    writeFileSync(file, film)
    return film.length
  } finally {
    await browser.close()
  }
}

async function piecesOf(page: Page, frames: readonly Frame[]): Promise<readonly Piece[]> {
  const pieces: Piece[] = []
  for (const { png, ms, caption } of frames) {
    const changed = await page.evaluate(([picture, words]) => (globalThis as unknown as Cutter).cut(picture, words), [
      png.toString('base64'),
      caption,
    ] as const)
    const last = pieces.at(-1)
    if (changed) pieces.push({ ...changed, png: Buffer.from(changed.base64, 'base64'), ms })
    // Nothing moved, so the last frame is shown longer.
    else if (last) pieces[pieces.length - 1] = { ...last, ms: last.ms + ms }
  }
  return pieces
}

type Cut = { x: number; y: number; width: number; height: number; base64: string }
type Cutter = { cut(picture: string, caption: string): Promise<Cut | null> }

/** Runs in the page: its canvas scales a picture, finds what changed, and cuts that out. */
function prepare({ width, height, captionHeight }: FilmSize): void {
  const whole = { x: 0, y: 0, width, height: height + captionHeight }
  const canvas = new OffscreenCanvas(whole.width, whole.height)
  const context = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D
  let before: Uint32Array | null = null

  const changedArea = (now: Uint32Array) => {
    if (!before) return whole
    let [left, top, right, bottom] = [whole.width, whole.height, -1, -1]
    for (let at = 0; at < now.length; at += 1) {
      if (now[at] === before[at]) continue
      const x = at % whole.width
      const y = (at - x) / whole.width
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      bottom = y
    }
    return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
  }

  const draw = async (picture: string, caption: string) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob())
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, 0, 0, width, height)
    image.close()
    context.fillStyle = '#1b2140'
    context.fillRect(0, height, width, captionHeight)
    context.fillStyle = '#ffffff'
    context.font = '500 17px system-ui, sans-serif'
    context.textBaseline = 'middle'
    context.textAlign = 'center'
    context.fillText(caption, width / 2, height + captionHeight / 2 + 1)
  }

  ;(globalThis as unknown as Cutter).cut = async (picture, caption) => {
    await draw(picture, caption)
    const now = new Uint32Array(context.getImageData(0, 0, whole.width, whole.height).data.buffer)
    const area = changedArea(now)
    before = now
    if (!area) return null
    const piece = new OffscreenCanvas(area.width, area.height)
    // Without transparency: screens have none, and every pixel is a quarter smaller.
    const target = piece.getContext('2d', { alpha: false }) as OffscreenCanvasRenderingContext2D
    target.drawImage(canvas, area.x, area.y, area.width, area.height, 0, 0, area.width, area.height)
    const bytes = new Uint8Array(await (await piece.convertToBlob({ type: 'image/png' })).arrayBuffer())
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return { ...area, base64: btoa(binary) }
  }
}

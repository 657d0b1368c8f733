/** A visible pointer for films: moves at a human pace, clicks, drags a file, types. Every move is a frame. */
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Frame } from './film.ts'

const frameMs = 60
type Point = { readonly x: number; readonly y: number }

export type FilmPointer = {
  readonly frames: readonly Frame[]
  /** Sets the caption below the picture from now on. */
  say(caption: string): void
  /** Holds the picture. */
  hold(ms: number): Promise<void>
  click(target: Locator): Promise<void>
  point(target: Locator): Promise<void>
  type(target: Locator, text: string): Promise<void>
  /** Drags a file in from the edge and drops it in the middle of the window. */
  dropFile(file: string): Promise<void>
  scroll(byPixels: number): Promise<void>
}

export async function createFilmPointer(page: Page): Promise<FilmPointer> {
  const frames: Frame[] = []
  let caption = ''
  let at: Point = { x: 900, y: 640 }
  await page.evaluate(showPointer)

  const shoot = async (ms: number) => {
    await page.evaluate((point) => (globalThis as unknown as Shown).filmPointer.place(point), at)
    frames.push({ png: await page.screenshot({ animations: 'disabled' }), ms, caption })
  }

  const moveTo = async (to: Point, also?: (point: Point) => Promise<unknown>) => {
    const from = at
    const distance = Math.hypot(to.x - from.x, to.y - from.y)
    const steps = Math.max(4, Math.min(12, Math.round(distance / 70)))
    for (let step = 1; step <= steps; step += 1) {
      // Slow at both ends, like a hand.
      const share = (1 - Math.cos((Math.PI * step) / steps)) / 2
      at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
      await (also ?? (({ x, y }) => page.mouse.move(x, y)))(at)
      await shoot(frameMs)
    }
  }

  const point = async (target: Locator) => {
    await target.scrollIntoViewIfNeeded()
    const box = await target.boundingBox()
    if (!box) throw new Error('nothing there to point at')
    await moveTo({ x: box.x + Math.min(box.width / 2, 160), y: box.y + box.height / 2 })
  }

  const press = async (down: boolean) => {
    await page.evaluate((pressed) => (globalThis as unknown as Shown).filmPointer.press(pressed), down)
    await shoot(down ? 140 : frameMs)
  }

  return {
    frames,
    say(words) {
      caption = words
    },
    hold: shoot,
    point,
    async click(target) {
      await point(target)
      await press(true)
      await target.click()
      await press(false)
    },
    async type(target, text) {
      await point(target)
      await target.click()
      const pieces = text.match(/.{1,4}/g) ?? []
      for (const piece of pieces) {
        await page.keyboard.type(piece)
        await shoot(90)
      }
    },
    async dropFile(file) {
      const session = await page.context().newCDPSession(page)
      const data = { items: [], files: [file], dragOperationsMask: 1 }
      const drag = (type: 'dragEnter' | 'dragOver' | 'drop', { x, y }: Point) =>
        session.send('Input.dispatchDragEvent', { type, x, y, data })
      at = { x: 1240, y: 40 }
      await page.evaluate((name) => (globalThis as unknown as Shown).filmPointer.carry(name), path.basename(file))
      await shoot(500)
      await drag('dragEnter', at)
      await moveTo({ x: 700, y: 420 }, (to) => drag('dragOver', to))
      await shoot(500)
      await page.evaluate(() => (globalThis as unknown as Shown).filmPointer.carry(null))
      await drag('drop', at)
      await session.detach()
    },
    async scroll(byPixels) {
      for (let step = 0; step < 6; step += 1) {
        await page.mouse.wheel(0, byPixels / 6)
        await page.waitForTimeout(60)
        await shoot(90)
      }
    },
  }
}

type Shown = {
  filmPointer: { place(point: Point): void; press(down: boolean): void; carry(name: string | null): void }
}

/** Runs in the page: draws the pointer over everything, where it obstructs nothing. */
function showPointer(): void {
  const layer = document.createElement('div')
  layer.setAttribute('aria-hidden', 'true')
  Object.assign(layer.style, { position: 'fixed', left: '0', top: '0', zIndex: '2147483647', pointerEvents: 'none' })
  const ns = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(ns, 'svg')
  svg.setAttribute('width', '26')
  svg.setAttribute('height', '30')
  const arrow = document.createElementNS(ns, 'path')
  arrow.setAttribute('d', 'M2 2v21l5.5-5 4 9 4-1.8-4-8.7H19z')
  arrow.setAttribute('fill', '#111')
  arrow.setAttribute('stroke', '#fff')
  arrow.setAttribute('stroke-width', '2')
  svg.append(arrow)
  const ring = document.createElement('div')
  Object.assign(ring.style, {
    position: 'absolute',
    left: '-16px',
    top: '-16px',
    width: '36px',
    height: '36px',
    borderRadius: '50%',
    background: 'rgba(58, 80, 198, 0.35)',
    visibility: 'hidden',
  })
  const file = document.createElement('div')
  Object.assign(file.style, {
    position: 'absolute',
    left: '18px',
    top: '24px',
    padding: '7px 12px',
    borderRadius: '6px',
    background: '#fff',
    color: '#222',
    border: '1px solid #bbb',
    boxShadow: '0 3px 10px rgba(0, 0, 0, 0.25)',
    font: '500 13px system-ui, sans-serif',
    whiteSpace: 'nowrap',
    visibility: 'hidden',
  })
  layer.append(ring, file, svg)
  document.documentElement.append(layer)
  ;(globalThis as unknown as Shown).filmPointer = {
    place({ x, y }) {
      layer.style.transform = `translate(${x}px, ${y}px)`
    },
    press(down) {
      ring.style.visibility = down ? 'visible' : 'hidden'
    },
    carry(name) {
      file.textContent = name
      file.style.visibility = name === null ? 'hidden' : 'visible'
    },
  }
}

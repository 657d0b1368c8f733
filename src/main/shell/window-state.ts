/** The window's state between starts: position, size, theme and language. */
import { readFileSync } from 'node:fs'
import { isLanguageChoice, type LanguageChoice } from '#shared/language.ts'

export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export type Theme = 'system' | 'light' | 'dark'

export type WindowState = {
  /** Null at the first start: the system chooses the position. */
  readonly bounds: Rectangle | null
  readonly maximized: boolean
  readonly fullScreen: boolean
  readonly theme: Theme
  readonly language: LanguageChoice
}

export const defaultSize = { width: 1280, height: 800 }
export const smallestSize = { width: 940, height: 600 }
const firstState: WindowState = {
  bounds: null,
  maximized: false,
  fullScreen: false,
  theme: 'system',
  language: 'system',
}

export function isTheme(value: unknown): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark'
}

/** Reads the stored state. A missing or invalid file counts as a first start. */
export function readWindowState(file: string): WindowState {
  try {
    const raw = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    return {
      bounds: asRectangle(raw['bounds']),
      maximized: raw['maximized'] === true,
      fullScreen: raw['fullScreen'] === true,
      theme: isTheme(raw['theme']) ? raw['theme'] : 'system',
      language: isLanguageChoice(raw['language']) ? raw['language'] : 'system',
    }
  } catch {
    return firstState
  }
}

function asRectangle(value: unknown): Rectangle | null {
  if (value === null || typeof value !== 'object') return null
  const { x, y, width, height } = value as Record<string, unknown>
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return null
  return { x, y, width, height }
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

/**
 * Returns the stored bounds so that they can be shown now: on the same display, completely inside it and never larger;
 * in the middle of the first one (the system's main display) if that display is gone.
 */
export function fitToDisplays(bounds: Rectangle, workAreas: readonly Rectangle[]): Rectangle | null {
  const [main] = workAreas
  if (!main) return null
  const shownOn = workAreas.reduce<Rectangle | null>(
    (best, next) => (overlap(bounds, next) > (best ? overlap(bounds, best) : 0) ? next : best),
    null,
  )
  const area = shownOn ?? main
  const width = Math.min(Math.max(bounds.width, smallestSize.width), area.width)
  const height = Math.min(Math.max(bounds.height, smallestSize.height), area.height)
  const wanted = shownOn
    ? bounds
    : { x: Math.round(area.x + (area.width - width) / 2), y: Math.round(area.y + (area.height - height) / 2) }
  return {
    x: Math.min(Math.max(wanted.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(wanted.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}

/** Whether enough of a window is visible to drag it. */
export function isReachable(bounds: Rectangle, workAreas: readonly Rectangle[]): boolean {
  const grip = { x: bounds.x, y: bounds.y, width: bounds.width, height: titleHeight }
  return workAreas.some((area) => overlap(grip, area) >= minGraspableArea)
}

/** Height of a title bar, and the area of it that must be visible. */
const titleHeight = 32
const minGraspableArea = titleHeight * 80

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

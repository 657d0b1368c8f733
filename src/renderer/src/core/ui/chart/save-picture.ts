import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../lib/backend.ts'
import { t } from '../../lib/texts.ts'
import { showToast } from '../../stores/toasts.ts'
import type { ChartSeries } from './chart-types.ts'

/** Style properties of a chart, copied into the saved file because it has no style sheet. */
const looks = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const

const head = 52
const side = 16
/** Pixels of the PNG per screen pixel, so that it is sharp in a report. */
const fineness = 2
const svgSpace = 'http://www.w3.org/2000/svg'

type Wanted = {
  readonly workspaceId: WorkspaceId | null
  readonly title: string
  readonly as: 'svg' | 'png'
  /** Legend of the colours, if the chart itself does not name them. */
  readonly legend: readonly ChartSeries[]
}

/** Saves the chart in `figure` as it is currently shown, with its title and legend above it. */
export async function savePicture(figure: HTMLElement, { workspaceId, title, as, legend }: Wanted): Promise<void> {
  const drawn = figure.querySelector<SVGSVGElement>('svg')
  if (!drawn) return
  const alone = standingAlone(drawn, title, legend)
  const text = new XMLSerializer().serializeToString(alone.svg)
  const content = as === 'svg' ? text : await asPng(text, alone)
  const saved = await call('charts.savePicture', { workspaceId, name: title, format: as, content })
  if (saved) showToast(t.charts.saved(saved.path))
}

type Alone = { readonly svg: SVGSVGElement; readonly width: number; readonly height: number }

function standingAlone(drawn: SVGSVGElement, title: string, legend: readonly ChartSeries[]): Alone {
  const box = drawn.getBoundingClientRect()
  const width = Math.round(box.width) + side * 2
  const height = Math.round(box.height) + head + side
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const svg = document.createElementNS(svgSpace, 'svg')
  setAll(svg, { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title })
  svg.append(made('rect', { width, height, fill: token('--surface') }))
  const font = getComputedStyle(document.body).fontFamily
  const words = (x: number, y: number, size: number, fill: string, text: string) => {
    const line = made('text', { x, y, fill, 'font-size': size, 'font-family': font })
    line.textContent = text
    svg.append(line)
    return line
  }
  words(side, 24, 15, token('--text'), title).setAttribute('font-weight', '600')
  let x = side
  for (const [index, { label }] of legend.entries()) {
    svg.append(made('rect', { x, y: 35, width: 8, height: 8, rx: 2, fill: token(`--c-${index + 1}`) }))
    words(x + 13, 43, 12, token('--text-2'), label)
    // Average width of letters of this size; not worth measuring for a legend.
    x += 13 + label.length * 6.6 + 16
  }
  const copy = copyOf(drawn)
  setAll(copy, { x: side, y: head, width: box.width, height: box.height })
  svg.append(copy)
  return { svg, width, height }
}

/** Returns a copy that includes its computed styles and nothing else of the page. */
function copyOf(drawn: SVGSVGElement): SVGSVGElement {
  const copy = drawn.cloneNode(true) as SVGSVGElement
  const originals = [drawn, ...drawn.querySelectorAll<SVGElement>('*')]
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  for (const [index, original] of originals.entries()) {
    const one = copies[index]
    if (!one) continue
    const style = getComputedStyle(original)
    for (const name of ['class', 'style', 'tabindex', 'role']) one.removeAttribute(name)
    for (const look of looks) one.setAttribute(look, style.getPropertyValue(look))
  }
  return copy
}

const setAll = (element: SVGElement, attributes: Readonly<Record<string, string | number>>): void => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
}

function made(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(svgSpace, name)
  setAll(element, attributes)
  return element
}

async function asPng(text: string, { width, height }: Alone): Promise<string> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * fineness
  canvas.height = height * fineness
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length)
}

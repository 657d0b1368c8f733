import { linkTo } from '#shared/domain/app/app-links.ts'
import { t } from '../lib/texts.ts'
import { showToast } from './toasts.ts'

/**
 * Puts text on the clipboard and says so. The page may not use the clipboard's own interface (every permission is
 * denied), so it is done as a copy of a selection.
 */
export function copyText(text: string): void {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'sr-only'
  const before = document.activeElement
  // Inside an open dialog, focus may not leave it.
  const home = document.querySelector('[role="dialog"]') ?? document.body
  home.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  showToast(done ? t.ui.copied : t.ui.notCopied, { tone: done ? 'ok' : 'bad' })
}

/** Puts a link to a place of the app on the clipboard; it leads there on this computer. */
export function copyLink(route: string): void {
  const link = linkTo(route)
  if (link) copyText(link)
}

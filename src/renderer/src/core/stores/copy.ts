import { linkToRoute } from '#shared/domain/app/app-links.ts'
import { t } from '../lib/texts.ts'
import { showToast } from './toasts.ts'

/** Copies text to the clipboard and confirms it: by a selection, as every permission for the API is denied. */
export function copyText(text: string): void {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'sr-only'
  const before = document.activeElement
  // Inside an open dialog, the focus may not leave it.
  const home = document.querySelector('[role="dialog"]') ?? document.body
  home.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  showToast(done ? t.ui.copied : t.ui.notCopied, { tone: done ? 'ok' : 'bad' })
}

/** Copies a link to a place in the app to the clipboard; it works on this computer. */
export function copyLink(route: string): void {
  const link = linkToRoute(route)
  if (link) copyText(link)
}

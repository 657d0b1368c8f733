import { escapeHtml } from '../core/escape-html.ts'

/** Nothing may be loaded except our own style sheet; images are embedded. The app's own policy applies inside, too. */
const policy = "default-src 'none'; img-src data:; style-src 'self'"
/** Maximum characters of pictures in one page. */
export const maxPictures = 24_000_000
const picture = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/

/** Returns the page in which an email is displayed. `html` is sanitised; its images have their URL in `data-image`. */
export function mailPage(
  html: string,
  images: Readonly<Record<string, string>>,
  look: { readonly theme: string; readonly style: string },
): string {
  const found = new Map(
    Object.entries(images).flatMap(([address, data]) => (picture.test(data) ? [[escapeHtml(address), data]] : [])),
  )
  let left = maxPictures
  // A picture may occur in several places, and is embedded each time.
  const body = html.replaceAll(/ data-image="([^"]*)"/g, (place, address: string) => {
    const data = found.get(address)
    if (data === undefined || data.length > left) return place
    left -= data.length
    return ` src="${data}"`
  })
  const theme = look.theme === 'dark' ? 'dark' : 'light'
  return [
    `<!doctype html><html data-theme="${theme}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<link rel="stylesheet" href="${escapeHtml(look.style)}"></head><body>${body}</body></html>`,
  ].join('')
}

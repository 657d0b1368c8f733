import { escapeHtml } from './html-text.ts'

/** Nothing may be loaded but our own style; images are in the mail itself. The app's own policy holds inside too. */
const policy = "default-src 'none'; img-src data:; style-src 'self'"
/** Characters of pictures in one page. */
export const mostPictures = 24_000_000
const picture = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/

/** The page a mail is drawn in. `html` is sanitised: its images name their address in `data-image`. */
export function mailPage(
  html: string,
  images: Readonly<Record<string, string>>,
  look: { readonly theme: string; readonly style: string },
): string {
  const found = new Map(
    Object.entries(images).flatMap(([address, data]) => (picture.test(data) ? [[escapeHtml(address), data]] : [])),
  )
  let left = mostPictures
  // One picture may stand in many places, and is in the page as often.
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

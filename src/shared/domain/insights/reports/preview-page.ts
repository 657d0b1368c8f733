/** Nothing may be loaded; the surrounding window inserts the style. The app's own policy also applies inside. */
const policy = "default-src 'none'; img-src data:"

/** Returns the page in which a report is previewed. All text in `body` must be escaped. */
export const previewPage = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"></head><body>${body}</body></html>`

/** Nothing is loaded; the style is put in by the window around it. The app's own policy holds inside too. */
const policy = "default-src 'none'; img-src data:"

/** The page a report is shown in before it is made. `body` has every text in it escaped. */
export const previewPage = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"></head><body>${body}</body></html>`

/** Renders documents as PDF in a hidden, sandboxed window without scripts, which can access only its document. */
import { randomUUID } from 'node:crypto'
import { app, BrowserWindow } from './electron.ts'

const host = 'print'
/** A page that never finishes must not hold up the next ones. */
const maxMs = 60_000

export type Printer = {
  /** Renders a whole HTML document as a PDF, on the paper size of its style. One at a time. */
  print(document: string): Promise<Uint8Array>
  /** Serves the document for its address; null for other addresses. Each address is valid for one printing. */
  answer(request: Request): Response | null
}

/** `scheme`: the app's own, to load documents, as data URLs have a length limit and files would be left behind. */
export function createPrinter(scheme: string): Printer {
  const documents = new Map<string, string>()
  let last: Promise<unknown> = Promise.resolve()

  async function print(document: string): Promise<Uint8Array> {
    await app.whenReady()
    const address = `${scheme}://${host}/${randomUUID()}`
    documents.set(address, document)
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        javascript: false,
        devTools: false,
      },
    })
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error('printing took too long')), maxMs)
    try {
      await Promise.race([window.loadURL(address), late.promise])
      const printing = window.webContents.printToPDF({
        pageSize: 'A4',
        preferCSSPageSize: true,
        printBackground: true,
        generateTaggedPDF: true,
      })
      return await Promise.race([printing, late.promise])
    } finally {
      clearTimeout(timer)
      documents.delete(address)
      if (!window.isDestroyed()) window.destroy()
    }
  }

  return {
    print(document) {
      const mine = last.then(() => print(document))
      last = mine.catch(() => undefined)
      return mine
    },
    answer(request) {
      if (URL.parse(request.url)?.host !== host) return null
      const document = documents.get(request.url)
      if (document === undefined || request.method !== 'GET') return new Response(null, { status: 404 })
      return new Response(document, {
        headers: { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' },
      })
    },
  }
}

/** Prints documents as PDF: in a window nobody sees, sandboxed, without scripts, that can reach nothing but its document. */
import { randomUUID } from 'node:crypto'
import { app, BrowserWindow } from './electron.ts'

const host = 'print'
/** A page that does not come to an end must not hold up those after it. */
const mostMs = 60_000

export type Printer = {
  /** A whole HTML document as a PDF, on the paper its style names. One at a time. */
  print(document: string): Promise<Uint8Array>
  /** The document under the address it is loaded from; null for other addresses. Each is given out for one printing. */
  answer(request: Request): Response | null
}

/** `scheme`: the app's own, which documents travel by: an address of data has a limit, and files would lie about. */
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
    const timer = setTimeout(() => late.reject(new Error('printing took too long')), mostMs)
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

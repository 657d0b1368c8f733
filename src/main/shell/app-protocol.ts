/** Serves `app://bundle/…`: only the window's own files, from one folder and with a strict policy. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

export const appScheme = 'app'
const appHost = 'bundle'
export const appOrigin = `${appScheme}://${appHost}`

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Allows scripts and styles from our own files only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Returns the file for an address, or null if it leaves the folder or is not ours. */
export function fileOfUrl(root: string, address: string): string | null {
  const url = URL.parse(address)
  if (!url || url.protocol !== `${appScheme}:` || url.host !== appHost) return null
  let name: string
  try {
    name = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (name.includes('\\')) return null
  const file = path.join(root, name === '/' ? 'index.html' : name)
  const inside = path.relative(root, file)
  return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? null : file
}

/** Handles requests of the window with the files under `root`. */
export function createAppProtocol(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const file = request.method === 'GET' ? fileOfUrl(root, request.url) : null
    if (!file) return refuse(400)
    try {
      return new Response(new Uint8Array(await contentOf(file)), { headers: headersFor(file) })
    } catch {
      return refuse(404)
    }
  }
}

const unpack = promisify(brotliDecompress)

/** Files needed at the start are uncompressed; the build may have compressed the others, `x.js` to `x.js.br`. */
const contentOf = (file: string): Promise<Buffer> =>
  readFile(file).catch(async (missing: unknown) => {
    if (!/\.(?:js|css)$/.test(file)) throw missing
    return await unpack(await readFile(`${file}.br`))
  })

const headersFor = (file: string) => ({
  'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
})

const refuse = (status: number) => new Response(null, { status, headers: headersFor('refused.html') })

/** Rules for every page there ever is: no leaving, no new windows, no permissions, no network. */
import type { Logger } from '#shared/log.ts'
import { app, type Session, type WebContents } from './electron.ts'

/** Denies every permission, asked or checked. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

/**
 * Leads every connection of a page nowhere: it needs none, and the page's policy has no word for WebRTC. Its UDP is off for
 * each page, and what it would send by TCP goes to a proxy that is not there. `ownServer`: the page comes from this computer's.
 */
export async function keepOffTheNetwork(session: Session, ownServer: boolean): Promise<void> {
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'http://127.0.0.1:9',
    proxyBypassRules: ownServer ? '<local>' : '<-loopback>',
  })
}

/** Binds every page, now and later, to the app's own origin: it may reload itself, never go elsewhere. */
export function confinePages(origin: string, log: Logger): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, origin, log))
}

function confine(contents: WebContents, origin: string, log: Logger): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.on('will-frame-navigate', (event) => {
    const reload = event.isMainFrame && withoutHash(event.url) === withoutHash(contents.getURL())
    if (reload && event.url.startsWith(`${origin}/`)) return
    // A mail's own frame: written by the page, under the page's policy, and leading nowhere.
    if (!event.isMainFrame && event.url === 'about:srcdoc') return
    log.warn('navigation refused')
    event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => {
    log.warn('new window refused')
    return { action: 'deny' }
  })
}

const withoutHash = (url: string) => url.replace(/#.*$/s, '')

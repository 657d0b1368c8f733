import { Copy, ImageOff } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { SafeHtml } from '#shared/contract/inbox/inbox.ts'
import { mailPage } from '#shared/domain/inbox/mail-page.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { forwardKeys } from '../../core/lib/forward-keys.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { useShownTheme } from '../../core/stores/theme.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { inboxCommands } from '../commands.ts'
import mailCss from './mail.css?url'

const leastHeight = 40

/**
 * A mail's sanitised HTML in a frame that runs no scripts, submits no forms and does not navigate. Links are shown with
 * their address but never followed; images are loaded only on request.
 */
export function MailFrame({ messageId, safe, newest }: { messageId: number; safe: SafeHtml; newest: boolean }) {
  const [images, setImages] = useState<Readonly<Record<string, string>> | null>(null)
  const [link, setLink] = useState<string | null>(null)
  const [height, setHeight] = useState(leastHeight)
  const load = useAction(async () => setImages(await call('inbox.images', { messageId })))
  const theme = useShownTheme()
  const page = useMemo(
    () => mailPage(safe.html, images ?? {}, { theme, style: new URL(mailCss, document.baseURI).href }),
    [safe.html, images, theme],
  )
  const observer = useRef<ResizeObserver | null>(null)
  useEffect(() => () => observer.current?.disconnect(), [])
  const onLoad = useCallback(
    (frame: HTMLIFrameElement) => {
      const inside = frame.contentDocument
      if (!inside) return
      const fit = () =>
        setHeight(Math.max(leastHeight, Math.ceil(inside.documentElement.getBoundingClientRect().height)))
      observer.current?.disconnect()
      observer.current = new ResizeObserver(fit)
      observer.current.observe(inside.documentElement)
      fit()
      inside.addEventListener('click', (event) => {
        const target = event.target as Element | null
        const anchor = target?.closest?.('a[href]')
        if (!anchor) return
        event.preventDefault()
        setLink(safe.links[Number(anchor.getAttribute('data-link'))] ?? null)
      })
      forwardKeys(frame)
    },
    [safe.links],
  )
  return (
    <>
      {safe.images.length > 0 && images === null && (
        <Note
          icon={ImageOff}
          action={
            <Button
              label={t.inbox.showImages}
              size="s"
              command={newest ? inboxCommands.images : undefined}
              action={load}
            />
          }
        >
          {t.inbox.images(safe.images.length)} {t.inbox.imagesTell}
        </Note>
      )}
      {images !== null && Object.keys(images).length === 0 && <Note tone="warn">{t.inbox.imagesNone}</Note>}
      {load.error && <ErrorNote error={load.error} />}
      <iframe
        className="mail-frame"
        title={t.inbox.htmlFrame}
        sandbox="allow-same-origin"
        referrerPolicy="no-referrer"
        srcDoc={page}
        style={{ height }}
        onLoad={(event) => onLoad(event.currentTarget)}
      />
      {link && (
        <div className="mail-link small">
          <span className="ellipsis selectable" title={link}>
            {t.inbox.linkIs(link)}
          </span>
          <Button label={t.inbox.copyLink} size="s" icon={Copy} onClick={() => copyText(link)} />
        </div>
      )}
    </>
  )
}

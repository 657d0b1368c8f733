import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ReportPreview } from '#shared/contract/insights/reports.ts'
import { previewPage } from '#shared/domain/insights/reports/preview-page.ts'
import { forwardKeys } from '../../core/lib/forward-keys.ts'
import { t } from '../../core/lib/texts.ts'
import { Card } from '../../core/ui/page.tsx'
import type { ReportTarget } from './report-client.tsx'

/** Width of A4 at 96 dpi. */
const paperWidth = 794

/** The current report in a frame that runs no scripts and does not navigate. */
export function PreviewCard({ client, preview }: { client: ReportTarget; preview: ReportPreview }) {
  const words = t.reports
  const [height, setHeight] = useState(600)
  const observer = useRef<ResizeObserver | null>(null)
  useEffect(() => () => observer.current?.disconnect(), [])
  const page = useMemo(() => previewPage(preview.page), [preview.page])
  const onLoad = useCallback(
    (frame: HTMLIFrameElement) => {
      const inside = frame.contentDocument
      const Sheet = frame.contentWindow && (frame.contentWindow as Window & typeof globalThis).CSSStyleSheet
      if (!inside || !Sheet) return
      const sheet = new Sheet()
      sheet.replaceSync(preview.style)
      inside.adoptedStyleSheets = [sheet]
      const fit = () => {
        // Scaled down, otherwise as on paper.
        const zoom = Math.min(1, frame.clientWidth / paperWidth)
        inside.documentElement.style.zoom = String(zoom)
        setHeight(Math.ceil(inside.body.getBoundingClientRect().height) + 2)
      }
      observer.current?.disconnect()
      observer.current = new ResizeObserver(fit)
      observer.current.observe(frame)
      observer.current.observe(inside.body)
      fit()
      forwardKeys(frame)
    },
    [preview.style],
  )
  return (
    <Card title={words.preview} meta={words.previewHint} pad={false}>
      <div className="reports-paper">
        <iframe
          // A changed style needs a new page in the frame.
          key={preview.style}
          className="reports-frame"
          title={words.previewOf(client.name)}
          sandbox="allow-same-origin"
          referrerPolicy="no-referrer"
          srcDoc={page}
          style={{ height }}
          onLoad={(event) => onLoad(event.currentTarget)}
        />
      </div>
    </Card>
  )
}

import './help.css'
import type { ErrorCode } from '#shared/errors.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { closeErrorHelp } from '../../core/stores/help.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { sectionsOfGuide } from './guides.ts'
import { Markdown } from './markdown.tsx'

/** Shows the guide's section on an error over the screen where it occurred. */
export function ErrorHelp({ code }: { code: ErrorCode }) {
  const anchor = code.toLowerCase()
  const section = sectionsOfGuide('troubleshooting').find((each) => each.anchor === anchor)
  const open = () => {
    closeErrorHelp()
    go(section ? `/help/troubleshooting/${anchor}` : '/help/troubleshooting')
  }
  return (
    <Dialog
      onClose={closeErrorHelp}
      title={t.guide.helpPanel}
      width={600}
      actions={
        <>
          <Button label={t.guide.helpWholePage} variant="quiet" onClick={open} />
          <Button label={t.ui.close} variant="primary" onClick={closeErrorHelp} autoFocus />
        </>
      }
    >
      <div className="help-text help-panel">
        <p className="mono small text-3">{code}</p>
        {/* A link opens a guide, so the panel closes. */}
        <div onClickCapture={(event) => (event.target as HTMLElement).closest('a') && closeErrorHelp()}>
          {section && <Markdown blocks={section.blocks} guide="troubleshooting" />}
        </div>
      </div>
    </Dialog>
  )
}

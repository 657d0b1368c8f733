import { FlaskConical } from 'lucide-react'
import { useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { openDemo } from '../../core/stores/demo.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { useDemoQuestion } from './demo-actions.tsx'

/** Settings card that opens the demo, or resets and removes it. */
export function DemoCard() {
  const there = useWorkspaces()?.some((each) => each.demo) ?? false
  const opening = useAction(openDemo)
  const question = useDemoQuestion()
  return (
    <Card
      title={t.demo.section}
      actions={
        there ? (
          <>
            <Button label={t.demo.reset} size="s" onClick={() => question.ask('reset')} />
            <Button label={t.demo.remove} size="s" variant="danger" onClick={() => question.ask('remove')} />
          </>
        ) : (
          <Button label={opening.busy ? t.demo.building : t.demo.start} size="s" icon={FlaskConical} action={opening} />
        )
      }
    >
      <p className="text-2">{there ? t.demo.sectionThere : t.demo.sectionText}</p>
      {opening.error && <ErrorNote error={opening.error} onAction={opening.run} />}
      {question.dialog}
    </Card>
  )
}

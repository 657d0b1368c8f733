import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'

/** A relay in the operator's own Supabase project; the setup needs only the project's reference. */
export function SupabaseCard({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.relay.setup
  const [project, setProject] = useState('')
  const begin = useAction(() => call('relay.prepareSetup', { workspaceId, project: project.trim() }))
  return (
    <Card title={words.title}>
      <Form className="stack" onSubmit={() => project.trim() !== '' && begin.run()}>
        <p className="text-2">{words.text}</p>
        <Field label={words.project} hint={words.projectHint}>
          <TextInput value={project} onChange={setProject} placeholder="abcdefghijklmnopqrst" mono maxLength={300} />
        </Field>
        {begin.error && <ErrorNote error={begin.error} />}
        <div className="row">
          <Button
            label={words.begin}
            type="submit"
            icon={ListChecks}
            disabled={project.trim() === ''}
            busy={begin.busy}
          />
        </div>
      </Form>
    </Card>
  )
}

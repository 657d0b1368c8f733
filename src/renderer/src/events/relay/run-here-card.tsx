import { Copy, Play, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { RelayHere } from '#shared/contract/events/relay.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { TunnelChoice } from './tunnel-choice.tsx'

/** The relay inside the app: starts with a click if a tunnel program is installed, otherwise shows what to install. */
export function RunHereCard({ workspaceId, here }: { workspaceId: WorkspaceId; here: RelayHere }) {
  const words = t.relay.inApp
  const [program, setProgram] = useState(here.program)
  const chosen = here.found.find((one) => one === program) ?? here.program
  // One tunnel serves all clients, so there is nothing to choose if one is open.
  const free = here.clients.length === 0 && here.found.length > 1
  const run = useAction(() => call('relay.runHere', { workspaceId, program: free ? chosen : null }))
  return (
    <Card title={words.title}>
      <div className="stack">
        <p className="text-2">{words.text}</p>
        <p className="text-3 small">{words.sleep}</p>
        {here.found.length === 0 ? (
          <InstallTunnel command={here.install} />
        ) : (
          <>
            {free && chosen && <TunnelChoice found={here.found} value={chosen} onChange={setProgram} />}
            {run.error && <ErrorNote error={run.error} onAction={run.run} />}
            <div className="row">
              <Button label={words.run} variant="primary" icon={Play} action={run} />
            </div>
          </>
        )}
      </div>
    </Card>
  )
}

/** What to install, with the command for this operating system. */
export function InstallTunnel({ command }: { command: string }) {
  const words = t.relay.inApp
  const look = useAction(() => call('relay.lookAgain', {}))
  return (
    <div className="stack relay-install">
      <b>{words.installTitle}</b>
      <p className="text-2">{words.installText}</p>
      <code className="mono small relay-command">{command}</code>
      <div className="row">
        <Button label={words.copyCommand} variant="primary" icon={Copy} onClick={() => copyText(command)} />
        <Button label={words.lookAgain} icon={RefreshCw} action={look} />
      </div>
      {look.error && <ErrorNote error={look.error} onAction={look.run} />}
    </div>
  )
}

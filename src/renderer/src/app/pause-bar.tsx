import './frame-bar.css'
import { Pause, Play } from 'lucide-react'
import type { PauseState } from '#shared/contract/background/pauses.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { go } from '../core/lib/router.ts'
import { formatList, t } from '../core/lib/texts.ts'
import { resumeWork, usePauses } from '../core/stores/pauses.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../core/stores/workspaces.ts'
import { Button, Icon } from '../core/ui/button.tsx'
import { Time } from '../core/ui/time.tsx'

const kinds = ['exports', 'replies', 'optOuts', 'deliveries'] as const

/** Bar over every screen while something is paused: whose work, since when, what waits, and a button to resume. */
export function PauseBar() {
  const state = usePauses()
  const current = useCurrentWorkspaceId()
  const workspaces = useWorkspaces() ?? []
  if (!state) return null
  const shown = state.clients.filter(({ workspaceId: id }) => current === null || current === id)
  const named = shown.flatMap(({ workspaceId, since }) => {
    const workspace = workspaces.find(({ id }) => id === workspaceId)
    return workspace ? [{ workspaceId, since, name: workspace.name }] : []
  })
  const [first] = named
  if (state.everything !== null)
    return <Bar {...{ state }} what={t.pauses.bar.all} since={state.everything} resume={null} />
  if (!first) return null
  const isOne = named.length === 1
  return (
    <Bar
      state={state}
      what={isOne ? t.pauses.bar.client(first.name) : t.pauses.bar.clients(named.length)}
      since={isOne ? first.since : null}
      resume={isOne ? first.workspaceId : undefined}
    />
  )
}

type Props = {
  state: PauseState
  what: string
  since: string | null
  /** What the button resumes: a client, or everything if null; undefined if several are paused. */
  resume: WorkspaceId | null | undefined
}

function Bar({ state, what, since, resume }: Props) {
  const words = t.pauses
  const waits = kinds.flatMap((kind) => (state.waiting[kind] > 0 ? [words.waiting[kind](state.waiting[kind])] : []))
  return (
    <section className="frame-bar pause-bar" aria-label={words.bar.label}>
      <span className="row pause-bar-what">
        <Icon of={Pause} />
        {what}
        {since !== null && (
          <span className="pause-bar-since">
            {words.bar.since} <Time iso={since} />
          </span>
        )}
      </span>
      <span className="frame-bar-more">
        {waits.length > 0 && `${words.bar.waits(formatList(waits))} `}
        {words.bar.keepsSending}
      </span>
      {resume === undefined ? (
        <Button label={words.bar.show} size="s" onClick={() => go('/settings/workspaces')} />
      ) : (
        <Button label={words.resume} size="s" icon={Play} onClick={() => resumeWork(resume)} />
      )}
    </section>
  )
}

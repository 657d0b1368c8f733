import './lead-mirror.css'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '#shared/contract/index.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { CopyDialog } from './copy-dialog.tsx'
import { CopyProgress } from './copy-progress.tsx'

type State = Output<'leadMirror.state'>

/** State of the local copy of a client's leads at Instantly, with a button to make it again. */
export function LeadMirrorCard({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.leadMirror
  const { data: state, error, refetch } = useQuery('leadMirror.state', { workspaceId })
  const [asking, setAsking] = useState(false)
  const works = state?.adding === true || state?.underWay?.running === true
  return (
    <Card
      title={words.title}
      actions={
        <Button
          label={words.copy}
          size="s"
          icon={RefreshCw}
          disabled={!state || works || state.held === 'no_key'}
          onClick={() => setAsking(true)}
        />
      }
    >
      <div className="stack">
        <p className="text-2">{words.text}</p>
        {error && <ErrorNote error={error} onAction={refetch} />}
        {state && <CopyFacts state={state} />}
      </div>
      {asking && state && <CopyDialog state={state} onClose={() => setAsking(false)} />}
    </Card>
  )
}

function CopyFacts({ state }: { state: State }) {
  const words = t.leadMirror
  const { copy, underWay, adding } = state
  const works = adding || underWay?.running === true
  return (
    <>
      {copy ? (
        <DefinitionList
          rows={[
            {
              term: words.copied,
              value: (
                <span className={copy.old ? 'is-warn' : ''}>
                  <Time iso={copy.copiedAt} />
                  {copy.old && ` (${words.sources.old})`}
                </span>
              ),
            },
            ...(copy.newAt === null ? [] : [{ term: words.newAdded, value: <Time iso={copy.newAt} /> }]),
            { term: words.addresses, value: formatNumber(copy.addresses) },
            { term: words.contacted, value: words.contactedOf(copy.contacted, copy.leads) },
            { term: words.places, value: words.placesOf(copy.campaigns, copy.lists) },
            ...(copy.counted === null || copy.counted.there + copy.counted.here === 0
              ? []
              : [{ term: words.counted, value: comparedWords(copy.counted) }]),
            { term: words.next, value: <Next state={state} /> },
          ]}
        />
      ) : (
        !works && <p className="is-warn">{words.never}</p>
      )}
      <CopyProgress state={state} />
      {works && !adding && <p className="small text-3">{copy ? words.gates : words.gatesNone}</p>}
      {!works && underWay && <Unfinished state={state} underWay={underWay} />}
    </>
  )
}

const comparedWords = ({ there, here }: NonNullable<NonNullable<State['copy']>['counted']>): string =>
  there === here ? t.leadMirror.countedSame(there) : t.leadMirror.countedOther(there, here)

function Next({ state: { nextAt, held } }: { state: State }) {
  const words = t.leadMirror
  if (nextAt !== null) return <Time iso={nextAt} />
  if (held === 'off') return words.nextOff
  if (held === 'too_many') return words.nextTooMany
  if (held === 'paused') return words.nextPaused
  return held === 'offline' ? words.nextOffline : words.nextNoKey
}

/** Why the last copy ended before its last page, and how to continue. */
function Unfinished({ state, underWay }: { state: State; underWay: NonNullable<State['underWay']> }) {
  const words = t.leadMirror
  const goOn = useAction(() => call('leadMirror.start', { workspaceId: state.workspaceId, what: 'whole' }))
  const problem = goOn.error ?? underWay.problem
  return (
    <>
      <div className="row small text-2">
        <span>{underWay.goesOn ? words.stopped(underWay.leads) : words.stoppedOld}</span>
        {underWay.goesOn && state.held !== 'no_key' && !problem && (
          <Button label={words.goOn} size="s" variant="quiet" action={goOn} />
        )}
      </div>
      {problem && (
        <ErrorNote
          error={problem}
          tone="warn"
          {...(state.held === 'no_key' ? {} : { onAction: goOn.run, actionLabel: words.goOn })}
        />
      )}
    </>
  )
}

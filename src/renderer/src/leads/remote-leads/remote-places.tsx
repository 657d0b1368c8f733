import type { LocalPlace, NamedPlace } from '#shared/contract/leads/remote-leads.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { Card } from '../../core/ui/page.tsx'

export const placeKey = ({ kind, id }: Pick<LocalPlace, 'kind' | 'id'>): string => `${kind} ${id}`

type PlacesProps = {
  named: readonly NamedPlace[]
  counts: ReadonlyMap<string, number>
  /** Number of leads in all places; null before the first sync. */
  all: number | null
  areNone: boolean
  /** Null for all leads. */
  chosen: string | null
  onChoose: (key: string | null) => void
}

/** The client's campaigns and lists at Instantly, one of which is chosen. */
export function Places({ named, counts, all, areNone, chosen, onChoose }: PlacesProps) {
  const words = t.remoteLeads
  return (
    <Card title={words.places} pad={false} className="remote-places">
      <ul>
        {all !== null && (
          <PlaceRow name={words.allLeads} count={all} isChosen={chosen === null} onChoose={() => onChoose(null)} />
        )}
        {(['campaign', 'list'] as const).map((kind) => (
          <PlaceGroup
            key={kind}
            title={kind === 'campaign' ? words.campaigns : words.lists}
            rows={named.filter((each) => each.kind === kind)}
            counts={counts}
            chosen={chosen}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {areNone && <p className="card-pad text-3">{words.noPlaces}</p>}
    </Card>
  )
}

type GroupProps = {
  title: string
  rows: readonly NamedPlace[]
  counts: ReadonlyMap<string, number>
  chosen: string | null
  onChoose: (key: string) => void
}

function PlaceGroup({ title, rows, counts, chosen, onChoose }: GroupProps) {
  if (rows.length === 0) return null
  return (
    <li>
      <h3 className="remote-group small text-3">{title}</h3>
      <ul>
        {rows.map((each) => (
          <PlaceRow
            key={placeKey(each)}
            name={each.name}
            count={counts.get(placeKey(each)) ?? null}
            isChosen={chosen === placeKey(each)}
            onChoose={() => onChoose(placeKey(each))}
          />
        ))}
      </ul>
    </li>
  )
}

type RowProps = { name: string; count: number | null; isChosen: boolean; onChoose: () => void }

function PlaceRow({ name, count, isChosen, onChoose }: RowProps) {
  return (
    <li>
      <button type="button" className="remote-place" aria-current={isChosen || undefined} onClick={onChoose}>
        <Cut text={name} className="grow" />
        {count !== null && <span className="tabular text-3">{formatNumber(count)}</span>}
      </button>
    </li>
  )
}

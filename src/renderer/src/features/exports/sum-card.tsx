import { useState } from 'react'
import type { ExportSum } from '#shared/contract/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import { t } from '../../lib/texts.ts'
import { SumTable, type SumTablePart } from '../../ui/sum-table.tsx'
import { GuardDialog } from './guard-dialog.tsx'

type Props = {
  sum: ExportSum | undefined
  asked: Input<'exports.sum'>
  counting: boolean
  /** Variables under which leads are blank. */
  blankNames: readonly string[]
}

/** The rows of the list, less everyone who stays out and why, are those that will be exported. */
export function PlanSum({ sum, asked, counting, blankNames }: Props) {
  const words = t.exports.plan
  const [opened, setOpened] = useState<ExportSum['held'][number] | null>(null)
  return (
    <>
      <SumTable
        caption={words.whatTable}
        from={{ label: words.inList, count: sum?.rows ?? 0 }}
        parts={sum ? partsOf(sum, asked, blankNames, setOpened) : []}
        left={{ label: words.goOut, count: sum?.goOut ?? 0 }}
        unknown={sum === undefined}
        stale={counting}
      />
      {opened && <GuardDialog asked={asked} held={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function partsOf(
  sum: ExportSum,
  asked: Input<'exports.sum'>,
  blankNames: readonly string[],
  open: (held: ExportSum['held'][number]) => void,
): readonly SumTablePart[] {
  const words = t.exportSum
  const first = asked.part?.first?.count ?? 0
  const rest = [
    { label: words.outside, title: words.outsideMeans, count: sum.outside },
    ...sum.gates.map(({ gate, count }) => ({
      label: t.lists.gates[gate].word,
      title: t.lists.gates[gate].means,
      count,
    })),
    ...sum.held.map((held) => {
      const isBlank = held.reason === 'blank_variable' && blankNames.length > 0
      const label = isBlank ? t.review.blankLine(blankNames) : words.reasons[held.reason].word
      return {
        label,
        title: words.reasons[held.reason].means,
        count: held.count,
        onOpen: () => open(held),
        openLabel: t.importing.gates.open(label),
      }
    }),
    { label: words.afterFirst(first), count: sum.afterFirst },
    {
      label: words.beyondContacts,
      title:
        sum.beyondVerified > 0 ? `${words.beyondMeans} ${words.beyondVerified(sum.beyondVerified)}` : words.beyondMeans,
      count: sum.beyondContacts,
    },
  ]
  return rest.filter(({ count }) => count > 0)
}

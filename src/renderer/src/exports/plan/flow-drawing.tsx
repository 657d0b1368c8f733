import type { ReactNode } from 'react'
import type { LedgerReason, LedgerTotals, TargetKind } from '#shared/contract/exports/exports.ts'
import { formatNumber, formatRate, t } from '../../core/lib/texts.ts'
import { reasonSummary } from '../ledger/reason-text.ts'
import { type FlowBranch, type FlowPart, layoutFlow, ribbon } from './flow-shapes.ts'

/** Left edges of the three columns of bars, in thousandths of the width. */
const x = [0, 360, 700] as const
const bar = 4
const fills: Readonly<Record<FlowPart, string>> = {
  stayedBehind: 'var(--quiet-mark)',
  uploaded: 'var(--ok-mark)',
  refused: 'var(--warn-mark)',
  failed: 'var(--bad-mark)',
  waiting: 'var(--line-strong)',
}
const ribbons: Readonly<Record<FlowPart, string>> = { ...fills, stayedBehind: 'var(--line-strong)' }

type Props = {
  totals: LedgerTotals
  reasons: readonly LedgerReason[]
  target: TargetKind
  over: boolean
  takenBack: boolean
  /** Whether it is one of several exports of a list. */
  isPart?: boolean
}

/** Flow diagram of the rows, with widths proportional to counts: list, handed over, uploaded, and the branches. */
export function FlowDrawing({ totals, reasons, target, over, takenBack, isPart = false }: Props) {
  const words = t.exports.ledger
  const flow = layoutFlow(totals, !over)
  const toHand = totals.rows - totals.stayedBehind
  const names: Readonly<Record<FlowPart, string>> = {
    stayedBehind: words.stayedBehind,
    uploaded: takenBack ? words.takenBackPart : words.uploadedPart,
    refused: words.refused,
    failed: words.failed,
    waiting: over ? words.waitingCancelled : words.waiting,
  }
  const text = [
    `${formatNumber(totals.rows)} ${isPart ? t.exportZones.ledgerPart : words.inTheListPart}`,
    ...(['uploaded', 'stayedBehind', 'refused', 'failed', 'waiting'] as const)
      .filter((part) => totals[part] > 0)
      .map((part) => `${formatNumber(totals[part])} ${names[part]}`),
  ]
  const { top } = flow
  const last = [...(flow.waiting ? [flow.waiting] : []), ...flow.second]
  const band = (from: number, to: number, height: number) => ribbon(from + bar, to, top, top, height)
  return (
    <figure className="flow" style={{ height: flow.height }}>
      <svg viewBox={`0 0 1000 ${flow.height}`} preserveAspectRatio="none" role="img" aria-label={words.flowText(text)}>
        {flow.handedHeight > 0 && <path d={band(x[0], x[1], flow.handedHeight)} fill="var(--seq-1)" />}
        {flow.uploadedHeight > 0 && <path d={band(x[1], x[2], flow.uploadedHeight)} fill="var(--seq-1)" />}
        {flow.waiting && (
          <rect
            x={x[1] + bar}
            y={flow.waiting.y}
            width={x[2] - x[1]}
            height={flow.waiting.height}
            fill="var(--quiet-soft)"
          />
        )}
        {flow.first.map((branch) => (
          <Branch key={branch.part} branch={branch} from={x[0]} to={x[1]} />
        ))}
        {flow.second.map((branch) => (
          <Branch key={branch.part} branch={branch} from={x[1]} to={x[2]} />
        ))}
        <rect x={x[0]} y={top} width={bar} height={flow.rowsHeight} fill="var(--c-1)" />
        <rect x={x[1]} y={top} width={bar} height={flow.handedHeight} fill="var(--c-1)" />
        <rect x={x[2]} y={top} width={bar} height={flow.uploadedHeight} fill="var(--ok-mark)" />
        {flow.waiting && (
          <rect x={x[2]} y={flow.waiting.y} width={bar} height={flow.waiting.height} fill={fills.waiting} />
        )}
      </svg>
      <Main at={x[0]} name={isPart ? t.exportZones.ledgerWhole : words.inTheList} count={totals.rows} />
      <Main
        at={x[1]}
        name={totals.waiting > 0 ? words.toHandOver : words.handedOver}
        count={toHand}
        more={formatRate(toHand, totals.rows)}
      />
      <Main
        at={x[2]}
        name={takenBack ? words.takenBack : words.uploaded}
        count={totals.uploaded}
        more={toHand > 0 ? formatRate(totals.uploaded, toHand) : undefined}
      />
      {flow.first.map((branch) => (
        <Words
          key={branch.part}
          branch={branch}
          at={x[1]}
          room={last.some(({ wordsY }) => Math.abs(wordsY - branch.wordsY) < lineHeight) ? 34 : 64}
          name={names[branch.part]}
          reasons={reasons}
          target={target}
        />
      ))}
      {last.map((branch) => (
        <Words
          key={branch.part}
          branch={branch}
          at={x[2]}
          room={30}
          name={names[branch.part]}
          reasons={reasons}
          target={target}
        />
      ))}
    </figure>
  )
}

function Branch({ branch, from, to }: { branch: FlowBranch; from: number; to: number }) {
  const { part, fromY, y, height } = branch
  return (
    <>
      <path d={ribbon(from + bar, to, fromY, y, height)} fill={ribbons[part]} opacity={height > 12 ? 0.45 : 1} />
      <rect x={to} y={y} width={bar} height={height} fill={fills[part]} />
    </>
  )
}

/** Minimum distance between labels so that they do not touch. */
const lineHeight = 20

const left = (at: number) => `calc(${at / 10}% + 20px)`

function Main({ at, name, count, more }: { at: number; name: string; count: number; more?: ReactNode }) {
  return (
    <div className="flow-main" style={{ left: left(at) }} aria-hidden>
      <span className="text-2 small">{name}</span>
      <b>{formatNumber(count)}</b>
      <span className="text-3 small tabular">{more}</span>
    </div>
  )
}

type WordsProps = {
  branch: FlowBranch
  at: number
  /** Remaining width to the right, in percent. */
  room: number
  name: string
  reasons: readonly LedgerReason[]
  target: TargetKind
}

function Words({ branch, at, room, name, reasons, target }: WordsProps) {
  const why = reasonSummary(branch.part, reasons, target)
  return (
    <div
      className="flow-words ellipsis"
      style={{ left: left(at), maxWidth: `calc(${room}% - 28px)`, top: branch.wordsY }}
      title={why}
      aria-hidden
    >
      <b>{formatNumber(branch.count)}</b> {name} <span className="text-3 small">{why}</span>
    </div>
  )
}

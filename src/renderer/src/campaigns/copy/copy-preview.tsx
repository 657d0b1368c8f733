import './copy.css'
import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { CoveredVariable } from '#shared/contract/exports/exports.ts'
import type { LeadDetail } from '#shared/contract/leads/lists.ts'
import { type CopyPart, fillCopy, type LeadValues, valuesOf } from '#shared/domain/campaigns/copy/fill-copy.ts'
import { readCopy } from '#shared/domain/campaigns/copy/read-copy.ts'
import { htmlToText } from '#shared/domain/inbox/html-text.ts'
import { mailPage } from '#shared/domain/inbox/mail-page.ts'
import { sanitiseHtml } from '#shared/domain/inbox/sanitise-html.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { useShownTheme } from '../../core/stores/theme.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import mailCss from '../../inbox/inbox/mail.css?url'
import { isHtmlStep, type StepForm, variantsOf } from './step-form.ts'
import { usePreviewLead } from './use-sample-leads.ts'

export type CopyPreviewProps = {
  steps: readonly StepForm[]
  at: number
  variant: number
  /** List that the preview leads are from; null for none. */
  listId: ListId | null
  ready: number
  /** Lead with the most blanks; null if no lead has any, undefined until known. */
  worst: LeadId | null | undefined
  /** Increased when the lead with the most blanks is requested from elsewhere. */
  worstAsked?: number | undefined
  /** Variables that no lead of the list has. */
  unknown?: readonly CoveredVariable[] | undefined
  /** Accounts that send, in turn; if undefined, no sender is shown. */
  senders?: readonly string[] | undefined
  /** Content before and after the lead navigation, in the same head. */
  head?: ReactNode | undefined
  tail?: ReactNode | undefined
  /** Shown after the email. */
  children?: ReactNode | undefined
}

/** Preview of an email as a lead will read it, for one lead at a time. */
export function CopyPreview(props: CopyPreviewProps) {
  const {
    steps,
    at,
    variant,
    listId,
    ready,
    worst,
    worstAsked = 0,
    unknown = [],
    senders,
    head,
    tail,
    children,
  } = props
  const words = t.exports.plan
  const { lead, values, ...leadSteps } = useLeadInTurn({ listId, worst, worstAsked })
  const [pick, setPick] = useState(0)
  const blank = (name: string) => blankWords(name, unknown)
  const step = steps[at]
  const copy = step ? variantsOf(step)[variant] : undefined
  if (!step || !copy) return null
  // An email without a subject continues the thread, so the reader sees the previous subject.
  const own = copy.subject.trim() !== ''
  const before = steps.slice(0, at).findLast((each) => each.subject.trim() !== '')?.subject ?? ''
  const subject = own ? copy.subject : before
  const hasChoice = [subject, copy.body].some((text) => readCopy(text).some(({ kind }) => kind === 'choice'))
  const shuffle = hasChoice && (
    <IconButton size="s" icon={Shuffle} label={t.sequences.wording} onClick={() => setPick(pick + 1)} />
  )
  const leads = listId !== null && <LeadSteps {...leadSteps} ready={ready} worst={worst} />
  const subjectLine =
    listId !== null && lead === undefined ? null : subject === '' ? (
      <span className="text-3">{t.sequences.noSubject}</span>
    ) : (
      <Copy parts={fillCopy(subject, values, pick)} blank={blank} />
    )
  // Nothing is marked as blank until its lead has loaded.
  const text =
    listId !== null && lead === undefined ? null : (
      <Body isHtml={isHtmlStep(step)} body={copy.body} values={values} pick={pick} blank={blank} />
    )
  const thread = !own && subject !== '' && <span className="text-3 small"> {words.sameThread}</span>
  if (head === undefined) {
    return (
      <div className="email-preview">
        <div className="row">
          <span className="text-2 ellipsis">{listId === null ? t.sequences.example : (lead?.email ?? '')}</span>
          <span className="row push">
            {shuffle}
            {leads}
          </span>
        </div>
        <p className="email-preview-subject">
          {subjectLine}
          {thread}
        </p>
        {text}
      </div>
    )
  }
  return (
    <>
      <header className="mail-head">
        {head}
        <span className="row push">
          {shuffle}
          {leads}
          {tail}
        </span>
      </header>
      <div className="mail-read" tabIndex={0} role="group" aria-label={words.preview}>
        <dl className="mail-lines">
          {senders && <Line name={t.review.from}>{sendersOf(senders)}</Line>}
          {lead && (
            <Line name={t.review.to}>
              {nameOf(lead)} <span className="text-2">{lead.email}</span>
            </Line>
          )}
          <Line name={words.subject} className="mail-subject">
            {subjectLine}
            {thread}
          </Line>
        </dl>
        {text}
        {children}
      </div>
    </>
  )
}

type LeadInTurn = {
  listId: ListId | null
  worst: CopyPreviewProps['worst']
  worstAsked: number
}

/** The lead the email is shown for: the one at a place in the list, or the one with the most blanks. */
function useLeadInTurn({ listId, worst, worstAsked }: LeadInTurn) {
  const [at, setAt] = useState(0)
  const [showWorst, setShowWorst] = useState(worstAsked > 0)
  useEffect(() => {
    if (worstAsked > 0) setShowWorst(true)
  }, [worstAsked])
  const atWorst = showWorst && typeof worst === 'number'
  const lead = usePreviousData(usePreviewLead(listId, atWorst ? { leadId: worst } : at).data)
  const values = useMemo(() => (lead && listId !== null ? valuesOf(lead) : {}), [lead, listId])
  return {
    lead,
    values,
    at,
    atWorst,
    onLead(to: number): void {
      setShowWorst(false)
      setAt(to)
    },
    onWorst: setShowWorst,
  }
}

type LeadStepsProps = {
  at: number
  worst: CopyPreviewProps['worst']
  ready: number
  atWorst: boolean
  onLead: (at: number) => void
  onWorst: (shown: boolean) => void
}

/** Navigates from lead to lead, and to the one with the most blanks. */
function LeadSteps({ at, ready, worst, atWorst, onLead, onWorst }: LeadStepsProps) {
  const words = t.exports.plan
  return (
    <>
      {!atWorst && <span className="small text-2 tabular nowrap">{words.previewLead(at + 1, ready)}</span>}
      <IconButton
        size="s"
        icon={ChevronLeft}
        label={words.previousLead}
        disabled={at === 0 && !atWorst}
        onClick={() => onLead(atWorst ? at : at - 1)}
      />
      <IconButton
        size="s"
        icon={ChevronRight}
        label={words.nextLead}
        disabled={at >= ready - 1 && !atWorst}
        onClick={() => onLead(atWorst ? at : at + 1)}
      />
      <Button
        label={t.sequences.worst}
        size="s"
        pressed={atWorst}
        disabled={typeof worst !== 'number'}
        title={worst === null ? t.sequences.noWorst : t.sequences.worstHint}
        onClick={() => onWorst(!atWorst)}
      />
    </>
  )
}

function Line({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={className}>
      <dt className="small text-3">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function sendersOf(senders: readonly string[]): ReactNode {
  const [first] = senders
  if (first === undefined) return <span className="text-2">{t.review.fromNobody}</span>
  return (
    <>
      {first} {senders.length > 1 && <span className="text-2">{t.review.fromMore(senders.length - 1)}</span>}
    </>
  )
}

const nameOf = ({ fields }: LeadDetail): string =>
  [fields['first_name'], fields['last_name']].filter(Boolean).join(' ') || (fields['full_name'] ?? '')

type Blank = (name: string) => string

/** Returns the text for a variable without a value: a name no lead has is most likely mistyped, not blank. */
function blankWords(name: string, unknown: readonly CoveredVariable[]): string {
  const words = t.exports.plan
  const found = unknown.find(({ written }) => written.includes(name))
  if (!found) return words.blank(name)
  return found.nearest === null ? words.unknown(name) : words.unknownNear(name, found.nearest)
}

function Copy({ parts, blank }: { parts: readonly CopyPart[]; blank: Blank }) {
  return parts.map((part, at) => {
    const key = `${at} ${part.kind}`
    if (part.kind === 'text' || part.kind === 'own') {
      return (
        <span key={key} className={part.kind === 'own' ? 'copy-own' : undefined}>
          {part.text}
        </span>
      )
    }
    const title =
      part.kind === 'fallback' ? t.sequences.fallbackIs : part.kind === 'choice' ? t.sequences.wordingIs : undefined
    // HTML in a value is rendered as HTML in the mail.
    const text = part.kind === 'value' && part.text.includes('<') ? htmlToText(part.text) : part.text
    return (
      <mark key={key} className={`copy-${part.kind}`} title={title}>
        {part.kind === 'blank' ? blank(part.text) : text}
      </mark>
    )
  })
}

type BodyProps = { body: string; values: LeadValues; pick: number; blank: Blank }

function Body({ isHtml, ...copy }: BodyProps & { isHtml: boolean }) {
  if (isHtml) return <HtmlCopy {...copy} />
  return (
    <div className="email-preview-body">
      <Copy parts={fillCopy(copy.body, copy.values, copy.pick)} blank={copy.blank} />
    </div>
  )
}

/** HTML body in a frame of its own: sanitised, without scripts, loading nothing. */
function HtmlCopy({ body, values, pick, blank }: BodyProps) {
  const theme = useShownTheme()
  const filled = fillCopy(body, values, pick)
    .map((part) => (part.kind === 'blank' ? `<b><u>${blank(part.text)}</u></b>` : part.text))
    .join('')
  const safe = useMemo(() => sanitiseHtml(filled), [filled])
  const page = useMemo(
    () => mailPage(safe.html, {}, { theme, style: new URL(mailCss, document.baseURI).href }),
    [safe.html, theme],
  )
  const lines = Math.min(28, Math.max(7, htmlToText(safe.html).length / 60 + htmlToText(safe.html).split('\n').length))
  return (
    <>
      <iframe
        className="copy-html"
        title={t.sequences.frame}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={page}
        style={{ height: Math.round(lines * 22) }}
      />
      {safe.images.length > 0 && <p className="small text-3">{t.sequences.pictures(safe.images.length)}</p>}
    </>
  )
}

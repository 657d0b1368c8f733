import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { ListId } from '#shared/ids.ts'
import { t } from '../../lib/texts.ts'
import { useKept } from '../../lib/use-settled.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { StepForm } from './plan-form.ts'
import { type CopyPart, fillCopy, valuesOf } from './template.ts'
import { useReadyLead } from './use-sample-leads.ts'

type Props = { steps: readonly StepForm[]; at: number; listId: ListId; ready: number }

/** An email as one lead will read it, lead by lead. */
export function EmailPreview({ steps, at, listId, ready }: Props) {
  const words = t.exports.plan
  const [leadAt, setLeadAt] = useState(0)
  const lead = useKept(useReadyLead(listId, leadAt).data)
  const values = lead ? valuesOf(lead) : {}
  const step = steps[at]
  if (!step) return null
  // An empty subject keeps the thread: the reader sees that of the email before.
  const own = step.subject.trim() !== ''
  const subject = steps.slice(0, at + 1).findLast((each) => each.subject.trim() !== '')?.subject ?? ''
  return (
    <div className="email-preview">
      <div className="row">
        <span className="text-2 ellipsis">{lead?.email ?? ''}</span>
        <span className="row push">
          <span className="text-3 tabular">{words.previewLead(leadAt + 1, ready)}</span>
          <IconButton
            size="s"
            icon={ChevronLeft}
            label={words.previousLead}
            disabled={leadAt === 0}
            onClick={() => setLeadAt(leadAt - 1)}
          />
          <IconButton
            size="s"
            icon={ChevronRight}
            label={words.nextLead}
            disabled={leadAt >= ready - 1}
            onClick={() => setLeadAt(leadAt + 1)}
          />
        </span>
      </div>
      <p className="email-preview-subject">
        <Copy parts={fillCopy(subject, values)} />
        {!own && subject !== '' && <span className="text-3 small"> {words.sameThread}</span>}
      </p>
      <div className="email-preview-body">
        <Copy parts={fillCopy(step.body, values)} />
      </div>
    </div>
  )
}

function Copy({ parts }: { parts: readonly CopyPart[] }) {
  return parts.map((part, at) => {
    const key = `${at} ${part.kind}`
    if (part.kind === 'value') {
      return (
        <mark key={key} className="copy-value">
          {part.text}
        </mark>
      )
    }
    if (part.kind === 'blank') {
      return (
        <mark key={key} className="copy-blank">
          {t.exports.plan.blank(part.text)}
        </mark>
      )
    }
    return <span key={key}>{part.text}</span>
  })
}

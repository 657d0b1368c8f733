import { useState } from 'react'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { Time } from '../../core/ui/time.tsx'

const pageSize = 200
/** Instantly's code for a mail written by a lead. */
const received = 2

/** Leads of an archived campaign and the mails exchanged with each, from local data only. */
export function ArchiveViewer({ campaign, onClose }: { campaign: CampaignRow; onClose: () => void }) {
  const words = t.campaignEdits.archive
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed, 150)
  const [shown, setShown] = useState(pageSize)
  const [email, setEmail] = useState<string | null>(null)
  const asked = { campaignId: campaign.id, search, page: { offset: 0, limit: Math.min(500, shown) } }
  const leads = usePreviousData(useQuery('archives.leads', asked).data)
  const mails = useQuery('archives.mails', email === null ? null : { campaignId: campaign.id, email }).data
  return (
    <Dialog width={980} title={words.lookTitle(campaign.name)} onClose={onClose} closeLabel={t.campaignEdits.close}>
      <div className="archive-look">
        <div className="archive-leads">
          <SearchInput value={typed} onChange={setTyped} placeholder={words.search} maxLength={200} />
          <div className="archive-list" role="group" aria-label={words.table}>
            {leads?.rows.map((lead) => (
              <button
                key={lead.id}
                type="button"
                className="archive-lead"
                aria-pressed={lead.email === email}
                onClick={() => setEmail(lead.email)}
              >
                <Cut text={lead.email} />
                <span className="text-3 ellipsis">{lead.name || lead.companyName}</span>
                <span className="push text-2" title={words.mailCount}>
                  {formatNumber(lead.mails)}
                </span>
              </button>
            ))}
            {leads?.total === 0 && <p className="text-3">{words.noLead}</p>}
            {leads && leads.total > leads.rows.length && shown < 500 && (
              <Button label={words.more} size="s" onClick={() => setShown(500)} />
            )}
            {leads && leads.total > leads.rows.length && shown >= 500 && (
              <p className="text-3 small">{words.firstOf(leads.rows.length, leads.total)}</p>
            )}
          </div>
        </div>
        <Scrolls
          className="archive-mails archive-list"
          role="region"
          aria-label={email === null ? words.mailCount : words.mailsWith(email)}
        >
          {email === null && <p className="text-3">{words.chooseLead}</p>}
          {mails?.length === 0 && <p className="text-3">{words.noMails}</p>}
          {mails?.map((mail) => (
            <article key={mail.id} className="archive-mail selectable">
              <div className="row">
                <Badge tone={mail.kind === received ? 'ok' : 'quiet'}>
                  {mail.kind === received ? words.received : words.sent}
                </Badge>
                <b className="ellipsis">{mail.subject}</b>
                <span className="push text-3 small">
                  <Time iso={mail.at} />
                </span>
              </div>
              <p>{mail.text}</p>
            </article>
          ))}
        </Scrolls>
      </div>
    </Dialog>
  )
}

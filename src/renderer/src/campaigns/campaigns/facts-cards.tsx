import type { CampaignDetail } from '#shared/contract/campaigns/campaigns.ts'
import type { CampaignCopy } from '#shared/domain/campaigns/read-campaign.ts'
import { formatDay, formatList, formatNumber, t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'

/** Maximum number of senders shown; more would push everything else away. */
const maxSenders = 10

/** When the campaign sends and from which mailboxes. */
export function FactsCard({ detail }: { detail: CampaignDetail }) {
  const words = t.campaigns
  const { copy } = detail
  return (
    <Card title={words.schedule}>
      <div className="stack">
        {copy.schedules.length === 0 && <p className="text-3">{words.noSchedule}</p>}
        {copy.schedules.map((schedule, at) => (
          // Schedules have no ids, and names may repeat.
          <div key={at}>
            <div>{formatList(schedule.days.map((day) => t.exports.daysShort[day] ?? ''))}</div>
            <div className="text-2 small">{words.hours(schedule.from, schedule.to, schedule.timezone)}</div>
          </div>
        ))}
        <DefinitionList
          rows={[
            ...(copy.startDate ? [{ term: words.startDate, value: formatDay(copy.startDate) }] : []),
            ...(copy.endDate ? [{ term: words.endDate, value: formatDay(copy.endDate) }] : []),
            {
              term: words.senders,
              value:
                copy.senders.length === 0 && copy.senderTags === 0 ? (
                  <span className="is-warn">{words.noSenders}</span>
                ) : (
                  <ul>
                    {copy.senders.slice(0, maxSenders).map((sender) => (
                      <li key={sender} className="ellipsis" title={sender}>
                        {sender}
                      </li>
                    ))}
                    {copy.senders.length > maxSenders && (
                      <li className="text-3">… {words.senderCount(copy.senders.length)}</li>
                    )}
                    {copy.senderTags > 0 && <li>{words.senderTags(copy.senderTags)}</li>}
                  </ul>
                ),
            },
            ...(detail.createdAt ? [{ term: words.made, value: <Time iso={detail.createdAt} /> }] : []),
            ...(detail.exports.length > 0
              ? [
                  {
                    term: words.exports,
                    value: (
                      <ul>
                        {detail.exports.slice(0, 8).map((one) => (
                          <li key={one.id} className="row">
                            <Link to={`/exports/${one.id}`} className="ellipsis">
                              {one.listName}
                            </Link>
                            <span className="text-3 small nowrap">
                              <Time iso={one.at} />
                            </span>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
    </Card>
  )
}

/** The settings that affect sending. */
export function SettingsCard({ copy }: { copy: CampaignCopy }) {
  const words = t.campaigns
  if (copy.switches.length + copy.numbers.length === 0) return null
  return (
    <Card title={words.settings}>
      <DefinitionList
        rows={[
          ...copy.numbers.map(({ name, value }) => ({ term: words.numbers[name], value: formatNumber(value) })),
          ...copy.switches.map(({ name, on }) => ({
            term: words.switches[name],
            value: <span className={on ? undefined : 'text-3'}>{on ? words.yes : words.no}</span>,
          })),
        ]}
      />
    </Card>
  )
}

import type { ApiKeyInfo } from '#shared/contract/clients/workspaces.ts'
import { keyAge } from '#shared/domain/clients/key-age.ts'
import { formatExact, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'

const tones = { amber: 'warn', red: 'bad' } as const

/** Age of a key, amber or red once it should be replaced. */
export function KeyAge({ apiKey }: { apiKey: ApiKeyInfo }) {
  const { days, level } = keyAge(apiKey)
  const words = t.workspaces.age(days)
  if (level !== 'fresh') {
    return (
      <Badge tone={tones[level]} title={t.workspaces.ageMeans[level]}>
        {words}
      </Badge>
    )
  }
  return (
    <span className="tabular" title={formatExact(apiKey.addedAt)}>
      {words}
    </span>
  )
}

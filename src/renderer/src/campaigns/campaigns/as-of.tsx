import { t } from '../../core/lib/texts.ts'
import { Time } from '../../core/ui/time.tsx'

/** Shows when the figures above were synced. */
export const AsOf = ({ iso }: { iso: string | null }) => (
  <p className="as-of">
    {iso === null ? (
      t.campaigns.neverRead
    ) : (
      <>
        {t.campaigns.asOf} <Time iso={iso} />
      </>
    )}
  </p>
)

import { type TunnelKind, tunnelNames } from '#shared/relay-thread.ts'
import { t } from '../../core/lib/texts.ts'
import { Segmented } from '../../core/ui/toggles.tsx'

type Props = { found: readonly TunnelKind[]; value: TunnelKind; onChange: (value: TunnelKind) => void }

/** Selects one of the installed tunnel programs. */
export function TunnelChoice({ found, value, onChange }: Props) {
  return (
    <div className="row">
      <span className="text-3 small">{t.relay.inApp.program}</span>
      <Segmented
        label={t.relay.inApp.program}
        value={value}
        options={found.map((kind) => ({ value: kind, label: tunnelNames[kind] }))}
        onChange={onChange}
      />
    </div>
  )
}

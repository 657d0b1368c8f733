import { FileUp } from 'lucide-react'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/page.tsx'

/** Home before the first file: how to start, and one button for it. The first steps are in their own strip. */
export function TeachCard({ onChoose, client }: { onChoose: () => void; client: string | null }) {
  return (
    <Card>
      <div className="teach">
        <h2>{client ? t.drop.title(client) : t.home.emptyTitle}</h2>
        <p className="text-2">{t.home.emptyText}</p>
        <Button
          label={t.home.dropFile}
          variant="primary"
          size="l"
          icon={FileUp}
          shortcut="mod+enter"
          onClick={onChoose}
        />
      </div>
    </Card>
  )
}

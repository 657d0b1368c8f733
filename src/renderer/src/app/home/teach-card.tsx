import { Eye, FileUp, Send } from 'lucide-react'
import { t } from '../../core/lib/texts.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/page.tsx'

const icons = [FileUp, Eye, Send]

/** Home before the first file: the three steps to follow, and one button to start. */
export function TeachCard({ onChoose, client }: { onChoose: () => void; client: string | null }) {
  return (
    <Card>
      <div className="teach">
        <h2>{client ? t.drop.title(client) : t.home.emptyTitle}</h2>
        <p className="text-2">{t.home.emptyText}</p>
        <ol className="teach-steps">
          {t.home.emptySteps.map((step, index) => (
            <li key={step.title}>
              <Icon of={icons[index] ?? FileUp} size={20} />
              <b>{step.title}</b>
              <span className="text-2">{step.text}</span>
            </li>
          ))}
        </ol>
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

import { FileText, FolderOpen } from 'lucide-react'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'

/** Where all data is stored on this disk. */
export function DataSection() {
  const status = useQuery('app.status', {}).data
  const openData = useAction(() => call('app.openLink', { link: 'data_folder' }))
  const openLog = useAction(() => call('app.openLink', { link: 'log_folder' }))
  if (!status) return null
  const error = openData.error ?? openLog.error
  return (
    <>
      {error && <ErrorNote error={error} />}
      <Card
        title={t.settings.dataTitle}
        actions={<Button label={t.settings.openData} size="s" icon={FolderOpen} action={openData} />}
      >
        <div className="stack">
          <p className="text-2">{t.settings.dataText}</p>
          <DefinitionList
            rows={[{ term: t.settings.dataFolder, value: <span className="mono small">{status.dataDir}</span> }]}
          />
        </div>
      </Card>
      <Card
        title={t.settings.logs}
        actions={<Button label={t.settings.openLog} size="s" icon={FileText} action={openLog} />}
      >
        <div className="stack">
          <p className="text-2">{t.settings.logsText}</p>
          <DefinitionList
            rows={[
              { term: t.settings.version, value: status.version },
              ...(status.instantlyUrl
                ? [{ term: t.settings.instantly, value: <span className="mono small">{status.instantlyUrl}</span> }]
                : []),
            ]}
          />
        </div>
      </Card>
    </>
  )
}

import { useEffect } from 'react'
import { call, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { releases } from './guides.ts'
import { Markdown } from './markdown.tsx'

/** The changelog, version by version. Opening it marks the news as seen. */
export function News() {
  const version = useQuery('app.status', {}).data?.version
  useEffect(() => {
    call('guide.note', { kind: 'news_seen' }).catch(() => {})
  }, [])
  const all = releases().filter(({ blocks }) => blocks.length > 0)
  return (
    <article className="help-text">
      <h1>{t.guide.newsTitle}</h1>
      {all.length === 0 && <p className="text-2">{t.guide.newsNone}</p>}
      {all.map((release) => (
        <section key={release.version ?? 'next'}>
          <h2>
            {release.version ?? t.guide.newsThis} {release.version === version && `· ${t.guide.newsThis}`}{' '}
            {release.date && <span className="text-3 small">{release.date}</span>}
          </h2>
          <Markdown blocks={release.blocks} guide={null} />
        </section>
      ))}
    </article>
  )
}

import './help.css'
import { Search } from 'lucide-react'
import { Fragment, useEffect, useRef, useState } from 'react'
import { call, useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { releases, searchGuides, sectionsOfGuide } from './guides.ts'
import { type GuideName, guideNames, isGuide } from './links.ts'
import { Markdown } from './markdown.tsx'

/** The guides with search; `name` is a guide, `news`, or null for the overview. */
export function HelpPage({ name, anchor }: { name: string | null; anchor: string | null }) {
  const [words, setWords] = useState('')
  const guide = name !== null && isGuide(name) ? name : null
  const opened = `${name}/${anchor}`
  useEffect(() => {
    // Opening a search result ends the search.
    setWords('')
  }, [opened])
  return (
    <div className="page">
      <PageHead title={t.guide.helpTitle} meta={t.guide.guidesHere} />
      <div className="help">
        <nav className="help-side" aria-label={t.guide.helpTitle}>
          <SearchInput placeholder={t.guide.helpSearch} value={words} onChange={setWords} autoFocus={anchor === null} />
          <Contents guide={guide} anchor={anchor} name={name} />
        </nav>
        <Scrolls className="help-page" role="region" aria-label={t.guide.helpTitle}>
          {words.trim() !== '' ? (
            <Hits words={words} />
          ) : guide ? (
            <Guide key={guide} guide={guide} anchor={anchor} />
          ) : name === 'news' ? (
            <News />
          ) : (
            <Cards gone={name !== null} />
          )}
        </Scrolls>
      </div>
    </div>
  )
}

function Contents({ guide, anchor, name }: { guide: GuideName | null; anchor: string | null; name: string | null }) {
  return (
    <div>
      <h2>{t.guide.helpGuides}</h2>
      <ul>
        {guideNames.map((each) => (
          <Fragment key={each}>
            <li>
              <Link to={`/help/${each}`} current={each === guide && anchor === null}>
                {t.guide.guides[each].title}
              </Link>
            </li>
            {each === guide &&
              sectionsOfGuide(each)
                .filter((section) => section.level === 2)
                .map((section) => (
                  <li key={section.anchor}>
                    <Link
                      to={`/help/${each}/${section.anchor}`}
                      className="help-deep"
                      current={section.anchor === anchor}
                    >
                      {section.title}
                    </Link>
                  </li>
                ))}
          </Fragment>
        ))}
        <li>
          <Link to="/help/news" current={name === 'news'}>
            {t.guide.news}
          </Link>
        </li>
        <li>
          <Link to="/help/keys">{t.keyMap.title}</Link>
        </li>
      </ul>
    </div>
  )
}

function Guide({ guide, anchor }: { guide: GuideName; anchor: string | null }) {
  const page = useRef<HTMLElement>(null)
  useEffect(() => {
    const target = anchor ? page.current?.querySelector<HTMLElement>(`[data-anchor="${CSS.escape(anchor)}"]`) : null
    if (target) {
      target.scrollIntoView({ block: 'start' })
      target.focus({ preventScroll: true })
    } else if (page.current?.parentElement) page.current.parentElement.scrollTop = 0
  }, [anchor])
  return (
    <article className="help-text" ref={page}>
      {sectionsOfGuide(guide).map((section) => {
        const Tag = section.level === 1 ? 'h1' : section.level === 2 ? 'h2' : 'h3'
        return (
          <section key={section.anchor}>
            <Tag data-anchor={section.anchor} tabIndex={-1}>
              {section.title}
            </Tag>
            <Markdown blocks={section.blocks} guide={guide} />
          </section>
        )
      })}
    </article>
  )
}

function Hits({ words }: { words: string }) {
  const hits = searchGuides(words)
  if (hits.length === 0) {
    return <EmptyState icon={Search} title={t.guide.helpNothing(words.trim())} text={t.guide.helpNothingText} />
  }
  return (
    <>
      <p className="text-3" role="status">
        {t.guide.helpFound(formatNumber(hits.length))}
      </p>
      <ul className="help-hits">
        {hits.map((hit) => (
          <li key={`${hit.guide}/${hit.anchor}`}>
            <Link to={`/help/${hit.guide}/${hit.anchor}`}>
              <b>{hit.title}</b> <span className="text-3 small">{t.guide.guides[hit.guide].title}</span>
              <p className="small">{hit.excerpt}</p>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function Cards({ gone }: { gone: boolean }) {
  return (
    <>
      {gone && <p className="text-2">{t.guide.helpGone}</p>}
      <ul className="help-cards">
        {guideNames.map((each) => (
          <li key={each}>
            <Link to={`/help/${each}`}>
              <b>{t.guide.guides[each].title}</b>
              <p className="text-2">{t.guide.guides[each].text}</p>
            </Link>
          </li>
        ))}
        <li>
          <Link to="/help/news">
            <b>{t.guide.newsTitle}</b>
          </Link>
        </li>
      </ul>
    </>
  )
}

/** The changelog, version by version. Opening it marks the news as seen. */
function News() {
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

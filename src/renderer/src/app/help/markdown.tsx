import { Fragment, type ReactNode } from 'react'
import { call } from '../../core/lib/backend.ts'
import { type Block, type Inline, textOf } from '../../core/lib/markdown-core.ts'
import { t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { isGuide, knownPages, placeOf } from './links.ts'

/** Renders the blocks of a guide as elements, never as HTML. `guide` is the guide they belong to. */
export function Markdown({ blocks, guide }: { blocks: readonly Block[]; guide: string | null }) {
  return blocks.map((block, index) => (
    // A page does not change.
    <Fragment key={index}>{drawBlock(block, guide)}</Fragment>
  ))
}

function drawBlock(block: Block, guide: string | null): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Tag = block.level <= 2 ? 'h2' : block.level === 3 ? 'h3' : 'h4'
      return <Tag>{drawParts(block.parts, guide)}</Tag>
    }
    case 'paragraph':
      return <p>{drawParts(block.parts, guide)}</p>
    case 'quote':
      return <blockquote>{drawParts(block.parts, guide)}</blockquote>
    case 'code':
      return <pre className="mono">{block.text}</pre>
    case 'list': {
      const Tag = block.ordered ? 'ol' : 'ul'
      return (
        <Tag>
          {block.items.map((item, index) => (
            // A page does not change.
            <li key={index}>
              {drawParts(item.parts, guide)}
              <Markdown blocks={item.blocks} guide={guide} />
            </li>
          ))}
        </Tag>
      )
    }
    case 'table':
      return <Table block={block} guide={guide} />
    default:
      return block satisfies never
  }
}

function Table({ block, guide }: { block: Extract<Block, { kind: 'table' }>; guide: string | null }) {
  return (
    <div className="help-table">
      <table>
        <thead>
          <tr>
            {block.head.map((cell, index) => {
              // An empty header cell is not a header for screen readers.
              const Cell = textOf(cell) === '' ? 'td' : 'th'
              // A page does not change.
              return <Cell key={index}>{drawParts(cell, guide)}</Cell>
            })}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, at) => (
            // A page does not change.
            <tr key={at}>
              {row.map((cell, index) => (
                // A page does not change.
                <td key={index}>{drawParts(cell, guide)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function drawParts(parts: readonly Inline[], guide: string | null): ReactNode {
  return parts.map((part, index) => (
    // A page does not change.
    <Fragment key={index}>{drawPart(part, guide)}</Fragment>
  ))
}

/** Returns the title of a guide mentioned by its file name, unknown to operators: `export.md` is *Exporting*. */
function guideOfFile(words: string): string | null {
  const name = /^([\w-]+)\.md$/.exec(words)?.[1]
  return isGuide(name) ? t.guide.guides[name].title : null
}

function drawPart(part: Inline, guide: string | null): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'code':
      return <code>{part.text}</code>
    case 'strong':
      return <b>{drawParts(part.parts, guide)}</b>
    case 'em':
      return <em>{drawParts(part.parts, guide)}</em>
    case 'link': {
      const place = placeOf(part.to, guide)
      const words = guideOfFile(textOf(part.parts)) ?? drawParts(part.parts, guide)
      if (place) return <Link to={place}>{words}</Link>
      const page = Object.hasOwn(knownPages, part.to) ? knownPages[part.to] : undefined
      if (!page) return words
      return (
        <button
          type="button"
          className="help-out"
          onClick={() => void call('app.openLink', { link: page }).catch(() => {})}
        >
          {words}
        </button>
      )
    }
    default:
      return part satisfies never
  }
}

import { type Block, textOf } from '../../core/lib/markdown-core.ts'

export type Section = {
  readonly level: number
  readonly anchor: string
  readonly title: string
  /** Blocks without the heading. */
  readonly blocks: readonly Block[]
}

/** Splits a page at its headings. */
export function sectionsOf(blocks: readonly Block[]): readonly Section[] {
  const found: { level: number; anchor: string; title: string; blocks: Block[] }[] = []
  for (const block of blocks) {
    if (block.kind === 'heading') {
      found.push({ level: block.level, anchor: block.anchor, title: textOf(block.parts), blocks: [] })
    } else found.at(-1)?.blocks.push(block)
  }
  return found
}

/** Returns the text of a block, for searching. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'code':
      return block.text
    case 'list':
      return block.items.map((item) => [textOf(item.parts), ...item.blocks.map(blockText)].join(' ')).join(' ')
    case 'table':
      return [block.head, ...block.rows].flatMap((row) => row.map(textOf)).join(' ')
    default:
      return textOf(block.parts)
  }
}

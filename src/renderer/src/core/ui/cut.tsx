type Props = { text: string | null | undefined; as?: 'span' | 'b' | undefined; className?: string | undefined }

/** Text on one line, cut off where there is no room; pointing at it shows all of it. */
export const Cut = ({ text, as: Tag = 'span', className }: Props) => (
  <Tag className={className ? `ellipsis ${className}` : 'ellipsis'} title={text ?? undefined}>
    {text}
  </Tag>
)

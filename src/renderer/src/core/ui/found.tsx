/** Text with the search match highlighted, matched like tables do: the whole typed text, ignoring case. */
export function Found({ text, typed }: { text: string; typed: string }) {
  const at = typed === '' ? -1 : text.toLowerCase().indexOf(typed.toLowerCase())
  if (at < 0) return text
  const end = at + typed.length
  return (
    <>
      {text.slice(0, at)}
      <mark className="found">{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  )
}

import { type RefObject, useEffect, useRef } from 'react'

/** For the box around the emails: while somebody writes, which leaves little room, the email at this place stays in view. */
export function useAnsweredInView(isWriting: boolean, at: number): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const mail = box.current?.querySelectorAll('article.mail')[at]
    if (!isWriting || !box.current || !mail) return
    box.current.scrollTop += mail.getBoundingClientRect().top - box.current.getBoundingClientRect().top - roomAbove
  }, [isWriting, at])
  return box
}

const roomAbove = 8

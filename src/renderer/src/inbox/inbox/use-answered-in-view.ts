import { type RefObject, useEffect, useRef } from 'react'

/** Returns a ref for the box around the emails. While somebody writes, it keeps the email at this index in view. */
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

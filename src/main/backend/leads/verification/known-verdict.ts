/** SQL over `email_check`: what is known of an address, also while it is being asked again; null where nothing is. */
export const knownVerdict = `case when state = 'done' and verdict <> 'unanswered' then verdict else earlier_verdict end`

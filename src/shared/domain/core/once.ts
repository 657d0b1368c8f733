/** Returns a function that determines a value when it is first needed. */
export function once<Value>(determine: () => Value): () => Value {
  let found: { readonly value: Value } | undefined
  return () => (found ??= { value: determine() }).value
}

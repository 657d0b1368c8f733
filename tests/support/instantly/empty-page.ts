const behind = 'behind-an-empty-page'

/** Answers the first request for a list of leads with an empty page; its cursor leads to the first page. */
export function emptyPageFirst(url: () => string): (request: Request) => Promise<Response | null> {
  return async (request) => {
    if (!request.url.endsWith('/leads/list') || request.headers.has('x-passed-on')) return null
    const { starting_after: after, ...body } = (await request.clone().json()) as Record<string, unknown>
    if (after === undefined || after === null) return Response.json({ items: [], next_starting_after: behind })
    if (after !== behind) return null
    const headers = {
      authorization: request.headers.get('authorization') ?? '',
      'content-type': 'application/json',
      'x-passed-on': '1',
    }
    return fetch(`${url()}/api/v2/leads/list`, { method: 'POST', headers, body: JSON.stringify(body) })
  }
}
